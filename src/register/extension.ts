// What moves a deadline. An extension moves the day that counts and leaves the assigned one; an assigning document that
// names a new day starts anew. Touches no database.
import type { Day } from "../../schemas/time.ts";
import { showDay } from "../../schemas/time.ts";
import type { TaskRow } from "../store/tasks.ts";

type Dates = Pick<TaskRow, "deadline" | "extension" | "extendedOn" | "extensionReason">;

/** The dates of a task whose assigned deadline is set: an extension of the older one ends. */
export function assignedAnew(deadline: TaskRow["deadline"]): Dates {
  return { deadline, extension: "none", extendedOn: null, extensionReason: "" };
}

/**
 * The dates of a task for which a portal shows another day that counts: its owner has moved it. The assigned day stays
 * beside it as the original; where there was none, or the day comes back to it, nothing is extended.
 */
export function movedTo(before: TaskRow, day: Day | null): Dates {
  const { deadline } = before;
  if (day === null) return assignedAnew({ dueOn: null, precision: "none", text: "" });
  if (deadline.dueOn === null) return assignedAnew({ dueOn: day, precision: "day", text: showDay(day) });
  if (deadline.dueOn === day) return assignedAnew(deadline);
  return { deadline, extension: "granted", extendedOn: day, extensionReason: before.extensionReason };
}
