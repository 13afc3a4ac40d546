// One wave over the wire: scan its files, open the attempts, send, read back, settle. A wave is as much as can be sent
// while what was seen may be trusted.
import PQueue from "p-queue";
import type { SignedOut, Unrecognised } from "../../schemas/errors.ts";
import { requestsToList } from "../../schemas/facts.ts";
import { isShown, type Seen } from "../../schemas/remote.ts";
import type { Instant } from "../../schemas/time.ts";
import { openAttempts } from "../ledger/append.ts";
import type { CircuitOpen } from "../portal/account.ts";
import type { PortalSession } from "../portal/contract.ts";
import { piecesOf } from "../store/rows.ts";
import type { Tx } from "../store/connection.ts";
import { decideItem, fingerprintOf, type Approved, type Item } from "./decide-lane.ts";
import { observe } from "./observe.ts";
import { scanWave } from "./scan-wave.ts";
import { keyOf, sendItem, sendingsOf, type OpenedAttempt, type Wire } from "./send.ts";
import { secrecyGuard, staysHome } from "./stays-home.ts";
import { settleAll, type Desk } from "./settle.ts";
import { unapprovedAmong } from "./unapproved.ts";
import { copiesWithSent } from "./sent-files.ts";
import { proveFiles } from "./prove-files.ts";
import { openForUpload } from "./upload.ts";
import { onTheWire, settlementOf, triedOf, type Carried, type Look } from "./wave-settlement.ts";

/** How many tasks one transaction opens or settles: the database works on one piece while we work on the next. */
const pieceSize = 250;

interface WaveDesk extends Desk {
  session: PortalSession;
  /** The approved plan that is carried out, if one is. */
  approved: Approved | undefined;
  /** `false`: no further task is begun. */
  goOn(): boolean;
}

interface Wave {
  wave: readonly Item[];
  /** Items of later waves: a listing made now is news for them too. */
  waiting: readonly Item[];
  seenAt: Instant;
}

/** Carries a wave to its end and says when the newest look at the portal was made. */
export async function carryWave(
  desk: WaveDesk,
  { wave, waiting, seenAt }: Wave,
): Promise<{ seenAt: Instant }> {
  const scanned = await scanWave(desk, wave);
  const fresh = await refreshed(desk, { wave: wave.filter(scanned.mayGo), waiting, seenAt });
  // A newer look may want a file that was not scanned: the next round does that.
  const { carried, stop, bug = scanned.bug } = await sendWave(desk, fresh.filter(scanned.mayGo));
  desk.wire.since = desk.means.now();

  const seen = stop === null ? await readBack(desk, { carried, waiting }) : { stop, at: seenAt };
  let settling = Promise.resolve();
  for (const piece of piecesOf(carried, pieceSize)) {
    const settlements = piece.map((one) => settlementOf(desk, { ...one, seen }));
    await settling;
    settling = settleAll(desk, settlements);
  }
  await settling;
  if (bug !== undefined) throw bug.error;
  if ("stop" in seen) throw seen.stop;
  return { seenAt: seen.listed ? seen.at : seenAt };
}

/** Looks again before writing when the last look is too old; items that no longer need sending are left for later. */
async function refreshed(desk: WaveDesk, { wave, waiting, seenAt }: Wave): Promise<Item[]> {
  const age = Date.parse(desk.means.now()) - Date.parse(seenAt);
  if (age <= desk.lane.facts.observationGoodForMs) return [...wave];
  const observed = await look(desk, [...wave, ...waiting], wave);
  for (const item of wave) await renew(desk, item, observed.tasks);
  return wave.filter((item) => sendingsOf(item).length > 0);
}

async function renew(desk: WaveDesk, item: Item, tasks: ReadonlyMap<string, Seen>): Promise<void> {
  const theirs = tasks.get(item.link.remoteId);
  if (theirs === undefined) return;
  const { ours, copies } = item;
  await proveFiles(desk.session, desk.lane.facts.evidence, { ours: ours.evidence, theirs, copies });
  item.theirs = theirs;
  item.decision = decideItem(desk, item);
}

/**
 * Writes down what is about to be sent; committed when this resolves. A task that was marked since it was read is left
 * out, and so is one with a file that was: the mark has held it already, or made it due to be decided anew. So is what
 * needs approval by now, or is no longer as it was approved.
 */
async function open(desk: WaveDesk, items: readonly Item[]) {
  const { means, lane, lease } = desk;
  const wanted = items.map((item) => ({
    item,
    attempts: sendingsOf(item).map((operation): OpenedAttempt => ({
      attemptId: means.newId(),
      key: keyOf(item, operation),
      operation,
    })),
  }));
  return await lease.transaction(async (tx) => {
    const asked = items.map((item) => ({ ours: item.ours, operations: sendingsOf(item) }));
    const staying = await staysHome(tx, asked);
    const isApproved = await approvalAmong(tx, desk, items);
    const opened = wanted.filter(({ item }) => !staying.has(item.ours.taskId) && isApproved(item));
    const attempts = opened.flatMap(({ item, attempts: ofItem }) =>
      ofItem.map((attempt) => ({
        kind: "attempt" as const,
        linkId: item.link.id,
        run: means.run,
        who: means.who,
        ...attempt,
      })),
    );
    await openAttempts(tx, { lane: lane.name, attempts, at: means.now() });
    return opened;
  });
}

