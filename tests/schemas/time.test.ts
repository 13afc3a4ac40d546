// The clock of Vietnam, which is seven hours ahead all year.
import { expect, it } from "vitest";
import { dayAfter, instantAt, weekdayOf } from "../../schemas/time.ts";

it("tells the weekday of a day", () => {
  expect(["2026-11-26", "2026-11-29", "2024-02-29"].map(weekdayOf)).toEqual([
    "thursday",
    "sunday",
    "thursday",
  ]);
});

it("counts days over the ends of months and years, both ways", () => {
  expect([dayAfter("2025-12-31", 1), dayAfter("2024-03-01", -1), dayAfter("2026-01-01", -1)]).toEqual([
    "2026-01-01",
    "2024-02-29",
    "2025-12-31",
  ]);
});

it("tells the instant of a time of day in Vietnam, which may be the day before in UTC", () => {
  expect(instantAt("2025-12-11", "17:00")).toBe("2025-12-11T10:00:00.000Z");
  expect(instantAt("2025-12-11", "06:59")).toBe("2025-12-10T23:59:00.000Z");
});
