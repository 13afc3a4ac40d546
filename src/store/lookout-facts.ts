// What a lookout reads beside the freshness of lanes: pauses, due marks, signs of life, reports of organisations.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import { isReport } from "./as-of.ts";
import type { Tx } from "./connection.ts";

/** Lanes that a person paused. */
export async function lanesPaused(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom("breaker").select("lane").where("paused_by", "is not", null).execute();
  return rows.map(({ lane }) => lane);
}

/** Since when the oldest mark of each lane has waited that needs no approval; lanes without any are left out. */
export async function dueSinceByLane(tx: Tx): Promise<Map<string, Instant>> {
  const rows = await tx
    .selectFrom("due")
    .innerJoin("link", "link.id", "due.link_id")
    .where("due.unapproved", "=", false)
    .select((is) => ["link.lane as lane", is.fn.min("due.since").as("since")])
    .groupBy("link.lane")
    .execute();
  return new Map(rows.map(({ lane, since }) => [lane, since]));
}

/** For how long each process has given no sign of life, by the database's clock. */
export async function processSilences(
  tx: Tx,
): Promise<{ kind: string; carrier: string; silentMs: number }[]> {
  const { rows } = await sql<{ kind: string; carrier: string; ms: number }>`
    select kind, carrier, (extract(epoch from clock_timestamp() - seen_at) * 1000)::float8 as ms
    from process order by started_at, id`.execute(tx);
  return rows.map(({ kind, carrier, ms }) => ({ kind, carrier, silentMs: Math.max(0, Math.round(ms)) }));
}

/** Organisations that lead tasks of which a report is owed (report/rules.ts), with the last report of any of these. */
export async function unitReports(tx: Tx): Promise<{ name: string; since: Instant }[]> {
  const { rows } = await sql<{ name: string; since: Instant }>`
    select organisation.short_name as name, coalesce(max(reported.at), max(task.updated_at)) as since
    from task join organisation on organisation.id = task.lead_organisation_id
    left join lateral (select max(at) as at from history where history.task_id = task.id and ${isReport})
      reported on true
    where task.lifecycle in ('not_started', 'in_progress', 'returned')
    group by organisation.short_name order by organisation.short_name`.execute(tx);
  return rows;
}
