// Reads tasks for people: one by its code, a list, the history of one. Changes nothing.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Lifecycle } from "../../schemas/status.ts";
import type { Classification, Task } from "../../schemas/task.ts";
import type { Day } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { selectSources } from "../store/documents.ts";
import { selectHistory, type HistoryPage, type PastChange } from "../store/history.ts";
import { codesLedBy, selectTaskLines, selectTasksByCode, type TaskLine } from "../store/tasks.ts";
import { readDirectory, resolveIn } from "./directory.ts";

export type { PastChange } from "../store/history.ts";
export type { TaskLine } from "../store/tasks.ts";

export interface TaskFilter {
  /** Part of code or title, in any case. */
  text?: string | undefined;
  /** Lead organisation by any of its names; UserError when unknown. */
  lead?: string | undefined;
  /** Only tasks that one of these organisations (by id) leads. */
  units?: readonly string[] | undefined;
  classification?: Classification | undefined;
  lifecycle?: Lifecycle | undefined;
  overdueOn?: Day | undefined;
  limit?: number | undefined;
  /** Continue behind this code. */
  after?: string | undefined;
}

/** The task with that code, exactly as written; `null` when there is none. */
export async function findTask(tx: Tx, code: string): Promise<Task | null> {
  const [task] = await selectTasksByCode(tx, [code]);
  if (task === undefined) return null;
  const sources = await selectSources(tx, [task.id]);
  return { ...task, sources: sources.get(task.id) ?? [] };
}

/** Tasks in the order of their codes. */
export async function listTasks(tx: Tx, filter: TaskFilter): Promise<TaskLine[]> {
  const { lead, text, ...others } = filter;
  return selectTaskLines(tx, {
    ...others,
    text: text?.normalize("NFC"),
    leadOrganisationId: lead === undefined ? undefined : resolveIn(await readDirectory(tx), lead),
  });
}

/** Those of the codes whose task one of these organisations (by id) leads. */
export async function ledBy(
  tx: Tx,
  of: { codes: readonly string[]; units: readonly string[] },
): Promise<ReadonlySet<string>> {
  return await codesLedBy(tx, of);
}

/** The names under which history keeps a field: the day that counts is an assigned one or an extension. */
export function historyFieldsOf(field: string): string[] {
  return field === "dueOn" ? ["dueOn", "extendedOn"] : [field];
}

/**
 * A task's past changes, newest first; of one field if named. The field "import" holds each appendix row as it was
 * imported, "evidence" each file added. UserError when there is no such task.
 */
export async function taskHistory(tx: Tx, code: string, field?: string): Promise<PastChange[]> {
  const [task] = await selectTasksByCode(tx, [code]);
  if (task === undefined) throw new UserError([phrase("register.unknown_task", { code })]);
  return selectHistory(tx, { taskId: task.id, fields: fieldsNamed(field) });
}

/** A page of the same, of a task that was found. */
export async function pageOfHistory(
  tx: Tx,
  { taskId, field, ...page }: HistoryPage & { taskId: string; field: string | undefined },
): Promise<PastChange[]> {
  return await selectHistory(tx, { taskId, fields: fieldsNamed(field), page });
}

function fieldsNamed(field: string | undefined): string[] | undefined {
  return field === undefined ? undefined : historyFieldsOf(field);
}
