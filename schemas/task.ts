// A task as the register holds it.
import { z } from "zod";
import { ExtensionSchema, LifecycleSchema } from "./status.ts";
import { DaySchema, InstantSchema } from "./time-shapes.ts";

/** Order of secrecy. `unknown` is whatever marking nobody could read: treated as secret (promise 5). */
export const ClassificationSchema = z.enum([
  "normal",
  "restricted",
  "mat",
  "toi_mat",
  "tuyet_mat",
  "unknown",
]);
export type Classification = z.infer<typeof ClassificationSchema>;

/** Only what is plainly marked normal may leave this machine. */
export function mayLeave(classification: Classification): boolean {
  return classification === "normal";
}

const laxestFirst: readonly Classification[] = [
  "normal",
  "restricted",
  "unknown",
  "mat",
  "toi_mat",
  "tuyet_mat",
];

/** Whether one marking is laxer than another; what nobody could read is stricter than "restricted". */
export function isLaxer(one: Classification, other: Classification): boolean {
  return laxestFirst.indexOf(one) < laxestFirst.indexOf(other);
}

export const DeadlinePrecisionSchema = z.enum(["day", "month", "quarter", "year", "none"]);

/**
 * A deadline with the wording it was read from. `dueOn` is the last day that counts as in time: the end of the
 * month, quarter or year for coarser precisions, X itself for "trước ngày X" (timeliness, status.ts).
 */
export const DeadlineSchema = z.strictObject({
  dueOn: DaySchema.nullable(),
  precision: DeadlinePrecisionSchema,
  /** The original wording, for example "Quý I/2026". Empty when the appendix left the cell empty. */
  text: z.string(),
});
export type Deadline = z.infer<typeof DeadlineSchema>;

/**
 * An assigning document. Its identity is type + number + issuer + date, because numbers repeat (KH 02-KH/BCĐ exists
 * twice in 2025, 281 is both a CV and a KH); parts may still be unknown, letters arrive with blank numbers and days.
 */
export const SourceDocumentSchema = z.strictObject({
  kind: z.string().min(1),
  number: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: DaySchema.nullable(),
});
export type SourceDocument = z.infer<typeof SourceDocumentSchema>;

export const TaskKindSchema = z.enum(["task", "project", "target", "deliverable"]);
export const PrioritySchema = z.enum(["thuong", "khan", "hoa_toc"]);

/** Whole đồng. */
export const MoneySchema = z.bigint().nonnegative();

export const TaskSchema = z.strictObject({
  id: z.uuid(),
  code: z.string().min(1),
  kind: TaskKindSchema,
  /** Resolutions and programmes, for example "57-NQ/TW", "71/NQ-CP", "ĐA06". */
  programmes: z.array(z.string()),
  title: z.string().min(1),
  description: z.string(),
  sources: z.array(
    z.strictObject({ document: SourceDocumentSchema, item: z.string(), appendix: z.string() }),
  ),
  leadOrganisation: z.uuid().nullable(),
  cooperatingOrganisations: z.array(z.uuid()),
  supervisingOrganisation: z.uuid().nullable(),
  responsiblePerson: z.string(),
  deadline: DeadlineSchema,
  internalDueOn: DaySchema.nullable(),
  extension: ExtensionSchema,
  /** The day asked for, or granted. The assigned deadline stays as it is beside it. */
  extendedOn: DaySchema.nullable(),
  extensionReason: z.string(),
  /** The output that proves the task done (sản phẩm). */
  deliverable: z.string(),
  milestones: z.array(
    z.strictObject({ name: z.string(), dueOn: DaySchema.nullable(), doneOn: DaySchema.nullable() }),
  ),
  resources: z.string(),
  lifecycle: LifecycleSchema,
  percent: z.int().min(0).max(100),
  progressText: z.string(),
  difficulties: z.string(),
  lateReason: z.string(),
  expectedOn: DaySchema.nullable(),
  completedOn: DaySchema.nullable(),
  budgetRegistered: MoneySchema.nullable(),
  budgetAllocated: MoneySchema.nullable(),
  budgetDisbursed: MoneySchema.nullable(),
  classification: ClassificationSchema,
  priority: PrioritySchema,
  /** Counts changes; a change made against an older version is refused. */
  version: z.int(),
  updatedAt: InstantSchema,
});
export type Task = z.infer<typeof TaskSchema>;

/** The day that counts: a granted extension moves it, while the assigned one stays in `deadline`. */
export function effectiveDueOn(
  task: Pick<z.infer<typeof TaskSchema>, "deadline" | "extension" | "extendedOn">,
): string | null {
  return task.extension === "granted" && task.extendedOn !== null ? task.extendedOn : task.deadline.dueOn;
}

/** What an appendix says of one task: the wording resolved as far as the file allows, organisations still by name. */
export const ProposedTaskSchema = TaskSchema.pick({
  code: true,
  kind: true,
  programmes: true,
  title: true,
  sources: true,
  deadline: true,
  internalDueOn: true,
  deliverable: true,
  classification: true,
}).extend({
  leadOrganisation: z.string().nullable(),
  cooperatingOrganisations: z.array(z.string()),
});
export type ProposedTask = z.infer<typeof ProposedTaskSchema>;
