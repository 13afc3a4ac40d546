// The two rules that reports rest on, pure: whether a unit owed a report on a task and gave it, and where a task stands.
import type { Standing } from "../../schemas/report.ts";
import type { TaskThen } from "../../schemas/snapshot.ts";
import { timeliness } from "../../schemas/status.ts";
import { later, type Day, type Instant } from "../../schemas/time.ts";

/**
 * Time to answer for a task that has just come: letters with many tasks are to be entered within two working days
 * (regulation of Thanh Hóa on following tasks, 2025), and only then can a unit report.
 */
const newForMs = 2 * 86_400_000;

/**
 * Whether the lead organisation reported on a task between two cut-offs (`since` excluded, `until` included).
 *
 * reported: a person or an import set its progress, result, difficulties, reason, dates or money, added a file, or said
 * that nothing has changed. missing: nothing of that. not_expected: nothing of that, and nothing was owed: it is done or
 * waits for its confirmation, is on hold, cancelled or declined, or came less than two days before the cut-off.
 */
export function reportOn(
  task: Pick<TaskThen, "lifecycle" | "knownSince" | "reportedAt">,
  { since, until }: { since: Instant; until: Instant },
): "reported" | "missing" | "not_expected" {
  if (task.reportedAt !== null && task.reportedAt > since && task.reportedAt <= until) return "reported";
  if (!isOpen(task.lifecycle)) return "not_expected";
  const isNew = task.knownSince !== null && task.knownSince > later(until, -newForMs);
  return isNew ? "not_expected" : "missing";
}

function isOpen(lifecycle: TaskThen["lifecycle"]): boolean {
  return lifecycle === "not_started" || lifecycle === "in_progress" || lifecycle === "returned";
}

/**
 * Where a task stands on a day. At risk is an open task whose deadline is near, or whose own unit expects to finish after
 * it. Without a deadline a finished task counts as on time.
 */
export function standingOf(
  task: Pick<TaskThen, "lifecycle" | "dueOn" | "completedOn" | "expectedOn">,
  today: Day,
  atRiskDays: number,
): Standing {
  const { lifecycle, dueOn, expectedOn } = task;
  const time = timeliness(task, today, atRiskDays);
  switch (lifecycle) {
    case "completed":
      return time === "done_late" ? "done_late" : "done_on_time";
    case "submitted":
      return "awaiting";
    case "on_hold":
    case "cancelled":
    case "declined":
      return "set_aside";
    default: {
      if (time === "overdue") return "overdue";
      const expectsLater = dueOn !== null && expectedOn !== null && expectedOn > dueOn;
      if (time === "at_risk" || expectsLater) return "at_risk";
      return lifecycle === "not_started" ? "not_started" : "in_progress";
    }
  }
}
