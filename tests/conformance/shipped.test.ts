// Every shipped adapter against its own simulator, case by case, and the result that is published of it.
import { describe, expect, test } from "vitest";
import type { CaseOutcome } from "../../schemas/kit-result.ts";
import { simulated } from "../../src/portal/conformance-bench.ts";
import { keptResult, resultNow, simulatedPortals } from "./kept-results.ts";
import { portalConformance } from "./portal-conformance.ts";

describe.each(simulatedPortals.map((portal) => [portal.name, portal] as const))("%s", (name, portal) => {
  const outcomes: CaseOutcome[] = [];

  portalConformance(
    name,
    () => simulated(portal),
    (outcome) => outcomes.push(outcome),
  );

  test("has the published result of the kit (else: npm run generate)", async () => {
    const now = await resultNow(name, outcomes);

    expect({ ...keptResult(name), at: now.at }).toEqual(now);
  });
});
