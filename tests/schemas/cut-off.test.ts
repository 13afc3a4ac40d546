// Cut-offs on working days, on days off and at the ends of months.
import { describe, expect, it } from "vitest";
import {
  cutOffInWords,
  cutOffsBetween,
  CutOffSchema,
  lastCutOff,
  nextCutOff,
  type CutOff,
} from "../../schemas/cut-off.ts";
import { calendarWith, shippedCalendar } from "../../src/schedule/vietnam.ts";

const calendar = shippedCalendar;
/** Days from one to another, each with the hour of the cut-off in Vietnam. */
const daysOf = (cutOff: CutOff, after: string, until: string) =>
  cutOffsBetween(cutOff, {
    after: `${after}T00:00:00+07:00`,
    until: `${until}T00:00:00+07:00`,
    calendar,
  }).map((at) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 16));

describe("the next weekly or daily cut-off", () => {
  const weekly: CutOff = { weekday: "thursday", at: "17:00" };

  it.each<[string, CutOff, string, string]>([
    ["Thursday of this week", weekly, "2025-12-08T02:00:00.000Z", "2025-12-11T10:00:00.000Z"],
    ["the same day, before it", weekly, "2025-12-11T09:59:59.999Z", "2025-12-11T10:00:00.000Z"],
    ["the week after, at the very moment", weekly, "2025-12-11T10:00:00.000Z", "2025-12-18T10:00:00.000Z"],
    [
      "by the day of Vietnam, where it is Friday already",
      weekly,
      "2025-12-11T17:30:00.000Z",
      "2025-12-18T10:00:00.000Z",
    ],
    ["on a day off too, by default", weekly, "2025-12-26T02:00:00.000Z", "2026-01-01T10:00:00.000Z"],
    ["today, of a daily one", { daily: "17:00" }, "2025-12-08T02:00:00.000Z", "2025-12-08T10:00:00.000Z"],
    ["tomorrow, of a daily one", { daily: "17:00" }, "2025-12-08T11:00:00.000Z", "2025-12-09T10:00:00.000Z"],
  ])("is %s", (_what, cutOff, now, next) => {
    expect(nextCutOff(cutOff, { now, calendar })).toBe(next);
  });

  it("has the one before as the last, and itself at its very moment", () => {
    expect(lastCutOff(weekly, { now: "2025-12-11T10:00:00.000Z", calendar })).toBe(
      "2025-12-11T10:00:00.000Z",
    );
    expect(lastCutOff(weekly, { now: "2025-12-11T09:59:59.999Z", calendar })).toBe(
      "2025-12-04T10:00:00.000Z",
    );
  });
});

describe("a cut-off on the 25th", () => {
  const monthly: CutOff = { monthly: 25, at: "17:00" };

  it("goes to the working day before where it falls on a weekend or a holiday", () => {
    expect(daysOf(monthly, "2026-01-01", "2026-08-01")).toEqual([
      "2026-01-23T17:00",
      "2026-02-25T17:00",
      "2026-03-25T17:00",
      "2026-04-24T17:00",
      "2026-05-25T17:00",
      "2026-06-25T17:00",
      "2026-07-24T17:00",
    ]);
  });

  it("goes to the working day after, or stays, where the configuration says so", () => {
    expect(daysOf({ ...monthly, onHoliday: "after" }, "2026-01-01", "2026-05-01")).toEqual([
      "2026-01-26T17:00",
      "2026-02-25T17:00",
      "2026-03-25T17:00",
      "2026-04-28T17:00",
    ]);
    expect(daysOf({ ...monthly, onHoliday: "same" }, "2026-01-01", "2026-02-01")).toEqual([
      "2026-01-25T17:00",
    ]);
  });

  it("stays on a Saturday that is worked in exchange", () => {
    expect(daysOf({ monthly: 22, at: "17:00" }, "2026-08-01", "2026-09-01")).toEqual(["2026-08-22T17:00"]);
  });

  it("is the last day of a month that has no such day", () => {
    expect(daysOf({ monthly: 31, at: "10:00", onHoliday: "same" }, "2026-01-30", "2026-05-01")).toEqual([
      "2026-01-31T10:00",
      "2026-02-28T10:00",
      "2026-03-31T10:00",
      "2026-04-30T10:00",
    ]);
  });
});

describe("a weekly or daily cut-off that moves", () => {
  it("goes over the whole of Tết", () => {
    const weekly: CutOff = { weekday: "thursday", at: "17:00", onHoliday: "before" };
    expect(daysOf(weekly, "2026-02-06", "2026-02-28")).toEqual([
      "2026-02-12T17:00",
      "2026-02-13T17:00",
      "2026-02-26T17:00",
    ]);
    expect(daysOf({ ...weekly, onHoliday: "after" }, "2026-02-13", "2026-02-28")).toEqual([
      "2026-02-23T17:00",
      "2026-02-26T17:00",
    ]);
  });

  it("falls together with that of the working day before", () => {
    expect(daysOf({ daily: "16:30", onHoliday: "before" }, "2026-02-12", "2026-02-25")).toEqual([
      "2026-02-12T16:30",
      "2026-02-13T16:30",
      "2026-02-23T16:30",
      "2026-02-24T16:30",
    ]);
  });
});

it("is told with its date only where the weekday does not say it", () => {
  const weekly: CutOff = { weekday: "thursday", at: "17:00", onHoliday: "before" };
  expect(cutOffInWords(weekly, "2026-02-12T10:00:00.000Z")).toEqual({
    at: "17:00",
    weekday: "thursday",
    day: null,
  });
  expect(cutOffInWords(weekly, "2026-02-13T10:00:00.000Z")).toEqual({
    at: "17:00",
    weekday: "friday",
    day: "13/02/2026",
  });
});

it("follows an office's own days", () => {
  const own = calendarWith({
    years: [],
    days: [{ day: "2026-03-25", works: false, name: "Đại hội", source: "" }],
  });
  const next = nextCutOff({ monthly: 25, at: "17:00" }, { now: "2026-03-01T00:00:00.000Z", calendar: own });
  expect(next).toBe("2026-03-24T10:00:00.000Z");
});

it.each([
  { weekday: "thursday", daily: "17:00", at: "17:00" },
  { monthly: 32, at: "17:00" },
  { monthly: 25, at: "24:00" },
  { daily: "9:00" },
])("is refused as %o", (written) => {
  expect(CutOffSchema.safeParse(written).success).toBe(false);
});
