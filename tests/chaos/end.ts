// What must be true once the faults have stopped: both sides agree or a hold says why, the sums match, and what stands
// at the portals is what the ledger says, once each.
import type { FieldName, FieldValue } from "../../schemas/field.ts";
import { fieldNames, fields } from "../../schemas/field.ts";
import { markerOf } from "../../schemas/marker.ts";
import type { HeldTask } from "../../schemas/simulator.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { holds, standings, standingsByTask } from "../../src/push/standing.ts";
import { shownAs } from "../../src/reconcile/normal.ts";
import { selectTasks } from "../../src/store/tasks.ts";
import { valuesOf } from "../push/machine/world.ts";
import type { Side, World } from "./world.ts";

/** Everything that is wrong, one sentence each. */
export async function checkEnd(world: World, registerSize: number): Promise<string[]> {
  const wrong: string[] = [];
  const verdict = await world.store.read(async (tx) => await verifyLedger(tx));
  if (!verdict.ok) wrong.push(`the ledger is broken: ${JSON.stringify(verdict.bad)}`);
  const names = world.sides.map(({ lane }) => lane.portal);
  for (const { portal, total } of await standings(world.means(), names)) {
    if (names.includes(portal) && total !== registerSize)
      wrong.push(`${portal}: ${total} standings of ${registerSize} tasks`);
  }
  for (const side of world.sides) {
    wrong.push(...(await disagreements(world, side)));
    wrong.push(...(await doubles(world, side)));
  }
  return wrong;
}

async function disagreements(world: World, side: Side): Promise<string[]> {
  const { portal } = side.lane;
  const ids = world.tasks.map(({ id }) => id);
  const rows = (await standingsByTask(world.means(), ids)).filter((row) => row.portal === portal);
  const held = await holds(world.means(), { portal });
  const tasks = await world.store.read(async (tx) => await selectTasks(tx, ids));
  return rows.flatMap(({ taskId, standing, remoteId }) => {
    const task = tasks.find(({ id }) => id === taskId);
    const there = side.simulator.held().find((one) => one.remoteId === remoteId);
    if (task === undefined || there === undefined) return [`${portal}: no task ${taskId}`];
    const at = `${task.code}@${portal}`;
    if (standing === "held" || standing === "refused") {
      const isReasoned = held.some((one) => one.taskCode === task.code && one.reasons.length > 0);
      return isReasoned ? [] : [`${at}: held without a reason`];
    }
    if (standing !== "in_step") return [`${at}: left ${standing}`];
    const ours = valuesOf(task);
    return fieldNames
      .filter(
        (field) => isOurs(side, field) && !isShown(side, { field, there, ours: ours.get(field) ?? null }),
      )
      .map((field) => `${at}: in step with ${field} ${ours.get(field)} here, ${there.fields[field]} there`);
  });
}

function isOurs({ lane }: Side, field: FieldName): boolean {
  return lane.facts.fields[field].write && fields[field].owner !== "theirs";
}

function isShown(
  { lane }: Side,
  { field, there, ours }: { field: FieldName; there: HeldTask; ours: FieldValue },
): boolean {
  return shownAs(field, ours, there.fields[field] ?? null, lane.facts.status);
}

/** A file twice, a mark twice, or an entry of ours that the ledger does not call applied: it would be sent again. */
export async function doubles(
  { store }: Pick<World, "store">,
  { lane, simulator }: Pick<Side, "lane" | "simulator">,
): Promise<string[]> {
  const { portal } = lane;
  const wrong: string[] = [];
  if (simulator.tally().doubledFiles > 0) wrong.push(`${portal}: files are there twice`);
  const marks = simulator.held().flatMap(({ entries }) => entries.flatMap(({ marker }) => marker ?? []));
  if (new Set(marks).size !== marks.length) wrong.push(`${portal}: an entry is there twice`);
  const entries = await store.read(async (tx) => await listEntries(tx, { lane: lane.name, limit: 200_000 }));
  const ended = new Map(
    entries.flatMap(({ body }) =>
      body.kind === "outcome" ? [[markerOf(body.attemptId), body.outcome]] : [],
    ),
  );
  for (const mark of marks) {
    const outcome = ended.get(mark);
    if (outcome !== "applied" && outcome !== "partly")
      wrong.push(`${portal}: the entry ${mark} stands there and is called ${outcome ?? "open"}`);
  }
  return wrong;
}
