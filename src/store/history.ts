// Every query on the table history: past values of each field, only ever added to.
import { sql } from "kysely";
import type { Reason } from "../../schemas/operation.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { PhraseSchema } from "../../schemas/stored-phrase.ts";
import type { Instant, Provenance } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { columnList, givenRows, givenValues, piecesOf } from "./rows.ts";

/** One change of one field; values are JSON, money as digits, organisations as short names. */
export interface FieldChange {
  taskId: string;
  field: string;
  from: unknown;
  to: unknown;
  trace?: MergeTrace;
}

/** How a merge came to its value; only on changes that came from a portal. */
export interface MergeTrace extends Reason {
  portal: string;
  base: unknown;
  ours: unknown;
  theirs: unknown;
  /** What the portal said, unmapped. */
  raw: unknown;
}

/** A past change as it is read. */
export interface PastChange {
  id: number;
  field: string;
  from: unknown;
  to: unknown;
  at: Instant;
  who: string;
  system: string;
  run: string;
  why: Phrase | null;
  trace: MergeTrace | null;
}

const columns = {
  task_id: "uuid",
  field: "text",
  old_value: "jsonb",
  new_value: "jsonb",
  at: "timestamptz",
  who: "text",
  system: "text",
  run: "text",
  why: "jsonb",
  trace: "jsonb",
} as const;

/** Adds changes in the given order, all from one source. */
export async function insertHistory(
  tx: Tx,
  changes: readonly FieldChange[],
  source: { provenance: Provenance; why: Phrase | null },
): Promise<void> {
  const { who, system, run, at } = source.provenance;
  for (const piece of piecesOf(changes)) {
    const rows = piece.map((change) => ({
      task_id: change.taskId,
      field: change.field,
      old_value: change.from,
      new_value: change.to,
      at,
      who,
      system,
      run,
      why: source.why,
      trace: change.trace,
    }));
    // A JSON null arrives as SQL null; the columns say "empty" as a JSON null.
    await sql`insert into history (${columnList(columns)})
      select task_id, field, coalesce(old_value, 'null'), coalesce(new_value, 'null'), at, who, system, run, why, trace
      from ${givenRows(columns, rows)}`.execute(tx);
  }
}

/** Which part of a task's history is asked for. */
export interface HistoryPage {
  /** Only what is older than this entry. */
  before?: number | undefined;
  limit: number;
  /** Nothing that came through one of these systems. */
  without: readonly string[];
}

/** Changes of one task, newest first; of some fields if named. */
export async function selectHistory(
  tx: Tx,
  of: { taskId: string; fields?: readonly string[] | undefined; page?: HistoryPage | undefined },
): Promise<PastChange[]> {
  const { fields, page } = of;
  let query = tx.selectFrom("history").selectAll().where("task_id", "=", of.taskId).orderBy("id", "desc");
  if (fields !== undefined) query = query.where("field", "in", fields);
  if (page !== undefined)
    query = query.where(sql`system`, "not in", givenValues(page.without, "text")).limit(page.limit);
  if (page?.before !== undefined) query = query.where("id", "<", page.before);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    field: row.field,
    from: row.old_value,
    to: row.new_value,
    at: row.at,
    who: row.who,
    system: row.system,
    run: row.run,
    why: row.why === null ? null : PhraseSchema.parse(row.why),
    trace: row.trace as MergeTrace | null,
  }));
}

/** Who set one of these fields last, as "name (system)"; `null` when nobody has since the task came. */
export async function selectNewestWriter(
  tx: Tx,
  of: { taskId: string; fields: readonly string[] },
): Promise<string | null> {
  const row = await tx
    .selectFrom("history")
    .select(["who", "system"])
    .where("task_id", "=", of.taskId)
    .where("field", "in", of.fields)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : `${row.who} (${row.system})`;
}

/** The newest value that `field` was set to, by task; tasks without one are left out. */
export async function selectNewestValues(
  tx: Tx,
  of: { taskIds: readonly string[]; field: string },
): Promise<Map<string, unknown>> {
  const rows = await tx
    .selectFrom("history")
    .select(["task_id", "new_value"])
    .distinctOn("task_id")
    .where("field", "=", of.field)
    .where("task_id", "in", givenValues(of.taskIds, "uuid"))
    .orderBy("task_id")
    .orderBy("id", "desc")
    .execute();
  return new Map(rows.map((row) => [row.task_id, row.new_value]));
}
