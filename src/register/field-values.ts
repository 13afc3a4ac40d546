// A task's fields as plain comparable values: what reconcile compares, what history records.
import type { FieldValues } from "../../schemas/field.ts";
import { effectiveDueOn } from "../../schemas/task.ts";
import type { TaskRow } from "../store/tasks.ts";

/** Short names of organisations by id. */
export type ShortNames = ReadonlyMap<string, string>;

/** The fields a portal may also hold, every one present; empty text is `null`. */
export function fieldValuesOf(task: TaskRow, names: ShortNames): Required<FieldValues> {
  return {
    title: task.title,
    dueOn: effectiveDueOn(task),
    leadOrganisation: nameOf(task.leadOrganisation, names),
    lifecycle: task.lifecycle,
    percent: task.percent,
    progressText: task.progressText || null,
    difficulties: task.difficulties || null,
    lateReason: task.lateReason || null,
    expectedOn: task.expectedOn,
    completedOn: task.completedOn,
    budgetRegistered: digitsOf(task.budgetRegistered),
    budgetAllocated: digitsOf(task.budgetAllocated),
    budgetDisbursed: digitsOf(task.budgetDisbursed),
  };
}

/** Every field whose changes history keeps, by the name history knows it under; JSON values. */
export function historyValuesOf(task: TaskRow, names: ShortNames): Record<string, unknown> {
  return {
    ...fieldValuesOf(task, names),
    kind: task.kind,
    programmes: task.programmes,
    description: task.description || null,
    cooperatingOrganisations: task.cooperatingOrganisations.map((id) => names.get(id) ?? id),
    supervisingOrganisation: nameOf(task.supervisingOrganisation, names),
    responsiblePerson: task.responsiblePerson || null,
    duePrecision: task.deadline.precision,
    dueText: task.deadline.text || null,
    internalDueOn: task.internalDueOn,
    // History keeps the assigned day and its extension apart.
    dueOn: task.deadline.dueOn,
    extension: task.extension,
    extendedOn: task.extendedOn,
    extensionReason: task.extensionReason || null,
    deliverable: task.deliverable || null,
    // The order of keys is fixed here, because the database keeps its own.
    milestones: task.milestones.map(({ name, dueOn, doneOn }) => ({ name, dueOn, doneOn })),
    resources: task.resources || null,
    classification: task.classification,
    priority: task.priority,
  };
}

/** The organisations a task names, for looking up their short names. */
export function organisationsOf(task: TaskRow): string[] {
  const named = [task.leadOrganisation, task.supervisingOrganisation, ...task.cooperatingOrganisations];
  return named.filter((id) => id !== null);
}

function nameOf(id: string | null, names: ShortNames): string | null {
  return id === null ? null : (names.get(id) ?? id);
}

function digitsOf(amount: bigint | null): string | null {
  return amount === null ? null : amount.toString();
}
