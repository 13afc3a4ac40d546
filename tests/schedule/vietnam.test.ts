// The shipped days off and swap days: that they hang together, and the weeks that people know by heart.
import { describe, expect, it } from "vitest";
import {
  isWorkingDay,
  unknownYears,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type CalendarDay,
} from "../../schemas/calendar.ts";
import { dayAfter, isCalendarDay, weekdayOf } from "../../schemas/time.ts";
import { calendarWith, shippedCalendar } from "../../src/schedule/vietnam.ts";

const shipped = [...shippedCalendar.days.values()];
const isWeekend = (day: string) => ["saturday", "sunday"].includes(weekdayOf(day));
const ofYear = (year: number) => shipped.filter(({ day }) => day.startsWith(`${year}-`));

describe.each([...shippedCalendar.years])("the days of %i", (year) => {
  const named = (...names: CalendarDay["name"][]) => ofYear(year).filter(({ name }) => names.includes(name));

  it("exist, stand once and in order, and each has its source", () => {
    const days = ofYear(year).map(({ day }) => day);
    expect(days.filter((day) => !isCalendarDay(day))).toEqual([]);
    expect(days).toEqual([...new Set(days)].toSorted());
    expect(ofYear(year).filter(({ source }) => source.trim() === "")).toEqual([]);
  });

  it("are all that the Labour Code gives, each that falls on a weekend with one instead of it", () => {
    const holidays = named("new_year", "tet", "hung_kings", "reunification", "labour", "national", "culture");
    const lost = holidays.filter(({ day }) => isWeekend(day)).length;
    expect(named("tet")).toHaveLength(5);
    expect(named("national")).toHaveLength(2);
    expect(holidays).toHaveLength(year < 2026 ? 11 : 12);
    expect(named("instead")).toHaveLength(lost);
    expect(named("instead").filter(({ day }) => isWeekend(day))).toEqual([]);
  });

  it("give a weekday for each Saturday that is worked", () => {
    expect(named("swap_work").map(({ day, works }) => [weekdayOf(day), works])).toEqual(
      named("swap_off").map(() => ["saturday", true]),
    );
    expect(named("swap_off").filter(({ day, works }) => works || isWeekend(day))).toEqual([]);
  });
});

it.each([
  ["Tết 2024", "2024-02-08", "2024-02-14"],
  ["30/4 of 2024", "2024-04-27", "2024-05-01"],
  ["Tết 2025", "2025-01-25", "2025-02-02"],
  ["30/4 of 2025", "2025-04-30", "2025-05-04"],
  ["New Year 2026", "2026-01-01", "2026-01-04"],
  ["Tết 2026", "2026-02-14", "2026-02-22"],
  ["National Day 2026", "2026-08-29", "2026-09-02"],
])(
  "nobody works from the first to the last day of %s, and everybody just before and after",
  (_what, from, to) => {
    for (let day = from; day <= to; day = dayAfter(day, 1)) {
      expect([day, isWorkingDay(shippedCalendar, day)]).toEqual([day, false]);
    }
    expect(workingDayOnOrBefore(shippedCalendar, from)).toBe(dayAfter(from, -1));
    expect(workingDayOnOrAfter(shippedCalendar, to)).toBe(dayAfter(to, 1));
  },
);

it.each(["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"])("%s, a Saturday, is worked", (day) => {
  expect([weekdayOf(day), isWorkingDay(shippedCalendar, day)]).toEqual(["saturday", true]);
});

describe("an office's own days", () => {
  const own = calendarWith({
    years: [2029],
    days: [
      { day: "2026-02-20", works: true, name: "Trực Tết", source: "Kế hoạch 5/KH-UBND" },
      { day: "2029-02-12", works: false, name: "Tết", source: "" },
    ],
  });

  it("win over the shipped ones and are added to them", () => {
    expect([isWorkingDay(own, "2026-02-20"), isWorkingDay(own, "2029-02-12")]).toEqual([true, false]);
    expect(isWorkingDay(own, "2026-02-19")).toBe(false);
  });

  it("make a year known when they say so; of any other only weekends are known, and that is told", () => {
    expect(unknownYears(own, "2028-05-01", "2030-01-01")).toEqual([
      { key: "calendar.unknown_year", values: { year: 2030 } },
    ]);
    expect(isWorkingDay(own, "2030-01-01")).toBe(true);
  });
});
