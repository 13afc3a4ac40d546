// Every query on the table task. Says nothing of rules: who may change what, and what follows, is register's.
import { sql, type Selectable } from "kysely";
import type { Lifecycle } from "../../schemas/status.ts";
import { TaskSchema, type Classification, type Task } from "../../schemas/task.ts";
import type { Day, Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { columnList, givenRows, givenValues, piecesOf } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** A task without its assigning documents, which lie in a table of their own. */
export type TaskRow = Omit<Task, "sources">;

const columns = {
  id: "uuid",
  code: "text",
  kind: "text",
  programmes: "jsonb",
  title: "text",
  description: "text",
  lead_organisation_id: "uuid",
  cooperating_organisation_ids: "jsonb",
  supervising_organisation_id: "uuid",
  responsible_person: "text",
  due_on: "date",
  due_precision: "text",
  due_text: "text",
  internal_due_on: "date",
  extension: "text",
  deliverable: "text",
  milestones: "jsonb",
  resources: "text",
  lifecycle: "text",
  percent: "integer",
  progress_text: "text",
  difficulties: "text",
  late_reason: "text",
  expected_on: "date",
  completed_on: "date",
  budget_registered: "numeric",
  budget_allocated: "numeric",
  budget_disbursed: "numeric",
  classification: "text",
  priority: "text",
  version: "integer",
  updated_at: "timestamptz",
  extended_on: "date",
  extension_reason: "text",
} as const satisfies Record<keyof Tables["task"], string>;

/** The tasks with these codes; codes that nobody has are left out. */
export async function selectTasksByCode(tx: Tx, codes: readonly string[]): Promise<TaskRow[]> {
  const rows = await tx
    .selectFrom("task")
    .selectAll()
    .where("code", "in", givenValues(codes, "text"))
    .execute();
  return rows.map(toTask);
}

/** The same, locked until the transaction ends; always in the order of ids, so two callers never wait in a ring. */
export async function lockTasksByCode(tx: Tx, codes: readonly string[]): Promise<TaskRow[]> {
  const rows = await tx
    .selectFrom("task")
    .selectAll()
    .where("code", "in", givenValues(codes, "text"))
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(toTask);
}

/** Locks by id, in the order of ids. */
export async function lockTasks(tx: Tx, ids: readonly string[]): Promise<TaskRow[]> {
  const rows = await tx
    .selectFrom("task")
    .selectAll()
    .where("id", "in", givenValues(ids, "uuid"))
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(toTask);
}

/** Locks every task in which an organisation leads, supervises or cooperates. */
export async function lockTasksOfOrganisation(tx: Tx, organisationId: string): Promise<TaskRow[]> {
  const rows = await tx
    .selectFrom("task")
    .selectAll()
    .where((where) =>
      where.or([
        where("lead_organisation_id", "=", organisationId),
        where("supervising_organisation_id", "=", organisationId),
        sql<boolean>`cooperating_organisation_ids ? ${organisationId}`,
      ]),
    )
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(toTask);
}

/** The tasks with these ids; ids that nobody has are left out. */
export async function selectTasks(tx: Tx, ids: readonly string[]): Promise<TaskRow[]> {
  const rows = await tx.selectFrom("task").selectAll().where("id", "in", givenValues(ids, "uuid")).execute();
  return rows.map(toTask);
}

/** The ids of all tasks, or of those that an organisation leads, in the byte order of their codes. */
export async function selectTaskIds(tx: Tx, leadOrganisationId: string | null): Promise<string[]> {
  let query = tx
    .selectFrom("task")
    .select("id")
    .orderBy(sql`code collate "C"`);
  if (leadOrganisationId !== null) query = query.where("lead_organisation_id", "=", leadOrganisationId);
  return (await query.execute()).map(({ id }) => id);
}

/** Those of the tasks that are not plainly marked normal, with their marking. */
export async function classifiedTasks(tx: Tx, ids: readonly string[]): Promise<Map<string, Classification>> {
  const rows = await tx
    .selectFrom("task")
    .select(["id", "classification"])
    .where("id", "in", givenValues(ids, "uuid"))
    .where("classification", "<>", "normal")
    .execute();
  return new Map(rows.map((row) => [row.id, TaskSchema.shape.classification.parse(row.classification)]));
}

/** Adds new tasks; a code or id that exists already fails the transaction. */
export async function insertTasks(tx: Tx, tasks: readonly TaskRow[]): Promise<void> {
  for (const piece of piecesOf(tasks)) {
    await sql`insert into task (${columnList(columns)})
      select ${columnList(columns, "given.")} from ${givenRows(columns, piece.map(toRow))}`.execute(tx);
  }
}

/** Writes whole tasks back; the caller holds their locks. */
export async function updateTasks(tx: Tx, tasks: readonly TaskRow[]): Promise<void> {
  const settable = Object.keys(columns).filter((name) => name !== "id" && name !== "code");
  const assignments = sql.raw(settable.map((name) => `${name} = given.${name}`).join(", "));
  for (const piece of piecesOf(tasks)) {
    await sql`update task set ${assignments}
      from ${givenRows(columns, piece.map(toRow))} where task.id = given.id`.execute(tx);
  }
}

// As `effectiveDueOn` in schemas/task.ts.
const effectiveDueOn = sql<Day | null>`
  case when task.extension = 'granted' and task.extended_on is not null then task.extended_on else task.due_on end`;

/** What a list shows of a task. */
export interface TaskLine {
  code: string;
  title: string;
  /** Short name. */
  leadOrganisation: string | null;
  /** The day that counts: a granted extension moves it. */
  dueOn: Day | null;
  dueText: string;
  lifecycle: Lifecycle;
  percent: number;
  completedOn: Day | null;
  classification: Classification;
  updatedAt: Instant;
}

export interface TaskFilter {
  /** Part of code or title, whatever the case; NFC. */
  text?: string | undefined;
  leadOrganisationId?: string | undefined;
  /** Only tasks that one of these leads. */
  units?: readonly string[] | undefined;
  classification?: Classification | undefined;
  lifecycle?: Lifecycle | undefined;
  /** Overdue on this day, by the rule of `timeliness` (schemas/status.ts). */
  overdueOn?: Day | undefined;
  limit?: number | undefined;
  /** Continue behind this code. */
  after?: string | undefined;
}

/** Tasks in the byte order of their codes, which is the same on every database. */
export async function selectTaskLines(tx: Tx, filter: TaskFilter): Promise<TaskLine[]> {
  let query = tx
    .selectFrom("task")
    .leftJoin("organisation", "organisation.id", "task.lead_organisation_id")
    .select([
      "task.code",
      "task.title",
      "organisation.short_name",
      effectiveDueOn.as("due_on"),
      "task.due_text",
      "task.lifecycle",
      "task.percent",
      "task.completed_on",
      "task.classification",
      "task.updated_at",
    ])
    .orderBy(sql`task.code collate "C"`);
  if (filter.text !== undefined) {
    query = query.where(
      sql<boolean>`position(lower(${filter.text}::text) in lower(normalize(task.code || ' ' || task.title, NFC))) > 0`,
    );
  }
  if (filter.leadOrganisationId !== undefined) {
    query = query.where("task.lead_organisation_id", "=", filter.leadOrganisationId);
  }
  if (filter.units !== undefined) {
    query = query.where(sql<boolean>`task.lead_organisation_id in ${givenValues(filter.units, "uuid")}`);
  }
  if (filter.classification !== undefined) {
    query = query.where("task.classification", "=", filter.classification);
  }
  if (filter.lifecycle !== undefined) query = query.where("task.lifecycle", "=", filter.lifecycle);
  if (filter.overdueOn !== undefined) {
    query = query
      .where(effectiveDueOn, "<", filter.overdueOn)
      .where("task.lifecycle", "not in", ["completed", "submitted"]);
  }
  if (filter.after !== undefined) query = query.where(sql<boolean>`task.code collate "C" > ${filter.after}`);
  if (filter.limit !== undefined) query = query.limit(filter.limit);
  const rows = await query.execute();
  return rows.map((row) => ({
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
  }));
}

const closedLists = TaskSchema.pick({
  kind: true,
  extension: true,
  lifecycle: true,
  classification: true,
  priority: true,
});

function toTask(row: Selectable<Tables["task"]>): TaskRow {
  return {
    ...closedLists.parse({
      kind: row.kind,
      extension: row.extension,
      lifecycle: row.lifecycle,
      classification: row.classification,
      priority: row.priority,
    }),
    id: row.id,
    code: row.code,
    programmes: row.programmes,
    title: row.title,
    description: row.description,
    leadOrganisation: row.lead_organisation_id,
    cooperatingOrganisations: row.cooperating_organisation_ids,
    supervisingOrganisation: row.supervising_organisation_id,
    responsiblePerson: row.responsible_person,
    deadline: {
      dueOn: row.due_on,
      precision: TaskSchema.shape.deadline.shape.precision.parse(row.due_precision),
      text: row.due_text,
    },
    internalDueOn: row.internal_due_on,
    extendedOn: row.extended_on,
    extensionReason: row.extension_reason,
    deliverable: row.deliverable,
    milestones: row.milestones,
    resources: row.resources,
    percent: row.percent,
    progressText: row.progress_text,
    difficulties: row.difficulties,
    lateReason: row.late_reason,
    expectedOn: row.expected_on,
    completedOn: row.completed_on,
    budgetRegistered: toMoney(row.budget_registered),
    budgetAllocated: toMoney(row.budget_allocated),
    budgetDisbursed: toMoney(row.budget_disbursed),
    version: row.version,
    updatedAt: row.updated_at,
  };
}

function toRow(task: TaskRow): Record<keyof Tables["task"], unknown> {
  return {
    id: task.id,
    code: task.code,
    kind: task.kind,
    programmes: task.programmes,
    title: task.title,
    description: task.description,
    lead_organisation_id: task.leadOrganisation,
    cooperating_organisation_ids: task.cooperatingOrganisations,
    supervising_organisation_id: task.supervisingOrganisation,
    responsible_person: task.responsiblePerson,
    due_on: task.deadline.dueOn,
    due_precision: task.deadline.precision,
    due_text: task.deadline.text,
    internal_due_on: task.internalDueOn,
    extension: task.extension,
    deliverable: task.deliverable,
    milestones: task.milestones,
    resources: task.resources,
    lifecycle: task.lifecycle,
    percent: task.percent,
    progress_text: task.progressText,
    difficulties: task.difficulties,
    late_reason: task.lateReason,
    expected_on: task.expectedOn,
    completed_on: task.completedOn,
    budget_registered: fromMoney(task.budgetRegistered),
    budget_allocated: fromMoney(task.budgetAllocated),
    budget_disbursed: fromMoney(task.budgetDisbursed),
    classification: task.classification,
    priority: task.priority,
    version: task.version,
    updated_at: task.updatedAt,
    extended_on: task.extendedOn,
    extension_reason: task.extensionReason,
  };
}

function toMoney(digits: string | null): bigint | null {
  return digits === null ? null : BigInt(digits);
}

// JSON has no bigint; PostgreSQL reads the digits.
function fromMoney(amount: bigint | null): string | null {
  return amount === null ? null : amount.toString();
}

/** Those of the codes whose task one of these organisations leads. */
export async function codesLedBy(
  tx: Tx,
  of: { codes: readonly string[]; units: readonly string[] },
): Promise<Set<string>> {
  const rows = await tx
    .selectFrom("task")
    .select("code")
    .where("code", "in", givenValues(of.codes, "text"))
    .where(sql<boolean>`lead_organisation_id in ${givenValues(of.units, "uuid")}`)
    .execute();
  return new Set(rows.map(({ code }) => code));
}

/** How many tasks there are, or how many these organisations lead. */
export async function countTasks(tx: Tx, units: readonly string[] | null = null): Promise<number> {
  const { count } = await tx
    .selectFrom("task_line")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .$if(units !== null, (query) => query.where(sql<boolean>`lead in ${givenValues(units ?? [], "uuid")}`))
    .executeTakeFirstOrThrow();
  return count;
}
