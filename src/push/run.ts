// The conductor: carries everything that is due on one lane. It alone knows the order; read it top to bottom.
//   not paused by a person -> take the lane -> what is due -> observe, decide, guard -> leave what needs approval ->
//   open the attempts -> send -> read back -> settle
// A crash anywhere leaves due marks and open attempts; the next run starts at the top and looks again. There is no
// other recovery.
import { SignedOut, Transient, Unrecognised } from "../../schemas/errors.ts";
import type { Standing } from "../../schemas/link.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import { CircuitOpen } from "../portal/account.ts";
import type { PortalSession } from "../portal/contract.ts";
import { spanned } from "../portal/span.ts";
import { listDue, nextDueAt, type Claim } from "../store/due.ts";
import { countUnapproved, noteUnapproved } from "../store/unapproved.ts";
import { SignInNeeded } from "../session/please-sign-in.ts";
import { countHolds } from "../store/holds.ts";
import { recordListing } from "../store/links.ts";
import { countUnfinished } from "../store/standings.ts";
import { carryWave } from "./carry-wave.ts";
import { decideLane, fingerprintOf, type Approved, type Item, type LaneView } from "./decide-lane.ts";
import { LaneLost, takeLease, type LaneLease } from "./lane-lease.ts";
import { waveSizeOf, type Lane, type LaneReport, type Means } from "./lane.ts";
import { measuredCarrying } from "./measured.ts";
import { outOfOrder } from "./out-of-order.ts";
import { pausedNow } from "./pause.ts";
import { noteTrouble, noteWorked } from "./note-carried.ts";
import { recordExchange } from "./send.ts";
import { settleQuiet } from "./quiet.ts";
import type { Quiet } from "./settle.ts";
import { unapprovedAmong } from "./unapproved.ts";
import { withdrawStale } from "./withdraw-stale.ts";

/** Rounds of one run: later ones are for what changed in between and for uncertain attempts, five tries of four looks. */
const maxRounds = 24;
/** Longer than this a run does not wait for its own retries; the next scheduled run takes them up. */
const patienceMs = 30_000;

/** What a run carries of what is due; left out: all of it. */
export interface Wanted {
  approved?: Approved;
  /** Only these links. */
  only?: ReadonlySet<string>;
  /** Asked before each task, wave and round; at `false` what has left is settled, the rest stays due, and the run ends. */
  goOn?(): boolean;
}

/** Carries one lane until nothing due can be done now. Never throws for what a portal does; a bug it does throw. */
export async function pushLane(means: Means, lane: Lane, wanted: Wanted = {}): Promise<LaneReport> {
  return await measuredCarrying(means, lane, async () => await carryLane(means, lane, wanted));
}

async function carryLane(means: Means, lane: Lane, wanted: Wanted): Promise<LaneReport> {
  const report = emptyReport(lane.portal);
  report.paused = await means.store.read(async (tx) => await pausedNow(tx, lane.name));
  if (report.paused !== null) return await withWhatIsLeft(means, report);
  const lease = await takeLease(means, lane);
  if ("busy" in lease) {
    const { carrier, takenAt } = lease.busy;
    report.busy = phrase("push.busy", { portal: lane.portal, carrier, since: showInstant(takenAt) });
    return await withWhatIsLeft(means, report);
  }
  // Whoever carried this lane before is done or dead, but what it sent last may still be under way.
  const wire = { since: means.now() };
  try {
    means.show({ portal: lane.portal, doing: "signing_in", done: 0, total: 1 });
    const session = await spanned("sign in", {}, async () => {
      return await lane.connect({ record: recordExchange, mayWrite: lease.holds });
    });
    const run = { means, lane, session, report, wanted, wire, lease, keptBack: new Map<string, number>() };
    let looked = false;
    for (let round = 0; round < maxRounds && goesOn(wanted); round += 1) {
      if (!lease.holds()) throw new LaneLost(lane.name);
      let claims = await dueNow(run);
      if (claims.length === 0) {
        if (!(await waitForOwn(means, lane, wanted))) break;
        claims = await dueNow(run);
      }
      looked ||= claims.length > 0;
      if (claims.length > 0 && !(await carryRound(run, claims))) break;
    }
    await noteWorked(means, lane, { looked, stopped: report.stopped });
  } catch (error) {
    await noteTrouble(means, lane, error);
    if (error instanceof SignInNeeded) report.signIn = error.told;
    else if (error instanceof CircuitOpen) report.stopped = await outOfOrder(means, lane, error.open);
    else report.stopped = whyStopped(lane, error);
    means.log.warn({ run: means.run, portal: lane.portal, error: String(error) }, "lane stopped");
  } finally {
    await lease.end();
  }
  const whole = await withWhatIsLeft(means, report);
  means.log.info({ run: means.run, ...whole }, "lane carried");
  return whole;
}

