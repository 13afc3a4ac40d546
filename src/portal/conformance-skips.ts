// Why a case may not concern a portal: only what the portal itself declares counts, and every skip says it.
import { fieldNames } from "../../schemas/field.ts";
import type { Declared } from "./conformance.ts";

/** Leaves a case out when the simulator cannot produce its fault. */
export function without(fault: string): (declared: Declared) => string | null {
  return ({ faults }) => (faults.includes(fault) ? null : `the simulator declares no fault ${fault}`);
}

/** Leaves a case out at a portal that takes no writes. */
export function readOnlyPortal({ facts }: Declared): string | null {
  return fieldNames.some((name) => facts.fields[name].write) ? null : "the portal declares no writable field";
}
