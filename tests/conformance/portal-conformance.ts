// Joins an adapter to the conformance kit: one test for each case, on a fresh stage each.
import { describe, test } from "vitest";
import { reasonInWords, type CaseOutcome } from "../../schemas/kit-result.ts";
import { inWords } from "../../schemas/phrase.ts";
import { conformanceCases, runCase } from "../../src/portal/conformance.ts";
import type { Stage } from "../../src/portal/conformance-bench.ts";

/**
 * Declares the whole kit for one portal; a case that is left out by what is declared is skipped with its reason.
 * `told` is given each outcome.
 */
export function portalConformance(
  name: string,
  make: () => Promise<Stage>,
  told: (outcome: CaseOutcome) => void = () => undefined,
): void {
  describe(`${name} keeps the contract`, () => {
    for (const one of conformanceCases) {
      test(`${one.level} ${one.id}: ${inWords(one.title, "en")}`, async (context) => {
        const outcome = await runCase(one, make);
        told(outcome);
        const reason = reasonInWords(outcome.reason ?? "", "en");
        if (outcome.result === "skipped") context.skip(reason);
        if (outcome.result === "failed") throw new Error(reason);
      });
    }
  });
}
