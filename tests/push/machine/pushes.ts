// Pushes as the office makes them, each followed by every check; and the run after it that must find nothing to do.
import { linksDueInFull } from "../../../src/push/in-full.ts";
import type { LaneReport } from "../../../src/push/lane.ts";
import { pushLane } from "../../../src/push/run.ts";
import { freeLanesOfTheDead } from "../../../src/store/lanes.ts";
import { checkPush, checkUnchanged, snapshot } from "./invariants.ts";
import { Killed, Life, type Death } from "./life.ts";
import type { Side, World } from "./world.ts";

/** Pushes one lane and checks what must be true afterwards; `null`: the run was killed. */
export async function push(
  world: World,
  side: Side,
  { scope, death }: { scope: "due" | "full"; death: Death | null },
): Promise<LaneReport | null> {
  const { lane, wire } = side;
  if (scope === "full") await linksDueInFull(world.means(), lane);
  Object.assign(wire, { shown: [], writes: 0, life: new Life(death) });
  const report = await carried(world, side);
  wire.life = new Life();
  await checkPush(world, side);
  return report;
}

async function carried(world: World, { lane, wire }: Side): Promise<LaneReport | null> {
  try {
    const report = await pushLane(world.means(wire.life), lane);
    if (wire.life.dead) world.wrong.push("a killed run ended as if it lived");
    if (report.stopped !== null) world.count(`stopped ${report.stopped.key}`);
    for (const { key } of report.refusals) world.count(`refusal ${key}`);
    return report;
  } catch (error) {
    // Once a run is killed its last words count for nothing.
    if (!(error instanceof Killed) && !wire.life.dead) throw error;
    world.count("killed");
    await world.store.transaction(freeLanesOfTheDead);
    return null;
  }
}

/** A run right after one that settled everything asks nothing but to be let in. */
export async function pushNothing(world: World, side: Side): Promise<void> {
  const { simulator } = side;
  const from = simulator.arrivals().length;
  const before = await snapshot(world);
  const report = await pushLane(world.means(), side.lane);
  const asked = simulator
    .arrivals()
    .slice(from)
    .filter(({ path }) => path !== "/sign-in");
  if (asked.length > 0)
    world.wrong.push(`${side.lane.portal}: asked ${asked.length} times though nothing was due`);
  if (report.applied + report.adopted + report.held + report.refused > 0)
    world.wrong.push("did something undue");
  await checkUnchanged(world, before);
}

/** Whether a run left something for the next. */
export function isUnsettled({ left, uncertain, stopped, refusals }: LaneReport): boolean {
  return left + uncertain + refusals.length > 0 || stopped !== null;
}

/** Scripts faults in the place of those before, whose count is kept. */
export function script(world: World, side: Side, rules: Side["rules"]): void {
  for (const [fault, times] of Object.entries(side.simulator.fired())) {
    if (times > 0) world.count(`fault ${fault}`);
  }
  side.rules = rules;
  side.simulator.script(rules);
}
