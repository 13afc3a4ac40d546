// Steps 2 to 4 of a push: observe, decide, guard. Shared by plan, which stops here, and push. Sends nothing and
// changes no row.
import { digestOf } from "../../schemas/canonical.ts";
import type { Resolution } from "../../schemas/conflict.ts";
import type { FieldValues } from "../../schemas/field.ts";
import type { Link } from "../../schemas/link.ts";
import type { Refusal } from "../../schemas/plan.ts";
import { isShown, type Copy, type Seen } from "../../schemas/remote.ts";
import { dayOf, type Instant } from "../../schemas/time.ts";
import type { PortalSession } from "../portal/contract.ts";
import { guard } from "../reconcile/guard.ts";
import { decideTask, type TaskDecision } from "../reconcile/task.ts";
import { isContested } from "../reconcile/write-war.ts";
import { oursOf, type Ours } from "../register/ours.ts";
import type { Tx } from "../store/connection.ts";
import { countLinks, lastListing, linksById } from "../store/links.ts";
import { copiesOf } from "../store/copies.ts";
import { openAttemptsOf, type OpenAttempt } from "../store/open-attempts.ts";
import { overriddenGuards } from "../store/plans.ts";
import { resolutionsOf } from "../store/resolutions.ts";
import { sendsOf, writersOf, type Contest } from "./contests.ts";
import { baseWithLanded } from "./landing.ts";
import { mappingOf, type Lane, type Means } from "./lane.ts";
import { observe } from "./observe.ts";
import { proveFiles } from "./prove-files.ts";
import { copiesWithSent } from "./sent-files.ts";
import { settledAt, type Settled } from "./settled.ts";

/** One linked task with all three sides, what people settled about it, and what follows. */
export interface Item {
  link: Link;
  ours: Ours;
  theirs: Seen;
  decision: TaskDecision;
  /** Attempts whose outcome nobody knows yet. */
  open: OpenAttempt[];
  resolutions: readonly Resolution[];
  /** What is known of our files there, with what open attempts left. */
  copies: readonly Copy[];
  /** Earlier writes to fields that the portal has moved since; read only where there are such fields. */
  contest: Contest | null;
}

export interface LaneView {
  items: Item[];
  refusals: Refusal[];
  settled: Settled;
  listed: number | null;
  /** How many tasks the portal is expected to list. */
  expected: number;
  /** When the look began: what was seen is trusted for as long as the portal's facts allow. */
  seenAt: Instant;
}

/** What somebody is about to settle, by link: decided as if it stood already. */
export type Supposed = ReadonlyMap<string, { resolutions: readonly Resolution[]; ours: FieldValues }>;

/** Looks at the portal and decides for the given links, in their order. Throws what the portal session throws. */
export async function decideLane(
  means: Means,
  lane: Lane,
  look: { session: PortalSession; linkIds: readonly string[]; supposed?: Supposed },
): Promise<LaneView> {
  const known = await means.store.read(async (tx) => await knownOf(tx, { means, lane, ...look }));
  const { settled, overridden } = known;
  const seenAt = means.now();
  const expected = Math.max(known.listedBefore ?? 0, known.counts.links);
  const observed = await observe({
    lane,
    session: look.session,
    settled,
    remoteIds: known.links.map((link) => link.remoteId),
    expected,
    leastListed: leastListed(lane, { expected, overridden }),
    seen: (done) => means.show({ portal: lane.portal, doing: "observing", done, total: expected }),
  });

  const items: Item[] = [];
  for (const link of known.links) {
    const here = known.ours.get(link.taskId);
    if (here === undefined) throw new Error(`link ${link.id} has no task`);
    const supposed = look.supposed?.get(link.id);
    const ours = supposed === undefined ? here : { ...here, fields: { ...here.fields, ...supposed.ours } };
    const theirs = observed.tasks.get(link.remoteId);
    // Not in a list that is too short to believe: the guard below refuses the lane.
    if (theirs === undefined) continue;
    // A newer decision about the same values stands before an older one, which it ends.
    const resolutions = [...(supposed?.resolutions ?? []), ...(known.resolutions.get(link.id) ?? [])];
    const open = known.open.get(link.id) ?? [];
    const before = known.copies.get(link.id) ?? [];
    await proveFiles(look.session, lane.facts.evidence, { ours: ours.evidence, theirs, copies: before });
    const copies = isShown(theirs)
      ? copiesWithSent(before, open, { ours: ours.evidence, theirs: theirs.evidence })
      : before;
    const base = baseWithLanded(link.base, open, { item: { ours, copies }, theirs, facts: lane.facts });
    const item = { link: { ...link, base }, ours, theirs, resolutions, copies, contest: null };
    items.push({ ...item, open, decision: decideItem({ means, lane, settled }, item) });
  }
  await lookIntoContests({ means, lane, settled }, items);
  const refusals = guard({
    portal: lane.portal,
    links: known.counts.links,
    decisions: items.map((item) => item.decision),
    listed: observed.listed,
    listedBefore: known.listedBefore,
    otherMapping: known.counts.otherMapping,
    settings: lane.guards,
    overridden,
  });
  const { listed } = observed;
  return { items, refusals, settled, listed, expected: listed ?? expected, seenAt };
}

