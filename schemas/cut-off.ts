// Cut-offs: by when what is due must have been sent, by the clock of Vietnam, and what becomes of one that falls on a day
// off. Pure; the one place that counts them, for forecasts, snapshots and schedules alike.
import { z } from "zod";
import { workingDayOnOrAfter, workingDayOnOrBefore, type Calendar } from "./calendar.ts";
import { phrase, type Phrase } from "./phrase.ts";
import { dayAfter, dayOf, instantAt, showDay, weekdayOf, weekdays, type Day, type Instant } from "./time.ts";

const ClockTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM");

/**
 * Where a cut-off goes that falls on a day off. before: to the last working day before; after: to the first one after;
 * same: it stays. A week or day whose cut-off falls together with another one by this has that one.
 */
const OnHolidaySchema = z.enum(["before", "after", "same"]);

/**
 * When what is due must have been sent. Usually Thursday, 17:00: "cập nhật, báo cáo kết quả thực hiện hàng tuần (trước 17
 * giờ 00 ngày thứ Năm)", Công văn of the steering committee of Đắk Lắk, May 2026, item 1. Monthly: the 25th, Nghị định
 * 138/2016/NĐ-CP; a month without that day has its last one. A weekly or daily one stays where it is unless the
 * configuration says otherwise, because the portals close by the clock; a monthly one goes to the working day before.
 */
export const CutOffSchema = z
  .union([
    z.strictObject({
      weekday: z.enum(weekdays),
      at: ClockTimeSchema,
      onHoliday: OnHolidaySchema.optional(),
    }),
    z.strictObject({ daily: ClockTimeSchema, onHoliday: OnHolidaySchema.optional() }),
    z.strictObject({
      monthly: z.int().min(1).max(31),
      at: ClockTimeSchema,
      onHoliday: OnHolidaySchema.optional(),
    }),
  ])
  .default({ weekday: "thursday", at: "17:00" });
export type CutOff = z.infer<typeof CutOffSchema>;

/** One cut-off, and the day on which it would stand if nobody were off. */
export interface CutOffDay {
  at: Instant;
  nominalDay: Day;
}

/** The cut-offs after one instant up to and with another, in order. */
export function cutOffDaysBetween(
  cutOff: CutOff,
  { after, until, calendar }: { after: Instant; until: Instant; calendar: Calendar },
): CutOffDay[] {
  const rule = cutOff.onHoliday ?? ("monthly" in cutOff ? "before" : "same");
  const time = timeOf(cutOff);
  const found: CutOffDay[] = [];
  // A day is moved by twenty days at most.
  const last = dayAfter(dayOf(until), 21);
  for (let day = dayAfter(dayOf(after), -21); day <= last; day = dayAfter(day, 1)) {
    if (!isNominal(cutOff, day)) continue;
    const at = instantAt(moved(calendar, day, rule), time);
    const isNew = found.at(-1)?.at !== at;
    if (isNew && at > after && at <= until) found.push({ at, nominalDay: day });
  }
  return found;
}

/** The same, instants alone. */
export function cutOffsBetween(
  cutOff: CutOff,
  within: { after: Instant; until: Instant; calendar: Calendar },
): Instant[] {
  return cutOffDaysBetween(cutOff, within).map(({ at }) => at);
}

/** Longer than any time between two cut-offs: a month, and a move at either end. */
const longestMs = 75 * 86_400_000;

/** The first cut-off after `now`. */
export function nextCutOff(cutOff: CutOff, { now, calendar }: { now: Instant; calendar: Calendar }): Instant {
  const until = new Date(Date.parse(now) + longestMs).toISOString();
  const [next] = cutOffsBetween(cutOff, { after: now, until, calendar });
  if (next === undefined) throw new Error(`no cut-off within 75 days of ${now}`);
  return next;
}

/** The last cut-off up to and with `now`. */
export function lastCutOff(cutOff: CutOff, { now, calendar }: { now: Instant; calendar: Calendar }): Instant {
  const after = new Date(Date.parse(now) - longestMs).toISOString();
  const last = cutOffsBetween(cutOff, { after, until: now, calendar }).at(-1);
  if (last === undefined) throw new Error(`no cut-off within 75 days before ${now}`);
  return last;
}

/** The time of day of a cut-off, "HH:MM". */
export function timeOf(cutOff: CutOff): string {
  return "daily" in cutOff ? cutOff.daily : cutOff.at;
}

/**
 * A cut-off at a certain instant as people call it: "17:00 on Thursday", "17:00 every day", and with its date where it
 * is monthly or was moved.
 */
export function cutOffInWords(
  cutOff: CutOff,
  at: Instant,
): { at: string; weekday: string | null; day: string | null } {
  const time = timeOf(cutOff);
  const isUsual = "weekday" in cutOff ? weekdayOf(dayOf(at)) === cutOff.weekday : "daily" in cutOff;
  if (!isUsual) return { at: time, weekday: weekdayOf(dayOf(at)), day: showDay(dayOf(at)) };
  return { at: time, weekday: "weekday" in cutOff ? cutOff.weekday : null, day: null };
}

/** A cut-off's rule as a phrase. */
export function ruleOf(cutOff: CutOff): Phrase {
  if ("daily" in cutOff) return phrase("cut_off.daily", { at: cutOff.daily });
  if ("weekday" in cutOff) return phrase("cut_off.weekly", { at: cutOff.at, weekday: cutOff.weekday });
  return phrase("cut_off.monthly", { at: cutOff.at, date: cutOff.monthly });
}

function moved(calendar: Calendar, day: Day, rule: z.infer<typeof OnHolidaySchema>): Day {
  if (rule === "same") return day;
  return rule === "before" ? workingDayOnOrBefore(calendar, day) : workingDayOnOrAfter(calendar, day);
}

function isNominal(cutOff: CutOff, day: Day): boolean {
  if ("daily" in cutOff) return true;
  if ("weekday" in cutOff) return weekdayOf(day) === cutOff.weekday;
  const date = Number(day.slice(8));
  const isLast = dayAfter(day, 1).endsWith("-01");
  return date === cutOff.monthly || (isLast && date < cutOff.monthly);
}
