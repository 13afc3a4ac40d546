// Working days of Vietnam: which day is worked, by whose word, and what is only assumed. Pure; a day that nothing is
// known of is worked from Monday to Friday.
import { z } from "zod";
import { phrase, type Phrase } from "./phrase.ts";
import { DaySchema } from "./time-shapes.ts";
import { dayAfter, weekdayOf, type Day } from "./time.ts";

/** Kinds of days off and swap days that the catalogue has words for. */
export const knownDays = [
  "new_year",
  "tet",
  "hung_kings",
  "reunification",
  "labour",
  "national",
  "culture",
  "instead",
  "swap_off",
  "swap_work",
] as const;
export type KnownDay = (typeof knownDays)[number];

/** Why a day is only assumed. */
export type Assumption = "tet_not_announced" | "national_not_announced" | "law_not_seen";

/** One day that is not as its weekday says. */
export interface CalendarDay {
  day: Day;
  /** true: it is worked (a make-up Saturday); false: it is not. */
  works: boolean;
  /** A kind, or an office's own name for the day. */
  name: KnownDay | { text: string };
  /** The notice, law or page that says so. */
  source: string;
  assumed?: Assumption;
}

/** Everything known of some years. */
export interface Calendar {
  days: ReadonlyMap<Day, CalendarDay>;
  /** Years whose days off are known or assumed; of any other year only weekends are. */
  years: ReadonlySet<number>;
}

/**
 * An office's own days, in the file that `calendar.file` names: they are added to the shipped ones, and win over them.
 * `years`: of these all days off stand here or among the shipped ones, so nothing has to be told about them.
 */
export const CalendarFileSchema = z.strictObject({
  years: z.array(z.int().min(2000).max(2100)).default([]),
  days: z
    .array(
      z.strictObject({
        day: DaySchema,
        works: z.boolean(),
        name: z.string().min(1).max(80),
        source: z.string().min(1).max(300).default(""),
      }),
    )
    .default([]),
});
export type CalendarFile = z.infer<typeof CalendarFileSchema>;

/** Further than this a day is not moved to find a working one: nobody is off for so long, so the data are wrong. */
const furthestDays = 20;

/** Whether people work on that day. */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const known = calendar.days.get(day);
  if (known !== undefined) return known.works;
  const weekday = weekdayOf(day);
  return weekday !== "saturday" && weekday !== "sunday";
}

/** That day, or the last working day before it; the day itself where none is within 20 days. */
export function workingDayOnOrBefore(calendar: Calendar, day: Day): Day {
  return nearest(calendar, day, -1);
}

/** That day, or the first working day after it; the day itself where none is within 20 days. */
export function workingDayOnOrAfter(calendar: Calendar, day: Day): Day {
  return nearest(calendar, day, 1);
}

function nearest(calendar: Calendar, day: Day, step: 1 | -1): Day {
  for (let days = 0; days <= furthestDays; days += 1) {
    const tried = dayAfter(day, days * step);
    if (isWorkingDay(calendar, tried)) return tried;
  }
  return day;
}

/** A phrase for each of the years from one day to another of which only weekends are known. */
export function unknownYears(calendar: Calendar, from: Day, to: Day): Phrase[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
  return years
    .filter((year) => !calendar.years.has(year))
    .map((year) => phrase("calendar.unknown_year", { year }));
}
