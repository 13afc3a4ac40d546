// The kit is worth as much as the wrong adapters that it catches: each lie is told by one adapter and must fail the
// cases named for it, which the honest adapter passes.
import { describe, expect, test } from "vitest";
import { conformanceCases, runConformance } from "../../src/portal/conformance.ts";
import { boasters } from "./boasters.ts";
import { liars } from "./liars.ts";
import { outageLiars } from "./outage-liars.ts";
import { wireLiars } from "./wire-liars.ts";

const all = [...liars, ...boasters, ...outageLiars, ...wireLiars];

describe("the kit catches an adapter that", () => {
  test.each(all.map((one) => [one.lie, one] as const))("%s", async (_lie, { caughtBy, make }) => {
    const cases = conformanceCases.filter(({ id }) => caughtBy.includes(id));
    const results = await runConformance(make, cases);
    expect(results.map(({ id, result }) => `${id} ${result}`).toSorted()).toEqual(
      caughtBy.map((id) => `${id} failed`).toSorted(),
    );
  });
});

test("every case of the kit catches somebody", () => {
  const catching = new Set(all.flatMap(({ caughtBy }) => caughtBy));
  expect(conformanceCases.map(({ id }) => id).filter((id) => !catching.has(id))).toEqual([]);
});

test("every case has an id of its own", () => {
  const ids = conformanceCases.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