/** The report of a lane that was not carried, because its portal's window is closed. */
export async function refusedByWindow(means: Means, lane: Lane, why: Phrase): Promise<LaneReport> {
  return await withWhatIsLeft(means, { ...emptyReport(lane.portal), refusals: [why] });
}

/** What is still due or uncertain is counted where it stands, not from memory. */
async function withWhatIsLeft(means: Means, report: LaneReport): Promise<LaneReport> {
  const { unfinished, holds, unapproved } = await means.store.read(async (tx) => ({
    unfinished: await countUnfinished(tx, report.portal),
    holds: await countHolds(tx, report.portal),
    unapproved: await countUnapproved(tx, report.portal),
  }));
  const count = (standing: Standing) => unfinished.find((row) => row.standing === standing)?.count ?? 0;
  const waiting = Math.max(0, holds - report.held - report.refused);
  const left = count("due") + count("sending") - unapproved;
  return { ...report, waiting, unapproved, left, uncertain: count("uncertain") };
}

interface Round {
  means: Means;
  lane: Lane;
  session: PortalSession;
  report: LaneReport;
  wanted: Wanted;
  wire: Quiet;
  lease: LaneLease;
  /** Revisions of the marks that this run left to an approved plan: it looks at them once. */
  keptBack: Map<string, number>;
}

/** One round over what is due; `false` when the lane must not go on. */
async function carryRound(round: Round, claims: readonly Claim[]): Promise<boolean> {
  const { means, lane, session, report, wire, lease } = round;
  const unsettled = new Map(claims.map((one) => [one.linkId, one]));
  const view = await spanned("decide", { "dongbo.tasks": claims.length }, async () => {
    return await decideLane(means, lane, { session, linkIds: [...unsettled.keys()] });
  });
  if (view.refusals.length > 0) {
    report.refusals = view.refusals.map(({ reason }) => reason);
    return false;
  }
  await rememberListing(round, view);
  const items = approvedOnly(round, view.items);
  let { seenAt } = view;
  const { settled, expected } = view;
  const goOn = () => goesOn(round.wanted);
  const { approved } = round.wanted;
  const at = { means, lane, settled, session, report, wire, lease, unsettled, expected, seenAt };
  const desk = { ...at, approved, goOn };
  await withdrawStale(round, items);
  const unapproved = approved === undefined ? await unapprovedNow(round, items) : new Set<string>();
  const { busy, keptBack } = await settleQuiet(desk, { items, unapproved });
  if (approved === undefined) await leaveToPlan(round, { claims, keptBack });
  for (const { wave, waiting } of wavesOf(lane, busy)) {
    if (!goOn()) return false;
    const seen = await spanned("wave", { "dongbo.tasks": wave.length }, async () => {
      return await carryWave(desk, { wave, waiting, seenAt });
    });
    seenAt = seen.seenAt;
  }
  // Without its scanner a lane ends here: what has a file waits for the next run, everything else has gone.
  if (report.stopped !== null) return false;
  return busy.length > 0 || approved === undefined;
}

function goesOn({ goOn }: Wanted): boolean {
  return goOn?.() ?? true;
}

