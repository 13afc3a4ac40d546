// What a clerk reports of a task. Recorded in the register, carried to the portals later.
import { z } from "zod";
import { LifecycleSchema } from "./status.ts";
import { MoneySchema } from "./task.ts";
import { DaySchema } from "./time-shapes.ts";

/** Absent fields stay as they are; `null` empties a field that may be empty. */
export const ProgressReportSchema = z.strictObject({
  lifecycle: LifecycleSchema.optional(),
  percent: z.int().min(0).max(100).optional(),
  progressText: z.string().optional(),
  difficulties: z.string().optional(),
  lateReason: z.string().optional(),
  expectedOn: DaySchema.nullable().optional(),
  completedOn: DaySchema.nullable().optional(),
  budgetRegistered: MoneySchema.nullable().optional(),
  budgetAllocated: MoneySchema.nullable().optional(),
  budgetDisbursed: MoneySchema.nullable().optional(),
});
export type ProgressReport = z.infer<typeof ProgressReportSchema>;
