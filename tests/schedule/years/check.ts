// Holds what was played against the plain reading: each time of each schedule stands in the log once, ran at most once for
// each time that it was due, ran when it could, and no cut-off that could be reached was missed.
import type { Config } from "../../../schemas/config.ts";
import type { Schedule } from "../../../schemas/schedule.ts";
import { spanMs } from "../../../schemas/time-shapes.ts";
import type { Kept } from "./memory-books.ts";
import { cronMinutes, cutOffMinutes, minuteOf, openMinutes, worked } from "./plain.ts";
import type { Look, Played } from "./play.ts";
import { portalNames } from "./scenario.ts";

export interface Found {
  wrong: string[];
  occasions: number;
  ran: number;
  joined: number;
  cutOffs: number;
  reachable: number;
}

/** A configuration while it was in force: after the look that first saw it, up to and with the one that saw the next. */
interface Reign {
  config: Config;
  after: number;
  until: number;
}

const minutesOf = (span: string | undefined) => (span === undefined ? 0 : spanMs(span) / 60_000);

export function check(played: Played): Found {
  const found: Found = { wrong: [], occasions: 0, ran: 0, joined: 0, cutOffs: 0, reachable: 0 };
  const reigns = reignsOf(played);
  const end = minuteOf(new Date(played.looks.at(-1)?.clock ?? 0).toISOString()) - 240;
  for (const portal of portalNames) {
    const opens = reigns.map(({ config, until }) =>
      openMinutes(config.portals[portal]?.windows ?? [], played.scenario.from - 1440, until + 20 * 1440),
    );
    const isOpen = (reign: number, minute: number) =>
      opens[reign]?.[minute - (played.scenario.from - 1440)] === 1;
    for (const schedule of ["through-the-day", "full-look", "before-cut-off", "own"]) {
      const line = { schedule, portal, reigns, isOpen, end };
      checkLine(played, line, found);
    }
    checkCutOffs(played, { portal, reigns, isOpen, end }, found);
  }
  checkCalls(played, found);
  return found;
}

function reignsOf({ scenario, looks }: Played): Reign[] {
  const firsts = scenario.edits.map((_, edit) => looks.find((look) => look.edit >= edit));
  return scenario.edits
    .flatMap(({ config }, edit) => {
      const first = firsts[edit];
      // An edit that was edited again before anybody looked never was in force.
      if (first === undefined || first.edit !== edit) return [];
      const next = firsts.slice(edit + 1).find((look) => look !== undefined);
      return [
        { config, after: clockMinute(first), until: next === undefined ? Infinity : clockMinute(next) },
      ];
    })
    .map((reign) => ({ ...reign, until: Math.min(reign.until, scenario.to) }));
}

/** With its seconds. */
const clockMinute = ({ clock }: Look) => clock / 60_000 + 420;

interface LineAt {
  schedule: string;
  portal: string;
  reigns: readonly Reign[];
  isOpen(reign: number, minute: number): boolean;
  end: number;
}

interface Expected {
  at: number;
  reign: number;
  rules: Schedule;
  byCron: boolean;
  cutOff: number | null;
}

function expectedOf({ schedule: name, portal, reigns, isOpen, end }: LineAt): Map<number, Expected> {
  const expected = new Map<number, Expected>();
  for (const [reign, { config, after, until }] of reigns.entries()) {
    const rules = config.schedules?.[name];
    const at = config.portals[portal];
    if (rules === undefined || at === undefined || rules.portals?.includes(portal) === false) continue;
    const [from, to] = [Math.floor(after) + 1, Math.min(Math.floor(until), end)];
    const byCron = new Set(rules.cron === undefined ? [] : cronMinutes(rules.cron, from, to));
    const near = new Map<number, number>();
    for (const cutOff of rules.nearCutOff.length === 0
      ? []
      : cutOffMinutes(at.cutOff, from, to + 17 * 1440)) {
      let last = cutOff;
      while (!isOpen(reign, last - 1)) last -= 1;
      for (const minute of rungMinutes(rules, last))
        if (minute >= from && minute <= to) near.set(minute, cutOff);
    }
    for (const minute of new Set([...byCron, ...near.keys()])) {
      expected.set(minute, {
        at: minute,
        reign,
        rules,
        byCron: byCron.has(minute),
        cutOff: near.get(minute) ?? null,
      });
    }
  }
  return expected;
}

