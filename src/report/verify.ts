// Holds snapshots against the ledger: nobody changed, took away or made one unseen.
import { SnapshotEntrySchema, type SnapshotEntry } from "../../schemas/attempt.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { snapshotDigest } from "../../schemas/snapshot.ts";
import { showInstant } from "../../schemas/time.ts";
import { ownLedger } from "../ledger/erase.ts";
import type { Tx } from "../store/connection.ts";
import { snapshotEntries, snapshotsKnown, snapshotTasks, type Snapshot } from "../store/snapshots.ts";

/** What was checked, and everything that is wrong; that the ledger itself is sound is the business of its own verifier. */
export interface SnapshotVerdict {
  snapshots: number;
  problems: Phrase[];
}

type Said = Pick<SnapshotEntry, "period" | "since" | "cutOff" | "digest" | "tasks">;
const SaidSchema = SnapshotEntrySchema.pick({
  period: true,
  since: true,
  cutOff: true,
  digest: true,
  tasks: true,
});

/** Checks every snapshot, task by task. */
export async function verifySnapshots(tx: Tx): Promise<SnapshotVerdict> {
  const said = new Map<number, Said>();
  for (const { seq, body } of await snapshotEntries(tx, ownLedger)) {
    said.set(seq, SaidSchema.parse(pickSaid(JSON.parse(body) as Record<string, unknown>)));
  }
  const snapshots = await snapshotsKnown(tx);
  const problems: Phrase[] = [];
  for (const snapshot of snapshots) {
    const entry = said.get(snapshot.ledgerSeq);
    said.delete(snapshot.ledgerSeq);
    const key = await problemOf(tx, snapshot, entry);
    if (key !== null) problems.push(phrase(key, placeOf(snapshot)));
  }
  const lost = [...said.values()].map((entry) => phrase("cutoff.bad.gone", placeOf(entry)));
  return { snapshots: snapshots.length, problems: [...problems, ...lost] };
}

async function problemOf(tx: Tx, snapshot: Snapshot, entry: Said | undefined) {
  if (entry === undefined) return "cutoff.bad.no_entry";
  const isSaid = (["period", "since", "cutOff", "digest", "tasks"] as const).every(
    (name) => entry[name] === snapshot[name],
  );
  if (!isSaid) return "cutoff.bad.differs";
  const digesting = snapshotDigest(snapshot);
  for await (const page of snapshotTasks(tx, snapshot.id)) {
    for (const { task } of page) digesting.add(task);
  }
  return digesting.end() === snapshot.digest ? null : "cutoff.bad.tasks";
}

function pickSaid({ period, since, cutOff, digest, tasks }: Record<string, unknown>) {
  return { period, since, cutOff, digest, tasks };
}

function placeOf({ period, cutOff }: Pick<Said, "period" | "cutOff">): Phrase["values"] {
  return { period, at: showInstant(cutOff) };
}
