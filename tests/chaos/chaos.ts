// One seed of chaos: persons edit both sides, everything between them breaks, the worker dies and starts again. Then
// the faults stop; both sides must converge, writes must stop, and nothing may be there twice.
import { UserError } from "../../schemas/errors.ts";
import type { ProgressReport } from "../../schemas/progress.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import type { LaneReport } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { standings } from "../../src/push/standing.ts";
import { recordProgress } from "../../src/register/change.ts";
import { freeLanesOfTheDead } from "../../src/store/lanes.ts";
import { Killed, Life, type Death } from "../push/machine/life.ts";
import { checkEnd } from "./end.ts";
import { faultKinds } from "./faults.ts";
import { newWorld, type Ground, type Side, type World } from "./world.ts";

/** Told of everything that happened, for the coverage at the end. */
export type Count = (what: string) => void;

/** Full reconciliations until nothing moves any more. */
const mostRounds = 12;

/** Plays one seed on a ground; throws with every promise that was broken. */
export async function playSeed(ground: Ground, seed: number, count: Count): Promise<void> {
  const world = await newWorld(ground, seed);
  try {
    const steps = 7 + world.upTo(6);
    for (let step = 0; step < steps; step += 1) await act(world, count);
    const wrong = await settleDown(world, count);
    wrong.push(...(await checkEnd(world, ground.tasks)));
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
  } finally {
    await world.close();
  }
}

async function act(world: World, count: Count): Promise<void> {
  await world.pass(1);
  const drawn = world.upTo(20);
  if (drawn < 7) await editRegister(world);
  else if (drawn < 10) editPortal(world);
  else if (drawn < 14) script(world, world.pick(world.sides), count);
  else await push(world, count);
}

async function editRegister(world: World): Promise<void> {
  const { code } = world.pick(world.tasks);
  const kind = world.upTo(8);
  if (kind === 0) return await world.addFile(code);
  const reports: ProgressReport[] = [
    {
      lifecycle: "in_progress",
      percent: 10 * (1 + world.upTo(9)),
      progressText: world.text(`Đã làm ${code}`),
    },
    { progressText: world.text(`Đơn vị báo ${code}`) },
    { difficulties: world.text(`Vướng mắc ${code}`) },
    { expectedOn: world.pick(["2025-12-20", "2026-01-31", null]) },
    { lateReason: world.text(`Chậm vì ${code}`) },
  ];
  const done: ProgressReport = {
    lifecycle: "completed",
    percent: 100,
    completedOn: "2025-12-05",
    progressText: world.text(`Đã xong ${code}`),
  };
  if (kind === 1) await world.addFile(code);
  const report = kind === 1 ? done : world.pick(reports);
  const provenance = { who: "Trần Thị B", system: "dongbo", run: "person", at: world.now() };
  try {
    await world.store.transaction(
      async (tx) => void (await recordProgress(tx, { code, report, provenance })),
    );
  } catch (error) {
    // What came from a portal may forbid a report.
    if (!(error instanceof UserError)) throw error;
  }
}

function editPortal(world: World): void {
  const { simulator, remoteIds } = world.pick(world.sides);
  const remoteId = world.pick(remoteIds);
  const edits = [
    { percent: 10 * world.upTo(11), progressText: world.text("Cổng ghi") },
    { progressText: world.text("Cổng ghi") },
    { difficulties: world.text("Cổng ghi") },
    { dueOn: world.pick(["2026-01-31", "2026-03-31"]) },
    { expectedOn: "2026-02-28" },
  ];
  simulator.edit(remoteId, world.pick(edits));
}

function script(world: World, side: Side, count: Count): void {
  const kinds = Object.keys(faultKinds);
  unscript(side, count);
  // Two rules for one fault would take turns.
  const drawn = [world.pick(kinds), world.pick(kinds)];
  const rules = drawn.map((kind) => ({ kind, rule: faultKinds[kind]?.(world) }));
  const [first, second] = rules;
  if (first?.rule === undefined || second?.rule === undefined) return;
  const isTwo = first.rule.fault !== second.rule.fault;
  side.scripted = isTwo ? drawn : drawn.slice(0, 1);
  side.simulator.script(isTwo ? [first.rule, second.rule] : [first.rule]);
}

/** Takes the faults away and counts what had fired. */
function unscript(side: Side, count: Count): void {
  const fired = side.simulator.fired();
  for (const kind of side.scripted) {
    const rule = faultKinds[kind]?.({ upTo: () => 0 });
    if (rule !== undefined && (fired[rule.fault] ?? 0) > 0) count(`fault ${kind}`);
  }
  side.scripted = [];
  side.simulator.script([]);
}

/** One lane, or both side by side; the worker may die in the middle of it. */
async function push(world: World, count: Count): Promise<void> {
  const sides = world.upTo(3) === 0 ? world.sides : [world.pick(world.sides)];
  if (sides.length > 1) count("both lanes at once");
  if (world.upTo(3) === 0) for (const { lane } of sides) await linksDueInFull(world.means(), lane);
  const at = world.pick(["transaction", "write"] as const);
  const when = world.pick(["before", "under way"] as const);
  const death: Death = {
    at,
    when: at === "transaction" && when === "under way" ? "after" : when,
    nth: world.upTo(6),
  };
  world.life = new Life(world.upTo(5) < 2 ? death : null);
  await Promise.all(sides.map(async ({ lane }) => await carried(world, lane)));
  if (world.life.dead) {
    count(`died ${death.when} a ${death.at}`);
    await world.store.transaction(freeLanesOfTheDead);
  }
  world.life = new Life();
}

async function carried(world: World, lane: Side["lane"]): Promise<LaneReport | null> {
  try {
    return await pushLane(world.means(), lane);
  } catch (error) {
    // Once a run is killed its last words count for nothing.
    if (!(error instanceof Killed) && !world.life.dead) throw error;
    return null;
  }
}

/** The faults stop; every portal is reconciled in full until nothing moves, and then nothing may be written any more. */
async function settleDown(world: World, count: Count): Promise<string[]> {
  for (const side of world.sides) unscript(side, count);
  await world.pass(700_000);
  let rounds = 0;
  while (await moves(world)) {
    rounds += 1;
    if (rounds > mostRounds) return [`no peace after ${mostRounds} full reconciliations`];
    await world.pass(700_000);
  }
  const written = () => world.sides.map(({ simulator }) => simulator.tally().writes).join(" and ");
  const before = written();
  for (const { lane } of world.sides) await pushLane(world.means(), lane);
  for (const { lane } of world.sides) {
    await linksDueInFull(world.means(), lane);
    await pushLane(world.means(), lane);
  }
  return before === written() ? [] : [`writes go on: ${before}, then ${written()}`];
}

async function moves(world: World): Promise<boolean> {
  let moved = false;
  for (const { lane, simulator } of world.sides) {
    const before = simulator.tally().writes;
    await linksDueInFull(world.means(), lane);
    const { left, uncertain, stopped, refusals, adopted } = await pushLane(world.means(), lane);
    moved ||= left + uncertain + refusals.length + adopted > 0 || stopped !== null;
    moved ||= simulator.tally().writes !== before;
  }
  // What one portal had changed may be due at another by now, also where the portal refused the rest of that task.
  const names = world.sides.map(({ lane }) => lane.portal);
  const sums = await standings(world.means(), names);
  return moved || sums.some(({ counts }) => (counts.due ?? 0) > 0);
}
