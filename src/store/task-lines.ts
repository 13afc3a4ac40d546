// Pages of tasks for people: found by words without diacritics, by where they stand, by unit, programme and deadline.
// Always in the byte order of the codes, each page behind the last code of the one before.
import { sql, type RawBuilder } from "kysely";
import type { Standing } from "../../schemas/link.ts";
import type { Lifecycle } from "../../schemas/status.ts";
import { TaskSchema } from "../../schemas/task.ts";
import type { Day } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { countLinked } from "./links.ts";
import { anyOf, givenValues } from "./rows.ts";
import { tasksThatStand } from "./standings.ts";
import { countTasks, type TaskLine } from "./tasks.ts";

export interface LineFilter {
  /** Each of its words begins a word of the code, the title or the lead organisation's names. */
  text?: string | undefined;
  /** Only tasks that these organisations lead; `null`: all. */
  units: readonly string[] | null;
  programme?: string | undefined;
  lifecycle?: Lifecycle | undefined;
  /** Overdue on this day. */
  overdueOn?: Day | undefined;
  /** Where it stands at one of the portals; `in_step`: at all where it is linked. */
  standing?: Standing | undefined;
  /** The portals that count for `standing`. */
  portals: readonly string[];
  after?: string | undefined;
  limit: number;
}

/** The ids of a page's tasks with their codes. */
export async function taskPage(tx: Tx, filter: LineFilter): Promise<{ taskId: string; code: string }[]> {
  const { text, units, programme, lifecycle, overdueOn, standing, after } = filter;
  const words = text === undefined ? "" : await bareWords(tx, text);
  const portals = standing === "not_linked" ? await portalsWithout(tx, filter.portals) : filter.portals;
  let query = tx
    .selectFrom("task_line")
    .select(["task_id as taskId", "code"])
    .orderBy("code")
    .limit(filter.limit);
  if (words !== "") query = query.where(begin(words));
  if (units !== null) query = query.where(sql<boolean>`lead = ${anyOf(units, "uuid")}`);
  if (programme !== undefined) query = query.where(sql<boolean>`programmes ? ${programme}`);
  if (lifecycle !== undefined) query = query.where("lifecycle", "=", lifecycle);
  if (overdueOn !== undefined) {
    query = query.where("due_on", "<", overdueOn).where("lifecycle", "not in", ["completed", "submitted"]);
  }
  if (standing !== undefined) query = query.where(standsSo(standing, portals));
  if (after !== undefined) query = query.where("code", ">", after);
  return await query.execute();
}

/** What a list shows of some tasks, by id. */
export async function selectLinesOf(tx: Tx, taskIds: readonly string[]): Promise<Map<string, TaskLine>> {
  const rows = await tx
    .selectFrom("task")
    .innerJoin("task_line", "task_line.task_id", "task.id")
    .leftJoin("organisation", "organisation.id", "task.lead_organisation_id")
    .select([
      "task.id",
      "task.code",
      "task.title",
      "organisation.short_name",
      "task_line.due_on",
      "task.due_text",
    ])
    .select(["task.lifecycle", "task.percent", "task.completed_on", "task.classification", "task.updated_at"])
    .where("task.id", "in", givenValues(taskIds, "uuid"))
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        code: row.code,
        title: row.title,
        leadOrganisation: row.short_name,
        dueOn: row.due_on,
        dueText: row.due_text,
        lifecycle: TaskSchema.shape.lifecycle.parse(row.lifecycle),
        percent: row.percent,
        completedOn: row.completed_on,
        classification: TaskSchema.shape.classification.parse(row.classification),
        updatedAt: row.updated_at,
      },
    ]),
  );
}

/** Organisations that lead a task, by their short names. */
export async function leadsKnown(tx: Tx): Promise<{ id: string; shortName: string }[]> {
  return await tx
    .selectFrom("organisation")
    .select(["id", "short_name as shortName"])
    .where(sql<boolean>`exists (select from task_line where task_line.lead = organisation.id)`)
    .orderBy("short_name")
    .execute();
}

/** The text as words are kept: bare letters, lower case, one blank between. */
export async function bareWords(tx: Tx, text: string): Promise<string> {
  const { rows } = await sql<{ words: string }>`select bare_words(${text}) as words`.execute(tx);
  return rows[0]?.words ?? "";
}

/** Every programme that a task serves. Jumps from one list of programmes to the next. */
export async function programmesKnown(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ programme: string }>`
    with recursive served (programmes) as (
      (select programmes from task_line order by programmes limit 1)
      union all
      select (select next.programmes from task_line next where next.programmes > served.programmes
        order by next.programmes limit 1)
      from served where served.programmes is not null
    )
    select distinct programme from served, jsonb_array_elements_text(served.programmes) as programme
    where served.programmes is not null order by programme`.execute(tx);
  return rows.map(({ programme }) => programme);
}

/** Those of the portals where at least one task is not linked. */
async function portalsWithout(tx: Tx, portals: readonly string[]): Promise<string[]> {
  const tasks = await countTasks(tx);
  const lacking: string[] = [];
  for (const portal of portals) if ((await countLinked(tx, portal)) < tasks) lacking.push(portal);
  return lacking;
}

// Nothing but letters, figures and blanks is left in `words`, so it can be quoted.
function begin(words: string): RawBuilder<boolean> {
  const asked = words
    .split(" ")
    .map((word) => `'${word}':*`)
    .join(" & ");
  return sql<boolean>`array_to_tsvector(string_to_array(words, ' ')) @@ ${asked}::tsquery`;
}

// Sets are kept out of the planner's joins: it would give up the order of the codes, and with it the early end of a page.
function standsSo(standing: Standing, portals: readonly string[]): RawBuilder<boolean> {
  if (standing === "not_linked") {
    const lacking = portals.map(
      (portal) => sql`not ${among(sql`(select task_id from link where portal = ${portal})`)}`,
    );
    return lacking.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(lacking, sql` or `)})`;
  }
  if (standing !== "in_step") return among(tasksThatStand(standing, portals));
  const here = sql`select from link where link.task_id = task_line.task_id and link.portal = ${anyOf(portals, "text")}`;
  return sql<boolean>`exists (${here}) and not exists (${here} and ${isUnfinished})`;
}

const isUnfinished = sql`(exists (select from due where due.link_id = link.id)
  or exists (select from hold where hold.link_id = link.id)
  or exists (select from open_attempt where open_attempt.link_id = link.id))`;

function among(tasks: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(task_line.task_id in ${tasks}, false)`;
}
