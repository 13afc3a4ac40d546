// A worker that falls silent in the middle of its writes and comes back when another has taken its lane over: it writes
// nothing more. Real processes, the real lease of twenty seconds; needs a server, an embedded database has one owner.
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, makeDesk, portalNames, type Desk } from "../journeys/desk.ts";
import { doubled, fillDesk, heldBy, reportOn, writesAt } from "../journeys/scene.ts";
import { aServerRow, begin, live } from "./stage.ts";

const tasks = 12;
const reported = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const withFiles = [1, 5];
const mostMs = 30_000;
const hasServer = databases().includes("PostgreSQL");

describe.skipIf(!hasServer && process.env["CI"] === undefined)(
  "a worker that was stopped past its lease (PostgreSQL)",
  () => {
    let prepared: Desk;
    let held: ReturnType<typeof heldBy>;
    beforeAll(async () => {
      prepared = await makeDesk({ on: "PostgreSQL", portal: { guards: { maxShare: 1 } } });
      await fillDesk(prepared, { tasks });
      await reportOn(prepared, { progress: reported, files: withFiles });
      const calm = await prepared.copy();
      await calm.run("push");
      held = heldBy(calm);
      await calm.close();
    });
    afterAll(async () => await prepared.close());

    it.concurrent("writes nothing more when it goes on amid its writes, and says why", async (test) => {
      const desk = await aDeskFor(test);
      slowWrites(desk, 700);
      const stopped = desk.start("push", "--lang", "en");
      test.onTestFinished(() => void stopped.child.kill("SIGKILL"));
      while (writesArrived(desk) < 4) await wait(20);
      stopped.child.kill("SIGSTOP");

      const { other, tookMs, writes } = await takenOver(desk);
      stopped.child.kill("SIGCONT");
      const { code, out } = await stopped.ended;

      expect(other.code, other.out + other.err).toBe(0);
      expect(tookMs).toBeLessThan(mostMs);
      expect(code).toBe(1);
      expect(out).toContain("another worker took it over");
      expect(writesAt(desk)).toEqual(writes);
      expect(await ends(desk)).toEqual(allWell);
      expect(heldBy(desk)).toEqual(held);
    });

    it.concurrent.for([
      ["nq57", "after commit of carry-wave.open (nq57)"],
      ["nq57", "before PUT /api/v1/nhiem_vu/:id (nq57)"],
      ["nq71-dongnai", "after commit of carry-wave.open (nq71-dongnai)"],
      ["nq71-dongnai", "sent POST /api/v1/tasks/:id/progress (nq71-dongnai)"],
      ["nq57", "before commit of settle.settle (nq57)"],
    ] as const)("writes nothing more at %s when it was stopped %s", async ([portal, moment], test) => {
      const desk = await aDeskFor(test);
      const stopped = begin(desk, { at: [moment] }, { CRASH_SIGNAL: "SIGSTOP", CRASH_PORTAL: portal });
      test.onTestFinished(() => void stopped.child.kill("SIGKILL"));
      await stopped.met;

      const { other, tookMs, writes } = await takenOver(desk);
      stopped.child.kill("SIGCONT");
      const life = await stopped.ended;

      expect(life.endedAt).toBe(moment);
      expect(other.code, other.out + other.err).toBe(0);
      expect(tookMs).toBeLessThan(mostMs);
      expect(life.account?.carried).toMatchObject([{ portal, stopped: { key: "push.stopped_lost" } }]);
      expect(writesAt(desk)).toEqual(writes);
      expect(await ends(desk)).toEqual(allWell);
      expect(heldBy(desk)).toEqual(held);
    });

    it.concurrent("is taken over within 30 seconds when it is dead, without anybody's help", async (test) => {
      const desk = await aDeskFor(test);
      await live(desk, { at: ["sent PUT /api/v1/nhiem_vu/:id (nq57)"], nth: 3 });

      const { other, tookMs } = await takenOver(desk);

      expect(other.code, other.out + other.err).toBe(0);
      expect(tookMs).toBeLessThan(mostMs);
      expect(await ends(desk)).toEqual(allWell);
      expect(heldBy(desk)).toEqual(held);
    });

    it.concurrent("is named to a second one while it is alive", async (test) => {
      const desk = await aDeskFor(test);
      slowWrites(desk, 10_000);
      const first = desk.start("push");
      while (writesAt(desk).includes(0)) await wait(20);

      const second = await desk.run("push", "--lang", "en");
      quickWrites(desk);

      expect(second.code).toBe(2);
      for (const name of portalNames) expect(second.out).toContain(`${name}: another run is carrying it`);
      expect(second.out).toContain(`pid ${first.child.pid}`);
      expect((await first.ended).code).toBe(0);
      expect(await ends(desk)).toEqual(allWell);
      expect(heldBy(desk)).toEqual(held);
    });

    async function aDeskFor(test: { onTestFinished(work: () => Promise<void>): void }): Promise<Desk> {
      const desk = await prepared.copy();
      test.onTestFinished(async () => await desk.close());
      return desk;
    }
  },
);

/** Another push on the same lanes; how long after now it took the last of them, and what was written by its end. */
async function takenOver(desk: Desk) {
  const stoppedAt = Date.now();
  quickWrites(desk);
  const other = await desk.run("push", "--json");
  const { takenAt } = await aServerRow(desk, `select max(taken_at) as "takenAt" from lane`);
  return { other, tookMs: Date.parse(String(takenAt)) - stoppedAt, writes: writesAt(desk) };
}

function slowWrites(desk: Desk, ms: number): void {
  for (const name of portalNames) {
    desk.portals[name].script([{ fault: "slow", on: "write", times: 100_000, with: { ms } }]);
  }
}

function quickWrites(desk: Desk): void {
  for (const name of portalNames) desk.portals[name].script([]);
}

function writesArrived(desk: Desk): number {
  return writesAt(desk).reduce((sum, writes) => sum + writes, 0);
}

const allWell = {
  inStep: portalNames.map(() => tasks),
  doubled: 0,
  ledger: { ok: true },
  open: 0,
};

async function ends(desk: Desk) {
  const status = await desk.run("status", "--json");
  const verified = await desk.run("ledger", "verify", "--json");
  const { open } = await aServerRow(desk, "select count(*)::int as open from open_attempt");
  return {
    inStep: status
      .json()
      .portals.map((portal: { counts: Record<string, number> }) => portal.counts["in_step"]),
    doubled: doubled(desk),
    ledger: { ok: verified.json().ok },
    open,
  };
}
