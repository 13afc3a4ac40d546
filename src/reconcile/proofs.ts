// The evidence gate: which proofs a task still lacks before it may be reported as completed. Pure.
import type { Evidence, Proof, ProofRules } from "../../schemas/evidence.ts";

export interface ToProve {
  programmes: readonly string[];
  /** A person let it be reported without. */
  isWaived: boolean;
}

/** What its programmes ask for and none of `evidence` gives, each once; a waiver lifts all of it. */
export function missingProofs(task: ToProve, evidence: readonly Evidence[], rules: ProofRules): Proof[] {
  if (task.isWaived) return [];
  const asked = ["*", ...task.programmes].flatMap((programme) => rules[programme] ?? []);
  return [...new Set(asked)].filter((proof) => !evidence.some((file) => gives[proof](file)));
}

const gives: Readonly<Record<Proof, (file: Evidence) => boolean>> = {
  decision: ({ documentKind, documentNumber, documentOn }) =>
    documentKind === "decision" && documentNumber !== "" && documentOn !== null,
  signed_pdf: ({ mime, signed }) => mime === "application/pdf" && signed === "yes",
  minutes: ({ documentKind }) => documentKind === "minutes",
  link: ({ link }) => link !== "",
};
