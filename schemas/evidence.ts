// A file that proves progress (minh chứng), kept by its hash. Bytes never change: signatures must stay valid.
import { z } from "zod";
import { ClassificationSchema } from "./task.ts";
import { DaySchema } from "./time-shapes.ts";

export const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const EvidenceSchema = z.strictObject({
  sha256: Sha256Schema,
  size: z.int().nonnegative(),
  mime: z.string(),
  /** The name it was added under, exactly; a path never. */
  name: z.string().min(1).max(255),
  documentNumber: z.string(),
  documentOn: DaySchema.nullable(),
  classification: ClassificationSchema,
});
export type Evidence = z.infer<typeof EvidenceSchema>;
