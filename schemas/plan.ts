// What a push would do, as data. A saved plan carries a checksum over its items; what was approved is what runs.
import { z } from "zod";
import { OperationSchema } from "./operation.ts";
import { PhraseSchema } from "./stored-phrase.ts";
import { InstantSchema } from "./time-shapes.ts";

export const PlanItemSchema = z.strictObject({
  operation: OperationSchema,
  /** Digest of ours, base and theirs as they were when this was decided: drift of any of them voids the item. */
  fingerprint: z.string(),
});
export type PlanItem = z.infer<typeof PlanItemSchema>;

/** A guard's refusal for one portal, with the arithmetic in its words. */
export const RefusalSchema = z.strictObject({ portal: z.string(), guard: z.string(), reason: PhraseSchema });
export type Refusal = z.infer<typeof RefusalSchema>;

export const PlanSchema = z.strictObject({
  format: z.literal("dongbo-plan-1"),
  madeAt: InstantSchema,
  madeBy: z.string(),
  items: z.array(PlanItemSchema),
  refusals: z.array(RefusalSchema),
  /** SHA-256 of the canonical JSON (RFC 8785) of everything else here. */
  checksum: z.string(),
});
export type Plan = z.infer<typeof PlanSchema>;
