// Takes portal values over into the register, with the story of how the merge came to each. Part of settling: all in
// the caller's transaction.
import { UserError } from "../../schemas/errors.ts";
import type { FieldName } from "../../schemas/field.ts";
import { describe, type Operation } from "../../schemas/operation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isShown, type Seen } from "../../schemas/remote.ts";
import type { Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { setFieldValues } from "../register/change.ts";
import type { Traces } from "../register/edits.ts";
import type { Tx } from "../store/connection.ts";
import type { Item } from "./decide-lane.ts";
import type { Lane, Means } from "./lane.ts";
import type { Settlement } from "./settle.ts";

/**
 * Takes portal values over into the register; the other portals become due, this one knows. A value that the register
 * cannot hold (an agency nobody knows) holds this task; the others go on.
 */
export async function adopt(
  tx: Tx,
  means: Means,
  { lane, settlement, at }: { lane: Lane; settlement: Settlement; at: Instant },
): Promise<Settlement> {
  const { item } = settlement;
  const operation = item.decision.operations.find((one) => one.kind === "adopt");
  if (operation?.kind !== "adopt") return settlement;
  try {
    await setFieldValues(tx, {
      taskId: item.ours.taskId,
      set: operation.set,
      why: whyAdopted(lane, operation),
      traces: tracesOf(lane, item, operation),
      provenance: { who: means.who, system: lane.portal, run: means.run, at },
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const fields = Object.keys(operation.set) as FieldName[];
    const hold = { kind: "held", reasons: error.problems, fields } as const;
    return { ...settlement, base: item.decision.base, next: { kind: "hold", hold } };
  }
  const note = describe(operation);
  const body = { kind: "note" as const, run: means.run, who: means.who, linkId: operation.linkId, note };
  await appendEntries(tx, { lane: lane.name, at, bodies: [body] });
  return settlement;
}

type Adoption = Extract<Operation, { kind: "adopt" }>;

function whyAdopted({ portal }: Lane, { because }: Adoption): Phrase {
  const isSettled = Object.values(because).some(({ by }) => by !== null);
  return phrase(isSettled ? "push.adopted_settled" : "push.adopted", { portal });
}

/** How the merge came to each value, with the portal's own words beside. */
function tracesOf({ portal }: Lane, { theirs }: Item, operation: Adoption): Traces {
  const raw = rawOf(theirs);
  const traces = Object.entries(operation.because).map(([name, because]) => {
    const field = name as FieldName;
    const values = {
      base: operation.base[field] ?? null,
      ours: operation.before[field] ?? null,
      theirs: operation.set[field] ?? null,
    };
    return [field, { portal, ...because, ...values, raw }];
  });
  return Object.fromEntries(traces) as Traces;
}

const rawLimit = 8_000;

/** What the portal said, unmapped; beyond reason long it is kept as clipped text. */
export function rawOf(theirs: Seen): unknown {
  if (!isShown(theirs)) return null;
  const text = JSON.stringify(theirs.raw) ?? "null";
  const kept = text.replaceAll("\\u0000", "").toWellFormed();
  return kept.length > rawLimit ? { clipped: kept.slice(0, rawLimit) } : (JSON.parse(kept) as unknown);
}
