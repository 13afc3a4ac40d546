// Step 7: everything that one wave taught us goes down in one transaction: outcomes on the ledger, bases, holds and
// due marks. What is not in here after a crash is found out again by looking.
import type { Outcome } from "../../schemas/attempt.ts";
import type { FieldValues } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import { isShown, type RemoteTask } from "../../schemas/remote.ts";
import { mayLeave } from "../../schemas/task.ts";
import type { Instant } from "../../schemas/time.ts";
import { closeAttempts } from "../ledger/append.ts";
import type { Tx } from "../store/connection.ts";
import { clearDue, lockDue, putOff, type Claim } from "../store/due.ts";
import { liftHolds, placeHolds, type Hold } from "../store/holds.ts";
import { seeCopies, type SeenCopy } from "../store/copies.ts";
import { countMissed, moveBases } from "../store/links.ts";
import { spendResolutions } from "../store/resolutions.ts";
import { seeWords } from "../store/status-words.ts";
import { classifiedTasks, lockTasks } from "../store/tasks.ts";
import { adoptAll, adoptingIn, rawOf } from "./adopt.ts";
import type { Item } from "./decide-lane.ts";
import type { Settled } from "./settled.ts";
import type { TaskDecision } from "../reconcile/task.ts";
import type { Judgement } from "./judge.ts";
import type { LaneLease } from "./lane-lease.ts";
import { mappingOf, type Lane, type LaneReport, type Means } from "./lane.ts";
import { adoptedBy } from "./send.ts";

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
  settled: Settled;
  report: LaneReport;
  /** How many tasks a listing of this portal is expected to show. */
  expected: number;
  wire: Quiet;
  lease: LaneLease;
  /** When the look began on which this round decides. */
  seenAt: Instant;
  /** Claims that nobody has settled yet: they stay due. */
  unsettled: Map<string, Claim>;
}

/** What is to be written down for one item. */
export interface Settlement {
  item: Item;
  claim: Claim;
  outcomes: Outcome[];
  /** The new base; `null` leaves it. */
  base: FieldValues | null;
  copies: Omit<SeenCopy, "linkId">[];
  next:
    | { kind: "in_step" }
    | { kind: "hold"; hold: Pick<Hold, "kind" | "reasons" | "fields"> }
    | { kind: "again"; notBefore: Instant | null; tried: number };
}

/** Writes settlements down and counts them. */
export async function settleAll(desk: Desk, settlements: readonly Settlement[]): Promise<void> {
  const { means, lane, report, unsettled } = desk;
  for (const { item, next, outcomes } of await settle(desk, settlements)) {
    unsettled.delete(item.link.id);
    means.log.debug(
      { run: means.run, portal: lane.portal, code: item.ours.code, next: next.kind },
      "settled",
    );
    for (const { outcome } of outcomes) means.meter?.outcome(lane.portal, outcome);
    if (outcomes.some(({ outcome }) => outcome === "applied")) report.applied += 1;
    else if (next.kind === "in_step") report.inStep += 1;
    if (next.kind === "hold") report[next.hold.kind] += 1;
    if (next.kind !== "hold" && item.decision.operations.some(({ kind }) => kind === "adopt"))
      report.adopted += 1;
  }
}

/** All or nothing; says what was written down. */
async function settle(
  { means, lane, lease }: Desk,
  wanted: readonly Settlement[],
): Promise<readonly Settlement[]> {
  if (wanted.length === 0) return [];
  const at = means.now();
  return await lease.transaction(async (tx) => {
    await closeAttempts(tx, { lane: lane.name, outcomes: wanted.flatMap(({ outcomes }) => outcomes), at });
    await lockForSettling(tx, wanted);
    const open = await homeIfSecret(tx, wanted);
    const settlements = await adoptAll(tx, means, { lane, settlements: open, at });
    await moveBases(tx, movesOf(lane, settlements), at);
    await seeCopies(tx, copiesIn(settlements), at);
    await placeHolds(tx, holdsOf(settlements), { at, run: means.run });
    await liftHolds(tx, inStep(settlements));
    await spendResolutions(tx, resolvedIn(settlements), at);
    await countMissed(tx, missedIn(settlements));
    await seeWords(tx, { portal: lane.portal, at, words: settlements.flatMap(unknownWordsIn) });
    await mark(tx, settlements);
    return settlements;
  });
}

/** Everything that lanes share, locked in one order, before any of it is touched. */
async function lockForSettling(tx: Tx, settlements: readonly Settlement[]): Promise<void> {
  const taskIds = adoptingIn(settlements);
  if (taskIds.length > 0) await lockTasks(tx, taskIds);
  await lockDue(tx, { linkIds: settlements.map(({ claim }) => claim.linkId), taskIds });
}