/** Asks each minute before a cut-off whether its nearest rung stands there. */
function rungMinutes({ nearCutOff }: Schedule, last: number): number[] {
  const rungs = nearCutOff
    .map(({ within, every }) => ({ within: minutesOf(within), every: minutesOf(every) }))
    .toSorted((a, b) => a.within - b.within);
  const found: number[] = [];
  for (let before = 1; before <= (rungs.at(-1)?.within ?? 0); before += 1) {
    const rung = rungs.find(({ within }) => before <= within);
    if (rung !== undefined && before % rung.every === 0) found.push(last - before);
  }
  return found;
}

function checkLine(played: Played, line: LineAt, found: Found): void {
  const expected = expectedOf(line);
  const name = `${line.schedule}@${line.portal}`;
  for (const [key, kept] of played.books.occasions) {
    const { now } = kept;
    if (now.schedule !== line.schedule || now.portal !== line.portal || minuteOf(now.at) > line.end) continue;
    const one = expected.get(minuteOf(now.at));
    expected.delete(minuteOf(now.at));
    if (one === undefined) {
      // Put back when the clock was set right, and edited away meanwhile; or a time by a clock that was wrong.
      const isExcused = kept.early > 0 && now.outcome === "dropped";
      const minute = minuteOf(now.at);
      if (!isExcused && !isNearJump(played, minute, minute))
        found.wrong.push(`${key}: stands in the log and is no time of the schedule`);
    } else {
      found.occasions += 1;
      if (now.outcome === "ran") found.ran += 1;
      if (now.outcome === "joined") found.joined += 1;
      found.wrong.push(...wrongWith(played, line, one, kept).map((what) => `${key} ${now.outcome}: ${what}`));
    }
  }
  for (const minute of expected.keys()) {
    found.wrong.push(`${name} ${new Date((minute - 420) * 60_000).toISOString()}: is nowhere in the log`);
  }
}

function wrongWith(played: Played, line: LineAt, one: Expected, { now, ran, early, trueAt }: Kept): string[] {
  const wrong: string[] = [];
  if (ran > 1 + early) wrong.push(`ran ${ran} times, put back ${early} times`);
  const [at, due] = [minuteOf(now.at), (Date.parse(now.dueAt) + 420 * 60_000) / 60_000];
  const jitter = minutesOf(one.rules.jitter);
  if (due < at || due > at + jitter || (jitter > 0 && due === at + jitter))
    wrong.push("is not within its jitter");
  if (line.isOpen(one.reign, at) && !line.isOpen(one.reign, Math.floor(due)))
    wrong.push("was moved out of its window");
  if (one.cutOff !== null && due >= one.cutOff) wrong.push("was moved past its cut-off");
  if (now.outcome === "early") wrong.push("is still early at the end");
  const aheadMs = Date.parse(now.at) - trueAt;
  // A clock that is ahead by less than a gap is not told from one that is right.
  if (aheadMs > 6 * 60_000 && now.outcome !== "left_out") wrong.push("was left to a clock that was ahead");
  if (isNearJump(played, at, due)) return wrong;
  const look = firstLook(played.looks, Date.parse(now.dueAt));
  const reign = line.reigns.findLastIndex(({ after }) => look !== undefined && clockMinute(look) >= after);
  const rules = line.reigns[reign]?.config.schedules?.[line.schedule];
  const isGone = rules === undefined || rules.portals?.includes(line.portal) === false;
  const isEdited = reign !== one.reign;
  if (look === undefined || isGone || isEdited) return wrong;
  const may = allowed(line, one, { look, rules, reign, due });
  if (!may.includes(now.outcome)) wrong.push(`should have been ${may.join(" or ")}`);
  const isRun = now.outcome === "ran" || now.outcome === "joined";
  if (isRun && may[0] === "ran" && may.length === 2 && Date.parse(now.decidedAt) !== look.clock) {
    wrong.push(`was decided at ${now.decidedAt}, not by the first look that could`);
  }
  if (isRun && !played.clocks.has(now.decidedAt)) wrong.push("no look decided it");
  if (isRun && !line.isOpen(reignAt(line, now.decidedAt), minuteOf(now.decidedAt)))
    wrong.push("ran in a closed window");
  return wrong;
}

