// Days and instants. A deadline is a calendar day of Vietnam; everything that happened is an instant in UTC.

/** A calendar day of Asia/Ho_Chi_Minh, "YYYY-MM-DD". Days compare as text. */
export type Day = string;

/** A moment in UTC, "YYYY-MM-DDTHH:mm:ss.sssZ". */
export type Instant = string;

/** Where a value comes from: who decided, through which system, in which run, when. On every register change. */
export interface Provenance {
  who: string;
  /** "dongbo" for people at the command line, "import", or a portal's name for adopted values. */
  system: string;
  run: string;
  at: Instant;
}

/** The instant so many milliseconds after another. */
export function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** The Vietnamese calendar day in which an instant falls. The country has one zone without summer time: UTC+7. */
export function dayOf(instant: Instant): Day {
  return new Date(new Date(instant).getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

export const weekdays = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;
export type Weekday = (typeof weekdays)[number];

/** The weekday of a calendar day. */
export function weekdayOf(day: Day): Weekday {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
  if (weekday === undefined) throw new Error(`no calendar day: ${day}`);
  return weekday;
}

/** The calendar day so many days after another, or before it. */
export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which it is `at` ("HH:MM") on that day in Vietnam. */
export function instantAt(day: Day, at: string): Instant {
  return new Date(`${day}T${at}:00.000+07:00`).toISOString();
}

/** True when "YYYY-MM-DD" exists in the calendar. */
export function isCalendarDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
}

/** "2025-12-31" as people here write it: "31/12/2025". */
export function showDay(day: Day): string {
  return day.split("-").toReversed().join("/");
}

/** An instant as people here write it: "31/12/2025 17:00". */
export function showInstant(instant: Instant): string {
  const local = new Date(new Date(instant).getTime() + 7 * 3_600_000).toISOString();
  return `${showDay(local.slice(0, 10))} ${local.slice(11, 16)}`;
}
