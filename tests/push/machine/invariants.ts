// What must hold whatever happened: checked after each push from the world's own account, the watched wire and the
// tables; each finding is one sentence in `world.wrong`.
import { fieldNames, type FieldName, type FieldValue, type FieldValues } from "../../../schemas/field.ts";
import type { Standing } from "../../../schemas/link.ts";
import { ledgerHeads } from "../../../src/ledger/verify.ts";
import { holds, standings, standingsByTask } from "../../../src/push/standing.ts";
import { sameValue } from "../../../src/reconcile/normal.ts";
import type { Tx } from "../../../src/store/connection.ts";
import { listDue } from "../../../src/store/due.ts";
import { listHolds } from "../../../src/store/holds.ts";
import { linksOfPortal } from "../../../src/store/links.ts";
import { selectWords } from "../../../src/store/status-words.ts";
import { selectTasks } from "../../../src/store/tasks.ts";
import { checkRegister, enteredSince, shownSince } from "./register-account.ts";
import { checkOutcomes } from "./outcomes.ts";
import { isKept, type Side, type World } from "./world.ts";
import { shownValue } from "./writes.ts";

/** Everything of a world's tasks and portals that is in the database, as one text. */
export async function snapshot(world: World): Promise<string> {
  return await world.store.read(async (tx) => {
    const found: unknown[] = [await versionsOf(tx, world)];
    for (const { lane } of world.sides) {
      found.push(await linksOfPortal(tx, lane.portal), await listDue(tx, lane.name));
      found.push(
        await listHolds(tx, { portal: lane.portal }),
        await selectWords(tx, { portal: lane.portal }),
      );
    }
    const lanes = world.sides.map(({ lane }) => lane.name);
    found.push((await ledgerHeads(tx)).filter(({ lane }) => lanes.includes(lane)));
    return JSON.stringify(found);
  });
}

async function versionsOf(tx: Tx, { taskIds }: World): Promise<string[]> {
  return (await selectTasks(tx, taskIds)).map(({ code, version }) => `${code} ${version}`).toSorted();
}

/** What both sides have agreed on, by link. */
export type Bases = ReadonlyMap<string, FieldValues>;

/** Reads it. */
export async function basesOf(world: World, { lane }: Side): Promise<Bases> {
  const links = await world.store.read(async (tx) => await linksOfPortal(tx, lane.portal));
  return new Map(links.map(({ id, base }) => [id, base]));
}

/** A plan, and a run with nothing due, change no row. */
export async function checkUnchanged(world: World, before: string): Promise<void> {
  if ((await snapshot(world)) !== before) world.wrong.push("rows changed though nothing was to be done");
}

/** Everything that must be true after a push. */
export async function checkPush(world: World, side: Side): Promise<void> {
  const { bases: before } = side;
  side.bases = await basesOf(world, side);
  await checkRegister(world, side, before);
  for (const [at, linkId] of side.linkIds.entries()) {
    checkBase(world, side, { at, from: before.get(linkId) ?? {}, to: side.bases.get(linkId) ?? {} });
  }
  await checkOutcomes(world, side);
  await checkStandings(world, side);
}

/** A base moves only to what the portal showed meanwhile and the register holds as well, or is not ours to settle. */
function checkBase(
  world: World,
  side: Side,
  { at, from, to }: { at: number; from: FieldValues; to: FieldValues },
): void {
  const code = world.codes[at] ?? "";
  for (const [name, value] of Object.entries(to)) {
    const field = name as FieldName;
    const was = from[field];
    if (was !== undefined && sameValue(field, was, value)) continue;
    const moved = `${code}@${side.lane.portal}: the base of ${field} moved from ${was} to ${value}`;
    const shown = [...shownSince(world, side, { at, field }), ...enteredSince(side, { at, field })];
    if (!shown.some((one) => sameValue(field, one, value))) {
      world.wrong.push(`${moved}, which the portal never showed`);
    }
    // What a dead run of ours brought there was the register's once.
    const brought = side.wire.brought.get(`${side.remoteIds[at]} ${field}`) ?? null;
    const said = [...(world.said.get(`${code} ${field}`) ?? []), brought];
    if (!isKept(side, field) && !said.some((one) => sameValue(field, one, value))) {
      world.wrong.push(`${moved}, which the register does not hold`);
    }
  }
}

