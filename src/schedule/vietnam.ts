// The working days of Vietnam that come with the program, one file a year, and an office's own days on top of them.
import type { Calendar, CalendarDay, CalendarFile } from "../../schemas/calendar.ts";
import { days2024 } from "./calendars/2024.ts";
import { days2025 } from "./calendars/2025.ts";
import { days2026 } from "./calendars/2026.ts";
import { days2027 } from "./calendars/2027.ts";
import { days2028 } from "./calendars/2028.ts";

const shipped = [...days2024, ...days2025, ...days2026, ...days2027, ...days2028];
const years = [2024, 2025, 2026, 2027, 2028];

/** The shipped days alone. */
export const shippedCalendar = calendarWith(null);

/** The shipped days with an office's own, which win. A file that names a year answers for it: it is known. */
export function calendarWith(file: CalendarFile | null): Calendar {
  const own: CalendarDay[] = (file?.days ?? []).map(({ name, ...day }) => ({ ...day, name: { text: name } }));
  return {
    days: new Map([...shipped, ...own].map((day) => [day.day, day])),
    years: new Set([...years, ...(file?.years ?? [])]),
  };
}