async function dueNow({ means, lane, wanted: { only }, keptBack }: Round): Promise<Claim[]> {
  const claims = await means.store.read(async (tx) => await listDue(tx, lane.name, means.now()));
  return claims.filter(
    ({ linkId, revision }) => (only === undefined || only.has(linkId)) && keptBack.get(linkId) !== revision,
  );
}

async function unapprovedNow({ means, lane }: Round, items: readonly Item[]): Promise<Set<string>> {
  return await means.store.read(async (tx) => await unapprovedAmong(tx, means, { lane, items }));
}

/** What only an approved plan may carry stays due as it is, noted so for whoever asks. */
async function leaveToPlan(
  { keptBack: known, lease }: Round,
  { claims, keptBack }: { claims: readonly Claim[]; keptBack: readonly Claim[] },
): Promise<void> {
  for (const { linkId, revision } of keptBack) known.set(linkId, revision);
  const waits = new Set(keptBack.map(({ linkId }) => linkId));
  const changed = claims
    .map((claim) => ({ ...claim, unapproved: waits.has(claim.linkId) }))
    .filter(({ unapproved }, place) => unapproved !== claims[place]?.unapproved);
  if (changed.length > 0) await lease.transaction(async (tx) => await noteUnapproved(tx, changed));
}

/** Waits for marks that this lane put off for a moment; `false` when there are none worth waiting for. */
async function waitForOwn(means: Means, lane: Lane, { only }: Wanted): Promise<boolean> {
  const links = only === undefined ? null : [...only];
  const next = await means.store.read(async (tx) => await nextDueAt(tx, lane.name, links));
  if (next === null) return false;
  const ms = Date.parse(next) - Date.parse(means.now());
  if (ms > patienceMs) return false;
  means.show({ portal: lane.portal, doing: "waiting", done: 0, total: Math.max(0, ms) });
  await means.wait(Math.max(1, ms));
  return true;
}

async function rememberListing({ means, lane, lease }: Round, { listed }: LaneView): Promise<void> {
  if (listed === null) return;
  await lease.transaction(
    async (tx) => await recordListing(tx, { portal: lane.portal, at: means.now(), listed }),
  );
}

function approvedOnly({ wanted: { approved }, report }: Round, items: readonly Item[]): Item[] {
  if (approved === undefined) return [...items];
  const planned = items.filter((item) => approved.has(item.link.id));
  // What is in step by now, because an ordinary push sent it, is no drift: nothing would be done.
  const kept = planned.filter(
    (item) => item.decision.operations.length === 0 || approved.get(item.link.id) === fingerprintOf(item),
  );
  report.drifted = planned.length - kept.length;
  return kept;
}

/** Pieces in the order given, with what comes after each. */
function* wavesOf(lane: Lane, items: readonly Item[]): Generator<{ wave: Item[]; waiting: Item[] }> {
  const size = waveSizeOf(lane.facts);
  for (let start = 0; start < items.length; start += size) {
    yield { wave: items.slice(start, start + size), waiting: items.slice(start + size) };
  }
}

/** Why a lane stopped early, for a person; throws what is no doing of a portal. */
export function whyStopped(lane: Lane, error: unknown): Phrase {
  const values = { portal: lane.portal, message: error instanceof Error ? error.message : String(error) };
  if (error instanceof SignInNeeded) return error.told;
  if (error instanceof SignedOut) return phrase("push.stopped_signed_out", values);
  if (error instanceof Unrecognised) return phrase("push.stopped_unrecognised", values);
  if (error instanceof Transient) return phrase("push.stopped_transient", values);
  if (error instanceof LaneLost) return phrase("push.stopped_lost", values);
  throw error;
}

function emptyReport(portal: string): LaneReport {
  return {
    portal,
    inStep: 0,
    applied: 0,
    adopted: 0,
    held: 0,
    refused: 0,
    waiting: 0,
    uncertain: 0,
    unapproved: 0,
    left: 0,
    drifted: 0,
    busy: null,
    paused: null,
    signIn: null,
    stopped: null,
    refusals: [],
  };
}
