// Why a case may not concern a portal: only what the portal itself declares counts, and every skip says it.
import { fieldNames } from "../../schemas/field.ts";
import type { Reason } from "../../schemas/kit-result.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Declared } from "./conformance.ts";

/** Leaves a case out when nobody can produce its fault. */
export function without(fault: string): (declared: Declared) => Reason | null {
  return ({ faults }) => (faults.includes(fault) ? null : phrase("conformance.skip.fault", { fault }));
}

/** Leaves a case out at a portal that takes no writes. */
export function readOnlyPortal({ facts }: Declared): Reason | null {
  const isWritable = fieldNames.some((name) => facts.fields[name].write);
  return isWritable ? null : phrase("conformance.skip.read_only");
}

/** Leaves a case out at a portal that takes no evidence. */
export function noEvidence({ facts }: Declared): Reason | null {
  return "none" in facts.evidence ? facts.evidence.none : null;
}

/** Leaves a case out at a portal that takes no writes, or when nobody can produce its fault. */
export function writingWithout(fault: string): (declared: Declared) => Reason | null {
  return (declared) => readOnlyPortal(declared) ?? without(fault)(declared);
}
