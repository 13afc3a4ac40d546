// What should happen to one task at one portal: plain data, so a plan can be shown, stored, hashed and approved.
import { z } from "zod";
import { FieldNameSchema, FieldValuesSchema, OwnershipSchema } from "./field.ts";
import { phrase, type Phrase } from "./phrase.ts";
import { PhraseSchema } from "./stored-phrase.ts";
import { Sha256Schema } from "./evidence.ts";

/** How three values of a field can lie to each other (the table that opens src/reconcile/decide.ts). */
export const PatternSchema = z.enum([
  "same",
  "ours",
  "theirs",
  "both",
  "unmet_ours",
  "unmet_theirs",
  "unmet_both",
]);
export type Pattern = z.infer<typeof PatternSchema>;

/** Why a field is sent or taken over: the values' pattern and the owner, or what a person resolved or ruled. */
export const ReasonSchema = z.strictObject({
  pattern: PatternSchema,
  owner: OwnershipSchema,
  by: z.strictObject({ kind: z.enum(["resolution", "rule"]), id: z.uuid() }).nullable(),
});
export type Reason = z.infer<typeof ReasonSchema>;

/** What changes: the new values, those they replace, those agreed before (absent: never), and why, by field. */
const change = {
  set: FieldValuesSchema,
  before: FieldValuesSchema,
  base: FieldValuesSchema,
  because: z.partialRecord(FieldNameSchema, ReasonSchema),
};

const at = { linkId: z.uuid(), taskCode: z.string(), portal: z.string(), remoteId: z.string() };

export const OperationSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("send_progress"),
    ...at,
    ...change,
    /** The newest entry that the portal showed when this was decided; `null`: it shows none. Ours can only come later. */
    after: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal("send_evidence"),
    ...at,
    sha256: Sha256Schema,
    name: z.string(),
    /** Why it is sent again: the portal had it, and now holds it changed or not at all. `null`: sent for the first time. */
    mends: z.enum(["changed", "missing"]).nullable(),
    /** Files that the portal showed when this was decided: ours can only be another one. */
    beside: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal("adopt"), ...at, ...change }),
  z.strictObject({
    kind: z.literal("hold"),
    ...at,
    fields: z.array(FieldNameSchema),
    reasons: z.array(PhraseSchema).min(1),
  }),
  /** These fields wait for a person; the rest of the task goes on. */
  z.strictObject({
    kind: z.literal("freeze"),
    ...at,
    fields: z.array(FieldNameSchema).min(1),
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
      return phrase(operation.mends === null ? "operation.send_evidence" : "operation.mend_evidence", {
        ...where,
        name: operation.name,
      });
    case "adopt":
      return phrase("operation.adopt", { ...where, fields: Object.keys(operation.set).join(", ") });
    case "hold":
      return phrase("operation.hold", { ...where, count: operation.reasons.length });
    case "freeze":
      return phrase("operation.freeze", { ...where, fields: operation.fields.join(", ") });
  }
}
