// The kit is worth as much as the wrong adapters that it catches: each lie is told by one adapter and must fail the
// cases named for it, which the honest adapter passes.
import { describe, expect, test } from "vitest";
import { conformanceCases, runConformance } from "../../src/portal/conformance.ts";
import { liars } from "./liars.ts";

describe("the kit catches an adapter that", () => {
  test.each(liars.map((one) => [one.lie, one] as const))("%s", async (_lie, { caughtBy, make }) => {
    const cases = conformanceCases.filter(({ id }) => caughtBy.includes(id));
    const results = await runConformance(make, cases);
    expect(results.map(({ id, result }) => `${id} ${result}`).toSorted()).toEqual(
      caughtBy.map((id) => `${id} failed`).toSorted(),
    );
  });
});
