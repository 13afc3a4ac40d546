// Asks a portal for every file that it ever had from us, the longest unchecked first, as long as a budget of requests
// lasts. Only reads: what it finds changed or missing is remembered, and the next push of that task mends it.
import { requestsToList } from "../../schemas/facts.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import { CircuitOpen } from "../portal/account.ts";
import type { PortalSession } from "../portal/contract.ts";
import { oursOf, type Ours } from "../register/ours.ts";
import { copiesOf, copiesToCheck } from "../store/copies.ts";
import { markLinksDue } from "../store/due.ts";
import { lastListing, linksById } from "../store/links.ts";
import type { Copy, Seen } from "../../schemas/remote.ts";
import type { Link } from "../../schemas/link.ts";
import { checkCopies, type Finding } from "./check-copies.ts";
import { takeLease, type LaneLease } from "./lane-lease.ts";
import { onlyReading, type Lane, type Means } from "./lane.ts";
import { observe, type Looking } from "./observe.ts";
import { outOfOrder } from "./out-of-order.ts";
import { whyStopped } from "./run.ts";
import { settledAt } from "./settled.ts";

export interface VerifyWish {
  /** Requests that may be made; the task under way is finished. */
  budget: number;
  /** Hashes of files that are missing or damaged here; fetched back where the portal has them. */
  damaged: Set<string>;
  restore(sha256: string, bytes: AsyncIterable<Uint8Array>): Promise<boolean>;
}

/** What was found at one portal. */
export interface CopiesReport {
  portal: string;
  checked: number;
  /** Not come to within the budget. */
  left: number;
  requests: number;
  /** How whole files were proven. */
  proven: { digest: number; download: number; size: number; receipt: number };
  /** All but whole files under their own name. */
  findings: Finding[];
  /** Files that this portal gave back to our own store, with a sentence each. */
  restored: { sha256: string; why: Phrase }[];
  /** Who carries the lane instead; then nothing was asked. */
  busy: Phrase | null;
  stopped: Phrase | null;
}

/** One task with copies to check. */
export interface Checking {
  link: Link;
  ours: Ours;
  copies: readonly Copy[];
  /** Hashes whose turn it is. */
  wanted: string[];
}

/** What a check works with. */
export interface CheckDesk {
  means: Means;
  lane: Lane;
  session: PortalSession;
  lease: LaneLease;
  wish: VerifyWish;
  report: CopiesReport;
}

/** Checks one portal. Never throws for what a portal does; a bug it does throw. */
export async function verifyCopies(means: Means, lane: Lane, wish: VerifyWish): Promise<CopiesReport> {
  const report = emptyReport(lane.portal);
  const lease = await takeLease(means, lane);
  if ("busy" in lease) {
    const { carrier, takenAt } = lease.busy;
    report.busy = phrase("push.busy", { portal: lane.portal, carrier, since: showInstant(takenAt) });
    return report;
  }
  try {
    const items = await itemsOf(means, lane, wish.damaged);
    report.left = items.reduce((sum, { wanted }) => sum + wanted.length, 0);
    if (items.length > 0) {
      const record = () => void (report.requests += 1);
      const session = await lane.connect({ ...onlyReading, record });
      await checkAll({ means, lane, session, lease, wish, report }, items);
    }
  } catch (error) {
    report.stopped =
      error instanceof CircuitOpen ? await outOfOrder(means, lane, error.open) : whyStopped(lane, error);
  } finally {
    await lease.end();
  }
  return report;
}

/** Makes the tasks of what was found changed or missing due. */
export async function dueForHealing(means: Means, reports: readonly CopiesReport[]): Promise<Set<string>> {
  const found = reports.flatMap(({ findings }) => findings);
  const ill = found.filter(({ kind }) => kind === "changed" || kind === "missing");
  const linkIds = [...new Set(ill.map(({ linkId }) => linkId))];
  await means.store.transaction(
    async (tx) => await markLinksDue(tx, { linkIds, reason: "heal", at: means.now() }),
  );
  return new Set(linkIds);
}

/** What is to be checked, task by task, those first whose files are damaged here. */
async function itemsOf(means: Means, lane: Lane, damaged: ReadonlySet<string>): Promise<Checking[]> {
  return await means.store.read(async (tx) => {
    const turns = Map.groupBy(await copiesToCheck(tx, lane.portal), ({ linkId }) => linkId);
    const links = await linksById(tx, [...turns.keys()]);
    const ours = await oursOf(
      tx,
      links.map(({ taskId }) => taskId),
    );
    const copies = await copiesOf(tx, [...turns.keys()]);
    const items = links.flatMap((link) => {
      const own = ours.get(link.taskId);
      const wanted = (turns.get(link.id) ?? []).map(({ sha256 }) => sha256);
      return own === undefined ? [] : [{ link, ours: own, copies: copies.get(link.id) ?? [], wanted }];
    });
    const { urgent = [], usual = [] } = Object.groupBy(items, ({ wanted }) =>
      wanted.some((sha256) => damaged.has(sha256)) ? "urgent" : "usual",
    );
    return [...urgent, ...usual];
  });
}

async function checkAll(desk: CheckDesk, items: readonly Checking[]): Promise<void> {
  const { means, lane, session, report, wish } = desk;
  const { settled, listed } = await means.store.read(async (tx) => ({
    settled: await settledAt(tx, lane),
    listed: await lastListing(tx, lane.portal),
  }));
  const expected = Math.max(listed ?? 0, items.length);
  const looking = { lane, session, settled, expected, leastListed: expected * lane.guards.minListed };
  const seen = (done: number) =>
    means.show({ portal: lane.portal, doing: "observing", done, total: items.length });
  const pages = requestsToList(lane.facts, expected);
  const remoteIds = items.map(({ link }) => link.remoteId);
  const isListed = session.readTask === undefined || (items.length > pages && pages < wish.budget);
  const list = isListed ? (await observe({ ...looking, remoteIds, seen })).tasks : null;
  for (const [place, item] of items.entries()) {
    if (report.requests >= wish.budget && list === null) return;
    means.show({ portal: lane.portal, doing: "verifying", done: place, total: items.length });
    const theirs = list?.get(item.link.remoteId) ?? (await readOne(looking, item, list));
    await checkCopies(desk, item, theirs);
  }
}

/** What one task shows; not asked again for what a listing too short to believe lacks. */
async function readOne(
  looking: Omit<Looking, "remoteIds" | "seen">,
  { link: { remoteId } }: Checking,
  list: ReadonlyMap<string, Seen> | null,
): Promise<Seen> {
  if (list !== null) return { unlisted: true };
  const { tasks } = await observe({
    ...looking,
    expected: Infinity,
    remoteIds: [remoteId],
    seen: () => undefined,
  });
  return tasks.get(remoteId) ?? null;
}

function emptyReport(portal: string): CopiesReport {
  const none = { checked: 0, left: 0, requests: 0, findings: [], restored: [] };
  return {
    portal,
    ...none,
    proven: { digest: 0, download: 0, size: 0, receipt: 0 },
    busy: null,
    stopped: null,
  };
}
