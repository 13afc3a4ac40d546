// What people may set on a task besides its progress, and how a set becomes a changed task. Touches no database.
import { z } from "zod";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { TaskSchema } from "../../schemas/task.ts";
import type { TaskRow } from "../store/tasks.ts";
import { lookUp, organisationProblem, type Directory } from "./directory.ts";
import { assignedAnew } from "./extension.ts";
import { isStorable, show } from "./text.ts";

const editable = TaskSchema.pick({
  kind: true,
  programmes: true,
  title: true,
  description: true,
  responsiblePerson: true,
  deadline: true,
  internalDueOn: true,
  extension: true,
  extendedOn: true,
  extensionReason: true,
  deliverable: true,
  milestones: true,
  resources: true,
  classification: true,
  priority: true,
});

/** Absent fields stay as they are. Organisations by any name they are known by. */
export const TaskSettingsSchema = z.strictObject({
  ...editable.partial().shape,
  leadOrganisation: z.string().nullable().optional(),
  cooperatingOrganisations: z.array(z.string()).optional(),
  supervisingOrganisation: z.string().nullable().optional(),
});
export type TaskSettings = z.infer<typeof TaskSettingsSchema>;

/** The task as the settings leave it, with every problem of the settings. */
export function applySettings(
  before: TaskRow,
  set: TaskSettings,
  directory: Directory,
): { after: TaskRow; problems: Phrase[] } {
  const { code } = before;
  const problems = shapeProblems(code, set);
  if (problems.length > 0) return { after: before, problems };
  const idOf = (name: string): string => {
    const found = lookUp(directory, name);
    if ("id" in found) return found.id;
    problems.push(organisationProblem(name, found.candidates));
    return "";
  };
  const { leadOrganisation, cooperatingOrganisations, supervisingOrganisation, ...plain } = set;
  const after = { ...before, ...withoutUndefined(plain) };
  if (leadOrganisation !== undefined) after.leadOrganisation = leadOrganisation && idOf(leadOrganisation);
  if (supervisingOrganisation !== undefined) {
    after.supervisingOrganisation = supervisingOrganisation && idOf(supervisingOrganisation);
  }
  if (cooperatingOrganisations !== undefined) {
    after.cooperatingOrganisations = [...new Set(cooperatingOrganisations.map(idOf))];
  }
  if (set.deadline !== undefined && set.extension === undefined) {
    Object.assign(after, assignedAnew(set.deadline));
  }
  if (after.extension === "none") Object.assign(after, { extendedOn: null, extensionReason: "" });
  if (after.extension === "granted" && after.extendedOn === null) {
    problems.push(phrase("register.extension_needs_day", { code }));
  }
  if ((after.deadline.dueOn === null) !== (after.deadline.precision === "none")) {
    problems.push(phrase("register.bad_deadline", { code, read: after.deadline.text }));
  }
  return { after, problems };
}

function withoutUndefined(plain: object): Partial<TaskRow> {
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
}

function shapeProblems(code: string, set: TaskSettings): Phrase[] {
  const shapes: Record<string, z.ZodType> = TaskSettingsSchema.shape;
  return Object.entries(set).flatMap(([field, value]) => {
    const shape = shapes[field];
    if (shape === undefined) return [phrase("register.unknown_field", { code, field, read: show(value) })];
    if (shape.safeParse(value).success && isStorable(value)) return [];
    return [phrase("register.bad_setting", { code, field, read: show(value) })];
  });
}