/** Whether an item is as it was approved; where no plan is carried out, whether it needs no approval. */
async function approvalAmong(
  tx: Tx,
  { means, lane, approved }: WaveDesk,
  items: readonly Item[],
): Promise<(item: Item) => boolean> {
  if (approved !== undefined) return (item) => approved.get(item.link.id) === fingerprintOf(item);
  const unapproved = await unapprovedAmong(tx, means, { lane, items });
  return (item) => !unapproved.has(item.link.id);
}

/**
 * Sends side by side, in the order given; one task's trouble never stops another. Twice as many tasks as the portal
 * bears requests are under way, so that there is always one to send and the next ones do not overtake the first. Each
 * piece goes out once its own attempts are committed, while those of the next are being written.
 */
async function sendWave(desk: WaveDesk, items: readonly Item[]) {
  const { means, lane } = desk;
  const stops: (SignedOut | Unrecognised | CircuitOpen)[] = [];
  const bugs: { error: unknown }[] = [];
  const wire: Wire = {
    session: desk.session,
    openEvidence: (file) => openForUpload(means, lane, file),
    staysHome: secrecyGuard(means.store),
    stop: (error) => stops.push(error),
    stopped: () => stops.length > 0 || !desk.lease.holds() || !desk.goOn(),
  };
  const carried: Carried[] = [];
  const carry = async (item: Item, attempts: OpenedAttempt[]) => {
    try {
      carried.push({ item, sent: await sendItem(wire, item, attempts) });
      means.show({ portal: lane.portal, doing: "sending", done: carried.length, total: items.length });
    } catch (error) {
      bugs.push({ error });
    }
  };
  // Only so many tasks side by side: what comes first ends first, near enough.
  const queue = new PQueue({ concurrency: lane.facts.parallel * 2 });
  for (const piece of piecesOf(items, pieceSize)) {
    if (bugs.length > 0 || wire.stopped()) break;
    try {
      const opened = await open(desk, piece);
      for (const { item, attempts } of opened) void queue.add(async () => await carry(item, attempts));
    } catch (error) {
      // What is already on its way still has to be settled.
      bugs.push({ error });
    }
  }
  await queue.onIdle();
  return { carried, stop: stops[0] ?? null, bug: bugs[0] };
}

async function readBack(
  desk: WaveDesk,
  { carried, waiting }: { carried: readonly Carried[]; waiting: readonly Item[] },
): Promise<Look> {
  const at = desk.means.now();
  const carriedThere = carried.filter(({ sent }) => sent.some(onTheWire));
  const touched = carriedThere.map(({ item }) => item);
  try {
    const observed = await look(desk, [...touched, ...waiting], touched);
    for (const one of carriedThere) await proveCarried(desk, one, observed.tasks);
    if (observed.listed !== null) for (const item of waiting) await renew(desk, item, observed.tasks);
    return { tasks: observed.tasks, listed: observed.listed !== null, at };
  } catch (stop) {
    // Not seen is not known: the attempts stay open and the next run looks. The error ends this lane below.
    return { stop, at };
  }
}

/** Tells files of ours from others where only their bytes say which they are. */
async function proveCarried(
  { session, lane }: WaveDesk,
  { item, sent }: Carried,
  tasks: ReadonlyMap<string, Seen>,
): Promise<void> {
  const theirs = tasks.get(item.link.remoteId) ?? null;
  if (!isShown(theirs)) return;
  const ours = item.ours.evidence;
  const copies = copiesWithSent(item.copies, sent.map(triedOf), { ours, theirs: theirs.evidence });
  await proveFiles(session, lane.facts.evidence, { ours, theirs, copies });
}

/** Looks for `needed`; should that be cheapest by listing, the others in `wanted` are seen on the way. */
async function look(desk: WaveDesk, wanted: readonly Item[], needed: readonly Item[]) {
  const { lane, session, means } = desk;
  const expected = Math.max(wanted.length, desk.expected);
  const pages = requestsToList(lane.facts, expected);
  const items = needed.length > pages ? wanted : needed;
  const seen = (done: number) =>
    means.show({ portal: lane.portal, doing: "verifying", done, total: items.length });
  const leastListed = expected * lane.guards.minListed;
  const remoteIds = items.map((item) => item.link.remoteId);
  const { settled } = desk;
  return await observe({ lane, session, settled, expected, leastListed, seen, remoteIds });
}
