// Decides what becomes of each time at which a line should have run by now: every one runs exactly once, or joins a later
// one, or does not run, and each has its reason. Pure: no clock, no database.
import { isWorkingDay } from "../../schemas/calendar.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { spanMs } from "../../schemas/time-shapes.ts";
import { dayOf, showInstant, type Instant } from "../../schemas/time.ts";
import { momentsOf, shareOf, type Definition, type Line, type Moment, type Setting } from "./occasions.ts";
import { closedSpanAt, openSpanAt } from "./windows.ts";

/**
 * ran: the lane was called. joined: another one ran for it. left_out: a day off. missed: nobody was there and the schedule
 * does not catch up. dropped: a person said so. Not settled yet: waiting (for the window, or taken up by a person), paused,
 * asked (a person decides), early (it was decided while the clock was ahead, and is still to come).
 */
export const outcomes = [
  "ran",
  "joined",
  "left_out",
  "missed",
  "dropped",
  "waiting",
  "paused",
  "asked",
  "early",
] as const;
export type Outcome = (typeof outcomes)[number];

/** Outcomes that still wait for something. */
export const heldOutcomes = ["waiting", "paused", "asked"] as const satisfies readonly Outcome[];

/** One time of one line, and what became of it. */
export interface Occasion {
  schedule: string;
  portal: string;
  at: Instant;
  dueAt: Instant;
  byCron: boolean;
  cutOff: Instant | null;
  outcome: Outcome;
  decidedAt: Instant;
  why: Phrase;
}

/** How far a line is decided. */
export interface LineState {
  schedule: string;
  portal: string;
  digest: string;
  definition: Definition;
  /** Since when this definition counts: times by the timetable after it. */
  began: Instant;
  decidedUntil: Instant;
}

/** What is remembered of a line. */
export interface Remembered {
  /** `null`: it is new. */
  state: LineState | null;
  /** Occasions that wait. */
  held: readonly Occasion[];
  /** Times (`Occasion.at`) that are decided although they lie ahead of `decidedUntil`. */
  decided: ReadonlySet<Instant>;
  isPaused: boolean;
}

export interface Decision {
  state: LineState;
  /** New ones and changed ones. */
  occasions: Occasion[];
  /** The lane is to be carried; `null`: not now. */
  call: { full: boolean } | null;
}

/** Later than this a run counts as missed. */
export const lateAfterMs = 5 * 60_000;

/** What is to happen at one line now. */
export function decideLine(
  line: Line,
  remembered: Remembered,
  setting: Setting & { now: Instant },
): Decision {
  const { now } = setting;
  const state = nextState(line, remembered.state, now);
  const isOff = remembered.isPaused || !line.definition.schedule.enabled;
  const ripe: Occasion[] = [];
  const settled: Occasion[] = [];
  for (const moment of newMoments(line, remembered, setting)) {
    const one = decideMoment(line, moment, { ...setting, isOff });
    (one.outcome === "ran" ? ripe : settled).push(one);
  }
  for (const one of remembered.held) {
    if (one.outcome === "waiting" && !isOff) ripe.push(one);
    if (one.outcome === "paused" && !isOff) {
      const taken = afterPause(line, one, now);
      (taken.outcome === "ran" ? ripe : settled).push(taken);
    }
  }
  const { occasions, call } = runOrWait(line, ripe, { now, seed: setting.seed });
  return { state, occasions: [...settled, ...occasions], call };
}

/** How far ahead a line's next time is looked for at once. */
const lookedAheadMs = 2 * 86_400_000;

const nextTimes = new WeakMap<Line, { of: string; next: number }>();

