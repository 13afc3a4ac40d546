// Moments for requests, reserved from the account that all workers share and used one by one, each near its time. A
// moment that was missed is lost, so that the workers together keep the limit to the request.
import { setTimeout as delay } from "node:timers/promises";
import { Transient } from "../../schemas/errors.ts";
import type { Account } from "./account.ts";

/** How late a moment may be used. */
const slackMs = 100;
/**
 * How late it may be used with the database's answer counted in: the limit still holds with the spare half percent of
 * a minute (300 ms), of which the network has the rest.
 */
const latestMs = 250;
/** A database that always answers slower than that would never give a moment in time: then one is used late. */
const maxReservations = 3;

export interface Slots {
  /** Waits for the next moment; Transient when the portal wants silence for longer than one request may wait. */
  next(): Promise<void>;
  /** Throws away what was reserved. */
  forget(): void;
}

/** Moments that are left of a reservation: evenly apart, each good for so long. */
interface Batch {
  next: number;
  left: number;
  allowedMs: number;
}

const none: Batch = { next: 0, left: 0, allowedMs: 0 };

/**
 * `everyMs` between two requests of the account. As many are reserved as wait here; while more are `queued`, `atOnce`.
 */
export function slotsOf(
  account: Account,
  of: { everyMs: number; atOnce: number; patienceMs: number; queued(): number },
): Slots {
  let batch = none;
  let wanted = 0;
  let last: Promise<void> = Promise.resolve();
  const reserve = async (tries: number): Promise<Batch> => {
    const count = Math.max(1, of.queued() > 0 ? of.atOnce : Math.min(of.atOnce, wanted));
    const asked = performance.now();
    const reserved = await account.reserve({ count, everyMs: of.everyMs, patienceMs: of.patienceMs });
    if ("quietMs" in reserved) {
      throw new Transient("the portal asked for silence", { retryAfterMs: reserved.quietMs });
    }
    // The database counted from some moment between our question and its answer.
    const answered = performance.now();
    const inTimeMs = Math.min(slackMs, latestMs - (answered - asked));
    return {
      next: answered + reserved.inMs,
      left: count,
      allowedMs: tries < maxReservations ? inTimeMs : slackMs,
    };
  };
  const take = async () => {
    for (let tries = 1; ; tries += 1) {
      batch = withoutMissed(batch, of.everyMs);
      if (batch.left === 0) batch = await reserve(tries);
      const { next, left, allowedMs } = batch;
      await moment(next);
      // Thrown away meanwhile, because the portal wants silence; or the timer was late.
      if (batch.left === 0 || performance.now() > next + allowedMs) continue;
      batch = { next: next + of.everyMs, left: left - 1, allowedMs };
      return;
    }
  };
  return {
    async next() {
      wanted += 1;
      const mine = last.then(take).finally(() => (wanted -= 1));
      last = mine.catch(() => undefined);
      await mine;
    },
    forget() {
      batch = none;
    },
  };
}

function withoutMissed(batch: Batch, everyMs: number): Batch {
  const missed = Math.ceil((performance.now() - batch.allowedMs - batch.next) / everyMs);
  if (batch.left === 0 || missed <= 0) return batch;
  return { ...batch, next: batch.next + missed * everyMs, left: Math.max(0, batch.left - missed) };
}

/** A timer may fire a little early. */
async function moment(at: number): Promise<void> {
  while (performance.now() < at) await delay(Math.max(1, at - performance.now()));
}
