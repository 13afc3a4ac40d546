// Takes portal values over into the register, with the story of how the merge came to each. Part of settling: all in
// the caller's transaction.
import { UserError } from "../../schemas/errors.ts";
import type { FieldName } from "../../schemas/field.ts";
import { describe, type Operation } from "../../schemas/operation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isShown, type Seen } from "../../schemas/remote.ts";
import type { Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { sameValue } from "../reconcile/normal.ts";
import { setFieldValues } from "../register/change.ts";
import type { Traces } from "../register/edits.ts";
import { oursOf, type Ours } from "../register/ours.ts";
import type { Tx } from "../store/connection.ts";
import type { Item } from "./decide-lane.ts";
import type { Lane, Means } from "./lane.ts";
import type { Settlement } from "./settle.ts";

/** The tasks that some settlements take values over for; their caller has locked them. */
export function adoptingIn(settlements: readonly Settlement[]): string[] {
  return settlements
    .filter(({ item }) => item.decision.operations.some(({ kind }) => kind === "adopt"))
    .map(({ item }) => item.ours.taskId);
}

/**
 * Takes portal values over into the register; the other portals become due, this one knows. A value that the register
 * cannot hold (an agency nobody knows) holds its task; one that a person has changed since it was compared is decided
 * about anew. The others go on.
 */
export async function adoptAll(
  tx: Tx,
  means: Means,
  { lane, settlements, at }: { lane: Lane; settlements: readonly Settlement[]; at: Instant },
): Promise<Settlement[]> {
  const ours = await oursOf(tx, adoptingIn(settlements));
  const adopted: Settlement[] = [];
  for (const settlement of settlements) {
    const now = ours.get(settlement.item.ours.taskId);
    adopted.push(await adopt(tx, means, { lane, settlement, now, at }));
  }
  return adopted;
}

async function adopt(
  tx: Tx,
  means: Means,
  { lane, settlement, now, at }: { lane: Lane; settlement: Settlement; now: Ours | undefined; at: Instant },
): Promise<Settlement> {
  const { item } = settlement;
  const operation = item.decision.operations.find((one) => one.kind === "adopt");
  if (operation?.kind !== "adopt") return settlement;
  if (!isAsCompared(operation, now)) {
    return notAdopted(settlement, { kind: "again", notBefore: null, tried: 0 });
  }
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
    return notAdopted(settlement, { kind: "hold", hold: { kind: "held", reasons: error.problems, fields } });
  }
  const note = describe(operation);
  const body = { kind: "note" as const, run: means.run, who: means.who, linkId: operation.linkId, note };
  await appendEntries(tx, { lane: lane.name, at, bodies: [body] });
  return settlement;
}

/** What is to come again comes first: an attempt that is still open must be looked for, whatever holds its task. */
function notAdopted(settlement: Settlement, otherwise: Settlement["next"]): Settlement {
  const { decision } = settlement.item;
  const operations = decision.operations.filter(({ kind }) => kind !== "adopt");
  const item = { ...settlement.item, decision: { ...decision, operations } };
  const base = settlement.base === null ? null : decision.base;
  const next = settlement.next.kind === "again" ? settlement.next : otherwise;
  return { ...settlement, item, base, next };
}

/** Whether the register, now that nobody else can change it, still says what the merge compared. */
function isAsCompared({ before }: Adoption, now: Ours | undefined): boolean {
  const names = Object.keys(before) as FieldName[];
  return names.every((field) => sameValue(field, now?.fields[field] ?? null, before[field] ?? null));
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
