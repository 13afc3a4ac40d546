// When one schedule runs at one portal: by cron, and ever more often before the portal's cut-off. Each portal starts
// later by its own share of the jitter, and keeps at least half of the time it had to the cut-off and to its window's end.
import { createHash } from "node:crypto";
import { digestOf } from "../../schemas/canonical.ts";
import type { Calendar } from "../../schemas/calendar.ts";
import { cutOffsBetween, type CutOff } from "../../schemas/cut-off.ts";
import type { Schedule, Window } from "../../schemas/schedule.ts";
import { spanMs } from "../../schemas/time-shapes.ts";
import { momentsBetween } from "./cron.ts";
import { closedSpanAt, openSpanAt } from "./windows.ts";

/** All that decides when a schedule runs at a portal. */
export interface Definition {
  schedule: Schedule;
  cutOff: CutOff;
  windows: readonly Window[];
}

/** One schedule at one portal. */
export interface Line {
  schedule: string;
  portal: string;
  definition: Definition;
  /** Of the definition: two are the same when it is. */
  digest: string;
}

/** One time at which a line runs; milliseconds since 1970. */
export interface Moment {
  /** By the timetable; tells occasions of a line apart. */
  at: number;
  /** With the jitter. */
  due: number;
  byCron: boolean;
  /** The cut-off before which it runs more often; `null`: it is by cron alone. */
  cutOff: number | null;
}

/** What moments depend on besides the line. */
export interface Setting {
  calendar: Calendar;
  /** Draws each portal's share of the jitter; the same for one installation for ever. */
  seed: string;
}

/** A line from its parts. */
export function lineOf(schedule: string, portal: string, definition: Definition): Line {
  return { schedule, portal, definition, digest: digestOf(definition) };
}

/** The times of a line after one moment up to and with another, in order, each once. */
export function momentsOf(
  line: Line,
  setting: Setting,
  { after, until }: { after: number; until: number },
): Moment[] {
  const { schedule } = line.definition;
  const jitter = schedule.jitter === undefined ? 0 : spanMs(schedule.jitter);
  const laterBy = (spread: number) => (spread === 0 ? 0 : Math.floor(shareOf(line, setting.seed) * spread));
  const found = new Map<number, Moment>();
  for (const { at, end, every } of nearMoments(line.definition, setting.calendar, { after, until })) {
    const due = at + laterBy(Math.min(jitter, every, (end.effective - at) / 2));
    found.set(at, { at, due, byCron: false, cutOff: end.cutOff });
  }
  const byCron =
    schedule.cron === undefined ? [] : momentsBetween(schedule.cron, schedule.timeZone, after, until);
  for (const at of byCron) {
    const near = found.get(at);
    const room = near !== undefined || jitter === 0 ? 0 : roomAfter(line.definition, setting.calendar, at);
    const alone = { at, due: at + laterBy(Math.min(jitter, room / 2)), cutOff: null };
    found.set(at, { ...(near ?? alone), byCron: true });
  }
  return [...found.values()].toSorted((a, b) => a.at - b.at);
}

const shares = new Map<string, number>();

/** The share of its span by which this line starts later: 0 <= share < 1. */
export function shareOf({ schedule, portal }: Pick<Line, "schedule" | "portal">, seed: string): number {
  const drawnFrom = `${seed}\n${schedule}\n${portal}`;
  const known = shares.get(drawnFrom);
  if (known !== undefined) return known;
  const share = createHash("sha256").update(drawnFrom).digest().readUInt32BE(0) / 2 ** 32;
  shares.set(drawnFrom, share);
  return share;
}

/** How long it is from a moment to the next cut-off, or to the end of the window if that comes first. */
function roomAfter({ cutOff, windows }: Definition, calendar: Calendar, at: number): number {
  const next = cutOffsIn(cutOff, calendar, { after: at, until: at + 75 * dayMs })[0] ?? Infinity;
  const window = openSpanAt(windows, at);
  return Math.min(next, window?.to ?? Infinity) - at;
}

interface Near {
  at: number;
  every: number;
  end: { cutOff: number; effective: number };
}

function nearMoments(
  { schedule, cutOff, windows }: Definition,
  calendar: Calendar,
  { after, until }: { after: number; until: number },
): Near[] {
  const rungs = schedule.nearCutOff
    .map(({ within, every }) => ({ within: spanMs(within), every: spanMs(every) }))
    .toSorted((a, b) => a.within - b.within);
  const furthest = rungs.at(-1)?.within ?? 0;
  if (furthest === 0) return [];
  const reach = windows.length === 0 ? furthest : furthest + longestClosedMs;
  return cutOffsIn(cutOff, calendar, { after, until: until + reach }).flatMap((one) => {
    const end = { cutOff: one, effective: lastChance(windows, one) };
    return rungs.flatMap(({ within, every }, place) => {
      const nearest = rungs[place - 1]?.within ?? 0;
      return stepsBack({ within, every, nearest }, { after, until, end: end.effective }).map((at) => ({
        at,
        every,
        end,
      }));
    });
  });
}

/** Multiples of a rung before an end that the next nearer rung does not reach. */
function stepsBack(
  { within, every, nearest }: { within: number; every: number; nearest: number },
  { after, until, end }: { after: number; until: number; end: number },
): number[] {
  const first = Math.max(Math.floor(nearest / every) + 1, Math.ceil((end - until) / every));
  const last = Math.min(Math.floor(within / every), Math.ceil((end - after) / every) - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => end - (first + step) * every);
}

/** A cut-off at which the portal is closed by its windows is one for whoever comes before it closes. */
function lastChance(windows: readonly Window[], cutOff: number): number {
  if (openSpanAt(windows, cutOff - 1) !== null) return cutOff;
  const { from } = closedSpanAt(windows, cutOff - 1);
  return Number.isFinite(from) ? from : cutOff;
}

const dayMs = 86_400_000;
/** A portal that is closed for longer before its cut-off is told of and not run for earlier. */
const longestClosedMs = 14 * dayMs;

const pieceMs = 32 * dayMs;
const known = new WeakMap<Calendar, Map<string, number[][]>>();

/** Cut-offs as milliseconds; counted once and kept. */
export function cutOffsIn(
  cutOff: CutOff,
  calendar: Calendar,
  { after, until }: { after: number; until: number },
): number[] {
  const ofCalendar = known.get(calendar) ?? new Map<string, number[][]>();
  known.set(calendar, ofCalendar);
  const rule = JSON.stringify(cutOff);
  const pieces = ofCalendar.get(rule) ?? [];
  ofCalendar.set(rule, pieces);
  const found: number[] = [];
  for (let piece = Math.floor(after / pieceMs); piece * pieceMs < until; piece += 1) {
    const counted = (pieces[piece] ??= countCutOffs(cutOff, calendar, piece));
    for (const one of counted) if (one > after && one <= until) found.push(one);
  }
  return found;
}

function countCutOffs(cutOff: CutOff, calendar: Calendar, piece: number): number[] {
  const [after, until] = [new Date(piece * pieceMs), new Date((piece + 1) * pieceMs)];
  const within = { after: after.toISOString(), until: until.toISOString(), calendar };
  return cutOffsBetween(cutOff, within).map((at) => Date.parse(at));
}
