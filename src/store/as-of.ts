// The register as it stood at an instant: the present row of each task, with what history says has changed since put back.
import { sql } from "kysely";
import { TaskThenSchema, type ReportedThen, type TaskThen } from "../../schemas/snapshot.ts";
import { effectiveDueOn } from "../../schemas/task.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

const pageSize = 5000;

/** The fields of history that are put back. */
const putBack = [
  "title",
  "programmes",
  "leadOrganisation",
  "dueOn",
  "dueText",
  "extension",
  "extendedOn",
  "lifecycle",
  "percent",
  "progressText",
  "difficulties",
  "lateReason",
  "expectedOn",
  "completedOn",
  "budgetRegistered",
  "budgetAllocated",
  "budgetDisbursed",
  "classification",
] as const;

/** Fields whose change by a person or an import is a unit's report (schemas/README.md, "report of a unit"). */
const reportFields = [
  "lifecycle",
  "percent",
  "progressText",
  "difficulties",
  "lateReason",
  "expectedOn",
  "completedOn",
  "budgetRegistered",
  "budgetAllocated",
  "budgetDisbursed",
  "evidence",
  "unchanged",
] as const;

const ListsSchema = TaskThenSchema.pick({ lifecycle: true, classification: true }).strip();

interface Row {
  id: string;
  code: string;
  /** By the names of history, as history writes values. */
  now: Record<string, unknown>;
  /** The same, before the first change after the instant; only what changed. */
  then: Record<string, unknown> | null;
  evidence: number;
  known_since: Instant | null;
  reported_at: Instant | null;
  reported_by: string | null;
}

/**
 * Every task that the register knew at `at`, as it stood then, in the byte order of ids, page by page. What is stamped
 * exactly `at` counts as before. A task that came by no import was always known. A lead that has changed since
 * shows the short name that history kept, any other its present one.
 */
export async function* stateAsOf(tx: Tx, at: Instant): AsyncGenerator<ReportedThen[]> {
  for (let after: string | null = null; ;) {
    const rows: Row[] = await pageOf(tx, at, after);
    yield rows.filter(({ known_since: since }) => since === null || since <= at).map(thenOf);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.id;
  }
}

// The row of a value that gave way to ours (push/resolve.ts) is kept to be restored; it never stood in the register.
const stood = sql`(history.why is null or history.why->>'key' <> 'push.gave_way')`;
const names = (fields: readonly string[]) => sql.join(fields.map((name) => sql.lit(name)));
/** Whether a row of history is a unit's report; for a query on history alone. */
export const isReport = sql<boolean>`(why is null and field in (${names(reportFields)})
  and (field <> 'evidence' or old_value = 'null'))`;

async function pageOf(tx: Tx, at: Instant, after: string | null): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select task.id, task.code,
      jsonb_build_object(
        'title', task.title, 'programmes', task.programmes, 'leadOrganisation', organisation.short_name,
        'dueOn', task.due_on, 'dueText', task.due_text, 'extension', task.extension,
        'extendedOn', task.extended_on, 'lifecycle', task.lifecycle, 'percent', task.percent,
        'progressText', task.progress_text, 'difficulties', task.difficulties, 'lateReason', task.late_reason,
        'expectedOn', task.expected_on, 'completedOn', task.completed_on,
        'budgetRegistered', task.budget_registered::text, 'budgetAllocated', task.budget_allocated::text,
        'budgetDisbursed', task.budget_disbursed::text, 'classification', task.classification) as now,
      past."then", past.known_since, past.reported_at, past.reported_by,
      (select count(*) from task_evidence
        where task_evidence.task_id = task.id and task_evidence.added_at <= ${at}) as evidence
    from (select * from task where ${after}::uuid is null or id > ${after}::uuid
      order by id limit ${pageSize}) as task
      left join organisation on organisation.id = task.lead_organisation_id
      left join lateral (select
        -- Of equal keys the last one stays: the first change after the instant.
        jsonb_object_agg(field, old_value order by id desc)
          filter (where at > ${at} and field in (${names(putBack)}) and ${stood}) as "then",
        min(at) filter (where field = 'import' and old_value = 'null') as known_since,
        max(at) filter (where at <= ${at} and ${isReport}) as reported_at,
        (array_agg(who order by at desc, id desc) filter (where at <= ${at} and ${isReport}))[1] as reported_by
        from history where history.task_id = task.id) as past on true
    order by task.id`.execute(tx);
  return rows;
}

function thenOf({ id, code, now, then, ...row }: Row): ReportedThen {
  const value = { ...now, ...then };
  const text = (name: string) => value[name] ?? "";
  const deadline = { dueOn: value["dueOn"], text: text("dueText"), precision: "none" };
  const dates = { deadline, extension: value["extension"], extendedOn: value["extendedOn"] };
  const task = {
    id,
    code,
    title: value["title"],
    programmes: value["programmes"],
    unit: value["leadOrganisation"],
    dueOn: effectiveDueOn(dates as Parameters<typeof effectiveDueOn>[0]),
    assignedDueOn: value["dueOn"],
    dueText: text("dueText"),
    lifecycle: value["lifecycle"],
    percent: value["percent"],
    progressText: text("progressText"),
    difficulties: text("difficulties"),
    lateReason: text("lateReason"),
    expectedOn: value["expectedOn"],
    completedOn: value["completedOn"],
    budgetRegistered: value["budgetRegistered"],
    budgetAllocated: value["budgetAllocated"],
    budgetDisbursed: value["budgetDisbursed"],
    classification: value["classification"],
    evidence: row.evidence,
    knownSince: row.known_since,
    reportedAt: row.reported_at,
  };
  // As in store/tasks.ts: what the columns' types do not hold is checked, the rest is as the register wrote it.
  return { task: { ...task, ...ListsSchema.parse(task) } as TaskThen, reportedBy: row.reported_by };
}
