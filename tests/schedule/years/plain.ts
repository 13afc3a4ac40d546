// A second reading of schedules, slow and plain: every minute is asked by itself. Shares nothing with src/schedule but the
// days of the calendar.
import type { CutOff } from "../../../schemas/cut-off.ts";
import type { Window } from "../../../schemas/schedule.ts";
import { shippedCalendar } from "../../../src/schedule/vietnam.ts";

/** Minutes are counted from 1970 by the clock of Vietnam. */
export const minuteOf = (instant: string) => Math.floor(Date.parse(instant) / 60_000) + 420;
export const instantOf = (minute: number) => new Date((minute - 420) * 60_000).toISOString();

const dayText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const weekday = (day: number) => (day + 4) % 7;

/** Whether people work on a day, counted from 1970. */
export function worked(day: number): boolean {
  const known = shippedCalendar.days.get(dayText(day));
  return known === undefined ? weekday(day) !== 0 && weekday(day) !== 6 : known.works;
}

/** Every minute at which a cron expression stands, from one minute to another. */
export function cronMinutes(cron: string, from: number, to: number): number[] {
  const fields = cron.split(" ").map((field, place) => numbersIn(field, place));
  const [minutes, hours, dates, months, days] = fields as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ];
  const [, , dateField, , dayField] = cron.split(" ");
  const found: number[] = [];
  for (let day = Math.floor(from / 1440); day * 1440 <= to; day += 1) {
    const [, month, date] = dayText(day).split("-").map(Number) as [number, number, number];
    const isDate = dates.has(date);
    const isWeekday = days.has(weekday(day));
    const either = dateField !== "*" && dayField !== "*";
    if (!months.has(month) || !(either ? isDate || isWeekday : isDate && isWeekday)) continue;
    for (let minute = day * 1440; minute < (day + 1) * 1440; minute += 1) {
      const isThen = hours.has(Math.floor((minute % 1440) / 60)) && minutes.has(minute % 60);
      if (isThen && minute >= from && minute <= to) found.push(minute);
    }
  }
  return found;
}

function numbersIn(field: string, place: number): Set<number> {
  const [low, high] = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [0, 6],
  ][place] as [number, number];
  const numbers = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "*", step = "1"] = part.split("/");
    const [first, last] = range === "*" ? [low, high] : range.split("-").map(Number);
    const end = last ?? (part.includes("/") ? high : (first ?? low));
    for (let one = first ?? low; one <= end; one += Number(step)) numbers.add(one);
  }
  return numbers;
}

/** The minutes of all cut-offs. */
export function cutOffMinutes(cutOff: CutOff, from: number, to: number): number[] {
  const [hour, minute] = ("daily" in cutOff ? cutOff.daily : cutOff.at).split(":").map(Number) as [
    number,
    number,
  ];
  const rule = cutOff.onHoliday ?? ("monthly" in cutOff ? "before" : "same");
  const found = new Set<number>();
  for (let day = Math.floor(from / 1440) - 30; day * 1440 <= to + 30 * 1440; day += 1) {
    if (!standsOn(cutOff, day)) continue;
    const on = rule === "same" ? day : nearestWorked(day, rule === "before" ? -1 : 1);
    const at = on * 1440 + hour * 60 + minute;
    if (at >= from && at <= to) found.add(at);
  }
  return [...found].toSorted((a, b) => a - b);
}

function nearestWorked(day: number, step: 1 | -1): number {
  return worked(day) ? day : nearestWorked(day + step, step);
}

function standsOn(cutOff: CutOff, day: number): boolean {
  if ("daily" in cutOff) return true;
  if ("weekday" in cutOff) return weekdayNames[weekday(day)] === cutOff.weekday;
  return Number(dayText(day).slice(8)) === cutOff.monthly;
}

/** For each minute from one to another whether a portal is open. */
export function openMinutes(windows: readonly Window[], from: number, to: number): Uint8Array {
  const hasAllow = windows.some(({ allow }) => allow !== undefined);
  const open = new Uint8Array(to - from + 1).fill(hasAllow ? 0 : 1);
  const paint = (window: Window, value: 0 | 1) => {
    const minutes =
      Number(window.lasts.slice(0, -1)) * { s: 1 / 60, m: 1, h: 60, d: 1440 }[window.lasts.slice(-1) as "m"];
    for (const start of cronMinutes(window.allow ?? window.deny ?? "", from - minutes, to)) {
      open.fill(value, Math.max(0, start - from), Math.max(0, start - from + minutes));
    }
  };
  for (const window of windows) if (window.allow !== undefined) paint(window, 1);
  for (const window of windows) if (window.deny !== undefined) paint(window, 0);
  return open;
}
