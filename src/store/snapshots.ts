// Every query on the tables snapshot and snapshot_task: added once, never changed.
import { sql, type Selectable } from "kysely";
import { z } from "zod";
import {
  periodNames,
  type PeriodName,
  type ReportedThen,
  type SnapshotSpan,
  type TaskThen,
} from "../../schemas/snapshot.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { columnList, givenRows, piecesOf } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** A snapshot without its tasks. */
export interface Snapshot extends SnapshotSpan {
  id: string;
  frozenAt: Instant;
  frozenBy: string;
  /** Of all its tasks (`snapshotDigest`). */
  digest: string;
  /** How many there are. */
  tasks: number;
  /** Where the ledger says so, in the lane of decisions. */
  ledgerSeq: number;
}

/**
 * Waits until everything that is being written to history now has been committed or given up. Its own transaction,
 * because the next one sees it.
 */
export async function waitForWriters(tx: Tx): Promise<void> {
  await sql`lock table history in share mode`.execute(tx);
}

/** Makes the snapshot's row, to be finished in the same transaction; `false`: another process has frozen this cut-off. */
export async function claimSnapshot(
  tx: Tx,
  { id, period, cutOff, since, frozenAt, frozenBy }: Omit<Snapshot, "digest" | "tasks" | "ledgerSeq">,
): Promise<boolean> {
  const row = { id, period, cut_off: cutOff, since, frozen_at: frozenAt, frozen_by: frozenBy };
  const made = await tx
    .insertInto("snapshot")
    .values({ ...row, digest: "", tasks: 0, ledger_seq: 0 })
    .onConflict((taken) => taken.columns(["period", "cut_off"]).doNothing())
    .returning("id")
    .execute();
  return made.length > 0;
}

const taskColumns = { snapshot_id: "uuid", task_id: "uuid", state: "jsonb", reported_by: "text" } as const;

/** Adds tasks to a claimed snapshot. */
export async function addSnapshotTasks(tx: Tx, id: string, tasks: readonly ReportedThen[]): Promise<void> {
  for (const piece of piecesOf(tasks)) {
    const rows = piece.map(({ task, reportedBy }) => ({
      snapshot_id: id,
      task_id: task.id,
      state: task,
      reported_by: reportedBy,
    }));
    await sql`insert into snapshot_task (${columnList(taskColumns)})
      select ${columnList(taskColumns, "given.")} from ${givenRows(taskColumns, rows)}`.execute(tx);
  }
}

/** Finishes a claimed snapshot. */
export async function sealSnapshot(
  tx: Tx,
  { id, digest, tasks, ledgerSeq }: Pick<Snapshot, "id" | "digest" | "tasks" | "ledgerSeq">,
): Promise<void> {
  const set = { digest, tasks, ledger_seq: ledgerSeq };
  await tx.updateTable("snapshot").set(set).where("id", "=", id).execute();
}

/** Takes back a claim on a moment at which the register was empty. */
export async function dropClaim(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("snapshot").where("id", "=", id).execute();
}

export interface SnapshotFilter {
  period?: PeriodName | undefined;
  /** Exactly this cut-off. */
  cutOff?: Instant | undefined;
  /** Cut-offs before this one only. */
  before?: Instant | undefined;
  /** The id, or its beginning. */
  id?: string | undefined;
  limit?: number | undefined;
}

/** Snapshots, the newest cut-off first. */
export async function snapshotsKnown(tx: Tx, filter: SnapshotFilter = {}): Promise<Snapshot[]> {
  let query = tx.selectFrom("snapshot").selectAll().orderBy("cut_off", "desc").orderBy("period");
  if (filter.period !== undefined) query = query.where("period", "=", filter.period);
  if (filter.cutOff !== undefined) query = query.where("cut_off", "=", filter.cutOff);
  if (filter.before !== undefined) query = query.where("cut_off", "<", filter.before);
  if (filter.id !== undefined) query = query.where(sql<boolean>`starts_with(id::text, ${filter.id})`);
  if (filter.limit !== undefined) query = query.limit(filter.limit);
  return (await query.execute()).map(toSnapshot);
}

/** The tasks of a snapshot in the byte order of ids, page by page; as they lie there, the digest says whether unchanged. */
export async function* snapshotTasks(tx: Tx, id: string, pageSize = 5000): AsyncGenerator<ReportedThen[]> {
  for (let after: string | null = null; ;) {
    let query = tx
      .selectFrom("snapshot_task")
      .select(["task_id", "state", "reported_by"])
      .where("snapshot_id", "=", id)
      .orderBy("task_id")
      .limit(pageSize);
    if (after !== null) query = query.where("task_id", ">", after);
    const rows: { task_id: string; state: unknown; reported_by: string | null }[] = await query.execute();
    yield rows.map((row) => ({ task: row.state as TaskThen, reportedBy: row.reported_by }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.task_id;
  }
}

/** Every body of the kind "snapshot" in a lane of the ledger, with its number. */
export async function snapshotEntries(tx: Tx, lane: string): Promise<{ seq: number; body: string }[]> {
  return await tx
    .selectFrom("ledger")
    .select(["seq", "body"])
    .where("lane", "=", lane)
    .where("kind", "=", "snapshot")
    .orderBy("seq")
    .execute();
}

const PeriodSchema = z.enum(periodNames);

function toSnapshot(row: Selectable<Tables["snapshot"]>): Snapshot {
  return {
    id: row.id,
    period: PeriodSchema.parse(row.period),
    cutOff: row.cut_off,
    since: row.since,
    frozenAt: row.frozen_at,
    frozenBy: row.frozen_by,
    digest: row.digest,
    tasks: row.tasks,
    ledgerSeq: row.ledger_seq,
  };
}
