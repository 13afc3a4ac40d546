// What a clock that jumps does to the timetable. Time that was passed over in one go (a machine that was off, a clock set
// ahead) was only caught up with: when the clock goes back into it, or back by as much, it was ahead, and what lies before
// it is still to come. Else time that was lived through is not lived twice, unless it was hours: then it counts anew.
import type { Instant } from "../../schemas/time.ts";

export interface ClockMemory {
  /** What the clock showed at the last tick. */
  tickedAt: Instant;
  /** The last time that was passed over; `gapFrom` null: everything before the first tick. */
  gapFrom: Instant | null;
  gapTo: Instant;
  /** Until when occasions may be decided already although the clock shows less; `null`: none are. */
  livedUntil: Instant | null;
}

/** Moments whose decisions no longer count; `until` null: all after. */
export interface Reopened {
  after: Instant;
  until: Instant | null;
}

/** Ticks further apart than this have a gap between them. */
export const gapAfterMs = 5 * 60_000;
/** A clock that goes back by less is being corrected in small steps. */
export const toleranceMs = 2 * 60_000;
/** A clock that was lived by, and goes back by more than this, was wrong. (cron does the same.) */
export const wrongByMs = 3 * 3_600_000;

/** The memory after a tick at `now`, and what has to be decided again. */
export function stepClock(
  memory: ClockMemory | null,
  now: Instant,
): { memory: ClockMemory; reopened: Reopened | null } {
  if (memory === null) {
    return { memory: { tickedAt: now, gapFrom: null, gapTo: now, livedUntil: null }, reopened: null };
  }
  const { tickedAt } = memory;
  const aheadMs = Date.parse(now) - Date.parse(tickedAt);
  if (aheadMs > gapAfterMs) {
    return { memory: { ...memory, tickedAt: now, gapFrom: tickedAt, gapTo: now }, reopened: null };
  }
  if (aheadMs >= 0) return { memory: { ...memory, tickedAt: now }, reopened: null };
  if (aheadMs >= -toleranceMs) return { memory, reopened: null };
  const { livedUntil } = memory;
  const lived = livedUntil !== null && livedUntil > tickedAt ? livedUntil : tickedAt;
  return setBack(memory, now, lived);
}

function setBack(
  memory: ClockMemory,
  now: Instant,
  livedUntil: Instant,
): { memory: ClockMemory; reopened: Reopened | null } {
  const { tickedAt, gapFrom, gapTo } = memory;
  const anew: ClockMemory = { tickedAt: now, gapFrom: now, gapTo: now, livedUntil: null };
  const backMs = Date.parse(tickedAt) - Date.parse(now);
  const livedTwiceMs = Math.min(backMs, Date.parse(tickedAt) - Date.parse(gapTo));
  const isInGap = now < gapTo && (gapFrom === null || gapFrom <= now);
  // Back by as much as it had gone ahead, but for the time between two looks at either end: it was ahead until now.
  const gapMs = gapFrom === null ? Infinity : Date.parse(gapTo) - Date.parse(gapFrom);
  const isRecent = Date.parse(tickedAt) - Date.parse(gapTo) <= wrongByMs;
  const isUndone = isRecent && gapMs > 0 && Math.abs(backMs - gapMs) <= 2 * gapAfterMs;
  // What came while it was ahead was decided too early: it is made up for at once.
  const since = isRecent && gapFrom !== null && gapFrom < now ? gapFrom : now;
  if (isInGap || isUndone) return { memory: anew, reopened: { after: since, until: null } };
  if (livedTwiceMs > wrongByMs) return { memory: anew, reopened: { after: now, until: null } };
  const isBeforeGap = gapFrom !== null && now < gapFrom && gapFrom < gapTo;
  if (isBeforeGap) return { memory: { ...anew, livedUntil }, reopened: { after: gapFrom, until: gapTo } };
  return { memory: { tickedAt: now, gapFrom, gapTo, livedUntil: memory.livedUntil }, reopened: null };
}
