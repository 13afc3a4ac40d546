// A made-up history of outages, minute by minute, and what a lookout makes of it: for tests of the decision alone.
import { AlarmsSchema, type Alarm, type Freshness } from "../../schemas/alarm.ts";
import { phrase } from "../../schemas/phrase.ts";
import { decide, type Change } from "../../src/alarm/decide.ts";
import { judge } from "../../src/alarm/judge.ts";
import { freshnessAfter } from "../../src/store/freshness.ts";
import { isWeekday, type Observed } from "../../src/alarm/observed.ts";

/** Minutes [from, to) in which something is down. */
export type Span = readonly [from: number, to: number];

export interface History {
  minutes: number;
  portals: readonly {
    /** How often it is asked. */
    every: number;
    /** Whether it still answers that it is broken. */
    answers: boolean;
    down: readonly Span[];
  }[];
  line: readonly Span[];
  /** This program does not run. */
  off: readonly Span[];
}

export interface Told extends Change {
  minute: number;
}

export const settings = AlarmsSchema.parse({ remindEvery: "never" });
const start = Date.parse("2026-03-02T01:00:00.000Z");
export const at = (minute: number) => new Date(start + minute * 60_000).toISOString();

export function isIn(spans: readonly Span[], minute: number): boolean {
  return spans.some(([from, to]) => from <= minute && minute < to);
}

/** Lives through it; `standing` is what stands after each minute in which somebody looked. */
export function live(history: History): { told: Told[]; standing: Map<number, string[]> } {
  let alarms: Alarm[] = [];
  let backSince = at(0);
  let looked = 0;
  const fresh = new Map<number, Freshness>();
  const told: Told[] = [];
  const standing = new Map<number, string[]>();
  for (let minute = 0; minute < history.minutes; minute += 1) {
    if (isIn(history.off, minute)) continue;
    if (minute - looked > 3) backSince = at(minute);
    looked = minute;
    history.portals.forEach(({ every }, place) => {
      if (minute % every === 0) fresh.set(place, carried(history, { minute, place }, fresh));
    });
    const seen = seenBy(history, { minute, backSince, fresh });
    const moment = { now: seen.now, backSince, calmMs: settings.calmFor, remindMs: null };
    const decision = decide(alarms, judge(seen, settings.silentAfter, isWeekday), moment);
    const changed = new Set(decision.alarms.map(nameOf));
    alarms = [...alarms.filter((alarm) => !changed.has(nameOf(alarm))), ...decision.alarms];
    told.push(...decision.changes.map((change) => ({ ...change, minute })));
    standing.set(minute, alarms.filter(({ endedAt }) => endedAt === null).map(nameOf));
  }
  return { told, standing };
}

export function nameOf({ kind, subject }: Pick<Alarm, "kind" | "subject">): string {
  return subject === "" ? kind : `${kind} ${subject}`;
}

/** By the rule by which the store keeps it. */
function carried(
  { portals, line }: History,
  { minute, place }: { minute: number; place: number },
  fresh: ReadonlyMap<number, Freshness>,
): Freshness {
  const portal = portals[place];
  const isDown = portal !== undefined && isIn(portal.down, minute);
  const cause = isIn(line, minute) ? "no_answer" : isDown ? (portal.answers ? "failed" : "no_answer") : null;
  const told = phrase("alarm.trouble", { portal: `p${place}`, message: cause });
  return freshnessAfter(
    {
      lane: `p${place}`,
      at: at(minute),
      reached: cause !== "no_answer",
      worked: cause === null,
      trouble: cause && { cause, told },
    },
    {
      before: fresh.get(place) ?? null,
      others: [...fresh].flatMap(([other, one]) => (other === place ? [] : [one])),
    },
  );
}

function seenBy(
  { portals }: History,
  { minute, backSince, fresh }: { minute: number; backSince: string; fresh: ReadonlyMap<number, Freshness> },
): Observed {
  return {
    now: at(minute),
    backSince,
    lanes: portals.map((_, place) => ({
      lane: `p${place}`,
      freshness: fresh.get(place) ?? null,
      paused: false,
      open: true,
      carriedSince: null,
      dueSince: null,
    })),
    calls: [],
    overdue: [],
    processes: [],
    units: null,
    channels: [],
  };
}
