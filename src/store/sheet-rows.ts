// What stands on the worksheet of a portal that people reach, and how much waits there: only of linked tasks that may leave.
import { sql, type Selectable } from "kysely";
import type { NotedTask, Slip } from "../../schemas/by-hand.ts";
import type { FieldValues } from "../../schemas/field.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { slipOf } from "./notebook.ts";
import type { Tables } from "./tables.ts";

// What may stand on a sheet: slips of linked tasks that may leave, which the portal is still known to show.
const onSheet = sql`slip join noted_task as noted on noted.portal = slip.portal and noted.remote_id = slip.remote_id
  join link on link.portal = slip.portal and link.remote_id = slip.remote_id
  join task on task.id = link.task_id and task.classification = 'normal'`;

/** How many tasks wait to be entered at each portal, and since when the first has. */
export async function countWaiting(tx: Tx): Promise<{ portal: string; count: number; oldest: Instant }[]> {
  const { rows } = await sql<{ portal: string; count: number; oldest: Instant }>`
    select slip.portal, count(*) as count, min(slip.since) as oldest from ${onSheet}
    where slip.state = 'open' group by slip.portal order by slip.portal`.execute(tx);
  return rows;
}

/** One task to be entered. */
export interface SheetRow {
  slip: Slip;
  noted: Pick<NotedTask, "code" | "fields">;
  taskCode: string;
  title: string;
  unit: string | null;
  dueOn: string | null;
  /** The newest earlier slip that nobody answered and that was withdrawn; `null`: none. */
  replaces: number | null;
  /** Hashes of the slip's files that may leave. */
  openFiles: string[];
}

/** Everything that is to be entered at a portal, the nearest deadline first. */
export async function sheetRows(tx: Tx, portal: string): Promise<SheetRow[]> {
  const { rows } = await sql<SheetColumns>`
    select slip.*, noted.code as remote_code, noted.fields as noted_fields, task.code as task_code, task.title,
      coalesce(nullif(organisation.short_name, ''), organisation.name) as unit,
      coalesce(task.extended_on, task.due_on) as due_on,
      (select max(earlier.number) from slip as earlier where earlier.portal = slip.portal
        and earlier.remote_id = slip.remote_id and earlier.number < slip.number and earlier.state = 'withdrawn'
        and not exists (select from slip as answered where answered.portal = slip.portal
          and answered.remote_id = slip.remote_id and answered.number > earlier.number
          and answered.state in ('entered', 'not_taken'))) as replaces,
      coalesce((select jsonb_agg(evidence.sha256) from evidence
        join task_evidence as cited on cited.sha256 = evidence.sha256 and cited.task_id = task.id
        where evidence.classification = 'normal' and (evidence.marks = '[]' or evidence.settled_by is not null)
          and evidence.sha256 in (select file ->> 'sha256' from jsonb_array_elements(slip.files) as file)),
        '[]') as open_files
    from ${onSheet} left join organisation on organisation.id = task.lead_organisation_id
    where slip.portal = ${portal} and slip.state = 'open'
    order by coalesce(task.extended_on, task.due_on) nulls last, noted.code`.execute(tx);
  return rows.map((row) => ({
    slip: slipOf(row),
    noted: { code: row.remote_code, fields: row.noted_fields },
    taskCode: row.task_code,
    title: row.title,
    unit: row.unit,
    dueOn: row.due_on,
    replaces: row.replaces,
    openFiles: row.open_files,
  }));
}

type SheetColumns = Selectable<Tables["slip"]> & {
  remote_code: string;
  noted_fields: FieldValues;
  task_code: string;
  title: string;
  unit: string | null;
  due_on: string | null;
  replaces: number | null;
  open_files: string[];
};

/** Slips that were withdrawn since an instant and that no other one has followed: not to be entered any more. */
export async function withdrawnSince(
  tx: Tx,
  portal: string,
  since: Instant,
): Promise<{ number: number; code: string; unit: string | null; at: Instant }[]> {
  const { rows } = await sql<{ number: number; code: string; unit: string | null; at: Instant }>`
    select slip.number, noted.code, slip.ended_at as at,
      coalesce(nullif(organisation.short_name, ''), organisation.name) as unit
    from ${onSheet} left join organisation on organisation.id = task.lead_organisation_id
    where slip.portal = ${portal} and slip.state = 'withdrawn' and slip.ended_at >= ${since}::timestamptz
      and not exists (select from slip as later where later.portal = slip.portal
        and later.remote_id = slip.remote_id and later.number > slip.number)
    order by slip.number`.execute(tx);
  return rows;
}
