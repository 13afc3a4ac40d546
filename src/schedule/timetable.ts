// The timetable of a configuration: its schedules at its portals, or the usual ones where it names none.
import type { Config } from "../../schemas/config.ts";
import { SchedulesSchema, type Schedules } from "../../schemas/schedule.ts";
import { lineOf, type Line } from "./occasions.ts";

/**
 * What runs where nothing is configured. through-the-day: what is due goes out every hour of a working day. full-look:
 * once a working day everything that is linked is compared, before people come. before-cut-off: what is recorded in the
 * last hours still goes out in time, on days off too, because portals close by the clock.
 */
export const usualSchedules: Schedules = SchedulesSchema.parse({
  "through-the-day": { cron: "0 7-18 * * *", onlyWorkingDays: true, jitter: "20m" },
  "full-look": { cron: "0 5 * * *", onlyWorkingDays: true, jitter: "1h", full: true },
  "before-cut-off": {
    jitter: "10m",
    nearCutOff: [
      { within: "24h", every: "1h" },
      { within: "3h", every: "15m" },
    ],
  },
});

/** The schedules of a configuration. */
export function schedulesOf(config: Pick<Config, "schedules">): Schedules {
  return config.schedules ?? usualSchedules;
}

const made = new WeakMap<object, Line[]>();

/** Every line of a configuration. */
export function timetableOf(config: Pick<Config, "portals" | "schedules">): Line[] {
  const lines = made.get(config) ?? linesOf(config);
  made.set(config, lines);
  return lines;
}

function linesOf(config: Pick<Config, "portals" | "schedules">): Line[] {
  return Object.entries(schedulesOf(config)).flatMap(([name, schedule]) => {
    const { portals: _, ...rules } = schedule;
    return (schedule.portals ?? Object.keys(config.portals)).flatMap((portal) => {
      const at = config.portals[portal];
      if (at === undefined) return [];
      // Who else is in the schedule changes nothing for this portal.
      return [lineOf(name, portal, { schedule: rules, cutOff: at.cutOff, windows: at.windows })];
    });
  });
}
