// Held fields as questions: where portal, field, reason and both values are the same, one answer settles all. Counted and
// paged by the database, because a bad day holds thousands.
import { sql, type RawBuilder } from "kysely";
import { CaseSchema, type Case } from "../../schemas/conflict.ts";
import { FieldNameSchema, type FieldName, type FieldValue } from "../../schemas/field.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import type { HoldFilter } from "./holds.ts";
import { givenRows, givenValues } from "./rows.ts";

/** What makes questions the same. */
export interface Question {
  portal: string;
  field: FieldName;
  case: Case;
  ours: FieldValue;
  theirs: FieldValue;
}

export interface CountedQuestion extends Question {
  count: number;
  since: Instant;
}

/** One held field of one task. */
export interface AskedTask {
  taskCode: string;
  taskTitle: string;
  kind: "held" | "refused";
  since: Instant;
  base: FieldValue;
}

export interface Page {
  limit: number;
  offset: number;
}

/** A reason that choosing a value settles; the others ask to mend something first. */
const settleable = CaseSchema.options.map((kind) => `reconcile.${kind}`);

const held = sql`hold join link on link.id = hold.link_id join task on task.id = link.task_id`;
const eachReason = sql`${held} cross join lateral jsonb_array_elements(hold.reasons) as told (reason)`;
const field = sql<string>`(told.reason -> 'values' ->> 'field')`;
const isQuestion = sql<boolean>`told.reason ->> 'key' in ${givenValues(settleable, "text")}`;
const oursOf = sql`coalesce(hold.ours -> ${field}, 'null'::jsonb)`;
const theirsOf = sql`coalesce(hold.theirs -> ${field}, 'null'::jsonb)`;

interface QuestionRow {
  total: number;
  /** `null`: the page is behind the last question. */
  portal: string | null;
  key: string;
  field: string;
  ours: FieldValue;
  theirs: FieldValue;
  count: number;
  since: Instant;
}

/** A page of the questions, those about the most tasks first, and how many there are. */
export async function selectQuestions(
  tx: Tx,
  filter: HoldFilter,
  page: Page,
): Promise<{ total: number; questions: CountedQuestion[] }> {
  const { rows } = await sql<QuestionRow>`
    with question as (
      select link.portal, told.reason ->> 'key' as key, ${field} as field, ${oursOf} as ours, ${theirsOf} as theirs,
        count(*) as count, min(hold.since) as since
      from ${eachReason}
      where ${isQuestion} and ${within(filter)}
      group by 1, 2, 3, 4, 5
    )
    select counted.total, shown.* from (select count(*) as total from question) as counted
      left join lateral (select * from question
        order by count desc, since, portal, field, key
        limit ${page.limit} offset ${page.offset}) as shown on true`.execute(tx);
  const questions = rows.flatMap(({ portal, key, field: name, ours, theirs, count, since }) =>
    portal === null
      ? []
      : [{ portal, field: FieldNameSchema.parse(name), case: caseOf(key), ours, theirs, count, since }],
  );
  return { total: rows[0]?.total ?? 0, questions };
}

function caseOf(key: string): Case {
  return CaseSchema.parse(key.replace(/^reconcile\./, ""));
}

/** Whom each question is asked of, oldest first, in the order of the questions; at most `limit` of each. */
export async function selectAsked(
  tx: Tx,
  { questions, filter, limit }: { questions: readonly Question[]; filter: HoldFilter; limit: number },
): Promise<AskedTask[][]> {
  const given = questions.map((question, place) => ({
    ...question,
    place,
    key: `reconcile.${question.case}`,
    ours: JSON.stringify(question.ours),
    theirs: JSON.stringify(question.theirs),
  }));
  const { rows } = await sql<AskedRow>`
    select * from (
      select given.place, task.code, task.title, hold.kind, hold.since, hold.base -> given.field as base,
        row_number() over (partition by given.place order by hold.since, task.code) as turn
      from ${eachReason}
        join ${givenRows(questionColumns, given)} on given.portal = link.portal
          and given.key = told.reason ->> 'key' and given.field = ${field}
          and given.ours::jsonb = ${oursOf} and given.theirs::jsonb = ${theirsOf}
      where ${within(filter)}) as asked
    where turn <= ${limit}
    order by place, turn`.execute(tx);
  return questions.map((_, place) =>
    rows
      .filter((row) => row.place === place)
      .map(({ code, title, kind, since, base }) => ({
        taskCode: code,
        taskTitle: title,
        kind,
        since,
        base,
      })),
  );
}

interface AskedRow {
  place: number;
  code: string;
  title: string;
  kind: "held" | "refused";
  since: Instant;
  base: FieldValue;
}

const questionColumns = {
  place: "integer",
  portal: "text",
  key: "text",
  field: "text",
  ours: "text",
  theirs: "text",
} as const;

/** Holds with a reason that choosing does not settle, oldest first. */
export async function selectToMend(
  tx: Tx,
  filter: HoldFilter,
  page: Page,
): Promise<(Omit<AskedTask, "base"> & { portal: string; reasons: Phrase[] })[]> {
  const { rows } = await sql<{
    code: string;
    title: string;
    portal: string;
    kind: "held" | "refused";
    since: Instant;
    reasons: Phrase[];
  }>`
    select task.code, task.title, link.portal, hold.kind, hold.since, jsonb_agg(told.reason) as reasons
    from ${eachReason}
    where not ${isQuestion} and ${within(filter)}
    group by task.code, task.title, link.portal, hold.kind, hold.since
    order by hold.since, task.code, link.portal
    limit ${page.limit} offset ${page.offset}`.execute(tx);
  return rows.map(({ code: taskCode, title: taskTitle, ...row }) => ({ taskCode, taskTitle, ...row }));
}

/** How many pairs are held. */
export async function countHeld(tx: Tx, filter: HoldFilter): Promise<number> {
  const { rows } = await sql<{ holds: number }>`
    select count(*) as holds from ${held} where ${within(filter)}`.execute(tx);
  return rows[0]?.holds ?? 0;
}

function within({ portal, code, units = null, portals = null }: HoldFilter): RawBuilder<boolean> {
  const asked = [
    ...(code === undefined ? [] : [sql`task.code = ${code}`]),
    ...(portal === undefined ? [] : [sql`link.portal = ${portal}`]),
    ...(units === null ? [] : [sql`task.lead_organisation_id in ${givenValues(units, "uuid")}`]),
    ...(portals === null ? [] : [sql`link.portal in ${givenValues(portals, "text")}`]),
  ];
  return asked.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(asked, sql` and `)})`;
}
