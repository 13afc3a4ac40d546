// The fields that the register and a portal may both hold. One list: reconcile compares them, adapters declare
// them, history records them, the console and the command line name them ("field.<name>" in the catalogue).
import { z } from "zod";

/** Who decides a field's value when the sides differ (README, "Field ownership"). */
export const OwnershipSchema = z.enum(["ours", "theirs", "shared", "append_only", "derived"]);
export type Ownership = z.infer<typeof OwnershipSchema>;

export type FieldKind = "text" | "day" | "percent" | "money" | "lifecycle" | "organisation";

export const fields = {
  title: { kind: "text", owner: "theirs" },
  dueOn: { kind: "day", owner: "shared" },
  leadOrganisation: { kind: "organisation", owner: "theirs" },
  lifecycle: { kind: "lifecycle", owner: "shared" },
  percent: { kind: "percent", owner: "ours" },
  progressText: { kind: "text", owner: "ours" },
  difficulties: { kind: "text", owner: "ours" },
  lateReason: { kind: "text", owner: "ours" },
  expectedOn: { kind: "day", owner: "ours" },
  completedOn: { kind: "day", owner: "shared" },
  budgetRegistered: { kind: "money", owner: "ours" },
  budgetAllocated: { kind: "money", owner: "ours" },
  budgetDisbursed: { kind: "money", owner: "ours" },
} as const satisfies Record<string, { kind: FieldKind; owner: Ownership }>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as FieldName[];
export const FieldNameSchema = z.enum(fieldNames as [FieldName, ...FieldName[]]);

/**
 * A value as it is compared and kept: text, a day "YYYY-MM-DD", a percent 0-100, a lifecycle, an organisation's
 * name, money as digits of whole đồng ("1500000000"). `null`: the side has the field and it is empty. A field that
 * is absent from `FieldValues` is not shown by that side at all.
 */
export type FieldValue = string | number | null;
export type FieldValues = Partial<Record<FieldName, FieldValue>>;
export const FieldValuesSchema = z.partialRecord(
  FieldNameSchema,
  z.union([z.string(), z.number(), z.null()]),
);
