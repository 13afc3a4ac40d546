// Our side of a comparison, for many tasks at once. Reads only.
import type { Evidence } from "../../schemas/evidence.ts";
import type { FieldValues } from "../../schemas/field.ts";
import type { Classification } from "../../schemas/task.ts";
import type { Tx } from "../store/connection.ts";
import { selectEvidence } from "../store/evidence.ts";
import { selectShortNames } from "../store/organisations.ts";
import { selectTasks } from "../store/tasks.ts";
import { waiversOf } from "../store/waivers.ts";
import { fieldValuesOf } from "./field-values.ts";

/** A task as the register holds it now. Every field is present; `null` is empty. */
export interface Ours {
  taskId: string;
  code: string;
  fields: Required<FieldValues>;
  classification: Classification;
  evidence: Evidence[];
  programmes: readonly string[];
  /** A person let it be reported as completed without the proofs of its programmes. */
  isWaived: boolean;
}

/** By task id, in four queries whatever the number; ids that nobody has are left out. */
export async function oursOf(tx: Tx, taskIds: readonly string[]): Promise<Map<string, Ours>> {
  if (taskIds.length === 0) return new Map();
  const tasks = await selectTasks(tx, taskIds);
  const leads = tasks.map((task) => task.leadOrganisation).filter((id) => id !== null);
  const names = await selectShortNames(tx, [...new Set(leads)]);
  const evidence = await selectEvidence(tx, taskIds);
  const waived = await waiversOf(tx, taskIds);
  return new Map(
    tasks.map((task) => [
      task.id,
      {
        taskId: task.id,
        code: task.code,
        fields: fieldValuesOf(task, names),
        classification: task.classification,
        evidence: evidence.get(task.id) ?? [],
        programmes: task.programmes,
        isWaived: waived.has(task.id),
      },
    ]),
  );
}
