// Lets workers carry everything that is due in a world, and counts at the portals; once in peace, once while workers are
// killed at random.
import { setTimeout as wait } from "node:timers/promises";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { aWorld, type Size, type World } from "./world.ts";
import { startWorker, type Worker } from "./workers.ts";

export interface Load extends Size {
  workers: number;
  /** Lanes side by side in each. */
  concurrency: number;
}

export interface Spread {
  seconds: number;
  written: number;
  doubled: number;
  requests: number;
  /** Requests of the busiest lane in its fullest minute. */
  fullestMinute: number;
  killed: number;
}

/** How often a worker is killed, where any is. */
const killMs = 2_000;

/** Everything due is carried by so many workers; with a seed, one that carries is killed every two seconds. */
export async function spread(load: Load, killing: { seed: number } | null = null): Promise<Spread> {
  const world = await aWorld(load);
  const crew = startCrew(world, load);
  try {
    await crew.ready();
    const startedAt = performance.now();
    await world.callAll();
    const killer = killing === null ? null : startKiller(crew, killing.seed);
    await untilCarried(world);
    const seconds = (performance.now() - startedAt) / 1_000;
    const killed = (await killer?.stop()) ?? 0;
    return { ...(await counted(world)), seconds, killed };
  } finally {
    await crew.stop();
    await world.stop();
  }
}

export async function counted({ portals }: World): Promise<Omit<Spread, "seconds" | "killed">> {
  const counts = await portals.counts();
  const sum = (of: (one: (typeof counts)[number]) => number) => counts.reduce((all, one) => all + of(one), 0);
  return {
    written: sum(({ written }) => written),
    doubled: sum(({ doubled }) => doubled),
    requests: sum(({ requests }) => requests),
    fullestMinute: Math.max(...counts.map(({ fullestMinute }) => fullestMinute)),
  };
}

/** Until nothing is due and nobody calls. Says now and then how far it is. */
export async function untilCarried({ left }: Pick<World, "left">): Promise<void> {
  for (let round = 0; ; round += 1) {
    const { due, calls } = await left();
    if (due === 0 && calls === 0) return;
    if (round % 15 === 14) process.stderr.write(`  ${due} due, ${calls} lanes called\n`);
    await wait(1_000);
  }
}

interface Crew {
  ready(): Promise<void>;
  /** Kills one of those that take work, and starts another in its place; `false` when none does. */
  killOne(random: () => number): Promise<boolean>;
  stop(): Promise<void>;
}

function startCrew(world: World, { workers, concurrency }: Load): Crew {
  let number = 0;
  const start = () => startWorker(world, { name: `worker-${(number += 1)}`, concurrency });
  const crew: Worker[] = Array.from({ length: workers }, start);
  return {
    ready: async () => void (await Promise.all(crew.map(async ({ ready }) => await ready))),
    async killOne(random) {
      const alive = crew.filter((one) => one.isReady());
      const victim = alive[Math.floor(random() * alive.length)];
      if (victim === undefined) return false;
      crew.splice(crew.indexOf(victim), 1, start());
      await victim.kill();
      return true;
    },
    stop: async () => void (await Promise.all(crew.map(async (one) => await one.stop()))),
  };
}

function startKiller(crew: Crew, seed: number): { stop(): Promise<number> } {
  const random = seededRandom(seed);
  const over = new AbortController();
  const killing = (async () => {
    let killed = 0;
    while (!over.signal.aborted) {
      await wait(killMs, undefined, { signal: over.signal }).catch(() => undefined);
      if (!over.signal.aborted && (await crew.killOne(random))) killed += 1;
    }
    return killed;
  })();
  return {
    async stop() {
      over.abort();
      return await killing;
    },
  };
}