const reignAt = ({ reigns }: LineAt, instant: string) =>
  reigns.findLastIndex(({ after }) => (Date.parse(instant) + 420 * 60_000) / 60_000 >= after);

/** What may become of a time at the first look after it is due; the first that may is what usually does. */
function allowed(
  line: LineAt,
  one: Expected,
  { look, rules, reign, due }: { look: Look; rules: Schedule; reign: number; due: number },
): string[] {
  const at = clockMinute(look);
  if (rules.onlyWorkingDays && one.cutOff === null && !worked(Math.floor(one.at / 1440))) return ["left_out"];
  const later = ["ran", "joined", "dropped", "missed", "waiting", "paused", "asked"];
  if (look.paused.has(line.schedule) || !rules.enabled) return ["paused", ...later];
  const isLate = at - due > 5;
  const mayHelp = one.cutOff !== null && one.cutOff > at;
  if (isLate && !mayHelp && rules.missed === "none") return ["missed"];
  if (isLate && !mayHelp && rules.missed === "ask") return ["asked", ...later];
  return line.isOpen(reign, Math.floor(at)) ? ["ran", "joined"] : ["waiting", "ran", "joined", "dropped"];
}

function firstLook(looks: readonly Look[], due: number): Look | undefined {
  let [low, high] = [0, looks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((looks[middle]?.at ?? Infinity) >= due) high = middle;
    else low = middle + 1;
  }
  return looks[low];
}

/** While a clock is wrong, and where it went, nothing is said of when something is decided. */
function isNearJump({ scenario }: Played, from: number, to: number): boolean {
  return scenario.troubles.some((one) => {
    if (one.kind !== "jump") return false;
    const size = Math.abs(one.by);
    return to >= one.from - size - 10 && from <= one.to + size + 10;
  });
}

function checkCutOffs(
  played: Played,
  { portal, reigns, isOpen, end }: Omit<LineAt, "schedule">,
  found: Found,
): void {
  const calls = played.books.calls
    .filter(({ lane }) => lane === portal)
    .map(({ at }) => Date.parse(at) / 60_000 + 420);
  for (const [reign, { config, after, until }] of reigns.entries()) {
    const cutOff = config.portals[portal]?.cutOff;
    if (cutOff === undefined) continue;
    for (const at of cutOffMinutes(cutOff, Math.ceil(after), Math.min(until, end))) {
      found.cutOffs += 1;
      let last = at;
      while (!isOpen(reign, last - 1)) last -= 1;
      const isAble = (minute: number) =>
        minute > after &&
        isOpen(reign, minute) &&
        !isNearJump(played, minute, minute) &&
        !isTroubled(played, minute);
      // From the nearest half hour in which everything worked, something must have gone out.
      let to = last;
      while (to > last - 180 && !isAble(to - 1)) to -= 1;
      let from = to;
      while (from > to - 32 && isAble(from - 1)) from -= 1;
      if (to - from < 32 || from < last - 180) continue;
      found.reachable += 1;
      const isSent = calls.some((call) => call >= from && call <= to - (to === last ? 2 : 0));
      if (!isSent) found.wrong.push(`cut-off of ${portal} at minute ${at}: nothing went out before`);
    }
  }
}

function isTroubled({ scenario }: Played, minute: number): boolean {
  return scenario.troubles.some(
    (one) =>
      minute >= one.from &&
      minute <= one.to + 5 &&
      (one.kind !== "pause" || one.schedule === "before-cut-off"),
  );
}

function checkCalls({ books }: Played, found: Found): void {
  const made = books.calls.map(({ lane, at }) => `${lane} ${at}`);
  const known = new Set(made);
  if (known.size !== made.length) found.wrong.push("a lane was called twice by one look");
  for (const { now, early } of books.occasions.values()) {
    if (now.outcome !== "ran" || early > 0) continue;
    if (!known.has(`${now.portal} ${now.decidedAt}`))
      found.wrong.push(`${now.schedule} ${now.at}: ran without a call`);
  }
}
