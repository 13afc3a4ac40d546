// Waived proofs: a named person lets a task be reported as completed without what its programmes ask for, and may take
// that back. The date and one file of evidence are still needed: no waiver lifts those.
import { randomUUID } from "node:crypto";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { markTasksDue } from "../store/due.ts";
import { insertHistory } from "../store/history.ts";
import { lockTasksByCode, selectTasksByCode } from "../store/tasks.ts";
import { endWaiver, insertWaiver, waiversOf, type Waiver } from "../store/waivers.ts";

export interface WaiverAsked {
  code: string;
  reason: string;
  provenance: Provenance;
}

/** Grants a waiver; the task falls due. UserError for an unknown task, an empty reason, a task that has one. */
export async function waiveProofs(tx: Tx, asked: WaiverAsked): Promise<Waiver> {
  const { task, waiver: had, made } = await waiverOf(tx, asked);
  if (had !== undefined) {
    throw new UserError([phrase("evidence.waived_already", { code: asked.code, who: had.who })]);
  }
  await insertWaiver(tx, { ...made, taskId: task.id });
  await tell(tx, asked, { taskId: task.id, from: null, to: asked.reason });
  return made;
}

/** Takes the waiver back; the task falls due. UserError also where there is none. */
export async function withdrawWaiver(tx: Tx, asked: WaiverAsked): Promise<Waiver> {
  const { task, waiver, made } = await waiverOf(tx, asked);
  if (waiver === undefined) throw new UserError([phrase("evidence.not_waived", { code: asked.code })]);
  await endWaiver(tx, { ...made, id: waiver.id });
  await tell(tx, asked, { taskId: task.id, from: waiver.reason, to: null });
  return waiver;
}

/** The waiver in force of a task; `null`: none. UserError when there is no such task. */
export async function findWaiver(tx: Tx, code: string): Promise<Waiver | null> {
  const [task] = await selectTasksByCode(tx, [code]);
  if (task === undefined) throw new UserError([phrase("evidence.unknown_task", { code })]);
  return (await waiversOf(tx, [task.id])).get(task.id) ?? null;
}

async function waiverOf(tx: Tx, { code, reason, provenance }: WaiverAsked) {
  const [task] = await lockTasksByCode(tx, [code]);
  if (task === undefined) throw new UserError([phrase("evidence.unknown_task", { code })]);
  if (reason.trim() === "") throw new UserError([phrase("evidence.no_reason", { code })]);
  const made = { id: randomUUID(), reason, who: provenance.who, at: provenance.at };
  return { task, waiver: (await waiversOf(tx, [task.id])).get(task.id), made };
}

async function tell(
  tx: Tx,
  { reason, provenance }: WaiverAsked,
  change: { taskId: string; from: string | null; to: string | null },
): Promise<void> {
  const why = phrase(change.to === null ? "evidence.waiver_withdrawn" : "evidence.waiver_granted", {
    reason,
  });
  await insertHistory(tx, [{ ...change, field: "waiver" }], { provenance, why });
  await markTasksDue(tx, { taskIds: [change.taskId], reason: "evidence", at: provenance.at });
}
