// What lies before a person, against what is to be sent: where both are the same the task waits for that person, and
// nothing is handed out anew. Pure.
import type { FieldName, FieldValues } from "../../schemas/field.ts";
import type { Operation } from "../../schemas/operation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { HandedOut } from "../../schemas/remote.ts";
import { showInstant } from "../../schemas/time.ts";
import { sameValue } from "./normal.ts";

/** Whether all that some operations send lies before a person. */
export function waitsForEntry(handed: HandedOut | undefined, operations: readonly Operation[]): boolean {
  return handed !== undefined && operations.every((operation) => lies(handed, operation));
}

function lies(handed: HandedOut, operation: Operation): boolean {
  if (operation.kind === "send_evidence") return handed.files.includes(operation.sha256);
  return operation.kind === "send_progress" && holdsAll(handed.fields, operation.set);
}

/** Why a task waits, if exactly what is to be sent lies before a person: nothing less, nothing more. */
export function waitingOf(
  handed: HandedOut | undefined,
  operations: readonly Operation[],
  { portal, taskCode: code }: { portal: string; taskCode: string },
): { fields: FieldName[]; reason: Phrase } | null {
  if (handed === undefined) return null;
  const fields = Object.keys(handed.fields) as FieldName[];
  const sends = operations.filter(({ kind }) => kind === "send_progress" || kind === "send_evidence");
  const sent = sends.flatMap((one) => (one.kind === "send_progress" ? Object.keys(one.set) : []));
  const files = sends.filter(({ kind }) => kind === "send_evidence").length;
  if (fields.length !== sent.length || handed.files.length !== files) return null;
  if (!waitsForEntry(handed, sends)) return null;
  const values = { portal, code, slip: handed.slip, since: showInstant(handed.since) };
  return { fields, reason: phrase("by_hand.waits", values) };
}

function holdsAll(handed: FieldValues, set: FieldValues): boolean {
  const names = Object.keys(set) as FieldName[];
  return names.every((name) => name in handed && sameValue(name, handed[name] ?? null, set[name] ?? null));
}
