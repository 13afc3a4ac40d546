// Runs stories against the whole core with real databases and checks them. A failure names the seed and the one
// command that plays it again.
import { rm } from "node:fs/promises";
import fc from "fast-check";
import type { LaneReport } from "../../../src/push/lane.ts";
import { allow } from "../../../src/push/override.ts";
import { verifyLedger } from "../../../src/ledger/verify.ts";
import type { Store } from "../../../src/store/connection.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { take } from "./acts.ts";
import { checkConverged } from "./invariants.ts";
import { isUnsettled, push, pushNothing, script } from "./pushes.ts";
import { story } from "./story.ts";
import type { Step } from "./steps.ts";
import { newWorld, type Ground, type Shape, type Side, type World } from "./world.ts";

/** Worlds in one database: reads that count the whole register stay quick. */
const worldsPerStore = 25;
/** Full reconciliations until nothing moves any more. */
const mostRounds = 12;

export interface Machine {
  runs: number;
  seed: number;
  /** Where in the drawing a failure was found; plays just that again. */
  path: string | undefined;
  open(): Promise<Store>;
  /** Told after each run. */
  told?(runs: number): void;
}

type Result = fc.RunDetails<[{ shape: Shape; steps: Step[] }]>;

/** Runs it; throws with the shrunk story. Returns how often everything happened that is counted. */
export async function runMachine({ runs, seed, path, open, told }: Machine): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const grounds = groundsOn(open, count);
  let done = 0;
  try {
    await fc.assert(
      fc.asyncProperty(story, async (drawn) => {
        await play(await grounds.next(), drawn);
        done += 1;
        told?.(done);
      }),
      {
        seed,
        numRuns: runs,
        ...(path === undefined ? {} : { path, endOnFailure: true }),
        reporter: (result) => {
          if (result.failed) throw new Error(failureOf(result));
        },
      },
    );
  } finally {
    await grounds.close();
  }
  return counts;
}

/** What went wrong, in which story, and how to play it again. */
function failureOf({ seed, counterexample, counterexamplePath, errorInstance, numRuns }: Result): string {
  const { shape, steps } = counterexample?.[0] ?? { shape: null, steps: [] };
  return [
    errorInstance instanceof Error ? errorInstance.stack : String(errorInstance),
    `\nthe story, found in run ${numRuns} and made short:`,
    JSON.stringify(shape),
    ...steps.map((step) => JSON.stringify(step)),
    "\nplay it again:",
    `MACHINE_SEED=${seed} MACHINE_PATH=${counterexamplePath} npx vitest run --config tests/vitest.config.ts tests/push/machine\n`,
  ].join("\n");
}

/** One story from its beginning to peace. */
async function play(ground: Ground, { shape, steps }: { shape: Shape; steps: Step[] }): Promise<void> {
  const world = await newWorld(ground, shape);
  try {
    if (shape.met) for (const side of world.sides) await push(world, side, { scope: "due", death: null });
    mustBeRight(world, "the first meeting");
    for (const [at, step] of steps.entries()) {
      await take(world, step);
      mustBeRight(world, `step ${at} ${JSON.stringify(step)}`);
    }
    await settleDown(world);
    mustBeRight(world, "the end");
  } finally {
    for (const { simulator } of world.sides) await simulator.stop();
  }
}

function mustBeRight({ wrong }: World, after: string): void {
  if (wrong.length > 0) throw new Error(`after ${after}:\n${wrong.join("\n")}`);
}

/** Takes all faults away and reconciles in full until nothing moves; then everything must agree or wait for somebody. */
async function settleDown(world: World): Promise<void> {
  for (const side of world.sides) {
    script(world, side, []);
    Object.assign(side.wire, { meanwhile: [], lateByMs: null });
  }
  await world.pass(700_000);
  let rounds = 0;
  while (await moves(world)) {
    rounds += 1;
    if (rounds > mostRounds) throw new Error(`no peace after ${mostRounds} full reconciliations`);
  }
  await checkConverged(world);
  for (const side of world.sides) await pushNothing(world, side);
  const verdict = await world.store.read(async (tx) => await verifyLedger(tx));
  if (!verdict.ok) world.wrong.push(`the ledger is broken: ${JSON.stringify(verdict.bad)}`);
}

/** One full reconciliation of every portal; whether anything moved or is left. */
async function moves(world: World): Promise<boolean> {
  let moved = false;
  for (const side of world.sides) {
    const before = JSON.stringify(side.simulator.held());
    const report = await push(world, side, { scope: "full", death: null });
    if (report === null) throw new Error("nobody kills runs any more");
    if (report.refusals.length > 0) await letPass(world, side, report);
    moved ||= isUnsettled(report) || report.applied + report.adopted > 0;
    moved ||= before !== JSON.stringify(side.simulator.held());
    // A listing that lacked a task is asked for again after some minutes.
    if (report.left > 0) await world.pass(700_000);
  }
  return moved;
}

/** A person believes the portal that tasks are gone. */
async function letPass(world: World, { lane }: Side, { refusals }: LaneReport): Promise<void> {
  for (const { key } of refusals) {
    const guard = key.replace("guard.", "").replaceAll("_", "-");
    const until = new Date(Date.parse(world.now()) + 20 * 3_600_000).toISOString();
    await allow(world.means(), lane, { guard, reason: "cổng đã bỏ nhiệm vụ", until });
  }
}

/** Registers one after the other, each for so many worlds. */
function groundsOn(open: () => Promise<Store>, count: Ground["count"]) {
  let ground: Ground | null = null;
  let worlds = 0;
  const close = async () => {
    await ground?.store.close();
    if (ground !== null) await rm(ground.folder, { recursive: true, force: true });
    ground = null;
  };
  return {
    async next(): Promise<Ground> {
      if (ground === null || ground.worlds >= worldsPerStore) {
        await close();
        ground = { store: await open(), folder: await temporaryFolder(), worlds: 0, tasks: 0, count };
      }
      worlds += 1;
      return ground;
    },
    close,
  };
}
