// A push that is killed at any moment and run again comes to the same end as one that nobody disturbed.
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { aCopyOf, aDesk, databases, portalNames, type Desk } from "./desk.ts";
import { doubled, dump, fillDesk, heldBy, reportOn } from "./scene.ts";

const kills = 10;
const leastAmidWrites = 3;
const tasks = 48;
const reported = Array.from({ length: 40 }, (_, at) => at + 1);
const withFiles = [1, 5, 9, 13, 17, 21];

const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 1_000_000));

describe.concurrent.each(databases())("a push killed with kill -9 (%s)", (on) => {
  it(`ends as if nobody had killed it, after ${kills} kills`, async (test) => {
    test.onTestFailed(() => {
      const replay = `KILL_SEED=${seed} npx vitest run --config tests/vitest.config.ts tests/journeys/kill.test.ts`;
      process.stderr.write(`kill -9: seed ${seed}; once more with: ${replay}\n`);
    });
    const calm = await aDesk({ on, portal: { guards: { maxShare: 1 } } }, test.onTestFinished);
    await fillDesk(calm, { tasks });
    await reportOn(calm, { progress: reported, files: withFiles });
    const desk = await aCopyOf(calm, test.onTestFinished);
    const random = seededRandom(seed);
    for (const name of portalNames) {
      desk.portals[name].script([{ fault: "slow", on: "write", times: 100_000, with: { ms: 400 } }]);
    }

    const hits = { kills: 0, amidWrites: 0 };
    for (let tries = 0; hits.kills < kills && tries < 3 * kills; tries += 1) {
      // The first ones amid writes, while there is much to write; the others wherever they fall.
      const aim = hits.amidWrites < leastAmidWrites || random() < 0.6 ? "writes" : "anything";
      const hit = await killAPush(desk, { aim, delayMs: Math.floor(random() * 700) });
      if (hit !== null) hits.kills += 1;
      if (hit === "amid writes") hits.amidWrites += 1;
      await endLeases(desk);
    }
    for (const name of portalNames) desk.portals[name].script([]);
    const last = await desk.run("push", "--json");
    const undisturbed = await calm.run("push", "--json");

    expect(hits.kills).toBe(kills);
    expect(hits.amidWrites).toBeGreaterThanOrEqual(leastAmidWrites);
    expect([last.code, undisturbed.code]).toEqual([0, 0]);
    expect(heldBy(desk)).toEqual(heldBy(calm));
    expect(doubled(desk)).toBe(0);
    const status = await desk.run("status", "--json");
    expect(status.code).toBe(0);
    for (const portal of status.json().portals) {
      expect(portal).toMatchObject({ counts: { in_step: tasks }, total: tasks });
    }
    expect((await desk.run("ledger", "verify", "--json")).json()).toMatchObject({ ok: true });
    expect((await desk.open(async ({ means }) => await dump(means.store)))["open_attempt"]).toEqual([]);
  });
});

/** Kills one push once it talks to a portal: some at once, some amid its writes. `null`: it was done before. */
async function killAPush(
  desk: Desk,
  { aim, delayMs }: { aim: "writes" | "anything"; delayMs: number },
): Promise<"early" | "amid writes" | null> {
  const before = counts(desk);
  const { child, ended } = desk.start("push");
  const aimed = () =>
    aim === "writes" ? counts(desk).writes > before.writes : counts(desk).all > before.all;
  while (child.exitCode === null && !aimed()) await wait(10);
  await wait(delayMs);
  child.kill("SIGKILL");
  const { code } = await ended;
  if (code !== null) return null;
  return counts(desk).writes > before.writes ? "amid writes" : "early";
}

function counts(desk: Desk): { all: number; writes: number } {
  const arrivals = portalNames.flatMap((name) => desk.portals[name].arrivals());
  const writes = arrivals.filter(({ method, path }) => method !== "GET" && !/login|refresh|csrf/.test(path));
  return { all: arrivals.length, writes: writes.length };
}

/** On a server a dead worker's lease runs out after some seconds; here they pass at once. */
async function endLeases(desk: Desk): Promise<void> {
  if (desk.databaseUrl === null) return;
  await desk.open(async ({ means }) => {
    await means.store.transaction(
      async (tx) =>
        await sql`update lane set lease_until = clock_timestamp() - interval '1 second'`.execute(tx),
    );
  });
}
