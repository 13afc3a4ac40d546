// Items that need no wire: already in step, held, adopting only, or waiting for an old attempt to show itself.
import type { Outcome } from "../../schemas/attempt.ts";
import { phrase } from "../../schemas/phrase.ts";
import { isShown } from "../../schemas/remote.ts";
import { closeAttempts } from "../ledger/append.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Claim } from "../store/due.ts";
import type { Item } from "./decide-lane.ts";
import { judgeOld, landingOf, type Judgement, type Landing } from "./judge.ts";
import type { Lane, LaneReport, Means } from "./lane.ts";
import { sendingsOf } from "./send.ts";
import { settle, type Settlement } from "./settle.ts";

/** After so many tries without the portal showing the change a person must look. */
const maxTries = 5;

/**
 * Since when nothing of this lane is on its way to the portal. Before that instant an attempt may have left at any
 * time after it was opened: by this run, or by one that died. `settlesWithinMs` counts from here.
 */
export interface Quiet {
  since: Instant;
}

export interface Desk {
  means: Means;
  lane: Lane;
  report: LaneReport;
  /** How many tasks a listing of this portal is expected to show. */
  expected: number;
  wire: Quiet;
  /** When the look began on which this round decides. */
  seenAt: Instant;
  /** Claims that nobody has settled yet; the conductor gives back what remains. */
  unsettled: Map<string, Claim>;
}

/** Settles everything that needs no sending and returns the items that do. */
export async function settleQuiet(desk: Desk, items: readonly Item[]): Promise<Item[]> {
  const settlements: Settlement[] = [];
  const busy: Item[] = [];
  const closed: Outcome[] = [];
  for (const item of items) {
    const claim = desk.unsettled.get(item.link.id);
    if (claim === undefined) continue;
    const old = oldAttempts(desk, item);
    if (old.waitUntil !== null) {
      const next = { kind: "again", notBefore: old.waitUntil, tried: 0 } as const;
      settlements.push({ item, claim, outcomes: [], base: null, filesSeen: [], next });
    } else if (sendingsOf(item).length > 0 && claim.tries < maxTries) {
      closed.push(...old.outcomes);
      busy.push(item);
    } else settlements.push(quietly(item, claim, old.outcomes));
  }
  await closeOld(desk, closed);
  await settleAll(desk, settlements);
  return busy;
}

/** Old attempts are closed before new ones open: at most one is ever open for the same thing. */
async function closeOld({ means, lane }: Desk, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await means.store.transaction(
    async (tx) => await closeAttempts(tx, { lane: lane.name, outcomes, at: means.now() }),
  );
}

/** Writes settlements down and counts them. */
export async function settleAll(desk: Desk, settlements: readonly Settlement[]): Promise<void> {
  const { means, lane, report, unsettled } = desk;
  await settle(means, lane, settlements);
  for (const { item, next, outcomes } of settlements) {
    unsettled.delete(item.link.id);
    means.log.debug(
      { run: means.run, portal: lane.portal, code: item.ours.code, next: next.kind },
      "settled",
    );
    if (outcomes.some(({ outcome }) => outcome === "applied")) report.applied += 1;
    else if (next.kind === "in_step") report.inStep += 1;
    if (next.kind === "hold") report[next.hold.kind] += 1;
    if (next.kind !== "hold" && item.decision.operations.some(({ kind }) => kind === "adopt"))
      report.adopted += 1;
  }
}

function quietly(item: Item, claim: Claim, outcomes: Outcome[]): Settlement {
  const { decision } = item;
  const hold = decision.operations.find((operation) => operation.kind === "hold");
  const filesSeen = decision.filesThere.map(({ ours, theirs }) => ({
    sha256: ours.sha256,
    remoteId: theirs.remoteId,
  }));
  const common = { item, claim, outcomes, filesSeen };
  if (hold?.kind === "hold") {
    const { reasons, fields } = hold;
    return {
      ...common,
      base: decision.base,
      next: { kind: "hold", hold: { kind: "held", reasons, fields } },
    };
  }
  if (sendingsOf(item).length > 0) {
    const reasons = [phrase("push.gave_up", { tries: claim.tries })];
    return {
      ...common,
      base: decision.base,
      next: { kind: "hold", hold: { kind: "held", reasons, fields: [] } },
    };
  }
  return { ...common, base: baseWithAdopted(item), next: { kind: "in_step" } };
}

/** Adopted values are agreed from the moment the register has them. */
export function baseWithAdopted({ decision }: Item) {
  const adopted = decision.operations.flatMap((operation) =>
    operation.kind === "adopt" ? [operation.set] : [],
  );
  return Object.assign({ ...decision.base }, ...adopted) as typeof decision.base;
}

/** Judges attempts that an earlier run left open, once the portal has had the time it may need. */
function oldAttempts(
  { means, lane, wire, seenAt }: Desk,
  item: Item,
): { outcomes: Outcome[]; waitUntil: string | null } {
  const outcomes: Outcome[] = [];
  for (const { attemptId, openedAt, operation } of item.open) {
    // Of a task that is gone or closed to us nobody can say whether the attempt landed.
    const landing: Landing = isShown(item.theirs)
      ? landingOf(operation, item, item.theirs, lane.facts)
      : { missing: [], landed: "unseen" };
    const lastSent = Math.max(Date.parse(openedAt), Date.parse(wire.since));
    const settledAt = lastSent + lane.facts.settlesWithinMs;
    // Counted to the beginning of the look: what landed while we were looking may have been missed.
    if (landing.landed !== "all" && Date.parse(seenAt) < settledAt) {
      return { outcomes: [], waitUntil: new Date(settledAt).toISOString() };
    }
    outcomes.push(outcomeOf(means, item, { judgement: judgeOld(attemptId, landing), exchanges: [] }));
  }
  return { outcomes, waitUntil: null };
}

/** The ledger body of a judgement that is final. */
export function outcomeOf(
  means: Means,
  item: Item,
  { judgement, exchanges }: { judgement: Judgement; exchanges: Outcome["exchanges"] },
): Outcome {
  return {
    kind: "outcome",
    attemptId: judgement.attemptId,
    linkId: item.link.id,
    run: means.run,
    outcome: judgement.outcome ?? "unknown",
    missing: judgement.missing,
    reason: judgement.reason,
    exchanges,
  };
}
