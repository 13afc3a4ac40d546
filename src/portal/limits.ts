// Keeps one account within its portal's limits: an even rate without bursts, so many requests at once, and silence
// for as long as the portal asked. Repeats go through here like every other request.
import PQueue from "p-queue";

export interface Limits {
  /** Runs it when its turn comes, in the caller's async context. */
  turn<Result>(run: () => Promise<Result>): Promise<Result>;
  /** Starts nothing new for this long. A longer silence that was already asked for stays. */
  quiet(ms: number): void;
  close(): void;
}

/** Shortest beat of the clockwork; faster limits let several requests start in one beat. */
const shortestBeatMs = 20;

/**
 * A portal counts requests by when they arrive, we by when they start: half a percent of room absorbs the jitter of
 * a full minute. `requestsPerMinute` Infinity: no limit.
 */
export function limits(of: { requestsPerMinute: number; parallel: number }): Limits {
  const queue = new PQueue({ concurrency: of.parallel, ...beat(of.requestsPerMinute) });
  let wake: NodeJS.Timeout | undefined;
  let quietUntil = 0;
  return {
    turn: (run) => queue.add(run),
    quiet(ms) {
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
  const each = 60_300 / requestsPerMinute;
  const intervalCap = each >= shortestBeatMs ? 1 : Math.floor(shortestBeatMs / each);
  return { interval: Math.ceil(each * intervalCap), intervalCap, strict: true };
}
