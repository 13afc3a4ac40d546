// Where every (task, portal) pair stands, counted: the one place that says it (promise 2).
import { sql, type RawBuilder } from "kysely";
import type { Standing } from "../../schemas/link.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { anyOf, givenValues } from "./rows.ts";
import { countTasks } from "./tasks.ts";

const standing = sql<Standing>`case
  when exists (select 1 from open_attempt where open_attempt.link_id = link.id)
    then case when exists (select 1 from lane where lane.lane = link.lane and lane.owner is not null
      and lane.lease_until >= clock_timestamp()) then 'sending' else 'uncertain' end
  when due.link_id is not null then 'due'
  when hold.link_id is not null then hold.kind
  else 'in_step' end`;

/** Every pair of some tables that name links, with where it stands and since when. */
function pairsOf(busy: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
  select link.task_id, link.portal, ${standing} as standing, coalesce(due.since, hold.since, opened.at) as since
  from ${busy} as busy
    join link on link.id = busy.link_id
    left join due on due.link_id = link.id left join hold on hold.link_id = link.id
    left join (select link_id, min(opened_at) as at from open_attempt group by link_id) as opened
      on opened.link_id = link.id`;
}

/** Every pair that is not in step, with where it stands and since when. */
export const unfinishedPairs = pairsOf(
  sql`(select link_id from due union select link_id from open_attempt union select link_id from hold)`,
);

const namedBy = {
  due: sql.table("due"),
  held: sql.table("hold"),
  refused: sql.table("hold"),
  sending: sql`(select distinct link_id from open_attempt)`,
  uncertain: sql`(select distinct link_id from open_attempt)`,
} as const;

/** The tasks that stand so at one of the portals, by id, as a subquery. */
export function tasksThatStand(asked: keyof typeof namedBy, portals: readonly string[]): RawBuilder<unknown> {
  return sql`(select pair.task_id from (${pairsOf(namedBy[asked])}) as pair
    where pair.standing = ${asked} and pair.portal = ${anyOf(portals, "text")})`;
}

export interface StandingCount {
  portal: string;
  standing: Standing;
  count: number;
  /** Since when the oldest has stood so; `null`: none waits, or nobody knows. */
  oldest: Instant | null;
}

/**
 * How many tasks stand where at each portal, tasks without a link there included; of the tasks that `units` lead, where
 * they are given. Sums to all tasks, always. Only what is unfinished is looked at one by one: all other links are in step.
 */
export async function countStandings(
  tx: Tx,
  portals: readonly string[],
  units: readonly string[] | null = null,
): Promise<{ tasks: number; counts: StandingCount[] }> {
  const tasks = await countTasks(tx, units);
  const theirs = sql`where task_id in (select task_id from task_line where lead = ${anyOf(units ?? [], "uuid")})`;
  const only = units === null ? sql`` : theirs;
  const { rows } = await sql<StandingCount>`
    with recursive pair as (select * from (${unfinishedPairs}) as every_pair ${only}),
    counted as (
      select portal, standing, count(*)::bigint as count, min(since) as oldest from pair group by portal, standing
    ),
    ${units === null ? linkedByPortal : sql`linked as (select portal, count(*) as count from link ${theirs} group by portal)`}
    select * from counted
    union all
    select portal, 'in_step', (linked.count
      - coalesce((select sum(count) from counted where counted.portal = linked.portal), 0))::bigint, null
    from linked
    union all
    select listed.portal, 'not_linked', ${tasks}::bigint
      - coalesce((select count from linked where linked.portal = listed.portal), 0), null
    from json_array_elements_text(${JSON.stringify(portals)}::json) as listed (portal)
    order by portal, standing`.execute(tx);
  return { tasks, counts: rows };
}

/** All links of each portal, counted in an index alone: from one portal's name to the next. */
const linkedByPortal = sql`
    known (portal) as (
      (select portal from link order by portal limit 1)
      union all
      select (select next.portal from link as next where next.portal > known.portal order by next.portal limit 1)
      from known where known.portal is not null
    ),
    linked as (
      select portal, (select count(*) from link where link.portal = known.portal) as count
      from known where portal is not null
    )`;

/** How many links of a portal are unfinished, by where they stand. Costs by what is unfinished, not by all links. */
export async function countUnfinished(
  tx: Tx,
  portal: string,
): Promise<{ standing: Standing; count: number }[]> {
  const { rows } = await sql<{ standing: Standing; count: number }>`
    with busy as (select link_id from due union select link_id from open_attempt),
    pair as (
      select ${standing} as standing
      from busy join link on link.id = busy.link_id
        left join due on due.link_id = link.id left join hold on hold.link_id = link.id
      where link.portal = ${portal}
    )
    select standing, count(*) as count from pair group by standing`.execute(tx);
  return rows;
}

/** Every link of some tasks with where it stands. */
export async function standingsOfTasks(
  tx: Tx,
  taskIds: readonly string[],
): Promise<{ taskId: string; portal: string; standing: Standing; remoteId: string }[]> {
  const { rows } = await sql<{ task_id: string; portal: string; standing: Standing; remote_id: string }>`
    select link.task_id, link.portal, link.remote_id, ${standing} as standing
    from link left join due on due.link_id = link.id left join hold on hold.link_id = link.id
    where link.task_id in ${givenValues(taskIds, "uuid")}
    order by link.portal`.execute(tx);
  return rows.map((row) => ({
    taskId: row.task_id,
    portal: row.portal,
    standing: row.standing,
    remoteId: row.remote_id,
  }));
}
