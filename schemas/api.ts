// What the programming interface for the province's own systems says and takes (/api/v1). Its OpenAPI description is
// made of these shapes; money is digits of whole đồng, because JSON has no number that holds it.
import { z } from "zod";
import { StandingSchema } from "./link.ts";
import { ProgressReportSchema } from "./progress.ts";
import { ExtensionSchema, LifecycleSchema } from "./status.ts";
import { DaySchema, InstantSchema } from "./time-shapes.ts";

const DongSchema = z
  .string()
  .regex(/^\d{1,18}$/)
  .meta({ description: "Whole đồng, as digits.", examples: ["1500000000"] });
const AddressSchema = z.string().meta({ description: "Path on this server." });

/** entry: reads and records progress; auditor: reads. */
export const TokenRoleSchema = z.enum(["entry", "auditor"]);
export type TokenRole = z.infer<typeof TokenRoleSchema>;

export const ApiTaskLineSchema = z.strictObject({
  code: z.string(),
  title: z.string(),
  leadOrganisation: z.string().nullable().meta({ description: "Short name." }),
  dueOn: DaySchema.nullable().meta({ description: "The day that counts: a granted extension moves it." }),
  dueText: z.string().meta({ description: "The deadline as the appendix words it." }),
  lifecycle: LifecycleSchema,
  percent: z.int().min(0).max(100),
  completedOn: DaySchema.nullable(),
  updatedAt: InstantSchema,
});

export const ApiTaskSchema = z.strictObject({
  ...ApiTaskLineSchema.shape,
  programmes: z.array(z.string()),
  extension: ExtensionSchema,
  deliverable: z.string(),
  responsiblePerson: z.string(),
  progressText: z.string(),
  difficulties: z.string(),
  lateReason: z.string(),
  expectedOn: DaySchema.nullable(),
  budgetRegistered: DongSchema.nullable(),
  budgetAllocated: DongSchema.nullable(),
  budgetDisbursed: DongSchema.nullable(),
  version: z.int().meta({ description: "Goes up with each change; send it back as expectedVersion." }),
});

export const ApiTaskListSchema = z.strictObject({
  tasks: z.array(ApiTaskLineSchema),
  next: AddressSchema.nullable().meta({ description: "The next page; null: this was the last." }),
});

export const ApiStandingsSchema = z.strictObject({
  code: z.string(),
  portals: z.array(
    z.strictObject({
      portal: z.string(),
      standing: StandingSchema,
      remoteId: z.string().nullable(),
      reasons: z.array(z.string()).meta({ description: "Why it is held, for a person." }),
    }),
  ),
});

export const ApiReportSchema = ProgressReportSchema.extend({
  budgetRegistered: DongSchema.nullable().optional(),
  budgetAllocated: DongSchema.nullable().optional(),
  budgetDisbursed: DongSchema.nullable().optional(),
  expectedVersion: z.int().optional().meta({ description: "Refused when the task has changed since." }),
}).meta({ description: "Absent fields stay as they are; null empties one that may be empty." });

export const ApiChangedSchema = z.strictObject({
  code: z.string(),
  version: z.int(),
  changed: z.array(z.string()).meta({ description: "Names of the fields that changed." }),
  warnings: z.array(z.string()).meta({ description: "What should be added, for a person." }),
});

export const ApiTaskQuerySchema = z.strictObject({
  text: z.string().optional().meta({ description: "Part of code or title, in any case." }),
  lead: z.string().optional().meta({ description: "Lead organisation, by any of its names." }),
  lifecycle: LifecycleSchema.optional(),
  after: z.string().optional().meta({ description: "Continue behind this code." }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const CodeParamsSchema = z.strictObject({ code: z.string().min(1) });

/** RFC 9457, with every problem at once. */
export const ApiProblemSchema = z.strictObject({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  problems: z.array(
    z.strictObject({
      key: z.string().meta({ description: "Stable name of the problem." }),
      text: z.string().meta({ description: "For a person, in the language that was asked for." }),
    }),
  ),
});
export type ApiProblem = z.infer<typeof ApiProblemSchema>;
