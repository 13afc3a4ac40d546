// Spans of time as people write them: a day, an ISO week, a month, each of Vietnam (UTC+7, no summer time).
import { isCalendarDay, type Day, type Instant } from "../../schemas/time.ts";

export interface Period {
  from: Instant;
  /** The first instant after it. */
  until: Instant;
}

const dayMs = 86_400_000;

/** Reads 2026-11-24, 2026-W47 (from Monday) or 2026-11; null when the text is none of them. */
export function periodOf(text: string): Period | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && isCalendarDay(text)) return spanOf(text, 1);
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (month) {
    const days = new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).getUTCDate();
    return spanOf(`${text}-01`, days);
  }
  const week = /^(\d{4})-W(\d\d)$/i.exec(text);
  return week === null ? null : weekOf(Number(week[1]), Number(week[2]));
}

/** Week 1 is the one with 4 January in it (ISO 8601); a year has 52 or 53. */
function weekOf(year: number, week: number): Period | null {
  const [first, next] = [mondayOfFirstWeek(year), mondayOfFirstWeek(year + 1)];
  const monday = first + (week - 1) * 7 * dayMs;
  if (week < 1 || monday >= next) return null;
  return spanOf(new Date(monday).toISOString().slice(0, 10), 7);
}

function mondayOfFirstWeek(year: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
}

function spanOf(day: Day, days: number): Period {
  const from = startOf(day);
  return { from, until: new Date(Date.parse(from) + days * dayMs).toISOString() };
}

/** The first instant of a day of Vietnam. */
export function startOf(day: Day): Instant {
  return new Date(`${day}T00:00:00+07:00`).toISOString();
}
