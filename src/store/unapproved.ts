// Due marks that only an approved plan may carry. They stay due: a plan holds them, and each push looks at them anew; but
// nothing waits for them, so calls, forecasts and alarms leave them out.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { lockDue, type Claim } from "./due.ts";
import { givenRows, givenValues } from "./rows.ts";

/** Notes of each mark whether it waits for an approved plan; not of one that changed meanwhile. */
export async function noteUnapproved(tx: Tx, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await lockDue(tx, { linkIds: claims.map(({ linkId }) => linkId) });
  const given = givenRows(
    { link_id: "uuid", revision: "integer", unapproved: "boolean" },
    claims.map(({ linkId, revision, unapproved }) => ({ link_id: linkId, revision, unapproved })),
  );
  await sql`update due set unapproved = given.unapproved,
      not_before = case when given.unapproved then null else due.not_before end
    from ${given} where due.link_id = given.link_id and due.revision = given.revision`.execute(tx);
}

export interface Unapproved {
  portal: string;
  count: number;
  /** Since when the oldest has been due. */
  oldest: Instant;
  /** Codes of the first tasks. */
  tasks: string[];
}

/** How many codes are named; a plan names them all. */
const named = 5;

/** What waits for an approved plan at each portal where anything does; of the tasks that `units` lead, where they are given. */
export async function unapprovedByPortal(
  tx: Tx,
  units: readonly string[] | null = null,
): Promise<Unapproved[]> {
  const only =
    units === null
      ? sql``
      : sql`and task.id in (select task_id from task_line where lead in ${givenValues(units, "uuid")})`;
  const { rows } = await sql<Unapproved>`
    select link.portal, count(*) as count, min(due.since) as oldest,
      to_jsonb((array_agg(task.code order by task.code))[1:${named}::integer]) as tasks
    from due join link on link.id = due.link_id join task on task.id = link.task_id
    where due.unapproved ${only} group by link.portal order by link.portal`.execute(tx);
  return rows;
}

/** How many marks of a portal wait for an approved plan. */
export async function countUnapproved(tx: Tx, portal: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from due join link on link.id = due.link_id
    where due.unapproved and link.portal = ${portal}`.execute(tx);
  return rows[0]?.count ?? 0;
}
