// Runs: what each was to do, when, by whom, and which ledger rows are its own. A row is written once when the run begins
// and once when it ends.
import { sql, type Selectable } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import type { LedgerRow } from "./ledger.ts";
import type { Tables } from "./tables.ts";

/**
 * push: what is due. full: every link. plan: an approved plan. verify: files at portals were looked at; heal: and mended.
 * The others take up an earlier run (push/runs.ts).
 */
export type RunKind = "push" | "full" | "plan" | "verify" | "heal" | "resume" | "retry" | "again";

export interface Run {
  id: string;
  what: RunKind;
  /** The earlier run that this one takes up. */
  of: string | null;
  who: string;
  carrier: string;
  portals: string[];
  startedAt: Instant;
  /** `null`: interrupted, or still going on. */
  endedAt: Instant | null;
}

/** Notes that a run begins, and where the ledger stands. */
export async function addRun(tx: Tx, run: Omit<Run, "endedAt">): Promise<void> {
  await sql`
    insert into run (id, what, of_run, who, carrier, portals, started_at, heads_before)
    values (${run.id}, ${run.what}, ${run.of}, ${run.who}, ${run.carrier}, ${JSON.stringify(run.portals)}::jsonb,
      ${run.startedAt}::timestamptz, ${heads})`.execute(tx);
}

/** Notes how a run ended, and where the ledger stands then. */
export async function endRun(
  tx: Tx,
  end: { id: string; at: Instant; reports: readonly object[] },
): Promise<void> {
  await sql`update run set ended_at = ${end.at}::timestamptz, heads_after = ${heads},
    reports = ${JSON.stringify(end.reports)}::jsonb where id = ${end.id}`.execute(tx);
}

const heads = sql`(select coalesce(jsonb_object_agg(lane, seq), '{}') from ledger_head)`;

/** The newest runs, newest first. */
export async function newestRuns(tx: Tx, limit: number): Promise<Run[]> {
  const rows = await tx.selectFrom("run").selectAll().orderBy("started_at", "desc").limit(limit).execute();
  return rows.map(runOf);
}

/** Every run whose id begins so, at most a few. */
export async function runsNamed(tx: Tx, start: string): Promise<Run[]> {
  const rows = await tx
    .selectFrom("run")
    .selectAll()
    .where(sql<boolean>`starts_with(id, ${start})`)
    .orderBy("started_at", "desc")
    .limit(5)
    .execute();
  return rows.map(runOf);
}

/**
 * A run's attempts and their outcomes, whichever run found them out, in order. Read by where the ledger stood, never by
 * searching it.
 */
export async function attemptsOfRun(tx: Tx, id: string): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    with attempt as (
      select ledger.* from run
        cross join ledger_head as head
        join ledger on ledger.lane = head.lane
          and ledger.seq > coalesce((run.heads_before->>head.lane)::bigint, 0)
          and ledger.seq <= coalesce((run.heads_after->>head.lane)::bigint, head.seq)
      where run.id = ${id} and ledger.run = ${id} and ledger.kind = 'attempt'
    )
    select * from attempt
    union all
    select outcome.* from ledger as outcome
    where outcome.kind = 'outcome' and outcome.attempt_id in (select attempt_id from attempt)
    order by lane, seq`.execute(tx);
  return rows;
}

/** A row as a run. */
export function runOf(row: Selectable<Tables["run"]>): Run {
  return {
    id: row.id,
    what: row.what as RunKind,
    of: row.of_run,
    who: row.who,
    carrier: row.carrier,
    portals: row.portals,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
