// The timetable's books in the database: one transaction, held by whoever looks.
import { phrase } from "../../schemas/phrase.ts";
import { callLane } from "../store/lane-calls.ts";
import type { Tx } from "../store/connection.ts";
import { occasionsDueAfter, occasionsThatAre, settlePassed, writeOccasions } from "../store/occasions.ts";
import {
  deleteLine,
  lockClock,
  reopenAfter,
  scheduleLines,
  schedulePauses,
  writeClock,
  writeLines,
} from "../store/schedules.ts";
import type { LineState, Occasion } from "./decide.ts";
import type { Books } from "./tick.ts";

/** The books as one transaction sees them. `newSeed` is used once in the life of an installation. */
export function booksIn(tx: Tx, newSeed: string): Books {
  return {
    clock: async () => await lockClock(tx, newSeed),
    keepClock: async (memory) => await writeClock(tx, memory),
    reopen: async (reopened) =>
      await reopenAfter(tx, { ...reopened, outcome: "early", why: phrase("schedule.why.early") }),
    lines: async () => (await scheduleLines(tx)) as LineState[],
    async keepLines(changed, gone) {
      await writeLines(tx, changed);
      for (const line of gone) await deleteLine(tx, line);
    },
    pausedSchedules: async () => new Set((await schedulePauses(tx)).map(({ schedule }) => schedule)),
    held: async () => (await occasionsThatAre(tx, ["waiting", "paused"])) as Occasion[],
    decidedAfter: async (due) => await occasionsDueAfter(tx, due, "early"),
    keep: async (occasions) => await writeOccasions(tx, occasions),
    dropPassed: async (now) =>
      await settlePassed(tx, { now, from: "early", to: "dropped", why: phrase("schedule.why.edited") }),
    call: async (lane) => await callLane(tx, lane),
  };
}
