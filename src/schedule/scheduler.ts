// Keeps the timetable: looks every fifteen seconds, in as many processes as there are, each time in one transaction that
// the others wait for. What was not looked at (process, database or machine away) is caught up with by the next look.
import type { Calendar } from "../../schemas/calendar.ts";
import type { Config } from "../../schemas/config.ts";
import { later, type Instant } from "../../schemas/time.ts";
import type { Store } from "../store/connection.ts";
import { forgetOccasions } from "../store/occasions.ts";
import { databaseTime } from "../store/schedules.ts";
import { booksIn } from "./books.ts";
import { heldOutcomes } from "./decide.ts";
import { tick, type Tick } from "./tick.ts";
import { timetableOf } from "./timetable.ts";

export interface SchedulerMeans {
  store: Store;
  config: Pick<Config, "portals" | "schedules">;
  calendar: Calendar;
  now(): Instant;
  wait(ms: number): Promise<void>;
  newId(): string;
  log: {
    info(what: object, text: string): void;
    warn(what: object, text: string): void;
  };
  /** Called after each look that called lanes, so that they need not wait to be found. */
  onCalled?(lanes: readonly string[]): void;
  /** Whose clock counts. Left out: the database's on a server, which all machines share, else the own one. */
  clock?: "own" | "database";
}

/** How often the timetable is looked at. */
export const tickMs = 15_000;
/** How often a waiting scheduler looks whether it should stop. */
const stepMs = 1_000;
/** What became of an occasion is known for so long. */
const rememberedMs = 400 * 86_400_000;

/** One look at the timetable, whole or not at all. */
export async function lookOnce(means: SchedulerMeans): Promise<Tick> {
  const timetable = { lines: timetableOf(means.config), calendar: means.calendar };
  const clock = means.clock ?? (means.store.mode === "server" ? "database" : "own");
  const newSeed = means.newId();
  return await means.store.transaction(async (tx) => {
    const books = booksIn(tx, newSeed);
    // Locked first: whoever waited for another process's look must not look with an older time.
    await books.clock();
    return await tick(books, timetable, clock === "own" ? means.now() : await databaseTime(tx));
  });
}

/** Starts to keep the timetable. */
export function startScheduler(means: SchedulerMeans): { name: "scheduler"; stop(): Promise<void> } {
  let isStopping = false;
  const keeping = keepTimetable(means, () => isStopping);
  return {
    name: "scheduler",
    async stop() {
      isStopping = true;
      await keeping;
    },
  };
}

async function keepTimetable(means: SchedulerMeans, isStopping: () => boolean): Promise<void> {
  for (let looks = 0; !isStopping(); looks += 1) {
    await lookAndTell(means);
    if (looks % 1_000 === 0) await forget(means);
    for (let waited = 0; waited < tickMs && !isStopping(); waited += stepMs) await means.wait(stepMs);
  }
}

/** A look that fails changes nothing and is made up for by the next one; that none works is seen by `schedule_clock`. */
async function lookAndTell(means: SchedulerMeans): Promise<void> {
  try {
    const { occasions, called } = await lookOnce(means);
    if (called.length > 0) means.onCalled?.(called);
    if (occasions > 0) means.log.info({ occasions, called }, "timetable looked at");
  } catch (error) {
    means.log.warn({ error: String(error) }, "timetable not looked at, tried again");
  }
}

async function forget({ store, now, log }: SchedulerMeans): Promise<void> {
  try {
    const before = later(now(), -rememberedMs);
    await store.transaction(async (tx) => await forgetOccasions(tx, before, heldOutcomes));
  } catch (error) {
    log.warn({ error: String(error) }, "old occasions not forgotten, tried again later");
  }
}
