// Brings a value back that lost: each entry of a task's history keeps the value before it.
import { UserError } from "../../schemas/errors.ts";
import { FieldNameSchema, type FieldValue } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import { setFieldValues, type Changed } from "../register/change.ts";
import { findTask, taskHistory } from "../register/tasks.ts";
import type { Means } from "./lane.ts";

/** Sets the field of a history entry ("h12") to the value before it. UserError when there is no such entry. */
export async function restoreValue(
  means: Means,
  wish: { code: string; entry: string; reason: string },
): Promise<Changed> {
  const { code, entry } = wish;
  const reason = wish.reason.trim();
  const at = means.now();
  return await means.store.transaction(async (tx) => {
    const task = await findTask(tx, code);
    if (task === null) throw new UserError([phrase("register.unknown_task", { code })]);
    const past = (await taskHistory(tx, code)).find(({ id }) => `h${id}` === entry);
    const field = FieldNameSchema.safeParse(past?.field === "extendedOn" ? "dueOn" : past?.field).data;
    const problems = [
      ...(past === undefined || field === undefined ? [phrase("push.no_such_past", { code, entry })] : []),
      ...(reason === "" ? [phrase("push.reason_needed")] : []),
    ];
    if (past === undefined || field === undefined || problems.length > 0) throw new UserError(problems);
    // Without an extension the assigned day counts again.
    const value = past.field === "extendedOn" ? (past.from ?? task.deadline.dueOn) : past.from;
    return await setFieldValues(tx, {
      taskId: task.id,
      set: { [field]: value as FieldValue },
      why: phrase("push.restored", { entry, reason }),
      provenance: { who: means.who, system: "dongbo", run: means.run, at },
    });
  });
}
