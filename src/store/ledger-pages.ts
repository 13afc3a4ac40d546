// Pages of the ledger by lane, task, person and day, newest first. Each reads about as many rows as it shows, however
// many there are.
import { sql, type RawBuilder } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import type { LedgerRow } from "./ledger.ts";
import { anyOf } from "./rows.ts";

export interface LedgerPageFilter {
  /** `null`: all. */
  lanes: readonly string[] | null;
  taskCode?: string | undefined;
  /** Only what is about tasks that these organisations lead; `null`: all, and what is about no task. */
  units: readonly string[] | null;
  /** Who did it, the whole name. */
  who?: string | undefined;
  from?: Instant | undefined;
  until?: Instant | undefined;
  /** Only rows older than this one, in the order of the answer. */
  before?: { at: Instant; lane: string; seq: number } | undefined;
  limit: number;
}

/** The rows that pass all of the filter. */
export async function ledgerPage(tx: Tx, filter: LedgerPageFilter): Promise<LedgerRow[]> {
  const newest = sql`order by ledger.at desc, ledger.lane desc, ledger.seq desc limit ${filter.limit}::integer`;
  const conditions = conditionsOf(filter);
  const { taskCode, units } = filter;
  const { rows } =
    taskCode === undefined && units === null
      ? await sql<LedgerRow>`select ledger.* from ledger where ${conditions} ${newest}`.execute(tx)
      : await sql<LedgerRow>`
          with place as (
            select ledger.at, ledger.lane, ledger.seq from link join task_line on task_line.task_id = link.task_id
              cross join lateral (
                select ledger.at, ledger.lane, ledger.seq from ledger
                where ledger.link_id = link.id and ${conditions} ${newest}
              ) as ledger
            where ${tasksOf(filter)} ${newest}
          )
          select ledger.* from place join ledger using (lane, seq) ${newest}`.execute(tx);
  return rows;
}

/** Whether a link's task is led by one of these organisations. */
export async function isLedBy(tx: Tx, linkId: string | null, units: readonly string[]): Promise<boolean> {
  const row = await tx
    .selectFrom("link")
    .innerJoin("task_line", "task_line.task_id", "link.task_id")
    .select("link.id")
    .where("link.id", "=", linkId)
    .where(sql<boolean>`task_line.lead = ${anyOf(units, "uuid")}`)
    .executeTakeFirst();
  return row !== undefined;
}

function tasksOf({ taskCode, units }: LedgerPageFilter): RawBuilder<boolean> {
  const code = taskCode === undefined ? sql`true` : sql`task_line.code = ${taskCode}`;
  const leads = units === null ? sql`true` : sql`task_line.lead = ${anyOf(units, "uuid")}`;
  return sql<boolean>`${code} and ${leads}`;
}

function conditionsOf({ lanes, who, from, until, before }: LedgerPageFilter): RawBuilder<boolean> {
  const all = [
    ...(lanes === null ? [] : [sql`ledger.lane = ${anyOf(lanes, "text")}`]),
    ...(who === undefined ? [] : [doneBy(who)]),
    ...(from === undefined ? [] : [sql`ledger.at >= ${from}::timestamptz`]),
    ...(until === undefined ? [] : [sql`ledger.at < ${until}::timestamptz`]),
    ...(before === undefined
      ? []
      : [
          sql`(ledger.at, ledger.lane, ledger.seq) < (${before.at}::timestamptz, ${before.lane}, ${before.seq}::bigint)`,
        ]),
  ];
  return all.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(all, sql` and `)}`;
}

/** As the index of migration 0014 reads it: the part's JSON text, as it is quoted in the parts. */
function doneBy(who: string) {
  return sql`ledger.kind <> 'outcome' and substring(ledger.parts from ${sql.lit(
    '"who":\\["[0-9a-f]*",("(?:[^"\\\\]|\\\\.)*")',
  )}) = ${JSON.stringify(JSON.stringify(who))}`;
}
