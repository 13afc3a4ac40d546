// Three versions exist of every field: ours, theirs, and the base both agreed on last. From them follows what to do.
// Pure: no clock, no database, no portal. The algorithm is that of file synchronisers that keep the last agreed
// state (E. Z. Yang, "How OfflineIMAP works", 2012), taken field by field, with an owner for each field.
//
// A and B are two different values. "–" is blank; as the base it means that both sides never agreed on anything.
// Owners: ours, theirs, shared, append_only, derived.
//
//   base  ours  theirs  pattern       ours   theirs  shared  append_only  derived
//   –     –     –       same          same   same    same    same         same
//   –     –     A       unmet_theirs  adopt  keep    adopt   keep         keep
//   –     –     B       unmet_theirs  adopt  keep    adopt   keep         keep
//   –     A     –       unmet_ours    send   keep    send    send         keep
//   –     A     A       same          same   same    same    same         same
//   –     A     B       unmet_both    hold   keep    hold    send         keep
//   –     B     –       unmet_ours    send   keep    send    send         keep
//   –     B     A       unmet_both    hold   keep    hold    send         keep
//   –     B     B       same          same   same    same    same         same
//   A     –     –       same          same   same    same    same         same
//   A     –     A       ours          send   keep    send    send         keep
//   A     –     B       both          hold   adopt   hold    send         keep
//   A     A     –       theirs        send   adopt   adopt   keep         keep
//   A     A     A       same          same   same    same    same         same
//   A     A     B       theirs        send   adopt   adopt   keep         keep
//   A     B     –       both          hold   adopt   hold    send         keep
//   A     B     A       ours          send   keep    send    send         keep
//   A     B     B       same          same   same    same    same         same
//   B     –     –       same          same   same    same    same         same
//   B     –     A       both          hold   adopt   hold    send         keep
//   B     –     B       ours          send   keep    send    send         keep
//   B     A     –       both          hold   adopt   hold    send         keep
//   B     A     A       same          same   same    same    same         same
//   B     A     B       ours          send   keep    send    send         keep
//   B     B     –       theirs        send   adopt   adopt   keep         keep
//   B     B     A       theirs        send   adopt   adopt   keep         keep
//   B     B     B       same          same   same    same    same         same
//
//   same  nothing to do, the base moves there    send   ours goes to the portal; theirs is kept on the ledger
//   adopt theirs goes into the register          hold   a person decides; nothing is sent for this task
//   keep  a known difference that is not ours to settle: the base follows the portal
//
// A field that the portal shows but does not let us set is never sent: send becomes keep. A field that the portal
// does not show takes no part. What a person resolved or ruled comes after this table (settled.ts).
import type { FieldFact, PortalFacts } from "../../schemas/facts.ts";
import {
  fieldNames,
  fields,
  type FieldName,
  type FieldValue,
  type FieldValues,
  type Ownership,
} from "../../schemas/field.ts";
import type { Pattern, Reason } from "../../schemas/operation.ts";
import type { StatusMap } from "../../schemas/status.ts";
import { isBlank, sameValue, shownAs } from "./normal.ts";

export type Verdict = "same" | "send" | "adopt" | "hold" | "keep" | "freeze";

/** The table above, as data: the tests walk it. */
export const verdicts: Readonly<Record<Pattern, Readonly<Record<Ownership, Verdict>>>> = {
  same: { ours: "same", theirs: "same", shared: "same", append_only: "same", derived: "same" },
  ours: { ours: "send", theirs: "keep", shared: "send", append_only: "send", derived: "keep" },
  theirs: { ours: "send", theirs: "adopt", shared: "adopt", append_only: "keep", derived: "keep" },
  both: { ours: "hold", theirs: "adopt", shared: "hold", append_only: "send", derived: "keep" },
  unmet_theirs: { ours: "adopt", theirs: "keep", shared: "adopt", append_only: "keep", derived: "keep" },
  unmet_ours: { ours: "send", theirs: "keep", shared: "send", append_only: "send", derived: "keep" },
  unmet_both: { ours: "hold", theirs: "keep", shared: "hold", append_only: "send", derived: "keep" },
};

export interface Sides {
  ours: FieldValue;
  theirs: FieldValue;
  /** `undefined`: the sides have never agreed on this field. */
  base: FieldValue | undefined;
}

export interface FieldDecision extends Sides, Reason {
  field: FieldName;
  verdict: Verdict;
}

/** Which of the seven patterns three values of one field form. */
export function patternOf(name: FieldName, sides: Sides, status: StatusMap): Pattern {
  const { ours, theirs, base } = sides;
  if (shownAs(name, ours, theirs, status)) return "same";
  if (base === undefined) {
    if (isBlank(name, ours)) return "unmet_theirs";
    return isBlank(name, theirs) ? "unmet_ours" : "unmet_both";
  }
  if (sameValue(name, theirs, base)) return "ours";
  return shownAs(name, ours, base, status) ? "theirs" : "both";
}

/** Decides every field that the portal shows. Owners come from the field list unless the portal's own table says. */
export function decideFields(
  sides: { ours: FieldValues; theirs: FieldValues; base: FieldValues },
  facts: Pick<PortalFacts, "fields" | "status">,
  owners: Partial<Record<FieldName, Ownership>> = {},
): FieldDecision[] {
  const decisions: FieldDecision[] = [];
  for (const field of fieldNames) {
    const fact = facts.fields[field];
    const theirs = sides.theirs[field];
    if (!fact.read || theirs === undefined) continue;
    const values = { ours: sides.ours[field] ?? null, theirs, base: sides.base[field] };
    const pattern = patternOf(field, values, facts.status);
    const owner = owners[field] ?? fields[field].owner;
    const verdict = withinReach(verdicts[pattern][owner], fact);
    decisions.push({ field, ...values, pattern, owner, by: null, verdict });
  }
  return decisions;
}

/** What is left of a verdict where the portal does not let us set the field. */
export function withinReach(verdict: Verdict, fact: FieldFact): Verdict {
  return verdict === "send" && !fact.write ? "keep" : verdict;
}

/**
 * What both sides agree on when `theirs` is the latest verified view: agreed fields take the portal's value, known
 * differences follow the portal, everything still open keeps its old base.
 */
export function movedBase(base: FieldValues, decisions: readonly FieldDecision[]): FieldValues {
  const moved: FieldValues = { ...base };
  for (const { field, verdict, theirs } of decisions) {
    if (verdict === "same" || verdict === "keep") moved[field] = theirs;
  }
  return moved;
}

/**
 * The base under changed maps or owners, once a person accepts it: it stands where both sides agree or the portal
 * still shows what was agreed. Everything else is as at a first meeting, so that no misreading becomes an edit.
 */
export function acceptedBase(base: FieldValues, decisions: readonly FieldDecision[]): FieldValues {
  const accepted: FieldValues = { ...base };
  for (const { field, pattern, theirs } of decisions) {
    if (pattern === "same") accepted[field] = theirs;
    else if (pattern !== "ours") delete accepted[field];
  }
  return accepted;
}
