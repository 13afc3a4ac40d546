// Steps 2 to 4 of a push: observe, decide, guard. Shared by plan, which stops here, and push. Sends nothing and
// changes no row.
import { digestOf } from "../../schemas/canonical.ts";
import type { Link } from "../../schemas/link.ts";
import type { Refusal } from "../../schemas/plan.ts";
import { isShown, type Seen } from "../../schemas/remote.ts";
import { dayOf, type Instant } from "../../schemas/time.ts";
import type { PortalSession } from "../portal/contract.ts";
import { guard } from "../reconcile/guard.ts";
import { decideTask, type TaskDecision } from "../reconcile/task.ts";
import { oursOf, type Ours } from "../register/ours.ts";
import { countLinks, lastListing, linksById } from "../store/links.ts";
import { openAttemptsOf, type OpenAttempt } from "../store/open-attempts.ts";
import { overriddenGuards } from "../store/plans.ts";
import { mappingOf, type Lane, type Means } from "./lane.ts";
import { observe } from "./observe.ts";

/** One linked task with all three sides and what follows from them. */
export interface Item {
  link: Link;
  ours: Ours;
  theirs: Seen;
  decision: TaskDecision;
  /** Attempts whose outcome nobody knows yet. */
  open: OpenAttempt[];
}

export interface LaneView {
  items: Item[];
  refusals: Refusal[];
  listed: number | null;
  /** How many tasks the portal is expected to list. */
  expected: number;
  /** When the look began: what was seen is trusted for as long as the portal's facts allow. */
  seenAt: Instant;
}

/** Looks at the portal and decides for the given links. Throws what the portal session throws. */
export async function decideLane(
  means: Means,
  lane: Lane,
  look: { session: PortalSession; linkIds: readonly string[] },
): Promise<LaneView> {
  const known = await means.store.read(async (tx) => {
    const links = await linksById(tx, look.linkIds);
    return {
      links,
      ours: await oursOf(
        tx,
        links.map((link) => link.taskId),
      ),
      open: await openAttemptsOf(tx, look.linkIds),
      counts: await countLinks(tx, lane.portal, mappingOf(lane.facts)),
      listedBefore: await lastListing(tx, lane.portal),
      overridden: await overriddenGuards(tx, lane.portal, means.now()),
    };
  });
  const seenAt = means.now();
  const expected = Math.max(known.listedBefore ?? 0, known.counts.links);
  const observed = await observe({
    lane,
    session: look.session,
    remoteIds: known.links.map((link) => link.remoteId),
    expected,
    leastListed: leastListed(lane, { expected, overridden: known.overridden }),
    seen: (done) => means.show({ portal: lane.portal, doing: "observing", done, total: expected }),
  });

  const openOf = Map.groupBy(known.open, (attempt) => attempt.linkId);
  const items: Item[] = [];
  for (const link of known.links) {
    const ours = known.ours.get(link.taskId);
    if (ours === undefined) throw new Error(`link ${link.id} has no task`);
    const theirs = observed.tasks.get(link.remoteId);
    // Not in a list that is too short to believe: the guard below refuses the lane.
    if (theirs === undefined) continue;
    const open = openOf.get(link.id) ?? [];
    items.push({ link, ours, theirs, open, decision: decideItem(means, lane, { link, ours, theirs }) });
  }
  const refusals = guard({
    portal: lane.portal,
    links: known.counts.links,
    decisions: items.map((item) => item.decision),
    listed: observed.listed,
    listedBefore: known.listedBefore,
    otherMapping: known.counts.otherMapping,
    settings: lane.guards,
    overridden: known.overridden,
  });
  return { items, refusals, listed: observed.listed, expected: observed.listed ?? expected, seenAt };
}

/** The shortest listing that is believed; any, where a person let the guards of the listing pass. */
export function leastListed(lane: Lane, of: { expected: number; overridden: readonly string[] }): number {
  const believed = of.overridden.some((guardName) => guardName.endsWith("-listing"));
  return believed ? 0 : of.expected * lane.guards.minListed;
}

/** The decision for one item, also after it was observed anew. */
export function decideItem(
  means: Means,
  lane: Lane,
  item: Pick<Item, "link" | "ours" | "theirs">,
): TaskDecision {
  return decideTask({
    linkId: item.link.id,
    portal: lane.portal,
    remoteId: item.link.remoteId,
    ours: item.ours,
    base: item.link.base,
    theirs: item.theirs,
    facts: lane.facts,
    today: dayOf(means.now()),
  });
}

/** Digest of ours, base and theirs: a saved plan's item runs only while it stays the same. */
export function fingerprintOf(item: Pick<Item, "link" | "ours" | "theirs">): string {
  const { theirs: seen } = item;
  const theirs = isShown(seen) ? { fields: seen.fields, files: seen.evidence } : seen;
  return digestOf({
    ours: { fields: item.ours.fields, files: item.ours.evidence.map((file) => file.sha256).toSorted() },
    base: item.link.base,
    theirs,
  });
}
