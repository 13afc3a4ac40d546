// A person pauses a schedule, opens it again and says what becomes of the runs that were missed meanwhile, or of those that
// it asks about. Each is noted on the ledger.
import type { Config } from "../../schemas/config.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { ownLedger } from "../ledger/erase.ts";
import type { Store, Tx } from "../store/connection.ts";
import { countHeld, settleHeld } from "../store/occasions.ts";
import { addSchedulePause, endSchedulePause, schedulePauses } from "../store/schedules.ts";
import type { Outcome } from "./decide.ts";
import { schedulesOf } from "./timetable.ts";

export interface PersonMeans {
  store: Store;
  config: Pick<Config, "schedules">;
  now(): Instant;
  who: string;
  run: string;
}

/** Pauses a schedule. UserError for an unknown one, one that is paused, or without a reason. */
export async function pauseSchedule(means: PersonMeans, schedule: string, reason: string): Promise<Phrase> {
  checkName(means, schedule);
  const why = reason.trim();
  if (why === "") throw new UserError([phrase("schedule.pause_reason", { schedule })]);
  return await means.store.transaction(async (tx) => {
    const known = (await schedulePauses(tx)).find((one) => one.schedule === schedule);
    if (known !== undefined) {
      const values = { schedule, by: known.by, since: showInstant(known.at), reason: known.reason };
      throw new UserError([phrase("schedule.is_paused", values)]);
    }
    await addSchedulePause(tx, { schedule, by: means.who, at: means.now(), reason: why });
    const told = phrase("schedule.paused_now", { schedule, reason: why });
    await note(tx, means, told);
    return told;
  });
}

/** Outcomes that a person settles by opening the schedule again. */
const missedOutcomes = ["paused", "asked"] as const satisfies readonly Outcome[];

/** How many runs a schedule missed that wait for a person's word. UserError for an unknown one. */
export async function missedRuns(means: PersonMeans, schedule: string): Promise<number> {
  checkName(means, schedule);
  return await means.store.read(async (tx) => await countHeld(tx, { schedule, outcomes: missedOutcomes }));
}

/** What opening a schedule again did. */
export interface Resumed {
  wasPaused: boolean;
  /** Runs that had been missed. */
  missed: number;
  told: Phrase;
}

/**
 * Opens a schedule again, and settles what it missed while it was paused and what it asks about: one run for each portal,
 * or none. UserError when it is not paused and asks nothing.
 */
export async function resumeSchedule(
  means: PersonMeans,
  schedule: string,
  missed: "once" | "none",
): Promise<Resumed> {
  checkName(means, schedule);
  return await means.store.transaction(async (tx) => {
    const wasPaused = (await schedulePauses(tx)).some((one) => one.schedule === schedule);
    await endSchedulePause(tx, schedule);
    const count = await settleHeld(tx, {
      schedule,
      from: missedOutcomes,
      to: missed === "once" ? "waiting" : "dropped",
      at: means.now(),
      why: phrase(missed === "once" ? "schedule.why.taken_up" : "schedule.why.dropped", { who: means.who }),
    });
    if (!wasPaused && count === 0) throw new UserError([phrase("schedule.nothing_to_resume", { schedule })]);
    const told = phrase(`schedule.resumed_${missed}`, { schedule, count });
    await note(tx, means, told);
    return { wasPaused, missed: count, told };
  });
}

function checkName({ config }: PersonMeans, schedule: string): void {
  const known = Object.keys(schedulesOf(config));
  if (known.includes(schedule)) return;
  throw new UserError([phrase("schedule.unknown", { schedule, known: known.join(", ") })]);
}

async function note(tx: Tx, means: PersonMeans, said: Phrase): Promise<void> {
  const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note: said };
  await appendEntries(tx, { lane: ownLedger, at: means.now(), bodies: [body] });
}
