// What a progress report may say of a task, without any database. Finds every problem of a report at once.
import { fields, type FieldName } from "../../schemas/field.ts";
import { phrase, type Phrase, type PhraseKey } from "../../schemas/phrase.ts";
import { ProgressReportSchema, type ProgressReport } from "../../schemas/progress.ts";
import { timeliness, type Lifecycle } from "../../schemas/status.ts";
import { effectiveDueOn } from "../../schemas/task.ts";
import type { Day } from "../../schemas/time.ts";
import type { TaskRow } from "../store/tasks.ts";
import { isStorable, show } from "./text.ts";

/** The task as the report leaves it, what is wrong with the report, and what a clerk should still add. */
export interface ReportedTask {
  after: TaskRow;
  problems: Phrase[];
  warnings: Phrase[];
}

/**
 * Applies a report. 100 percent does not complete a task by itself; "completed" and "submitted" need 100 percent and
 * an actual date not behind `today`; the actual date goes when a task is reopened. A late task without reason and
 * expected date (letter S4: both are required) is only warned of: the reconcile guard holds it.
 */
export function applyReport(before: TaskRow, report: ProgressReport, today: Day): ReportedTask {
  const problems = shapeProblems(before.code, report);
  const after = { ...before, ...given(report) };
  const touchesCompletion =
    report.lifecycle !== undefined || report.percent !== undefined || report.completedOn !== undefined;
  if (problems.length === 0 && touchesCompletion) {
    if (isDone(before.lifecycle) && !isDone(after.lifecycle) && report.completedOn === undefined) {
      after.completedOn = null;
    }
    problems.push(...completionProblems(after, report, today));
  }
  return { after, problems, warnings: problems.length === 0 ? lateWarnings(after, today) : [] };
}

function given(report: ProgressReport): Partial<TaskRow> {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined));
}

function isDone(lifecycle: Lifecycle): boolean {
  return lifecycle === "completed" || lifecycle === "submitted";
}

function completionProblems(after: TaskRow, report: ProgressReport, today: Day): Phrase[] {
  const { code, lifecycle, percent, completedOn } = after;
  const problems: Phrase[] = [];
  if (!isDone(lifecycle)) {
    // A date that a portal has set is not the clerk's to explain.
    if (completedOn !== null && report.completedOn !== undefined) {
      problems.push(phrase("register.date_needs_done", { code, completedOn, lifecycle }));
    }
    return problems;
  }
  if (percent !== 100) problems.push(phrase("register.done_needs_percent", { code, lifecycle, percent }));
  if (completedOn === null) problems.push(phrase("register.done_needs_date", { code, lifecycle }));
  else if (completedOn > today)
    problems.push(phrase("register.done_in_future", { code, completedOn, today }));
  return problems;
}

function lateWarnings(after: TaskRow, today: Day): Phrase[] {
  const { code, lateReason, expectedOn, lifecycle, completedOn } = after;
  const dueOn = effectiveDueOn(after);
  const time = timeliness({ lifecycle, dueOn, completedOn }, today);
  const warnings: Phrase[] = [];
  if ((time === "overdue" || time === "done_late") && lateReason.trim() === "") {
    warnings.push(phrase("register.late_without_reason", { code, dueOn }));
  }
  if (time === "overdue" && expectedOn === null) {
    warnings.push(phrase("register.late_without_expected", { code, dueOn }));
  }
  return warnings;
}

const expectations = {
  text: "register.bad_text",
  day: "register.bad_day",
  percent: "register.bad_percent",
  money: "register.bad_money",
  lifecycle: "register.bad_lifecycle",
  organisation: "register.bad_text",
} as const satisfies Record<string, PhraseKey>;

/** The phrase that says what a field's value must look like. */
export function badValue(code: string, field: FieldName, read: unknown): Phrase {
  return phrase(expectations[fields[field].kind], { code, field, read: show(read) });
}

function shapeProblems(code: string, report: ProgressReport): Phrase[] {
  const problems: Phrase[] = [];
  for (const [field, value] of Object.entries(report)) {
    const shape = (
      ProgressReportSchema.shape as Record<string, { safeParse(v: unknown): { success: boolean } }>
    )[field];
    if (shape === undefined || !(field in fields)) {
      problems.push(phrase("register.unknown_field", { code, field, read: show(value) }));
    } else if (!shape.safeParse(value).success || !isStorable(value)) {
      problems.push(badValue(code, field as FieldName, value));
    }
  }
  return problems;
}
