// Every query on waivers: that a task may be reported as completed without the proofs that its programmes ask for.
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenValues } from "./rows.ts";

/** A waiver that is in force. */
export interface Waiver {
  id: string;
  reason: string;
  who: string;
  at: Instant;
}

/** The waivers in force of these tasks, by task. */
export async function waiversOf(tx: Tx, taskIds: readonly string[]): Promise<Map<string, Waiver>> {
  const rows = await tx
    .selectFrom("waiver")
    .select(["id", "task_id", "reason", "granted_by as who", "granted_at as at"])
    .where("task_id", "in", givenValues(taskIds, "uuid"))
    .where("withdrawn_at", "is", null)
    .execute();
  return new Map(rows.map(({ task_id, ...waiver }) => [task_id, waiver]));
}

/** Grants a waiver; a task has one at a time. */
export async function insertWaiver(tx: Tx, waiver: Waiver & { taskId: string }): Promise<void> {
  await tx
    .insertInto("waiver")
    .values({
      id: waiver.id,
      task_id: waiver.taskId,
      reason: waiver.reason,
      granted_by: waiver.who,
      granted_at: waiver.at,
      withdrawn_by: null,
      withdrawn_at: null,
      withdrawn_reason: null,
    })
    .execute();
}

/** Ends a waiver; the row stays. */
export async function endWaiver(tx: Tx, ended: Waiver): Promise<void> {
  await tx
    .updateTable("waiver")
    .set({ withdrawn_by: ended.who, withdrawn_at: ended.at, withdrawn_reason: ended.reason })
    .where("id", "=", ended.id)
    .execute();
}
