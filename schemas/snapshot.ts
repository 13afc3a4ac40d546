// A snapshot: what every task looked like at a cut-off, frozen, so that a report stays what it was whatever comes later.
import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalText } from "./canonical.ts";
import { LifecycleSchema } from "./status.ts";
import { ClassificationSchema } from "./task.ts";
import { DaySchema, InstantSchema } from "./time-shapes.ts";
import type { Instant } from "./time.ts";

/** The reports that rest on snapshots, each with cut-offs of its own. */
export const periodNames = ["weekly", "monthly"] as const;
export type PeriodName = (typeof periodNames)[number];

const DigitsSchema = z.string().regex(/^\d+$/);

/** A task as it stood at one moment: what a report needs of it, and nothing that names a person. */
export const TaskThenSchema = z.strictObject({
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  programmes: z.array(z.string()),
  /** Short name of the lead organisation. */
  unit: z.string().nullable(),
  /** The day that counts; a granted extension has moved it. */
  dueOn: DaySchema.nullable(),
  /** The day that was assigned. */
  assignedDueOn: DaySchema.nullable(),
  dueText: z.string(),
  lifecycle: LifecycleSchema,
  percent: z.int(),
  progressText: z.string(),
  difficulties: z.string(),
  lateReason: z.string(),
  expectedOn: DaySchema.nullable(),
  completedOn: DaySchema.nullable(),
  /** Whole đồng, as digits. */
  budgetRegistered: DigitsSchema.nullable(),
  budgetAllocated: DigitsSchema.nullable(),
  budgetDisbursed: DigitsSchema.nullable(),
  classification: ClassificationSchema,
  /** How many files it cited. */
  evidence: z.int(),
  /** When the register first heard of it; `null`: nobody wrote that down. */
  knownSince: InstantSchema.nullable(),
  /** When its unit reported on it last (glossary: "report of a unit"); `null`: never. */
  reportedAt: InstantSchema.nullable(),
});
export type TaskThen = z.infer<typeof TaskThenSchema>;

/** A task as it stood, and who had reported on it last. */
export interface ReportedThen {
  task: TaskThen;
  reportedBy: string | null;
}

/** What a snapshot is of: everything reported between the cut-off before and this one. */
export interface SnapshotSpan {
  period: PeriodName;
  since: Instant;
  cutOff: Instant;
}

/**
 * A digest that takes tasks one after the other, in the byte order of their ids: SHA-256 over lines of canonical JSON, the
 * span first. When it was frozen is no part of it, so a late one has the digest of one taken in time.
 */
export function snapshotDigest({ period, since, cutOff }: SnapshotSpan): {
  add(task: TaskThen): void;
  end(): string;
} {
  const hash = createHash("sha256");
  const line = (value: unknown) => void hash.update(`${canonicalText(value)}\n`);
  line({ format: "dongbo-snapshot-1", period, since, cutOff });
  return { add: line, end: () => hash.digest("hex") };
}
