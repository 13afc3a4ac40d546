// The timetable's books in memory, with everything that ever stood in them.
import type { ClockMemory, Reopened } from "../../../src/schedule/clock.ts";
import type { LineState, Occasion } from "../../../src/schedule/decide.ts";
import type { Books } from "../../../src/schedule/tick.ts";

/** What became of one occasion over time. */
export interface Kept {
  now: Occasion;
  /** How often it ran, and how often it was put back because the clock had been ahead. */
  ran: number;
  early: number;
  /** When it was decided last, by the true time in milliseconds. */
  trueAt: number;
}

export interface Call {
  lane: string;
  at: string;
  full: boolean;
  reason: string;
}

export interface MemoryBooks extends Books {
  occasions: Map<string, Kept>;
  calls: Call[];
  /** Set before each look. */
  trueTime: { at: number };
  paused: Set<string>;
  /** Schedules of which a person is asked. */
  asked(): Set<string>;
  /** Settles what waits for a person. */
  settle(schedule: string, from: readonly Occasion["outcome"][], to: Occasion["outcome"], at: string): number;
}

const lineKey = ({ schedule, portal }: Pick<LineState, "schedule" | "portal">) => `${schedule} ${portal}`;
const keyOf = (one: Pick<Occasion, "schedule" | "portal" | "at">) => `${lineKey(one)} ${one.at}`;

export function memoryBooks(seed: string): MemoryBooks {
  let memory: ClockMemory | null = null;
  const lines = new Map<string, LineState>();
  const occasions = new Map<string, Kept>();
  const held = new Map<string, Occasion>();
  const asked = new Map<string, Occasion>();
  const putBack = new Map<string, Occasion>();
  const calls: Call[] = [];
  const paused = new Set<string>();
  const trueTime = { at: 0 };
  const put = (one: Occasion) => {
    const key = keyOf(one);
    const known = occasions.get(key) ?? { now: one, ran: 0, early: 0, trueAt: 0 };
    if (one.outcome === "ran") known.ran += 1;
    known.now = one;
    known.trueAt = trueTime.at;
    occasions.set(key, known);
    held.delete(key);
    asked.delete(key);
    putBack.delete(key);
    if (one.outcome === "early") putBack.set(key, one);
    if (one.outcome === "waiting" || one.outcome === "paused") held.set(key, one);
    if (one.outcome === "asked") asked.set(key, one);
  };
  return {
    occasions,
    calls,
    trueTime,
    paused,
    clock: () => Promise.resolve({ memory, seed }),
    keepClock(next) {
      memory = next;
      return Promise.resolve();
    },
    reopen({ after, until }: Reopened) {
      for (const kept of occasions.values()) {
        if (kept.now.dueAt <= after || (until !== null && kept.now.dueAt > until)) continue;
        kept.early += 1;
        put({ ...kept.now, outcome: "early" });
      }
      for (const [key, line] of lines) {
        const least = (instant: string) => (instant < after ? instant : after);
        lines.set(key, { ...line, began: least(line.began), decidedUntil: least(line.decidedUntil) });
      }
      return Promise.resolve();
    },
    lines: () => Promise.resolve([...lines.values()]),
    keepLines(changed, gone) {
      for (const line of gone) lines.delete(lineKey(line));
      for (const line of changed) lines.set(lineKey(line), line);
      return Promise.resolve();
    },
    pausedSchedules: () => Promise.resolve(paused),
    held: () => Promise.resolve([...held.values()]),
    decidedAfter: (due) =>
      Promise.resolve(
        [...occasions.values()]
          .map(({ now }) => now)
          .filter(({ dueAt, outcome }) => dueAt > due && outcome !== "early"),
      ),
    keep(some) {
      for (const one of some) put(one);
      return Promise.resolve();
    },
    dropPassed(now) {
      for (const one of putBack.values()) {
        if (one.dueAt <= now) put({ ...one, outcome: "dropped", decidedAt: now });
      }
      return Promise.resolve();
    },
    call(call) {
      calls.push(call);
      return Promise.resolve();
    },
    asked: () => new Set([...asked.values()].map(({ schedule }) => schedule)),
    settle(schedule, from, to, at) {
      const some = [...held.values(), ...asked.values()].filter(
        (one) => one.schedule === schedule && from.includes(one.outcome),
      );
      for (const one of some) put({ ...one, outcome: to, decidedAt: at });
      return some.length;
    },
  };
}
