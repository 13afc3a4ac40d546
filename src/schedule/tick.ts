// One look at the timetable: what has come since the last one is decided, written down, and the lanes that are to be
// carried are called. What it remembers lies in books, which are one unit of work.
import type { Instant } from "../../schemas/time.ts";
import { stepClock, type ClockMemory, type Reopened } from "./clock.ts";
import { decideGone, decideLine, isQuiet, nextState, type LineState, type Occasion } from "./decide.ts";
import type { Line, Setting } from "./occasions.ts";

/** What the timetable remembers, as one unit of work sees it. */
export interface Books {
  /** Locked until the unit of work ends: whoever else looks waits. `seed` is given once and kept. */
  clock(): Promise<{ memory: ClockMemory | null; seed: string }>;
  keepClock(memory: ClockMemory): Promise<void>;
  /** Occasions that are due in there become early, and lines are decided no further than its beginning. */
  reopen(reopened: Reopened): Promise<void>;
  lines(): Promise<LineState[]>;
  keepLines(
    changed: readonly LineState[],
    gone: readonly Pick<LineState, "schedule" | "portal">[],
  ): Promise<void>;
  pausedSchedules(): Promise<ReadonlySet<string>>;
  /** Occasions that wait. */
  held(): Promise<Occasion[]>;
  /** Occasions due after an instant that are decided, early ones left out. */
  decidedAfter(due: Instant): Promise<Pick<Occasion, "schedule" | "portal" | "at">[]>;
  /** Adds occasions, or puts them in the place of what they were. */
  keep(occasions: readonly Occasion[]): Promise<void>;
  /**
   * Early occasions that have passed and were not decided again are dropped: an edit took them out of the timetable
   * after the clock had been set back.
   */
  dropPassed(now: Instant): Promise<void>;
  call(lane: { lane: string; at: Instant; full: boolean; reason: string }): Promise<void>;
}

/** What a tick did. */
export interface Tick {
  occasions: number;
  called: string[];
}

/** A line that nothing happens to is written down again after this long: its beginning is where counting starts. */
const writtenDownAgainMs = 86_400_000;

/** Decides everything that has come by `now`. Nothing of it happened when it throws. */
export async function tick(
  books: Books,
  { lines, calendar }: { lines: readonly Line[]; calendar: Setting["calendar"] },
  now: Instant,
): Promise<Tick> {
  const { memory: last, seed } = await books.clock();
  const { memory, reopened } = stepClock(last, now);
  if (reopened !== null) await books.reopen(reopened);
  const states = byLine(await books.lines());
  const held = groupsOf(await books.held());
  const decided = groupsOf(await decidedAhead(books, memory, [...states.values()]));
  const paused = await books.pausedSchedules();
  // Once everything is lived through for the second time, all lines are decided as far as the clock shows.
  const isThrough = memory.livedUntil !== null && memory.livedUntil < now;

  const [changed, kept]: [LineState[], Occasion[]] = [[], []];
  const calls = new Map<string, { full: boolean; reason: string }>();
  for (const line of lines) {
    const key = keyOf(line);
    const state = states.get(key) ?? null;
    states.delete(key);
    const waits = held.get(key) ?? [];
    if (waits.length === 0 && isQuiet(line, state, { calendar, seed, now })) {
      const next = nextState(line, state, now);
      if (isThrough || isOld(state, next)) changed.push(next);
      continue;
    }
    const remembered = {
      state,
      held: waits,
      decided: new Set((decided.get(key) ?? []).map(({ at }) => at)),
      isPaused: paused.has(line.schedule),
    };
    const decision = decideLine(line, remembered, { calendar, seed, now });
    kept.push(...decision.occasions);
    if (isThrough || decision.occasions.length > 0 || isOld(state, decision.state))
      changed.push(decision.state);
    if (decision.call === null) continue;
    const full = decision.call.full || calls.get(line.portal)?.full === true;
    calls.set(line.portal, { full, reason: line.schedule });
  }
  const gone = [...states.values()];
  for (const state of gone) {
    kept.push(...decideGone(state, held.get(keyOf(state)) ?? [], { calendar, seed, now }));
  }
  await books.keepLines(changed, gone);
  await books.keep(kept);
  await books.dropPassed(now);
  await books.keepClock(isThrough ? { ...memory, livedUntil: null } : memory);
  for (const [lane, { full, reason }] of calls) await books.call({ lane, at: now, full, reason });
  return { occasions: kept.length, called: [...calls.keys()] };
}

/** What is decided although it lies ahead of what its line is decided to: only after a clock was set back. */
async function decidedAhead(books: Books, { livedUntil }: ClockMemory, states: readonly LineState[]) {
  if (livedUntil === null) return [];
  const lowest = states.reduce(
    (low, { decidedUntil }) => (decidedUntil < low ? decidedUntil : low),
    livedUntil,
  );
  return lowest < livedUntil ? await books.decidedAfter(lowest) : [];
}

function isOld(state: LineState | null, next: LineState): boolean {
  if (state === null || state.digest !== next.digest) return true;
  if (state.decidedUntil.slice(0, 10) === next.decidedUntil.slice(0, 10)) return false;
  return Date.parse(next.decidedUntil) - Date.parse(state.decidedUntil) > writtenDownAgainMs;
}

function keyOf({ schedule, portal }: Pick<LineState, "schedule" | "portal">): string {
  return `${schedule} ${portal}`;
}

function byLine(states: readonly LineState[]): Map<string, LineState> {
  return new Map(states.map((state) => [keyOf(state), state]));
}

function groupsOf<Item extends Pick<Occasion, "schedule" | "portal">>(
  items: readonly Item[],
): Map<string, Item[]> {
  return Map.groupBy(items, keyOf);
}
