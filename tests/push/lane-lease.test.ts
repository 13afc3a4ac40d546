import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { LaneLost, takeLease, type LaneLease } from "../../src/push/lane-lease.ts";
import type { Means } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { freeLanesOfTheDead, lanesCarried } from "../../src/store/lanes.ts";
import { recordListing } from "../../src/store/links.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

onEachDatabase("a lane's lease", (open) => {
  const desks: Desk[] = [];
  const leases: LaneLease[] = [];
  afterEach(async () => {
    for (const lease of leases.splice(0)) await lease.end();
    for (const made of desks.splice(0)) await made.stop();
  });

  async function aReportedDesk(): Promise<Desk> {
    const desk = await aDesk(await open(), { at: ["memory"], tasks: 3 });
    desks.push(desk);
    await desk.report("NV-0001", { lifecycle: "in_progress", percent: 40, progressText: "Bước một" });
    return desk;
  }

  async function taken(means: Means, desk: Desk): Promise<LaneLease> {
    const lease = await takeLease(means, desk.lane);
    if ("busy" in lease) throw new Error("somebody carries the lane");
    leases.push(lease);
    return lease;
  }

  it("keeps every other run from the lane and tells it who carries it", async () => {
    const desk = await aReportedDesk();
    const lease = await taken({ ...desk.restarted(), carrier: "lan@may-1, pid 7" }, desk);
    const before = desk.simulator.arrivals().length;

    const report = await pushLane(desk.means, desk.lane);
    const asked = desk.simulator.arrivals().length - before;
    await lease.end();
    const after = await pushLane(desk.means, desk.lane);

    expect(report).toMatchObject({ applied: 0, left: 1, stopped: null });
    expect(report.busy).toMatchObject({ key: "push.busy", values: { carrier: "lan@may-1, pid 7" } });
    expect(asked).toBe(0);
    expect(after).toMatchObject({ applied: 1, busy: null });
  });

  it("is taken over when it ran out, and then its former carrier can commit nothing", async () => {
    const desk = await aReportedDesk();
    const { store } = desk.means;
    const zombie = await taken(desk.restarted(), desk);
    await store.transaction(freeLanesOfTheDead);
    await taken(desk.restarted(), desk);

    const late = zombie.transaction(
      async (tx) => await recordListing(tx, { portal: "memory", at: desk.means.now(), listed: 0 }),
    );

    await expect(late).rejects.toThrow(LaneLost);
    expect(zombie.holds()).toBe(false);
    const { rows } = await store.read(async (tx) => ({
      rows: await tx.selectFrom("listing").selectAll().execute(),
    }));
    expect(rows.map(({ listed }) => listed)).not.toContain(0);
  });

  it("gives back only what is still its own", async () => {
    const desk = await aReportedDesk();
    const { store } = desk.means;
    const zombie = await taken(desk.restarted(), desk);
    await store.transaction(freeLanesOfTheDead);
    const next = desk.restarted();
    await taken(next, desk);

    await zombie.end();

    const carried = await store.read(lanesCarried);
    expect(carried.map(({ owner }) => owner)).toEqual([next.run]);
  });

  it("lets nothing be written from two seconds before its end on, by the carrier's own stopwatch", async () => {
    const desk = await aReportedDesk();
    let elapsed = 0;
    const lease = await taken({ ...desk.restarted(), elapsed: () => elapsed }, desk);

    const held = [0, 17_999, 18_000, 60_000].map((ms) => {
      elapsed = ms;
      return lease.holds();
    });

    expect(held).toEqual([true, true, false, false]);
  });

  it("is whole for a carrier that waited long for the last one's transaction to end", async () => {
    const desk = await aReportedDesk();
    let elapsed = 0;
    const { store } = desk.means;
    const waiting: typeof store.transaction = async (work) => {
      const result = await store.transaction(work);
      elapsed ||= 17_000;
      return result;
    };
    const means = { ...desk.restarted(), elapsed: () => elapsed, store: { ...store, transaction: waiting } };

    const lease = await taken(means, desk);
    elapsed = 34_000;

    expect(lease.holds()).toBe(true);
  });

  it("is given back only once its last heartbeat has ended", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const desk = await aReportedDesk();
    const { store } = desk.means;
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    const gated: typeof store.transaction = async (work) => {
      begun += 1;
      if (begun === 2) await gate.promise;
      return await store.transaction(work);
    };
    const lease = await takeLease(
      { ...desk.restarted(), store: { ...store, transaction: gated } },
      desk.lane,
    );
    if ("busy" in lease) throw new Error("somebody carries the lane");
    vi.advanceTimersByTime(5_000);

    const ending = lease.end();
    const whileBeating = begun;
    gate.resolve();
    await ending;

    expect([whileBeating, begun]).toEqual([2, 3]);
  });

  it("stops a run at the wire that slept through it: nothing is sent, the attempt is found out later", async () => {
    const desk = await aReportedDesk();
    let elapsed = 0;
    const sleepy = { ...desk.restarted(), elapsed: () => elapsed };
    const { lane } = desk;
    const sleeping = {
      ...lane,
      async connect(wire: Parameters<typeof lane.connect>[0]) {
        const session = await lane.connect(wire);
        return {
          ...session,
          async readTask(remoteId: string) {
            const task = (await session.readTask?.(remoteId)) ?? null;
            elapsed = 60_000;
            return task;
          },
        };
      },
    };
    const writes = desk.simulator.tally().writes;

    const slept = await pushLane(sleepy, sleeping);
    const sent = desk.simulator.tally().writes - writes;
    const next = await pushLane(desk.restarted(), lane);

    expect(slept).toMatchObject({ applied: 0, held: 0, left: 1, stopped: { key: "push.stopped_lost" } });
    expect(sent).toBe(0);
    expect(next).toMatchObject({ applied: 1, left: 0, uncertain: 0 });
  });
});
