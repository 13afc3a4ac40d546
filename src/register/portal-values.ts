// Turns field values that come from a portal into a changed task. Guesses nothing: a value that does not fit its
// field is a problem. Touches no database.
import {
  fieldNames,
  fields,
  type FieldName,
  type FieldValue,
  type FieldValues,
} from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { LifecycleSchema } from "../../schemas/status.ts";
import { DaySchema } from "../../schemas/time-shapes.ts";
import type { TaskRow } from "../store/tasks.ts";
import { lookUp, organisationProblem, type Directory } from "./directory.ts";
import { movedTo } from "./extension.ts";
import { badValue } from "./progress-rules.ts";
import { isStorable } from "./text.ts";

/** The task with the values taken over, and every value that could not be. Progress rules do not apply here. */
export function applyPortalValues(
  before: TaskRow,
  set: FieldValues,
  directory: Directory,
): { after: TaskRow; problems: Phrase[] } {
  const problems: Phrase[] = [];
  let after = before;
  for (const [field, value] of Object.entries(set)) {
    if (!isFieldName(field)) {
      problems.push(phrase("register.unknown_field", { code: before.code, field, read: value }));
      continue;
    }
    const taken = take(after, { field, value, directory });
    if (taken === null) problems.push(badValue(before.code, field, value));
    else if ("problem" in taken) problems.push(taken.problem);
    else after = { ...after, ...taken };
  }
  return { after, problems };
}

// null: the value does not fit the field.
function take(
  before: TaskRow,
  { field, value, directory }: { field: FieldName; value: FieldValue; directory: Directory },
): Partial<TaskRow> | { problem: Phrase } | null {
  switch (fields[field].kind) {
    case "text":
      if (field === "title" && (value === null || value === "")) return null;
      if (value === null) return { [field]: "" };
      return typeof value === "string" && isStorable(value) ? { [field]: value } : null;
    case "day":
      if (value !== null && !DaySchema.safeParse(value).success) return null;
      return field === "dueOn" ? movedTo(before, value === null ? null : String(value)) : { [field]: value };
    case "percent":
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100
        ? { [field]: value }
        : null;
    case "money":
      if (value === null) return { [field]: null };
      return typeof value === "string" && /^\d{1,20}$/.test(value) ? { [field]: BigInt(value) } : null;
    case "lifecycle":
      return LifecycleSchema.safeParse(value).success ? { [field]: value } : null;
    case "organisation":
      return organisationNamed(value, directory);
  }
}

function organisationNamed(
  name: FieldValue,
  directory: Directory,
): Partial<TaskRow> | { problem: Phrase } | null {
  if (name === null) return { leadOrganisation: null };
  if (typeof name !== "string") return null;
  const found = lookUp(directory, name);
  if ("id" in found) return { leadOrganisation: found.id };
  return { problem: organisationProblem(name, found.candidates) };
}

function isFieldName(name: string): name is FieldName {
  return (fieldNames as string[]).includes(name);
}