async function knownOf(
  tx: Tx,
  { means, lane, linkIds }: { means: Means; lane: Lane; linkIds: readonly string[] },
) {
  const links = await linksById(tx, linkIds);
  const taskIds = links.map((link) => link.taskId);
  return {
    links,
    ours: await oursOf(tx, taskIds),
    open: Map.groupBy(await openAttemptsOf(tx, linkIds), (attempt) => attempt.linkId),
    resolutions: await resolutionsOf(tx, linkIds),
    copies: await copiesOf(tx, linkIds),
    settled: await settledAt(tx, lane),
    counts: await countLinks(tx, lane.portal, mappingOf(lane)),
    listedBefore: await lastListing(tx, lane.portal),
    overridden: await overriddenGuards(tx, lane.portal, means.now()),
  };
}

/** Reads the earlier writes of every task whose fields the portal has moved, and decides those tasks anew. */
async function lookIntoContests(at: Deciding, items: readonly Item[]): Promise<void> {
  const contested = items.filter(({ decision }) => decision.fields.some(isContested));
  if (contested.length === 0) return;
  const { store } = at.means;
  const sends = await store.read(async (tx) => await sendsOf(tx, contested));
  for (const item of contested) {
    item.contest = { sends: sends.get(item.link.id) ?? {}, writers: {} };
    item.decision = decideItem(at, item);
    if (!item.decision.fields.some(({ verdict }) => verdict === "freeze")) continue;
    item.contest.writers = await store.read(async (tx) => await writersOf(tx, item));
    item.decision = decideItem(at, item);
  }
}

/** The shortest listing that is believed; any, where a person let the guards of the listing pass. */
export function leastListed(lane: Lane, of: { expected: number; overridden: readonly string[] }): number {
  const believed = of.overridden.some((guardName) => guardName.endsWith("-listing"));
  return believed ? 0 : of.expected * lane.guards.minListed;
}

/** Where a decision is made. */
export interface Deciding {
  means: Means;
  lane: Lane;
  settled: Settled;
}

/** The decision for one item, also after it was observed anew. */
export function decideItem(
  { means, lane, settled }: Deciding,
  item: Pick<Item, "link" | "ours" | "theirs" | "resolutions" | "copies" | "contest">,
): TaskDecision {
  return decideTask({
    linkId: item.link.id,
    portal: lane.portal,
    remoteId: item.link.remoteId,
    ours: item.ours,
    base: item.link.base,
    theirs: item.theirs,
    facts: lane.facts,
    owners: lane.owners,
    proofs: lane.proofs ?? {},
    resolutions: item.resolutions,
    rules: settled.rules,
    sends: item.contest?.sends ?? {},
    writers: item.contest?.writers ?? {},
    copies: item.copies,
    missed: item.link.missed,
    today: dayOf(means.now()),
  });
}

/** Link id -> fingerprint of an approved plan's items: only these run, and only as they were approved. */
export type Approved = ReadonlyMap<string, string>;

/** Digest of ours, base, theirs and what people settled: a saved plan's item runs only while it stays the same. */
export function fingerprintOf(item: Pick<Item, "link" | "ours" | "theirs" | "decision">): string {
  const { theirs: seen } = item;
  const theirs = isShown(seen) ? { fields: seen.fields, files: seen.evidence } : seen;
  return digestOf({
    ours: { fields: item.ours.fields, files: item.ours.evidence.map((file) => file.sha256).toSorted() },
    base: item.link.base,
    theirs,
    settledBy: item.decision.fields.flatMap(({ by }) => (by === null ? [] : [by.id])).toSorted(),
  });
}
