// kill -9 at every named moment of a push: the next run comes to the same end as one that nobody disturbed. An
// ordinary run takes a sample; `npm run crashes` takes all, or those in whose names a text stands.
import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type Database, type Desk } from "../journeys/desk.ts";
import { heldBy } from "../journeys/scene.ts";
import { heldOtherwise, imbalances } from "./balance.ts";
import { crashesOn, following, laneOf, listFile, moments, sampleOf, type Crash } from "./cases.ts";
import { aCopy, endLeases, live, peopleGoOn, prepared, type Life } from "./stage.ts";

const { CRASHES, CRASH_CASE } = process.env;
const all = crashesOn(databases());
const chosen = choose();

interface Undisturbed {
  desk: Desk;
  held: ReturnType<typeof heldBy>;
  /** Every moment passed, as often as it was. */
  passed: readonly string[];
}

describe.each(databases())("a push that is killed (%s)", (on) => {
  let undisturbed: Undisturbed;
  beforeAll(async () => {
    undisturbed = await undisturbedOn(on);
    if (CRASHES === "list" && on === "embedded") await writeFile(listFile, listed(undisturbed.passed));
  });
  afterAll(async () => await undisturbed.desk.close());

  it("passes exactly the moments of the list", () => {
    const passed = new Set(undisturbed.passed);

    expect([...passed].toSorted()).toEqual([...new Set(moments)].toSorted());
  });

  it.concurrent.each(chosen.filter((crash) => crash.on === on))("$name", async (crash) => {
    const { desk, first } = await killedAt(undisturbed, crash);
    try {
      const second = crash.way === "then a second crash" ? await killedAgain(desk, crash) : null;
      if (crash.way === "then edits on both sides") await peopleGoOn(desk);
      const last = await lifeToTheEnd(desk, crash);

      const replay = `once more with: npm run crashes -- "${crash.name}"`;
      expect([first.endedAt, first.signal], replay).toEqual([crash.moment, "SIGKILL"]);
      if (second !== null) expect(second.signal, replay).toBe("SIGKILL");
      expect([last.code, last.err], replay).toEqual([0, ""]);
      expect(imbalances(desk, last.account), replay).toEqual([]);
      if (crash.way !== "then edits on both sides") {
        expect(heldOtherwise(desk, undisturbed.held), replay).toEqual([]);
      }
    } finally {
      await desk.close();
    }
  });
});

/** On a busy machine a slow push may have no reason to look twice: then others are watched as well. */
async function undisturbedOn(on: Database): Promise<Undisturbed> {
  const desk = await prepared(on);
  let calm = await anUndisturbed(desk);
  for (let more = 2; more > 0 && moments.some((moment) => !calm.passed.includes(moment)); more -= 1) {
    const next = await anUndisturbed(desk);
    calm = { ...calm, passed: [...calm.passed, ...next.passed.filter((one) => !calm.passed.includes(one))] };
  }
  return { desk, ...calm };
}

async function anUndisturbed(desk: Desk): Promise<Omit<Undisturbed, "desk">> {
  const calm = await aCopy(desk);
  const { account, passed, err } = await live(calm);
  const wrong = imbalances(calm, account);
  if (wrong.length > 0) throw new Error(`even undisturbed: ${wrong.join("; ")} ${err}`);
  const held = heldBy(calm);
  await calm.close();
  return { held, passed };
}

/**
 * Kills a push at the passing that the crash names. Lanes run side by side, so that a push may pass a moment less often
 * than the undisturbed one did: then another is killed at an earlier passing, down to the first.
 */
async function killedAt(calm: Undisturbed, crash: Crash): Promise<{ desk: Desk; first: Life }> {
  for (let { passed } = calm; ;) {
    const desk = await aCopy(calm.desk);
    const nth = nthOf(crash, passed);
    const first = await live(desk, { at: [crash.moment], nth });
    await endLeases(desk);
    if (first.endedAt !== null || nth === 1) return { desk, first };
    ({ passed } = first);
    await desk.close();
  }
}

function nthOf({ moment, passing }: Crash, passed: readonly string[]): number {
  const times = Math.max(1, passed.filter((other) => other === moment).length);
  return { first: 1, middle: Math.ceil(times / 2), last: times }[passing];
}

/** What is adopted from one portal once the other's lane has ended reaches that other by the next push. */
async function lifeToTheEnd(desk: Desk, { way }: Crash): Promise<Life> {
  const life = await live(desk);
  const isAllCarried = life.account?.portals.every(({ counts }) => (counts["due"] ?? 0) === 0) ?? true;
  return isAllCarried || way !== "then edits on both sides" ? life : await live(desk);
}

/** Kills the next worker at the first moment that lies after the one where the last worker died. */
async function killedAgain(desk: Desk, { moment }: Crash): Promise<Life> {
  const life = await live(desk, { at: following(moment) });
  await endLeases(desk);
  return life;
}

function choose(): Crash[] {
  if (CRASH_CASE !== undefined) return all.filter(({ name }) => name.includes(CRASH_CASE));
  if (CRASHES === "list") return [];
  return CRASHES === "all" ? all : sampleOf(all);
}

/** The moments lane by lane, each in the order in which it was first passed. */
function listed(passed: readonly string[]): string {
  const lanes = Map.groupBy(new Set(passed), laneOf);
  return `${[...lanes.values()].flat().join("\n")}\n`;
}
