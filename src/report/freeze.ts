// Freezes what each unit has reported at a cut-off: once, whoever and how many try, and late exactly as in time.
import { later, type Instant } from "../../schemas/time.ts";
import { periodNames, snapshotDigest, type PeriodName, type SnapshotSpan } from "../../schemas/snapshot.ts";
import { appendEntries } from "../ledger/append.ts";
import { ownLedger } from "../ledger/erase.ts";
import { stateAsOf } from "../store/as-of.ts";
import type { Store, Tx } from "../store/connection.ts";
import {
  addSnapshotTasks,
  claimSnapshot,
  dropClaim,
  sealSnapshot,
  snapshotsKnown,
  waitForWriters,
  type Snapshot,
} from "../store/snapshots.ts";
import type { CutOffs } from "./cut-offs.ts";

export interface Freezing {
  store: Store;
  cutOffs: CutOffs;
  now(): Instant;
  newId(): string;
  who: string;
  run: string;
}

/** So long after a cut-off it is frozen: what was stamped in time by another machine has arrived by then. */
const settlesWithinMs = 30_000;

/** A snapshot that came later than this was not taken in time; it holds the same. */
const inTimeMs = 5 * 60_000;

/** Whether it was computed from history afterwards, because nothing ran at the cut-off. */
export function isLate({ cutOff, frozenAt }: Pick<Snapshot, "cutOff" | "frozenAt">): boolean {
  return frozenAt > later(cutOff, inTimeMs);
}

/** Freezes every cut-off that has passed and is not frozen, oldest first; says which it froze itself. */
export async function freezeDue(freezing: Freezing): Promise<Snapshot[]> {
  const frozen: Snapshot[] = [];
  for (const period of periodNames) {
    for (const span of await spansDue(freezing, period)) {
      const snapshot = await freeze(freezing, span);
      if (snapshot !== null) frozen.push(snapshot);
    }
  }
  return frozen;
}

/**
 * The spans to be frozen. Without any snapshot the last cut-off alone: nobody asked for those before the installation.
 */
async function spansDue({ store, cutOffs, now }: Freezing, period: PeriodName): Promise<SnapshotSpan[]> {
  const until = later(now(), -settlesWithinMs);
  const [newest] = await store.read(async (tx) => await snapshotsKnown(tx, { period, limit: 1 }));
  const first = newest?.cutOff ?? cutOffs.before(period, cutOffs.atOrBefore(period, until));
  const moments = cutOffs.between(period, { after: first, until });
  return moments.map((cutOff, at) => ({ period, since: moments[at - 1] ?? first, cutOff }));
}

/** `null`: another process was first, or the register was still empty then. */
async function freeze(freezing: Freezing, span: SnapshotSpan): Promise<Snapshot | null> {
  const { store } = freezing;
  await store.transaction(waitForWriters);
  return await store.transaction(async (tx) => await freezeIn(tx, freezing, span));
}

async function freezeIn(tx: Tx, freezing: Freezing, span: SnapshotSpan): Promise<Snapshot | null> {
  const { newId, now, who, run } = freezing;
  const [id, frozenAt] = [newId(), now()];
  const claim = { id, ...span, frozenAt, frozenBy: who };
  if (!(await claimSnapshot(tx, claim))) return null;
  const digesting = snapshotDigest(span);
  let tasks = 0;
  for await (const page of stateAsOf(tx, span.cutOff)) {
    for (const { task } of page) digesting.add(task);
    await addSnapshotTasks(tx, id, page);
    tasks += page.length;
  }
  if (tasks === 0) {
    await dropClaim(tx, id);
    return null;
  }
  const digest = digesting.end();
  const body = { kind: "snapshot" as const, run, who, ...span, digest, tasks };
  const [place] = await appendEntries(tx, { lane: ownLedger, at: frozenAt, bodies: [body] });
  const sealed = { digest, tasks, ledgerSeq: place?.seq ?? 0 };
  await sealSnapshot(tx, { id, ...sealed });
  return { ...claim, ...sealed };
}