/** A task that was marked while it was under way stays home: nothing of its content is written down. */
async function homeIfSecret(tx: Tx, settlements: readonly Settlement[]): Promise<Settlement[]> {
  const marked = await classifiedTasks(
    tx,
    settlements.map(({ item }) => item.ours.taskId),
  );
  return settlements.map((settlement) => {
    const { item } = settlement;
    const classification = marked.get(item.ours.taskId);
    if (classification === undefined || !mayLeave(item.ours.classification)) return settlement;
    const decision = { ...item.decision, operations: [] };
    const hold: Pick<Hold, "kind" | "reasons" | "fields"> = {
      kind: "held",
      reasons: [phrase("reconcile.secret")],
      fields: [],
    };
    return {
      ...settlement,
      item: { ...item, ours: { ...item.ours, classification }, decision },
      base: null,
      copies: [],
      // What left before must still be looked for.
      next: settlement.next.kind === "again" ? settlement.next : { kind: "hold", hold },
    };
  });
}

function movesOf(lane: Lane, settlements: readonly Settlement[]) {
  const mapping = mappingOf(lane);
  return settlements.flatMap(({ item, base, next }) =>
    base === null ? [] : [{ linkId: item.link.id, base, mapping, verified: next.kind === "in_step" }],
  );
}

function copiesIn(settlements: readonly Settlement[]): SeenCopy[] {
  return settlements.flatMap(({ item, copies }) => copies.map((copy) => ({ linkId: item.link.id, ...copy })));
}

function holdsOf(settlements: readonly Settlement[]): Hold[] {
  return settlements.flatMap(({ item, next }) =>
    next.kind === "hold"
      ? [
          {
            linkId: item.link.id,
            ...next.hold,
            ...sidesOf(item),
          },
        ]
      : [],
  );
}

/** The three sides for whoever decides; of a task that may not leave, nothing. */
function sidesOf({ ours, theirs, link }: Item): Pick<Hold, "ours" | "theirs" | "base" | "raw"> {
  if (!mayLeave(ours.classification)) return { ours: {}, theirs: {}, base: {}, raw: null };
  const shown = isShown(theirs) ? theirs.fields : {};
  return { ours: ours.fields, theirs: shown, base: link.base, raw: rawOf(theirs) };
}

function resolvedIn(settlements: readonly Settlement[]): string[] {
  const done = settlements.filter(({ item, next }) => next.kind === "in_step" && item.resolutions.length > 0);
  return done.map(({ item }) => item.link.id);
}

function missedIn(settlements: readonly Settlement[]): { linkId: string; missed: number }[] {
  return settlements.flatMap(({ item: { link, theirs } }) => {
    const isUnlisted = theirs !== null && "unlisted" in theirs;
    const missed = isUnlisted ? link.missed + 1 : 0;
    return missed === link.missed ? [] : [{ linkId: link.id, missed }];
  });
}

function unknownWordsIn({ item: { theirs, ours } }: Settlement): RemoteTask["unknownWords"] {
  return isShown(theirs) && mayLeave(ours.classification) ? theirs.unknownWords : [];
}

function inStep(settlements: readonly Settlement[]): string[] {
  return settlements.filter(({ next }) => next.kind === "in_step").map(({ item }) => item.link.id);
}

/** Clears what is done or held; puts off the rest, grouped so that a wave costs few statements. */
async function mark(tx: Tx, settlements: readonly Settlement[]): Promise<void> {
  const groups = new Map<string, { until: { notBefore: Instant | null; tried: number }; claims: Claim[] }>();
  for (const { claim, next } of settlements) {
    if (next.kind !== "again") continue;
    const until = { notBefore: next.notBefore, tried: next.tried };
    const group = groups.get(JSON.stringify(until)) ?? { until, claims: [] };
    group.claims.push(claim);
    groups.set(JSON.stringify(until), group);
  }
  await clearDue(
    tx,
    settlements.filter(({ next }) => next.kind !== "again").map(({ claim }) => claim),
  );
  for (const { until, claims } of groups.values()) await putOff(tx, claims, until);
}

/** What a decision holds: the whole task, or only fields that are frozen while the rest went on. */
export function heldBy({
  operations,
}: TaskDecision): { whole: boolean; hold: Pick<Hold, "kind" | "reasons" | "fields"> } | null {
  const found = operations.find(({ kind }) => kind === "hold" || kind === "freeze");
  if (found === undefined || !("reasons" in found)) return null;
  const { kind, reasons, fields } = found;
  return { whole: kind === "hold", hold: { kind: "held", reasons, fields } };
}

/** Adopted values are agreed from the moment the register has them. */
export function baseWithAdopted(item: Item): FieldValues {
  return { ...item.decision.base, ...adoptedBy(item.decision) };
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
