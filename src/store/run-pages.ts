// Pages of runs, and of the attempts of one run. Nothing of a run is folded that a page does not show.
import { sql, type Selectable } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import type { LedgerRow } from "./ledger.ts";
import { runOf, type Run } from "./runs.ts";
import type { Tables } from "./tables.ts";

/** A run with what each portal's report says; `null`: it has not ended. */
export interface ReportedRun extends Run {
  reports: unknown;
}

/** Runs at one of the portals (`null`: any), newest first. */
export async function runPage(
  tx: Tx,
  {
    portals,
    before,
    limit,
  }: {
    portals: readonly string[] | null;
    before?: { startedAt: Instant; id: string } | undefined;
    limit: number;
  },
): Promise<ReportedRun[]> {
  const rows = await tx
    .selectFrom("run")
    .selectAll()
    .$if(portals !== null, (query) =>
      query.where(sql<boolean>`exists (select from jsonb_array_elements_text(portals) as own (portal)
        where portal in (select value from json_array_elements_text(${JSON.stringify(portals)}::json)))`),
    )
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(started_at, id) < (${before?.startedAt}::timestamptz, ${before?.id})`),
    )
    .orderBy("started_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(reported);
}

/** The run with that id. */
export async function reportedRun(tx: Tx, id: string): Promise<ReportedRun | null> {
  const row = await tx.selectFrom("run").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : reported(row);
}

/** Attempts of a run in the order of lane and number, each followed by its outcome where there is one. */
export async function attemptPage(
  tx: Tx,
  {
    run,
    lanes,
    units,
    after,
    limit,
  }: {
    run: string;
    lanes: readonly string[] | null;
    units: readonly string[] | null;
    after?: { lane: string; seq: number } | undefined;
    limit: number;
  },
): Promise<{ attempt: LedgerRow; outcome: LedgerRow | null }[]> {
  const inLanes =
    lanes === null
      ? sql`true`
      : sql`head.lane in (select value from json_array_elements_text(${JSON.stringify(lanes)}::json))`;
  const ofUnits =
    units === null
      ? sql`true`
      : sql`exists (select from link join task_line on task_line.task_id = link.task_id
          where link.id = ledger.link_id and task_line.lead in (select value::uuid from json_array_elements_text(${JSON.stringify(units)}::json)))`;
  const behind =
    after === undefined ? sql`true` : sql`(head.lane, ledger.seq) > (${after.lane}, ${after.seq}::bigint)`;
  const { rows } = await sql<LedgerRow & { outcome: boolean }>`
    with attempt as (
      select own.* from run cross join ledger_head as head
        cross join lateral (
          select ledger.* from ledger where ledger.lane = head.lane
            and ledger.seq > coalesce((run.heads_before->>head.lane)::bigint, 0)
            and ledger.seq <= coalesce((run.heads_after->>head.lane)::bigint, head.seq)
            and ledger.run = run.id and ledger.kind = 'attempt' and ${behind} and ${ofUnits}
          order by ledger.seq limit ${limit}::integer
        ) as own
      where run.id = ${run} and ${inLanes}
      order by own.lane, own.seq limit ${limit}::integer
    )
    select attempt.* from attempt
    union all
    select ledger.* from ledger where ledger.kind = 'outcome' and ledger.attempt_id in (select attempt_id from attempt)
    order by lane, seq`.execute(tx);
  const outcomes = new Map(rows.filter(({ kind }) => kind === "outcome").map((row) => [row.attempt_id, row]));
  return rows
    .filter(({ kind }) => kind === "attempt")
    .map((attempt) => ({ attempt, outcome: outcomes.get(attempt.attempt_id) ?? null }));
}

/** How far a run is: entries of attempts and of outcomes since it began, and what is still to be carried at its portals. */
export async function runProgress(
  tx: Tx,
  id: string,
): Promise<{ attempts: number; outcomes: number; due: number; endedAt: Instant | null } | null> {
  const { rows } = await sql<{ attempts: number; outcomes: number; due: number; endedAt: Instant | null }>`
    select run.ended_at as "endedAt",
      (select count(*) from due join link on link.id = due.link_id
        where link.portal in (select jsonb_array_elements_text(run.portals)) and not due.unapproved) as due,
      (select count(*) filter (where ledger.kind = 'attempt') from ${entriesOf}) as attempts,
      (select count(*) filter (where ledger.kind = 'outcome') from ${entriesOf}) as outcomes
    from run where run.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

const entriesOf = sql`ledger_head as head join ledger on ledger.lane = head.lane
  and ledger.seq > coalesce((run.heads_before->>head.lane)::bigint, 0)
  and ledger.seq <= coalesce((run.heads_after->>head.lane)::bigint, head.seq) and ledger.run = run.id`;

function reported(row: Selectable<Tables["run"]>): ReportedRun {
  return { ...runOf(row), reports: row.reports };
}
