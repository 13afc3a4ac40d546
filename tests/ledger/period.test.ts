import { expect, it } from "vitest";
import { periodOf } from "../../src/ledger/period.ts";

it.each([
  ["2026-11-24", "2026-11-23T17:00:00.000Z", "2026-11-24T17:00:00.000Z"],
  ["2026-11", "2026-10-31T17:00:00.000Z", "2026-11-30T17:00:00.000Z"],
  ["2024-02", "2024-01-31T17:00:00.000Z", "2024-02-29T17:00:00.000Z"],
  ["2026-W48", "2026-11-22T17:00:00.000Z", "2026-11-29T17:00:00.000Z"],
  ["2026-W53", "2026-12-27T17:00:00.000Z", "2027-01-03T17:00:00.000Z"],
  ["2025-W01", "2024-12-29T17:00:00.000Z", "2025-01-05T17:00:00.000Z"],
])("reads %s as that span of Vietnam", (text, from, until) => {
  expect(periodOf(text)).toEqual({ from, until });
});

it.each(["PL1.3", "2026-11-31", "2026-13", "2025-W53", "2026-W00", "2026", ""])(
  "reads no period in %s",
  (text) => {
    expect(periodOf(text)).toBeNull();
  },
);
