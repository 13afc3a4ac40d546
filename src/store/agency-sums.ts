// How many tasks each organisation leads and each programme has, and how many of their pairs are unfinished. One pass over
// the narrow lines of the tasks.
import { sql } from "kysely";
import type { Standing } from "../../schemas/link.ts";
import type { Tx } from "./connection.ts";
import { anyOf } from "./rows.ts";
import { unfinishedPairs } from "./standings.ts";

/** Tasks of one lead organisation that serve the same programmes. */
export interface TaskGroup {
  lead: string | null;
  /** Short name. */
  leadName: string | null;
  programmes: string[];
  tasks: number;
  /** Tasks with at least one pair that is not in step. */
  unfinished: number;
  /** Pairs, by where they stand. */
  counts: Partial<Record<Standing, number>>;
}

/** Every group, of the tasks that `units` lead where they are given; pairs at these portals alone. */
export async function taskGroups(
  tx: Tx,
  { units, portals }: { units: readonly string[] | null; portals: readonly string[] },
): Promise<TaskGroup[]> {
  const only = units === null ? sql`` : sql`where line.lead = ${anyOf(units, "uuid")}`;
  const { rows } = await sql<
    TaskGroup & Record<"due" | "sending" | "uncertain" | "held" | "refused", number>
  >`
    with pair as (select * from (${unfinishedPairs}) as every_pair
      where portal = ${anyOf(portals, "text")}),
    busy as (
      select task_id, count(*) filter (where standing = 'due') as due,
        count(*) filter (where standing = 'sending') as sending,
        count(*) filter (where standing = 'uncertain') as uncertain,
        count(*) filter (where standing = 'held') as held,
        count(*) filter (where standing = 'refused') as refused
      from pair group by task_id
    ),
    summed as (
      select line.lead, line.programmes, count(*) as tasks, count(busy.task_id) as unfinished,
        coalesce(sum(busy.due), 0)::bigint as due, coalesce(sum(busy.sending), 0)::bigint as sending,
        coalesce(sum(busy.uncertain), 0)::bigint as uncertain, coalesce(sum(busy.held), 0)::bigint as held,
        coalesce(sum(busy.refused), 0)::bigint as refused
      from task_line as line left join busy on busy.task_id = line.task_id ${only}
      group by line.lead, line.programmes
    )
    select summed.*, organisation.short_name as "leadName"
    from summed left join organisation on organisation.id = summed.lead`.execute(tx);
  return rows.map(({ lead, leadName, programmes, tasks, unfinished, ...counts }) => ({
    lead,
    leadName,
    programmes,
    tasks,
    unfinished,
    counts,
  }));
}
