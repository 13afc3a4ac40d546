// The three axes of status (README, glossary): lifecycle is set by people and compared with portals; timeliness is
// computed from deadline, completion and a day, never stored, never compared; extension moves the deadline.
import { z } from "zod";
import type { Day } from "./time.ts";

export const LifecycleSchema = z.enum([
  "not_started",
  "in_progress",
  "submitted",
  "returned",
  "completed",
  "on_hold",
  "cancelled",
  "declined",
]);
export type Lifecycle = z.infer<typeof LifecycleSchema>;

export const TimelinessSchema = z.enum([
  "no_deadline",
  "in_time",
  "at_risk",
  "overdue",
  "done_on_time",
  "done_late",
]);
export type Timeliness = z.infer<typeof TimelinessSchema>;

export const ExtensionSchema = z.enum(["none", "requested", "granted", "refused"]);
export type Extension = z.infer<typeof ExtensionSchema>;

/**
 * A portal's status words, both ways. `reads` is total over the words the portal is known to show: a word not in it
 * is never guessed, it holds the task. `writes` says which word (or action) to use for a lifecycle; a lifecycle that
 * is missing cannot be told to the portal. `shows` names the lifecycle the portal will show after we wrote another
 * one (a report of completion that waits for confirmation), with the loss in words.
 */
export interface StatusMap {
  version: number;
  reads: Readonly<Record<string, Lifecycle>>;
  writes: Readonly<Partial<Record<Lifecycle, string>>>;
  shows: Readonly<Partial<Record<Lifecycle, { as: Lifecycle; loss: string }>>>;
}

export function wordFor(map: StatusMap, lifecycle: Lifecycle): string | null {
  return map.writes[lifecycle] ?? null;
}

/**
 * Timeliness on a given day. "Trước ngày X" counts X itself as in time (rule of this project, letters S0 and S4
 * leave it open); completion counts by the actual date, not by the day it was typed in.
 */
export function timeliness(
  task: { lifecycle: Lifecycle; dueOn: Day | null; completedOn: Day | null },
  today: Day,
  atRiskDays = 7,
): Timeliness {
  if (task.dueOn === null) return "no_deadline";
  if (task.lifecycle === "completed" || task.lifecycle === "submitted") {
    return (task.completedOn ?? today) <= task.dueOn ? "done_on_time" : "done_late";
  }
  if (today > task.dueOn) return "overdue";
  const daysLeft = (Date.parse(task.dueOn) - Date.parse(today)) / 86_400_000;
  return daysLeft <= atRiskDays ? "at_risk" : "in_time";
}