/** Nothing can be new at this line: no time of it has come. Cheap, because it is asked of every line at every look. */
export function isQuiet(line: Line, state: LineState | null, setting: Setting & { now: Instant }): boolean {
  if (state === null || state.digest !== line.digest) return false;
  const of = `${state.decidedUntil} ${state.began} ${setting.seed}`;
  const known = nextTimes.get(line);
  if (known?.of === of && Date.parse(setting.now) < known.next) return true;
  const next = nextTime(line, state, setting);
  nextTimes.set(line, { of, next });
  return Date.parse(setting.now) < next;
}

/** When the first time after what is decided comes, or until when there is none. */
function nextTime(line: Line, state: LineState, setting: Setting & { now: Instant }): number {
  const decided = Date.parse(state.decidedUntil);
  const until = Math.max(decided, Date.parse(setting.now)) + lookedAheadMs;
  const { jitter } = line.definition.schedule;
  const after = Math.max(Date.parse(state.began), decided - (jitter === undefined ? 0 : spanMs(jitter)));
  const dues = momentsOf(line, setting, { after, until }).map(({ due }) => due);
  return Math.min(until, ...dues.filter((due) => due > decided));
}

/** What becomes of a line that is no more: what waits for it, and what came until now, is dropped. */
export function decideGone(
  state: LineState,
  held: readonly Occasion[],
  setting: Setting & { now: Instant },
): Occasion[] {
  const line: Line = state;
  const remembered = { state: { ...state, digest: "" }, held, decided: new Set<Instant>(), isPaused: false };
  const why = phrase("schedule.why.gone");
  const came = newMoments(line, remembered, setting).map((moment) =>
    occasionOf(line, moment, { outcome: "dropped", why, now: setting.now }),
  );
  const waited = held.map((one): Occasion => ({ ...one, outcome: "dropped", why, decidedAt: setting.now }));
  return [...waited, ...came];
}

/** How far a line is decided after a look. */
export function nextState(line: Line, state: LineState | null, now: Instant): LineState {
  const { schedule, portal, digest, definition } = line;
  const isSame = state !== null && state.digest === digest;
  const began = isSame ? state.began : now;
  const decidedUntil = isSame && state.decidedUntil > now ? state.decidedUntil : now;
  return { schedule, portal, digest, definition, began, decidedUntil };
}

/**
 * Times that came since the last decision. After an edit they are those of the old definition, up to the edit by the
 * timetable, so that each time belongs to exactly one definition.
 */
function newMoments(
  line: Line,
  { state, decided }: Remembered,
  setting: Setting & { now: Instant },
): Moment[] {
  if (state === null || (state.decidedUntil >= setting.now && state.digest === line.digest)) return [];
  const isEdited = state.digest !== line.digest;
  // The same definition, but the one whose windows have been counted already.
  const { definition } = isEdited ? state : line;
  const [now, until, began] = [
    Date.parse(setting.now),
    Date.parse(state.decidedUntil),
    Date.parse(state.began),
  ];
  const { jitter } = definition.schedule;
  const after = Math.max(began, until - (jitter === undefined ? 0 : spanMs(jitter)));
  const moments = momentsOf({ ...line, definition }, setting, { after, until: now });
  return moments.filter(
    ({ at, due }) => due > until && (isEdited || due <= now) && !decided.has(instantOf(at)),
  );
}

/** One time by itself; `ran` stands for "to be run", if the window lets it. */
function decideMoment(line: Line, moment: Moment, at: Setting & { now: Instant; isOff: boolean }): Occasion {
  const { schedule } = line.definition;
  const now = Date.parse(at.now);
  const become = (outcome: Outcome, why: Phrase) => occasionOf(line, moment, { outcome, why, now: at.now });
  const day = dayOf(instantOf(moment.at));
  if (schedule.onlyWorkingDays && moment.cutOff === null && !isWorkingDay(at.calendar, day)) {
    return become("left_out", phrase("schedule.why.day_off"));
  }
  if (at.isOff) return become("paused", phrase("schedule.why.paused"));
  const lateMs = now - moment.due;
  if (lateMs <= lateAfterMs) return become("ran", phrase("schedule.why.on_time"));
  const late = phrase("schedule.why.late", { minutes: Math.round(lateMs / 60_000) });
  // Before a cut-off that is still ahead there is nothing to ask.
  const mayStillHelp = moment.cutOff !== null && moment.cutOff > now;
  if (mayStillHelp || schedule.missed === "once") return become("ran", late);
  return schedule.missed === "none"
    ? become("missed", phrase("schedule.why.missed"))
    : become("asked", phrase("schedule.why.asked"));
}

