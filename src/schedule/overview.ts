// What people are shown of the timetable: each schedule with its last and next run, each portal's window and cut-off, and
// what will run on the days ahead.
import { unknownYears, type Calendar, type CalendarDay } from "../../schemas/calendar.ts";
import type { Config } from "../../schemas/config.ts";
import { cutOffDaysBetween, nextCutOff } from "../../schemas/cut-off.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { dayAfter, dayOf, instantAt, later, type Day, type Instant } from "../../schemas/time.ts";
import { isWorkingDay } from "../../schemas/calendar.ts";
import type { Store } from "../store/connection.ts";
import { lastThatWere, newestOccasions, occasionsThatAre, type OccasionRow } from "../store/occasions.ts";
import { readClock, schedulePauses, type SchedulePause } from "../store/schedules.ts";
import { heldOutcomes } from "./decide.ts";
import { momentsOf, type Moment } from "./occasions.ts";
import { schedulesOf, timetableOf } from "./timetable.ts";
import { openSpanAt, windowOf, type WindowState } from "./windows.ts";

export interface Asking {
  store: Store;
  config: Pick<Config, "portals" | "schedules">;
  calendar: Calendar;
  now(): Instant;
}

export interface ScheduleState {
  schedule: string;
  enabled: boolean;
  portals: string[];
  next: Instant | null;
  last: Instant | null;
  paused: SchedulePause | null;
  /** Runs that wait for a window, for the end of a pause, for a person's word. */
  waiting: number;
  held: number;
  asked: number;
}

export interface PortalState {
  portal: string;
  window: WindowState;
  cutOffAt: Instant;
}

export interface Overview {
  /** When the timetable was last looked at; `null`: never. */
  lookedAt: Instant | null;
  schedules: ScheduleState[];
  portals: PortalState[];
  /** Years in sight of which only weekends are known. */
  warnings: Phrase[];
}

/** How far ahead a schedule's next run is looked for. */
const nextWithinDays = 35;

/** Every schedule and portal as they stand now. */
export async function overviewOf(asking: Asking): Promise<Overview> {
  const { store, config, calendar } = asking;
  const now = asking.now();
  const remembered = await store.read(async (tx) => ({
    clock: await readClock(tx),
    pauses: await schedulePauses(tx),
    held: await occasionsThatAre(tx, heldOutcomes),
    last: await lastThatWere(tx, "ran"),
  }));
  const ahead = runsAhead(asking, { days: nextWithinDays, seed: remembered.clock?.seed ?? "" });
  const schedules = Object.entries(schedulesOf(config)).map(
    ([schedule, { enabled, portals }]): ScheduleState => {
      const count = (outcome: string) =>
        remembered.held.filter((one) => one.schedule === schedule && one.outcome === outcome).length;
      const ran = remembered.last.filter((one) => one.schedule === schedule).map(({ at }) => at);
      return {
        schedule,
        enabled,
        portals: portals ?? Object.keys(config.portals),
        next: ahead.find((one) => one.schedule === schedule && one.leftOut === null)?.dueAt ?? null,
        last: ran.toSorted().at(-1) ?? null,
        paused: remembered.pauses.find((one) => one.schedule === schedule) ?? null,
        waiting: count("waiting"),
        held: count("paused"),
        asked: count("asked"),
      };
    },
  );
  const portals = Object.entries(config.portals).map(([portal, { cutOff }]) => ({
    portal,
    window: windowOf(config, portal, now),
    cutOffAt: nextCutOff(cutOff, { now, calendar }),
  }));
  const warnings = unknownYears(calendar, dayOf(now), dayAfter(dayOf(now), nextWithinDays));
  return { lookedAt: remembered.clock?.memory.tickedAt ?? null, schedules, portals, warnings };
}

/** One run that is to come. */
export interface RunAhead {
  schedule: string;
  portal: string;
  at: Instant;
  /** With the portal's share of the jitter. */
  dueAt: Instant;
  full: boolean;
  cutOff: Instant | null;
  /** Why it will not run then; `null`: it will. */
  leftOut: "day_off" | "window" | "disabled" | null;
}

/** What the timetable has for the days from now, in order; pauses by people are left out of account. */
export function runsAhead(
  { config, calendar, now }: Omit<Asking, "store">,
  { days, portal, seed }: { days: number; portal?: string | undefined; seed: string },
): RunAhead[] {
  const after = Date.parse(now());
  const within = { after, until: Date.parse(instantAt(dayAfter(dayOf(now()), days), "00:00")) };
  const lines = timetableOf(config).filter((line) => portal === undefined || line.portal === portal);
  const runs = lines.flatMap((line) => {
    const { schedule: rules, windows } = line.definition;
    return momentsOf(line, { calendar, seed }, within).map((moment): RunAhead => {
      const isOff =
        rules.onlyWorkingDays && moment.cutOff === null && !isWorkingDay(calendar, dayOf(at(moment)));
      const isClosed = openSpanAt(windows, moment.due) === null;
      return {
        schedule: line.schedule,
        portal: line.portal,
        at: at(moment),
        dueAt: new Date(moment.due).toISOString(),
        full: rules.full && moment.byCron,
        cutOff: moment.cutOff === null ? null : new Date(moment.cutOff).toISOString(),
        leftOut: rules.enabled ? (isOff ? "day_off" : isClosed ? "window" : null) : "disabled",
      };
    });
  });
  return runs.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

const at = (moment: Moment): Instant => new Date(moment.at).toISOString();

/** One day ahead: whether people work, what it is called, what runs, and the cut-offs in it. */
export interface DayAhead {
  day: Day;
  works: boolean;
  known: CalendarDay | null;
  runs: RunAhead[];
  cutOffs: { portal: string; at: Instant; movedFrom: Day | null }[];
}

/** The days ahead, with today. */
export async function daysAhead(
  asking: Asking,
  { days, portal }: { days: number; portal?: string | undefined },
): Promise<{ days: DayAhead[]; warnings: Phrase[] }> {
  const { store, config, calendar } = asking;
  const clock = await store.read(readClock);
  const runs = runsAhead(asking, { days, portal, seed: clock?.seed ?? "" });
  const now = asking.now();
  const first = dayOf(now);
  const until = instantAt(dayAfter(first, days), "00:00");
  const cutOffs = Object.entries(config.portals)
    .filter(([name]) => portal === undefined || name === portal)
    .flatMap(([name, { cutOff }]) =>
      cutOffDaysBetween(cutOff, { after: now, until: later(until, -1), calendar }).map((one) => ({
        portal: name,
        at: one.at,
        movedFrom: one.nominalDay === dayOf(one.at) ? null : one.nominalDay,
      })),
    );
  const list = Array.from({ length: days }, (_, place) => dayAfter(first, place)).map((day) => ({
    day,
    works: isWorkingDay(calendar, day),
    known: calendar.days.get(day) ?? null,
    runs: runs.filter(({ dueAt }) => dayOf(dueAt) === day),
    cutOffs: cutOffs.filter((one) => dayOf(one.at) === day),
  }));
  return { days: list, warnings: unknownYears(calendar, first, dayAfter(first, days - 1)) };
}

/** The newest entries of the timetable's log. */
export async function occasionLog(
  { store, now }: Pick<Asking, "store" | "now">,
  { limit, schedule }: { limit: number; schedule?: string | undefined },
): Promise<OccasionRow[]> {
  return await store.read(async (tx) => await newestOccasions(tx, { until: now(), limit, schedule }));
}
