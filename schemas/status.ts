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

/** What one of a portal's status words says. */
export interface StatusWord {
  /** `null`: it says nothing of the lifecycle, which then stays as it is. */
  lifecycle: Lifecycle | null;
  /** What it says of time, by the portal's clock; shown to people, never compared, never an alarm. */
  timeliness?: Timeliness;
  /** The portal sets it by its own clock or rules: a claim, never proof of what people did. */
  computed?: true;
  /** What this word does not tell apart. */
  loss?: string;
}

/**
 * A portal's status words, both ways. `reads` is total over the words the portal is known to show, in composed
 * Unicode: a word not in it is never guessed, it holds the task. `shows` names the lifecycle that the portal will show
 * after we wrote another one (a report of completion that waits for confirmation), with the loss in words.
 */
export interface StatusMap {
  version: number;
  reads: Readonly<Record<string, StatusWord>>;
  /** Total: for each lifecycle the word (or action) that says it, or why the portal has none. */
  writes: Readonly<Record<Lifecycle, string | { none: string }>>;
  shows: Readonly<Partial<Record<Lifecycle, { as: Lifecycle; loss: string }>>>;
}

/**
 * The meaning of a word exactly as mapped (composed Unicode, own entries only); null: nobody mapped it. Never guesses:
 * no trimming, no case folding.
 */
export function meaningOf(map: Pick<StatusMap, "reads">, word: string): StatusWord | null {
  const composed = word.normalize("NFC");
  return Object.hasOwn(map.reads, composed) ? (map.reads[composed] ?? null) : null;
}

/** Where a vocabulary has no word for a timeliness, those that say nothing wrong: late is never told as not late. */
const nearest: Readonly<Record<Timeliness, readonly Timeliness[]>> = {
  no_deadline: ["in_time", "done_on_time"],
  in_time: ["done_on_time"],
  at_risk: ["in_time", "done_on_time"],
  overdue: ["done_late"],
  done_on_time: ["in_time"],
  done_late: ["overdue"],
};

/**
 * The word that says a lifecycle, with its timeliness where the vocabulary has one word for each; null: none. Without
 * a timeliness it answers whether there is a word at all; the word may then claim a timeliness of its own.
 */
export function wordFor(
  map: Pick<StatusMap, "reads" | "writes">,
  lifecycle: Lifecycle,
  standing?: Timeliness,
): string | null {
  const plain = map.writes[lifecycle];
  if (typeof plain !== "string") return null;
  const meant = meaningOf(map, plain);
  if (standing === undefined || meant === null || meant.timeliness === standing) return plain;
  const sayingToo = (time: Timeliness): string | undefined =>
    Object.entries(map.reads).find(
      ([, said]) => said.lifecycle === meant.lifecycle && said.timeliness === time,
    )?.[0];
  const exact = sayingToo(standing);
  if (exact !== undefined) return exact;
  if (meant.timeliness === undefined) return plain;
  return nearest[standing].map(sayingToo).find((word) => word !== undefined) ?? null;
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
