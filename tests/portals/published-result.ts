// The whole kit for one adapter against a real server, and the result that is published of it.
import { describe, expect, test } from "vitest";
import type { CaseOutcome } from "../../schemas/kit-result.ts";
import type { Stage } from "../../src/portal/conformance-bench.ts";
import type { Portal } from "../../src/portal/contract.ts";
import { atServer, keep, keptResult, resultAt } from "../conformance/kept-results.ts";
import { portalConformance } from "../conformance/portal-conformance.ts";

/** Declares both. KIT_KEEP=1 writes the result down instead of comparing it; then `npm run generate` puts it into README. */
export function conformanceAt(server: string, portal: Portal, make: () => Promise<Stage>): void {
  const outcomes: CaseOutcome[] = [];

  describe(`${portal.name} at a real ${server}`, () => {
    portalConformance(portal.name, make, (outcome) => outcomes.push(outcome));

    test("has the published result of the kit (else: KIT_KEEP=1 npm run test:portals)", async () => {
      const now = await resultAt(portal, server, outcomes);
      if (process.env["KIT_KEEP"] === "1") keep(atServer(portal.name, server), now);

      expect({ ...keptResult(atServer(portal.name, server)), at: now.at }).toEqual(now);
    });
  });
}
