// The clock of Vietnam, which is seven hours ahead all year.
import { describe, expect, it } from "vitest";
import { nextTime, type Weekday } from "../../schemas/time.ts";

describe("the next time", () => {
  it.each<[string, string, Weekday | null, string]>([
    ["Thursday of this week", "2025-12-08T02:00:00.000Z", "thursday", "2025-12-11T10:00:00.000Z"],
    ["the same day, before it", "2025-12-11T09:59:59.999Z", "thursday", "2025-12-11T10:00:00.000Z"],
    [
      "the week after, at the very moment",
      "2025-12-11T10:00:00.000Z",
      "thursday",
      "2025-12-18T10:00:00.000Z",
    ],
    [
      "by the day of Vietnam, where it is Friday already",
      "2025-12-11T17:30:00.000Z",
      "thursday",
      "2025-12-18T10:00:00.000Z",
    ],
    ["over the end of a year", "2025-12-26T02:00:00.000Z", "thursday", "2026-01-01T10:00:00.000Z"],
    ["any day: today", "2025-12-08T02:00:00.000Z", null, "2025-12-08T10:00:00.000Z"],
    ["any day: tomorrow", "2025-12-08T11:00:00.000Z", null, "2025-12-09T10:00:00.000Z"],
  ])("is %s", (_what, now, weekday, next) => {
    expect(nextTime(now, { at: "17:00", weekday })).toBe(next);
  });
});