/** Each pair stands in one place; whoever is in step has nothing to send; whoever is held knows why. */
async function checkStandings(world: World, pushed: Side): Promise<void> {
  const means = world.means();
  const names = world.sides.map(({ lane }) => lane.portal);
  for (const { portal, total } of await standings(means, names)) {
    if (names.includes(portal) && total !== world.registerSize) {
      world.wrong.push(`${portal}: ${total} standings of ${world.registerSize} tasks`);
    }
  }
  const rows = await standingsByTask(means, world.taskIds);
  const pairs = new Set(rows.map(({ taskId, portal }) => `${taskId} ${portal}`));
  if (pairs.size !== rows.length) world.wrong.push("a pair stands in two places");
  for (const { taskId, portal, standing } of rows) {
    const side = world.sides.find(({ lane }) => lane.portal === portal);
    const at = world.taskIds.indexOf(taskId);
    if (side === undefined) continue;
    world.count(`standing ${standing}`);
    if (standing === "in_step") checkInStep(world, side, at);
    if (world.secret.has(world.codes[at] ?? "") && !isHome(standing)) {
      world.wrong.push(`${portal}: a secret task is ${standing}`);
    }
  }
  const isHeld = ({ portal, standing }: (typeof rows)[number]) =>
    portal === pushed.lane.portal && (standing === "held" || standing === "refused");
  if (rows.some(isHeld)) await checkReasons(world, pushed, rows.filter(isHeld).length);
}

async function checkReasons(world: World, { lane }: Side, held: number): Promise<void> {
  const found = await holds(world.means(), { portal: lane.portal });
  for (const { key } of found.flatMap(({ reasons }) => reasons)) world.count(`hold ${key}`);
  const reasoned = found.filter(({ reasons }) => reasons.length > 0).length;
  if (reasoned < held) world.wrong.push(`${lane.portal}: held without a reason`);
}

function isHome(standing: Standing): boolean {
  // What was under way when it was marked stays to be looked for; nothing of it is sent.
  return standing === "held" || standing === "uncertain" || standing === "sending";
}

function checkInStep(world: World, side: Side, at: number): void {
  const code = world.codes[at] ?? "";
  const base = side.bases.get(side.linkIds[at] ?? "") ?? {};
  const newest = side.wire.newest.get(side.remoteIds[at] ?? "");
  for (const field of fieldNames) {
    // A word that says nothing of the status leaves it out of the comparison.
    const isSilent = newest !== undefined && shownValue(world, side, newest, field) === undefined;
    const ours = world.register.get(code)?.get(field) ?? null;
    if (isKept(side, field) || isSilent || sameValue(field, ours, base[field] ?? null)) continue;
    world.wrong.push(
      `${code}@${side.lane.portal}: in step, though ${field} is ${ours}, agreed ${base[field]}`,
    );
  }
}

/** The portal holds what the register holds, in every field that is ours to write, of every task that is in step. */
export async function checkConverged(world: World): Promise<void> {
  const rows = await standingsByTask(world.means(), world.taskIds);
  for (const side of world.sides) {
    for (const { taskId, standing, remoteId } of rows.filter(({ portal }) => portal === side.lane.portal)) {
      const code = world.codes[world.taskIds.indexOf(taskId)] ?? "";
      if (standing === "in_step") checkAlike(world, side, { code, remoteId });
      else if (standing !== "held" && standing !== "refused") {
        world.wrong.push(`${code}@${side.lane.portal}: left ${standing}`);
      }
    }
  }
}

function checkAlike(world: World, side: Side, { code, remoteId }: { code: string; remoteId: string }): void {
  const there = side.simulator.held().find((task) => task.remoteId === remoteId)?.fields;
  const newest = side.wire.newest.get(remoteId);
  for (const field of fieldNames) {
    if (isKept(side, field)) continue;
    const shown = newest === undefined ? undefined : shownValue(world, side, newest, field);
    const theirs = field === "lifecycle" ? shown : ((there?.[field] ?? null) as FieldValue);
    const ours = world.register.get(code)?.get(field) ?? null;
    if (theirs !== undefined && !sameValue(field, ours, theirs)) {
      world.wrong.push(`${code}@${side.lane.portal}: in step with ${field} ${ours} here, ${theirs} there`);
    }
  }
}
