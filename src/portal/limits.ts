// Keeps one account within its portal's limits: an even rate without bursts, so many requests at once, and silence
// for as long as the portal asked. Repeats go through here like every other request.
import PQueue from "p-queue";
import type { Account } from "./account.ts";
import { slotsOf } from "./slots.ts";

export interface Limits {
  /**
   * Runs it when its turn comes, in the caller's async context. `stillWanted` throws for a request that is not to be
   * made any more, before it takes a moment of the budget.
   */
  turn<Result>(run: () => Promise<Result>, stillWanted: () => Promise<void>): Promise<Result>;
  /** Starts nothing new for this long. A longer silence that was already asked for stays. */
  quiet(ms: number): Promise<void>;
  close(): void;
}

export interface LimitSettings {
  /** Infinity: no limit. */
  requestsPerMinute: number;
  parallel: number;
  /** Longest silence that one request waits for. */
  patienceMs: number;
  /** Shared by all workers of the account; left out: this client alone keeps the limit. */
  account?: Account | undefined;
}

/**
 * A portal counts requests by when they arrive, we by when they start: half a percent of room absorbs the jitter of
 * a full minute.
 */
const minuteMs = 60_300;
/** Shortest beat of the clockwork; faster limits let several requests start in one beat. */
const shortestBeatMs = 20;

/** The limits of an account. */
export function limits(of: LimitSettings): Limits {
  const { account, requestsPerMinute } = of;
  return account === undefined || requestsPerMinute === Infinity ? ownLimits(of) : sharedLimits(account, of);
}

/** The account's budget says when, the queue how many at once. */
function sharedLimits(account: Account, { requestsPerMinute, parallel, patienceMs }: LimitSettings): Limits {
  const queue = new PQueue({ concurrency: parallel });
  const slots = slotsOf(account, {
    everyMs: minuteMs / requestsPerMinute,
    atOnce: Math.floor(requestsPerMinute / 60),
    patienceMs,
    queued: () => queue.size,
  });
  return {
    turn: (run, stillWanted) =>
      queue.add(async () => {
        await stillWanted();
        await slots.next();
        return await run();
      }),
    async quiet(ms) {
      slots.forget();
      await account.quiet(ms);
    },
    close: () => undefined,
  };
}

function ownLimits({ requestsPerMinute, parallel, patienceMs }: LimitSettings): Limits {
  const queue = new PQueue({ concurrency: parallel, ...beat(requestsPerMinute) });
  let wake: NodeJS.Timeout | undefined;
  let quietUntil = 0;
  return {
    turn: (run, stillWanted) =>
      queue.add(async () => {
        await stillWanted();
        return await run();
      }),
    async quiet(asked) {
      const ms = Math.min(asked, patienceMs);
      const until = performance.now() + ms;
      if (until <= quietUntil) return;
      quietUntil = until;
      clearTimeout(wake);
      queue.pause();
      wake = setTimeout(() => void queue.start(), ms);
    },
    close() {
      clearTimeout(wake);
      queue.start();
    },
  };
}

function beat(requestsPerMinute: number): { interval?: number; intervalCap?: number; strict?: true } {
  if (requestsPerMinute === Infinity) return {};
  const each = minuteMs / requestsPerMinute;
  const intervalCap = each >= shortestBeatMs ? 1 : Math.floor(shortestBeatMs / each);
  return { interval: Math.ceil(each * intervalCap), intervalCap, strict: true };
}
