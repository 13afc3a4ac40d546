// One wave over the wire: open the attempts, send, read back, settle. A wave is as much as can be sent while what
// was seen may be trusted.
import type { SignedOut, Unrecognised } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { isShown, type Seen } from "../../schemas/remote.ts";
import { later, type Instant } from "../../schemas/time.ts";
import { openAttempts } from "../ledger/append.ts";
import type { CircuitOpen } from "../portal/account.ts";
import type { PortalSession } from "../portal/contract.ts";
import type { TaskDecision } from "../reconcile/task.ts";
import { piecesOf } from "../store/rows.ts";
import { classifiedTasks } from "../store/tasks.ts";
import { decideItem, type Item } from "./decide-lane.ts";
import { judge, type Judgement } from "./judge.ts";
import { baseWithLanded, landingOf, nowhere } from "./landing.ts";
import { lookAgainAt } from "./look-again.ts";
import { observe } from "./observe.ts";
import { adoptedBy, keyOf, sendItem, sendingsOf, type OpenedAttempt, type Sent, type Wire } from "./send.ts";
import {
  baseWithAdopted,
  filesSeenIn,
  heldBy,
  outcomeOf,
  settleAll,
  type Desk,
  type Settlement,
} from "./settle.ts";
import { sideBySide } from "./side-by-side.ts";

/** How long a task waits after the portal did not take a write and named no time. */
const shortPauseMs = 1_000;
/** How many tasks one transaction opens or settles: the database works on one piece while we work on the next. */
const pieceSize = 250;

type WaveDesk = Desk & { session: PortalSession };

interface Wave {
  wave: readonly Item[];
  /** Items of later waves: a listing made now is news for them too. */
  waiting: readonly Item[];
  seenAt: Instant;
}

interface Carried {
  item: Item;
  sent: Sent[];
}

/** Carries a wave to its end and says when the newest look at the portal was made. */
export async function carryWave(
  desk: WaveDesk,
  { wave, waiting, seenAt }: Wave,
): Promise<{ seenAt: Instant }> {
  const fresh = await refreshed(desk, { wave, waiting, seenAt });
  const { carried, stop, bug } = await sendWave(desk, fresh);
  desk.wire.since = desk.means.now();

  const seen = stop === null ? await readBack(desk, { carried, waiting }) : { stop, at: seenAt };
  let settling = Promise.resolve();
  for (const piece of piecesOf(carried, pieceSize)) {
    const settlements = piece.map((one) => settlementOf(desk, { ...one, seen }));
    await settling;
    settling = settleAll(desk, settlements);
  }
  await settling;
  if (bug !== null) throw bug.error;
  if ("stop" in seen) throw seen.stop;
  return { seenAt: seen.listed ? seen.at : seenAt };
}

/** Looks again before writing when the last look is too old; items that no longer need sending are left for later. */
async function refreshed(desk: WaveDesk, { wave, waiting, seenAt }: Wave): Promise<Item[]> {
  const age = Date.parse(desk.means.now()) - Date.parse(seenAt);
  if (age <= desk.lane.facts.observationGoodForMs) return [...wave];
  const observed = await look(desk, [...wave, ...waiting], wave);
  for (const item of wave) renew(desk, item, observed.tasks);
  return wave.filter((item) => sendingsOf(item).length > 0);
}

function renew(desk: WaveDesk, item: Item, tasks: ReadonlyMap<string, Seen>): void {
  const theirs = tasks.get(item.link.remoteId);
  if (theirs === undefined) return;
  item.theirs = theirs;
  item.decision = decideItem(desk, item);
}

/**
 * Writes down what is about to be sent; committed when this resolves. A task that was marked since it was read is left
 * out: its mark has held it already.
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
    const marked = await classifiedTasks(
      tx,
      items.map(({ ours }) => ours.taskId),
    );
    const opened = wanted.filter(({ item }) => !marked.has(item.ours.taskId));
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

/**
 * Sends side by side, in the order given; one task's trouble never stops another. Twice as many tasks as the portal
 * bears requests are under way, so that there is always one to send and the next ones do not overtake the first. Each piece goes out
 * once its own attempts are committed, while those of the next are being written.
 */
