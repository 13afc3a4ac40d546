// Freezing at cut-offs: once, whoever tries; late as in time; and nobody changes it unseen.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { ReportsSchema } from "../../schemas/report.ts";
import { later, type Instant } from "../../schemas/time.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { recordProgress } from "../../src/register/change.ts";
import { cutOffsOf } from "../../src/report/cut-offs.ts";
import { calendarWith } from "../../src/schedule/vietnam.ts";
import { freezeDue, isLate } from "../../src/report/freeze.ts";
import { startFreezer } from "../../src/report/freezer.ts";
import { verifySnapshots } from "../../src/report/verify.ts";
import type { Store } from "../../src/store/connection.ts";
import { snapshotsKnown } from "../../src/store/snapshots.ts";
import { aProvenance, aTask, keepTasks } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

// A Thursday, 17:00 in Vietnam, and a monthly cut-off that stays out of the way.
const thursday = "2026-11-26T10:00:00.000Z";
const week = 7 * 86_400_000;
const cutOffs = cutOffsOf(
  ReportsSchema.parse({ monthly: { cutOff: { monthly: 1, at: "00:00", onHoliday: "same" } } }),
  calendarWith(null),
);

function freezing(store: Store, now: Instant) {
  return { store, cutOffs, now: () => now, newId: randomUUID, who: "dongbo", run: "run-1" };
}

const weekly = async (store: Store) =>
  (await store.read((tx) => snapshotsKnown(tx))).filter(({ period }) => period === "weekly");

async function seeded(store: Store): Promise<void> {
  const tasks = Array.from({ length: 3 }, (_, at) =>
    aTask({ id: `00000000-0000-4000-8000-00000000000${at}`, code: `NV-${at + 1}` }),
  );
  await store.transaction((tx) => keepTasks(tx, tasks));
}

async function report(store: Store, at: Instant, percent: number): Promise<void> {
  const provenance = aProvenance({ at });
  await store.transaction((tx) => recordProgress(tx, { code: "NV-1", report: { percent }, provenance }));
}

onEachDatabase("freezing", (open) => {
  it("gives a late snapshot the digest of one taken in time, whatever came between", async () => {
    const store = await open();
    await seeded(store);
    await report(store, later(thursday, -3_600_000), 50);
    await freezeDue(freezing(store, later(thursday, 60_000)));
    const [inTime] = await weekly(store);
    await store.transaction(async (tx) => {
      await tx.deleteFrom("snapshot_task").execute();
      await tx.deleteFrom("snapshot").execute();
    });
    await report(store, later(thursday, 3_600_000), 90);
    await freezeDue(freezing(store, later(thursday, 2 * 86_400_000)));
    const [late] = await weekly(store);

    expect(late).toMatchObject({ cutOff: thursday, tasks: 3, digest: inTime?.digest });
    expect([inTime && isLate(inTime), late && isLate(late)]).toEqual([false, true]);
  });

  it("freezes each cut-off once, however many try at once, and catches up on every one missed", async () => {
    const store = await open();
    await seeded(store);
    await freezeDue(freezing(store, later(thursday, 60_000)));
    const weeksLater = freezing(store, later(thursday, 3 * week + 60_000));

    await Promise.all([freezeDue(weeksLater), freezeDue(weeksLater), freezeDue(weeksLater)]);

    const found = await weekly(store);
    expect(found.map(({ cutOff, since }) => [cutOff, since])).toEqual(
      [3, 2, 1, 0].map((weeks) => [later(thursday, weeks * week), later(thursday, (weeks - 1) * week)]),
    );
    expect(await freezeDue(weeksLater)).toEqual([]);
    const { rows } = await store.read((tx) =>
      sql<{ count: number }>`select count(*) from ledger where kind = 'snapshot'`.execute(tx),
    );
    expect(rows[0]?.count).toBe((await store.read((tx) => snapshotsKnown(tx))).length);
  });

  it("waits for the cut-off, and freezes nothing while the register is empty", async () => {
    const store = await open();

    expect(await freezeDue(freezing(store, later(thursday, 60_000)))).toEqual([]);
    await seeded(store);
    const early = await freezeDue(freezing(store, later(thursday, -1)));

    expect(early.map(({ cutOff }) => cutOff)).not.toContain(thursday);
  });

  it("stands on a ledger that stays sound, and tells what was changed, added or deleted", async () => {
    const store = await open();
    await seeded(store);
    for (const weeks of [0, 1, 2]) await freezeDue(freezing(store, later(thursday, weeks * week + 60_000)));
    const keys = async () =>
      (await store.snapshot(verifySnapshots)).problems.map(({ key }) => key).toSorted();
    const tamper = async (statement: string) =>
      await store.transaction((tx) => sql.raw(statement).execute(tx));

    expect(await store.read((tx) => verifyLedger(tx))).toMatchObject({ ok: true });
    expect(await keys()).toEqual([]);
    const [newest, middle, oldest] = await weekly(store);
    await tamper(`update snapshot_task set state = jsonb_set(state, '{percent}', '99')
      where snapshot_id = '${newest?.id}' and task_id = '00000000-0000-4000-8000-000000000000'`);
    await tamper(`update snapshot set digest = '${"0".repeat(64)}' where id = '${middle?.id}'`);
    await tamper(`delete from snapshot_task where snapshot_id = '${oldest?.id}'`);
    await tamper(`delete from snapshot where id = '${oldest?.id}'`);
    await tamper(`insert into snapshot select gen_random_uuid(), period, cut_off - interval '70 days', since,
      frozen_at, frozen_by, digest, tasks, 999 from snapshot where id = '${newest?.id}'`);

    expect(await keys()).toEqual([
      "cutoff.bad.differs",
      "cutoff.bad.gone",
      "cutoff.bad.no_entry",
      "cutoff.bad.tasks",
    ]);
  });

  it("goes on every minute, past a failure, until it is stopped", async () => {
    const store = await open();
    await seeded(store);
    let clock = Date.parse(thursday) - 120_000;
    let isBroken = true;
    const told: string[] = [];
    const broken: Store = {
      ...store,
      read: async (work) => {
        if (isBroken) throw new Error("no database");
        return await store.read(work);
      },
    };
    const note = (_: object, message: string) => void told.push(message);
    const part = await startFreezer({
      ...freezing(broken, thursday),
      now: () => new Date(clock).toISOString(),
      wait: async (ms) => {
        clock += ms;
        if (clock > Date.parse(thursday)) isBroken = false;
        await new Promise((done) => setImmediate(done));
      },
      log: { info: note, warn: note },
    });

    await expect.poll(async () => (await weekly(store)).map(({ cutOff }) => cutOff)).toContain(thursday);
    await part.stop();

    expect(told[0]).toContain("could not freeze");
    expect(told.filter((text) => text.includes("froze")).length).toBeGreaterThan(0);
  });
});
