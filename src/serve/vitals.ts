// How a process that stays is doing: which parts run, which are in trouble, whether it is ready. What the door tells
// and what the log tells come from here.
import type { Means } from "../push/lane.ts";
import { answers, type Store } from "../store/connection.ts";
import type { Part } from "./part.ts";

export interface Health {
  /** Every part that was started runs, and none is in trouble. */
  ok: boolean;
  parts: { name: string; trouble: boolean }[];
}

export interface Readiness {
  ok: boolean;
  /** All parts have started, and none is stopping. */
  started: boolean;
  /** The database answers; it has its newest shape since before the first part started. */
  database: boolean;
}

export interface Vitals {
  /** The parts that run, in the order of their start. */
  parts: Part[];
  /** Names of parts that ended by themselves. */
  dead: Set<string>;
  phase: "starting" | "ready" | "stopping";
  health(): Health;
  readiness(): Promise<Readiness>;
}

/** A database that answers more slowly than this does not answer. */
const answersWithinMs = 3_000;

export function createVitals({ store, means }: { store: Store; means: Pick<Means, "wait"> }): Vitals {
  const asksOnce = oneAtATime(async () => {
    return await Promise.race([answers(store), means.wait(answersWithinMs).then(() => false)]);
  });
  const vitals: Vitals = {
    parts: [],
    dead: new Set(),
    phase: "starting",
    health() {
      const parts = vitals.parts.map(({ name, trouble }) => ({
        name,
        trouble: vitals.dead.has(name) || (trouble?.() ?? null) !== null,
      }));
      return { ok: parts.every(({ trouble }) => !trouble), parts };
    },
    async readiness() {
      const started = vitals.phase === "ready";
      const database = await asksOnce();
      return { ok: started && database, started, database };
    },
  };
  return vitals;
}

/** Whoever asks while an answer is under way gets that answer: many who ask cost as much as one. */
function oneAtATime<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | null = null;
  return async () => await (underWay ??= ask().finally(() => (underWay = null)));
}
