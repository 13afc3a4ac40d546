// What a person decides where register and portal differ: once for what was seen (a resolution), or for every such case
// from now on (a rule). Both name the person and the reason, and stand on the ledger.
import { z } from "zod";
import type { FieldName, FieldValue } from "./field.ts";

/** Whose value stands. A value of the person's own goes into the register first and is then ours. */
export const TakeSchema = z.enum(["ours", "theirs"]);
export type Take = z.infer<typeof TakeSchema>;

/** The kinds of difference that taking one side settles: the last part of the reason's key in the catalogue. */
export const CaseSchema = z.enum([
  "both_changed",
  "unmet",
  "backwards_here",
  "backwards_there",
  "completed_unproven_there",
  "no_word",
  "write_war",
]);
export type Case = z.infer<typeof CaseSchema>;

/** Settles one field of one link, as long as both sides still say what the person saw. */
export interface Resolution {
  id: string;
  field: FieldName;
  take: Take;
  ours: FieldValue;
  theirs: FieldValue;
}

/** Settles every case of this kind for one field of one portal, until it is removed. */
export interface Rule {
  id: string;
  portal: string;
  field: FieldName;
  case: Case;
  take: Take;
}
