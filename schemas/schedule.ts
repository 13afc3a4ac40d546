// When lanes are carried by themselves: schedules, and the windows in which a portal may be written to.
import { CronExpressionParser } from "cron-parser";
import { z } from "zod";
import type { PhraseKey } from "./phrase.ts";
import { spanMs, SpanSchema } from "./time-shapes.ts";

/** A span within bounds; what is no span at all is told as that. */
function spanWithin({ least, most, says }: { least: string; most: string; says: PhraseKey }) {
  const isWithin = (span: string) => spanMs(span) >= spanMs(least) && spanMs(span) <= spanMs(most);
  return SpanSchema.pipe(z.string().refine(isWithin, { params: { says } }));
}

const ZoneSchema = z
  .string()
  .refine(isZone, { params: { says: "schedule.bad_zone" } })
  .default("Asia/Ho_Chi_Minh");

/** Five fields of cron: minute, hour, day of month, month, day of week; names of days and months in English. */
const CronSchema = z.string().refine(isCron, { params: { says: "schedule.bad_cron" } });

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function isCron(text: string): boolean {
  // H stands for a place by chance, another one at each reading.
  if (!/^\S+( \S+){4}$/.test(text) || /(^|[\s,])H/i.test(text)) return false;
  try {
    CronExpressionParser.parse(text, { tz: "UTC", currentDate: new Date(0) }).next();
    return true;
  } catch {
    return false;
  }
}

/** What becomes of runs that were missed: one run for all of them, none, or a person is asked. */
export const MissedSchema = z.enum(["once", "none", "ask"]);
export type Missed = z.infer<typeof MissedSchema>;

const EverySchema = spanWithin({ least: "1m", most: "31d", says: "schedule.every_length" });

/** When the lanes of some portals are carried. */
export const ScheduleSchema = z
  .strictObject({
    /** Names of portals; left out: all of them. */
    portals: z.array(z.string()).min(1).optional(),
    cron: CronSchema.optional(),
    timeZone: ZoneSchema,
    /** Runs by cron look at everything that is linked, not only at what is due. */
    full: z.boolean().default(false),
    /** Runs by cron are left out on days off. */
    onlyWorkingDays: z.boolean().default(false),
    /** Each portal starts later by its own share of this span, so that not everybody asks in the same second. */
    jitter: SpanSchema.optional(),
    missed: MissedSchema.default("once"),
    /** More often before a cut-off: within so long of it, so often. */
    nearCutOff: z.array(z.strictObject({ within: SpanSchema, every: EverySchema })).default([]),
    enabled: z.boolean().default(true),
  })
  .refine(({ cron, nearCutOff }) => cron !== undefined || nearCutOff.length > 0, {
    params: { says: "schedule.never_runs" },
  });
export type Schedule = z.infer<typeof ScheduleSchema>;

/**
 * When a portal may be written to: from each start by cron for so long. A deny wins over an allow; where there is an
 * allow, everything outside of all of them is closed. (The model: sync windows of Argo CD.)
 */
export const WindowSchema = z
  .strictObject({
    allow: CronSchema.optional(),
    deny: CronSchema.optional(),
    lasts: spanWithin({ least: "1m", most: "31d", says: "schedule.window_length" }),
    timeZone: ZoneSchema,
    /** What a run does that is under way when the portal closes: it stops before its next wave, or it ends as usual. */
    overrun: z.enum(["stop", "finish"]).default("stop"),
  })
  .refine(({ allow, deny }) => (allow === undefined) !== (deny === undefined), {
    params: { says: "schedule.window_one_of" },
  });
export type Window = z.infer<typeof WindowSchema>;
export type Overrun = Window["overrun"];

/** By name; the name stands in the reason of every run. */
export const SchedulesSchema = z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), ScheduleSchema);
export type Schedules = z.infer<typeof SchedulesSchema>;