/** What waits since the schedule was switched off in the configuration, now that it is on again. */
function afterPause(line: Line, one: Occasion, now: Instant): Occasion {
  const { missed } = line.definition.schedule;
  if (missed === "once")
    return { ...one, outcome: "ran", why: phrase("schedule.why.resumed"), decidedAt: now };
  if (missed === "none")
    return { ...one, outcome: "missed", why: phrase("schedule.why.missed"), decidedAt: now };
  return { ...one, outcome: "asked", why: phrase("schedule.why.asked"), decidedAt: now };
}

/** Runs the newest and lets the others join it, or lets all wait for the window. */
function runOrWait(
  line: Line,
  ripe: readonly Occasion[],
  { now, seed }: { now: Instant; seed: string },
): Pick<Decision, "occasions" | "call"> {
  const newest = ripe.reduce<Occasion | null>(
    (last, one) => (last !== null && last.at > one.at ? last : one),
    null,
  );
  if (newest === null) return { occasions: [], call: null };
  const opensAt = opensFor(line, ripe, { now: Date.parse(now), seed });
  if (opensAt !== null) {
    const until = Number.isFinite(opensAt) ? showInstant(instantOf(opensAt)) : null;
    const why = phrase("schedule.why.window", { until });
    const fresh = ripe.filter(({ outcome }) => outcome !== "waiting");
    return {
      occasions: fresh.map((one) => ({ ...one, outcome: "waiting", why, decidedAt: now })),
      call: null,
    };
  }
  const occasions = ripe.map((one): Occasion => {
    if (one !== newest) {
      const why = phrase("schedule.why.joined", { at: showInstant(newest.at) });
      return { ...one, outcome: "joined", why, decidedAt: now };
    }
    const why = one.why.key === "schedule.why.window" ? phrase("schedule.why.after_window") : one.why;
    return { ...one, outcome: "ran", why, decidedAt: now };
  });
  return { occasions, call: { full: line.definition.schedule.full && ripe.some(({ byCron }) => byCron) } };
}

/**
 * When the window lets these run; `null`: now. What waited starts by its portal's share of the jitter after the window
 * has opened, so that not everybody comes in the same second.
 */
function opensFor(
  line: Line,
  ripe: readonly Occasion[],
  { now, seed }: { now: number; seed: string },
): number | null {
  const { windows, schedule } = line.definition;
  const span = openSpanAt(windows, now);
  if (span === null) return closedSpanAt(windows, now).to;
  if (schedule.jitter === undefined || !Number.isFinite(span.from)) return null;
  if (ripe.some(({ outcome, dueAt }) => outcome !== "waiting" || Date.parse(dueAt) >= span.from)) return null;
  const spread = Math.min(spanMs(schedule.jitter), (span.to - span.from) / 2);
  const from = span.from + Math.floor(shareOf(line, seed) * spread);
  return now < from ? from : null;
}

function occasionOf(
  { schedule, portal }: Line,
  { at, due, byCron, cutOff }: Moment,
  { outcome, why, now }: { outcome: Outcome; why: Phrase; now: Instant },
): Occasion {
  return {
    schedule,
    portal,
    at: instantOf(at),
    dueAt: instantOf(due),
    byCron,
    cutOff: cutOff === null ? null : instantOf(cutOff),
    outcome,
    decidedAt: now,
    why,
  };
}

function instantOf(at: number): Instant {
  return new Date(at).toISOString();
}
