// A small world for one seed of chaos: some tasks, two portals over real HTTP, a clock that moves by waiting, a worker
// that may die.
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { portals as adapters } from "../../adapters/all.ts";
import { GuardSettingsSchema } from "../../schemas/config.ts";
import type { RunningSimulator } from "../../schemas/simulator.ts";
import type { Task } from "../../schemas/task.ts";
import { createEvidenceStore, type EvidenceStore } from "../../src/evidence/evidence-store.ts";
import { createHttp } from "../../src/portal/http-client.ts";
import { seededRandom } from "../../schemas/seeded-random.ts";
import type { Lane, Means } from "../../src/push/lane.ts";
import { acceptLinks, previewLinks } from "../../src/push/link.ts";
import type { Store } from "../../src/store/connection.ts";
import { aTask, keepTasks } from "../builders.ts";
import { slowLanding } from "../slow-landing.ts";
import { Life, mortalStore } from "../push/machine/life.ts";
import { patienceMs } from "./faults.ts";

export interface Side {
  lane: Lane;
  simulator: RunningSimulator;
  remoteIds: readonly string[];
  /** Names of the fault kinds that are scripted now. */
  scripted: string[];
}

export interface World {
  store: Store;
  tasks: readonly Omit<Task, "sources">[];
  sides: Side[];
  life: Life;
  now(): string;
  pass(ms: number): Promise<void>;
  means(): Means;
  /** A whole number below the limit. */
  upTo(limit: number): number;
  pick<One>(of: readonly One[]): One;
  /** A text that nobody has used before. */
  text(about: string): string;
  addFile(code: string): Promise<void>;
  close(): Promise<void>;
}

/** A register that worlds of several seeds share, one after the other. */
export interface Ground {
  store: Store;
  folder: string;
  evidence: EvidenceStore;
  worlds: number;
  tasks: number;
}

export function newGround(store: Store, folder: string): Ground {
  return { store, folder, evidence: createEvidenceStore(join(folder, "kept")), worlds: 0, tasks: 0 };
}

/** What both portals' facts say. */
const settlesWithinMs = 3_000;

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** Makes the world of a seed; nothing in it depends on worlds before. */
export async function newWorld(ground: Ground, seed: number): Promise<World> {
  const random = seededRandom(seed);
  const upTo = (limit: number) => Math.floor(random() * limit);
  ground.worlds += 1;
  const { store, evidence, folder, worlds } = ground;
  let clock = Date.parse("2025-12-08T02:00:00.000Z");
  let texts = 0;
  const tasks = Array.from({ length: 3 + upTo(4) }, (_, at) =>
    aTask({ code: `NV-${worlds}-${at + 1}`, lifecycle: "not_started", percent: 0, progressText: "" }),
  );
  ground.tasks += tasks.length;
  const simulators = () => world.sides.map(({ simulator }) => simulator);
  const landed = slowLanding(simulators, settlesWithinMs);
  const world: World = {
    store,
    tasks,
    sides: [],
    life: new Life(),
    now: () => new Date(clock).toISOString(),
    async pass(ms) {
      await landed(ms);
      clock += ms;
    },
    means: () => ({
      store: mortalStore(store, world.life),
      openEvidence: (sha256) => evidence.openEvidence(sha256),
      now: world.now,
      newId: randomUUID,
      wait: world.pass,
      elapsed: () => performance.now(),
      who: "Nguyễn Văn A",
      carrier: "chaos",
      run: randomUUID(),
      show: () => undefined,
      log: silent,
    }),
    upTo,
    pick: (of) => {
      const one = of[upTo(of.length)];
      if (one === undefined) throw new Error("nothing to pick from");
      return one;
    },
    text(about) {
      texts += 1;
      return `${about} ${texts}`;
    },
    async addFile(code) {
      const name = `${world.text("Quyết định")} ${code}.pdf`;
      const path = join(folder, name);
      await writeFile(path, `%PDF-1.4\n% ${name}\n%%EOF\n`);
      const provenance = { who: "Trần Thị B", system: "dongbo", run: "person", at: world.now() };
      await store.transaction(
        async (tx) => void (await evidence.addEvidence(tx, { code, path, provenance })),
      );
    },
    async close() {
      for (const { simulator } of world.sides) await simulator.stop();
    },
  };
  await store.transaction(async (tx) => await keepTasks(tx, tasks));
  for (const name of ["nq57", "nq71-dongnai"])
    world.sides.push(await openSide(world, { name, worlds, seed }));
  return world;
}

async function openSide(
  world: World,
  { name, worlds, seed }: { name: string; worlds: number; seed: number },
): Promise<Side> {
  const portal = adapters.find((one) => one.name === name);
  if (portal?.simulator === undefined) throw new Error(`${name} has no simulator`);
  const simulator = await portal.simulator.start({ requestsPerMinute: 0, seed });
  const remoteIds = simulator.seed(
    world.tasks.map(({ code, title, deadline }) => ({
      code,
      title,
      dueOn: deadline.dueOn,
      leadOrganisation: null,
    })),
  );
  const lane: Lane = {
    portal: `${name}-${worlds}`,
    name: `${name}-${worlds}`,
    facts: { ...portal.facts, requestsPerMinute: 1_000_000, settlesWithinMs },
    guards: GuardSettingsSchema.parse({ maxShare: 1, maxProtected: 1_000_000, maxMoved: 1 }),
    owners: {},
    async connect({ record, mayWrite }) {
      const { life } = world;
      const http = createHttp({
        baseUrl: simulator.url,
        requestsPerMinute: Infinity,
        parallel: portal.facts.parallel,
        onExchange: record,
        mayWrite: () => mayLeave(life) && mayWrite(),
        now: world.now,
        timing: { repeatMs: 1, headersMs: patienceMs, bodyMs: patienceMs, longestQuietMs: 5 },
      });
      // Its connections end by themselves once nobody uses them.
      return await portal.open(portal.options.parse(simulator.options), http);
    },
  };
  const side: Side = { lane, simulator, remoteIds, scripted: [] };
  const means = world.means();
  const preview = await previewLinks(means, lane);
  await acceptLinks(means, lane, { preview, pairs: preview.sure });
  return side;
}

/** A worker that dies at a write dies before it leaves, or while it is under way: then nobody entries how it ended. */
function mayLeave(life: Life): boolean {
  if (life.dead) return false;
  const dies = life.meets("write");
  if (dies !== null) life.dead = true;
  return dies === null || dies !== "before";
}
