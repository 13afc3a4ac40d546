// The measured cases. Each round measures ours and the bare limit one after the other, because only ratios of one run
// on one machine mean anything.
import { aChange, bareLoop, type BareRequest } from "./bare-loop.ts";
import { startPlainPortal } from "./plain-portal.ts";

/** Both in the same unit, the more the better. */
export interface Round {
  ours: number;
  bare: number;
}

export interface BenchCase {
  name: string;
  /** The least ratio that counts as reached; null when the case only informs. */
  goal: number | null;
  round(): Promise<Round>;
}

const concurrency = 32;

/** Runs `work` against a portal that has answered enough not to be slow from newness, and ends it. */
async function withWarmPortal(delayMs: number, work: (url: string) => Promise<Round>): Promise<Round> {
  const portal = await startPlainPortal(delayMs);
  try {
    await bareLoop(portal.url, changes(2_000), concurrency);
    return await work(portal.url);
  } finally {
    portal.stop();
  }
}

function changes(count: number): BareRequest[] {
  return Array.from({ length: count }, (_, index) => aChange(index));
}

/** What the machine's noise alone does to a ratio. */
function bareBesideItself(delayMs: number): BenchCase {
  return {
    name: `bare undici loop beside itself, portal delay ${delayMs} ms (noise)`,
    goal: null,
    round: () =>
      withWarmPortal(delayMs, async (url) => {
        const bare = await bareLoop(url, changes(5_000), concurrency);
        return { bare, ours: await bareLoop(url, changes(5_000), concurrency) };
      }),
  };
}

export const cases: readonly BenchCase[] = [bareBesideItself(0), bareBesideItself(20)];