async function sendWave(desk: WaveDesk, items: readonly Item[]) {
  const { means, lane } = desk;
  const stops: (SignedOut | Unrecognised | CircuitOpen)[] = [];
  const bugs: { error: unknown }[] = [];
  const wire: Wire = {
    session: desk.session,
    openEvidence: (sha256) => means.openEvidence(sha256),
    stop: (error) => stops.push(error),
    stopped: () => stops.length > 0 || !desk.lease.holds(),
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
  const gate = sideBySide(lane.facts.parallel * 2);
  const sending: Promise<void>[] = [];
  for (const piece of piecesOf(items, pieceSize)) {
    if (bugs.length > 0 || wire.stopped()) break;
    try {
      const opened = await open(desk, piece);
      sending.push(...opened.map(async ({ item, attempts }) => await gate(() => carry(item, attempts))));
    } catch (error) {
      // What is already on its way still has to be settled.
      bugs.push({ error });
    }
  }
  await Promise.all(sending);
  return { carried, stop: stops[0] ?? null, bug: bugs[0] ?? null };
}

type Look = { tasks: Map<string, Seen>; listed: boolean; at: Instant } | { stop: unknown; at: Instant };

async function readBack(
  desk: WaveDesk,
  { carried, waiting }: { carried: readonly Carried[]; waiting: readonly Item[] },
): Promise<Look> {
  const at = desk.means.now();
  const touched = carried.filter(({ sent }) => sent.some(onTheWire)).map(({ item }) => item);
  try {
    const observed = await look(desk, [...touched, ...waiting], touched);
    if (observed.listed !== null) for (const item of waiting) renew(desk, item, observed.tasks);
    return { tasks: observed.tasks, listed: observed.listed !== null, at };
  } catch (stop) {
    // Not seen is not known: the attempts stay open and the next run looks. The error ends this lane below.
    return { stop, at };
  }
}

/** Looks for `needed`; should that be cheapest by listing, the others in `wanted` are seen on the way. */
async function look(desk: WaveDesk, wanted: readonly Item[], needed: readonly Item[]) {
  const { lane, session, means } = desk;
  const expected = Math.max(wanted.length, desk.expected);
  const pages = Math.ceil(expected / lane.facts.pageSize);
  const items = needed.length > pages ? wanted : needed;
  const seen = (done: number) =>
    means.show({ portal: lane.portal, doing: "verifying", done, total: items.length });
  const leastListed = expected * lane.guards.minListed;
  const remoteIds = items.map((item) => item.link.remoteId);
  const { settled } = desk;
  return await observe({ lane, session, settled, expected, leastListed, seen, remoteIds });
}

function onTheWire({ met }: Sent): boolean {
  return !(met.kind === "not_sent" && met.why === "skipped");
}

/** Not what provably never happened: that needs no look at the portal, which may be out of reach. */
function mayHaveLanded({ met }: Sent): boolean {
  return met.kind !== "not_sent";
}

/** What to write down for one item, judged by what the portal shows now. */
function settlementOf(desk: WaveDesk, one: Carried & { seen: Look }): Settlement {
  const { item, sent, seen } = one;
  const claim = desk.unsettled.get(item.link.id);
  if (claim === undefined) throw new Error(`link ${item.link.id} was not claimed`);
  const theirs = "tasks" in seen ? (seen.tasks.get(item.link.remoteId) ?? null) : null;
  const judged = sent.map((attempt) => ({ attempt, judgement: judgedBy(desk, { item, attempt, theirs }) }));
  const outcomes = judged
    .filter(({ judgement }) => judgement.outcome !== null)
    .map(({ attempt, judgement }) =>
      outcomeOf(desk.means, item, { judgement, exchanges: attempt.exchanges }),
    );
  const common = { item, claim, outcomes };
  if (!isShown(theirs)) {
    const notBefore = sent.some(onTheWire) ? nextLook(desk) : null;
    const next = { kind: "again", notBefore, tried: sent.some(mayHaveLanded) ? 1 : 0 } as const;
    return { ...common, base: null, filesSeen: [], next };
  }
  const left = sent.filter(onTheWire).map(({ attempt }) => attempt);
  const base = baseWithLanded(baseWithAdopted(item), left, { item, theirs, facts: desk.lane.facts });
  const after = decideItem(desk, {
    ...item,
    link: { ...item.link, base },
    ours: { ...item.ours, fields: { ...item.ours.fields, ...adoptedBy(item.decision) } },
    theirs,
  });
  const next = nextOf(desk, { judged, after });
  return { ...common, base: after.base, filesSeen: filesSeenIn(after), next };
}

/** When to look again for what was sent just now. */
function nextLook({ means, wire, lane }: WaveDesk): Instant {
  return lookAgainAt({ since: wire.since, seenAt: means.now(), withinMs: lane.facts.settlesWithinMs });
}

function judgedBy(
  { lane }: WaveDesk,
  { item, attempt, theirs }: { item: Item; attempt: Sent; theirs: Seen },
): Judgement {
  if (!onTheWire(attempt) || (!isShown(theirs) && !mayHaveLanded(attempt))) return judge(attempt, nowhere);
  if (!isShown(theirs)) {
    return { attemptId: attempt.attempt.attemptId, outcome: null, missing: [], reason: null };
  }
  return judge(attempt, landingOf(attempt.attempt, { item, theirs, facts: lane.facts }));
}

/** The next move for an item: the first attempt that did not land decides. */
function nextOf(
  desk: WaveDesk,
  wave: { judged: { attempt: Sent; judgement: Judgement }[]; after: TaskDecision },
): Settlement["next"] {
  const failed = wave.judged.find(({ judgement }) => judgement.outcome !== "applied");
  if (failed === undefined) {
    const { operations } = wave.after;
    if (operations.length === 0) return { kind: "in_step" };
    const held = heldBy(wave.after);
    if (held !== null && !held.whole && operations.length === 1) return { kind: "hold", hold: held.hold };
    // Something else moved at the portal meanwhile: the next round decides about it.
    return { kind: "again", notBefore: null, tried: 1 };
  }
  const { attempt, judgement } = failed;
  const reasons = [judgement.reason ?? phrase("push.not_found")];
  switch (attempt.met.kind) {
    case "receipt":
      return { kind: "hold", hold: { kind: "held", reasons, fields: judgement.missing } };
    case "refused":
      return { kind: "hold", hold: { kind: "refused", reasons, fields: judgement.missing } };
    case "uncertain":
      return { kind: "again", notBefore: nextLook(desk), tried: 1 };
    case "not_sent": {
      const pause = attempt.met.why === "stale" ? 0 : Math.max(shortPauseMs, attempt.met.retryAfterMs);
      const tried = attempt.met.why === "stale" ? 1 : 0;
      return { kind: "again", notBefore: later(desk.means.now(), pause), tried };
    }
  }
}
