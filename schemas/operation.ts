// What should happen to one task at one portal: plain data, so a plan can be shown, stored, hashed and approved.
import { z } from "zod";
import { FieldNameSchema, FieldValuesSchema } from "./field.ts";
import { phrase, type Phrase } from "./phrase.ts";
import { PhraseSchema } from "./stored-phrase.ts";
import { Sha256Schema } from "./evidence.ts";

const at = { linkId: z.uuid(), taskCode: z.string(), portal: z.string(), remoteId: z.string() };

export const OperationSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("send_progress"),
    ...at,
    set: FieldValuesSchema,
    before: FieldValuesSchema,
  }),
  z.strictObject({ kind: z.literal("send_evidence"), ...at, sha256: Sha256Schema, name: z.string() }),
  z.strictObject({ kind: z.literal("adopt"), ...at, set: FieldValuesSchema, before: FieldValuesSchema }),
  z.strictObject({
    kind: z.literal("hold"),
    ...at,
    fields: z.array(FieldNameSchema),
    reasons: z.array(PhraseSchema).min(1),
  }),
]);
export type Operation = z.infer<typeof OperationSchema>;

/** The one sentence that stands for an operation on screen, in the ledger and in reports. */
export function describe(operation: Operation): Phrase {
  const where = { code: operation.taskCode, portal: operation.portal };
  switch (operation.kind) {
    case "send_progress":
      return phrase("operation.send_progress", { ...where, fields: Object.keys(operation.set).join(", ") });
    case "send_evidence":
      return phrase("operation.send_evidence", { ...where, name: operation.name });
    case "adopt":
      return phrase("operation.adopt", { ...where, fields: Object.keys(operation.set).join(", ") });
    case "hold":
      return phrase("operation.hold", { ...where, count: operation.reasons.length });
  }
}
