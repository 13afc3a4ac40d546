// The chaos as a test: so many seeds, and proof afterwards that every fault fired and the worker died in every way. The
// ordinary seeds are the same for everybody, so that a red test is the doing of the change; the long command draws anew.
import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import type { Store } from "../../src/store/connection.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { playSeed } from "./chaos.ts";
import { faultKinds } from "./faults.ts";
import { playAgain, teller } from "./play-again.ts";
import { newGround, type Ground } from "./world.ts";

const { CHAOS_SEEDS, CHAOS_SEED, CHAOS_TELL } = process.env;
const ordinarySeeds = 160;
const isLong = CHAOS_TELL !== undefined;
const first = Number(CHAOS_SEED ?? (isLong ? randomInt(2 ** 31) : 1));
/** Worlds in one database: reads that count the whole register stay quick. */
const worldsOfGround = 15;
/** Fewer seeds than this need not have met everything; the ordinary ones are known to. */
const enoughForAll = isLong ? 600 : 150;
/** A run goes on after a red seed, up to so many: one in a thousand must not hide the others. */
const mostRed = 10;

/** What must have happened in so many seeds. */
const mustHappen = [
  ...Object.keys(faultKinds).map((kind) => `fault ${kind}`),
  "both lanes at once",
  "died before a transaction",
  "died after a transaction",
  "died before a write",
  "died under way a write",
];

interface Playing {
  open(): Promise<Store>;
  seeds: number;
  told(done: number): void;
}

async function played({ open, seeds, told }: Playing): Promise<Set<string>> {
  const happened = new Set<string>();
  const red: Error[] = [];
  const folder = await temporaryFolder();
  let ground: Ground | null = null;
  for (let done = 0; done < seeds && red.length < mostRed; done += 1) {
    if (ground === null || ground.worlds >= worldsOfGround) {
      await ground?.store.close();
      ground = newGround(await open(), folder);
    }
    const seed = first + done;
    try {
      await playSeed(ground, seed, (what) => happened.add(what));
    } catch (error) {
      const again = playAgain("tests/chaos/chaos", { CHAOS_SEED: seed, CHAOS_SEEDS: 5 });
      red.push(new Error(`seed ${seed}: ${String(error)}\n${again}`, { cause: error }));
      if (isLong) process.stderr.write(`${String(red.at(-1))}\n`);
      // The next seed begins in a database that no broken one has touched.
      await ground.store.close();
      ground = null;
    }
    told(done + 1);
  }
  await ground?.store.close();
  if (red.length > 0) throw new AggregateError(red, red.map(({ message }) => message).join("\n\n"));
  return happened;
}

/** One test of a share of the seeds on the databases that `open` makes. */
export function chaosTest(
  database: string,
  { open, share }: { open(): Promise<Store>; share: number },
): void {
  const seeds = Math.max(1, Math.round(Number(CHAOS_SEEDS ?? ordinarySeeds) * share));
  it(
    `converges in ${seeds} seeds of chaos, and then writes stop (${database})`,
    { timeout: 300_000 + seeds * 24_000 },
    async () => {
      const told = isLong ? teller(`${database}, from seed ${first}`, seeds) : () => undefined;

      const happened = await played({ open, seeds, told });

      expect(seeds < enoughForAll ? [] : mustHappen.filter((what) => !happened.has(what))).toEqual([]);
    },
  );
}
