// What a scrape is told of the register, gathered at most every few seconds, by one question at a time, within a deadline: a
// database that hangs makes no scrape hang.
import type { Instant } from "../../schemas/time.ts";
import type { Connections, Store } from "../store/connection.ts";
import { figuresOf, type Figures } from "../store/figures.ts";

/** Whether what is due will be in time, for one portal (push/forecast.ts). */
export interface PortalForecast {
  portal: string;
  requestsPerMinute: number;
  minutes: number;
  cutOffAt: Instant;
  late: number;
}

/** Where the figures come from. What other rooms know is handed in; left out: nothing is told of it. */
export interface Sources {
  store: Pick<Store, "snapshot" | "connections">;
  portals: readonly string[];
  forecasts?(): Promise<readonly PortalForecast[]>;
  /** Alarms that stand now, by what is silent. */
  alarms?(): Promise<readonly { kind: string; count: number }[]>;
  /** When the last weekly snapshot was frozen; null: none was so far. */
  snapshotAt?(): Promise<Instant | null>;
}

export interface Known {
  portals: readonly string[];
  figures: Figures;
  connections: Connections | null;
  forecasts: readonly PortalForecast[];
  alarms: readonly { kind: string; count: number }[];
  snapshotAt: Instant | null;
}

export interface Patience {
  /** How long what is known may be told again. */
  freshMs: number;
  /** How long a scrape waits. */
  answerMs: number;
  /** When a question without an answer counts as lost, and another is asked. */
  lostMs: number;
}

export const usualPatience: Patience = { freshMs: 5_000, answerMs: 4_000, lostMs: 60_000 };

/** Asks for what is known; null while the database does not answer in time. Never throws. */
export function known(
  sources: Sources,
  elapsed: () => number,
  patience: Patience = usualPatience,
): () => Promise<Known | null> {
  let asked: { at: number; answer: Promise<Known | null>; answered: boolean } | null = null;
  return async () => {
    const age = asked === null ? Infinity : elapsed() - asked.at;
    if (asked === null || age >= (asked.answered ? patience.freshMs : patience.lostMs)) {
      const question = { at: elapsed(), answer: gather(sources).catch(() => null), answered: false };
      void question.answer.then(() => (question.answered = true));
      asked = question;
    }
    return await within(asked.answer, patience.answerMs);
  };
}

async function gather(sources: Sources): Promise<Known> {
  const { store, portals } = sources;
  return {
    portals,
    figures: await store.snapshot(async (tx) => await figuresOf(tx, portals)),
    connections: store.connections?.() ?? null,
    forecasts: (await sources.forecasts?.()) ?? [],
    alarms: (await sources.alarms?.()) ?? [],
    snapshotAt: (await sources.snapshotAt?.()) ?? null,
  };
}

async function within<Result>(answer: Promise<Result>, ms: number): Promise<Result | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
