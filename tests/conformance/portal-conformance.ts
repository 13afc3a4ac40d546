// Joins an adapter to the conformance kit: one test for each case, on a fresh stage each.
import { describe, test } from "vitest";
import { conformanceCases, runCase, type Stage } from "../../src/portal/conformance.ts";

/** Declares the whole kit for one portal; a case that the portal's own declaration leaves out is skipped with its reason. */
export function portalConformance(name: string, make: () => Promise<Stage>): void {
  describe(`${name} keeps the contract`, () => {
    for (const one of conformanceCases) {
      test(`${one.id}: ${one.title}`, async (context) => {
        const { result, reason } = await runCase(one, make);
        if (result === "skipped") context.skip(reason ?? "");
        if (result === "failed") throw new Error(reason ?? "");
      });
    }
  });
}
