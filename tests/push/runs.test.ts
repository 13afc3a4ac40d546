import { afterEach, expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import type { LaneReport, Means } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { beginRun, findRun, finishRun, listRuns, takeUp, type Again } from "../../src/push/runs.ts";
import { holds } from "../../src/push/standing.ts";
import { planUndo, undo, type Undoing } from "../../src/push/undo.ts";
import { findTask } from "../../src/register/tasks.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

onEachDatabase("runs", (open) => {
  const desks: Desk[] = [];
  afterEach(async () => {
    for (const made of desks.splice(0)) await made.stop();
  });

  /** Four tasks at one portal; the first two report 40. */
  async function aReportedDesk(): Promise<Desk> {
    const desk = await aDesk(await open(), { at: ["memory"], tasks: 4 });
    desks.push(desk);
    for (const code of desk.codes.slice(0, 2)) await report(desk, code, 40);
    return desk;
  }

  it("are listed with what came of them, the newest first", async () => {
    const desk = await aReportedDesk();
    const first = await aRun(desk);
    const second = await aRun(desk);

    const runs = await listRuns(desk.means, 10);

    expect(runs.map(({ id }) => id)).toEqual([second.means.run, first.means.run]);
    expect(runs[1]).toMatchObject({ what: "push", attempts: 2, outcomes: { applied: 2 }, open: 0 });
    expect(runs[1]?.endedAt).not.toBeNull();
    expect(runs[0]).toMatchObject({ attempts: 0, outcomes: {} });
  });

  it("are found by the beginning of their id; an unknown one is told of", async () => {
    const desk = await aReportedDesk();
    const { means } = await aRun(desk);

    const found = await findRun(desk.means, means.run.slice(0, 8));
    const last = await findRun(desk.means, "last");

    expect([found.id, last.id]).toEqual([means.run, means.run]);
    await expect(findRun(desk.means, "nothing")).rejects.toThrow(UserError);
  });

  it("resume looks for the unfinished attempt, takes up what was not come to, and leaves what is newer", async () => {
    const desk = await aReportedDesk();
    desk.simulator.script([{ fault: "lost-reply", on: "write", times: 1 }]);
    const stopped = await aStoppedRun(desk);
    await desk.means.wait(1_000);
    await report(desk, desk.codes[3] ?? "", 70);

    const { report: resumed } = await again(desk, stopped, "resume");

    const [story] = await listRuns(desk.means, 1);
    expect(story).toMatchObject({ id: stopped, attempts: 2, outcomes: { applied: 1, not_sent: 1 }, open: 0 });
    expect(resumed).toMatchObject({ applied: 2, uncertain: 0, left: 1 });
    expect(percents(desk)).toEqual([40, 40, 0, 0]);
    expect(desk.simulator.tally()).toMatchObject({ writes: 2, doubledEntries: 0 });
  });

  it("retry looks anew at what was held and at nothing else", async () => {
    const desk = await aReportedDesk();
    desk.simulator.edit(remoteId(desk, 0), { percent: 30 });
    const run = await aRun(desk);
    desk.simulator.edit(remoteId(desk, 0), { percent: 0 });
    await report(desk, desk.codes[2] ?? "", 20);
    const before = await holds(desk.means);

    const { report: retried } = await again(desk, run.means.run, "retry");

    expect(before).toHaveLength(1);
    expect(retried).toMatchObject({ applied: 1, held: 0, left: 1 });
    expect(percents(desk)).toEqual([40, 40, 0, 0]);
  });

  it("again looks at everything the run was about and sends only what differs", async () => {
    const desk = await aReportedDesk();
    const run = await aRun(desk);
    const writes = desk.simulator.tally().writes;

    const { report: once, looked } = await again(desk, run.means.run, "again");

    expect(looked).toBe(2);
    expect(once).toMatchObject({ inStep: 2, applied: 0 });
    expect(desk.simulator.tally().writes).toBe(writes);
  });

  it("are taken back: register and portal have the earlier values, with person and reason", async () => {
    const desk = await aReportedDesk();
    const run = await aRunToUndo(desk);

    const plan = await undo(desk.means, run, "Gửi nhầm kỳ");
    const pushed = await pushLane(desk.means, desk.lane);

    expect(plan.back.filter(({ field }) => field === "percent")).toMatchObject([
      { from: 40, to: 0 },
      { from: 40, to: 0 },
    ]);
    expect(pushed).toMatchObject({ applied: 2, held: 0 });
    expect(percents(desk)).toEqual([0, 0, 0, 0]);
    expect(await percentHere(desk, 0)).toBe(0);
  });

  it("are taken back but for what was touched since, here or there", async () => {
    const desk = await aReportedDesk();
    await report(desk, desk.codes[2] ?? "", 40);
    const run = await aRunToUndo(desk);
    await report(desk, desk.codes[0] ?? "", 55);
    desk.simulator.edit(remoteId(desk, 1), { percent: 45 });

    const plan = await undo(desk.means, run, "Gửi nhầm kỳ");
    await pushLane(desk.means, desk.lane);

    const skipped = plan.skipped.filter(({ what }) => what === "percent");
    expect(skipped).toMatchObject([{ code: desk.codes[0], why: { key: "push.touched_here" } }]);
    expect(percents(desk)).toEqual([55, 45, 0, 0]);
    expect((await holds(desk.means)).map(({ taskCode }) => taskCode)).toEqual([desk.codes[1]]);
  });

  it("keep their files at the portal when taken back, and say so", async () => {
    const desk = await aReportedDesk();
    await desk.addFile(desk.codes[0] ?? "", "bien-ban.pdf");
    const run = await aRunToUndo(desk);

    const plan = await planUndo(desk.means, run);

    expect(plan.skipped).toMatchObject([{ what: "bien-ban.pdf", why: { key: "push.file_stays" } }]);
  });

  it("change nothing by being looked at before they are taken back, and want a reason", async () => {
    const desk = await aReportedDesk();
    const run = await aRunToUndo(desk);

    const plan = await planUndo(desk.means, run);

    expect(plan.back.length).toBeGreaterThan(0);
    await expect(undo(desk.means, run, " ")).rejects.toThrow(UserError);
    expect(await percentHere(desk, 0)).toBe(40);
    expect(await pushLane(desk.means, desk.lane)).toMatchObject({ applied: 0, left: 0 });
  });
});

async function report(desk: Desk, code: string, percent: number): Promise<void> {
  await desk.report(code, { lifecycle: "in_progress", percent, progressText: `Bước ${percent}` });
}

async function aRun(desk: Desk): Promise<{ means: Means; report: LaneReport }> {
  const means = desk.restarted();
  await desk.means.wait(1_000);
  await beginRun(means, { what: "push", portals: [desk.lane.portal] });
  const done = await pushLane(means, desk.lane);
  await finishRun(means, [done]);
  return { means, report: done };
}

/** A run that the first lost reply ends, as a power cut would: nothing is settled and nothing noted. */
async function aStoppedRun(desk: Desk): Promise<string> {
  const means = desk.restarted();
  await beginRun(means, { what: "push", portals: [desk.lane.portal] });
  const { lane } = desk;
  const dying = {
    ...lane,
    async connect(wire: Parameters<typeof lane.connect>[0]) {
      const session = await lane.connect(wire);
      let sent = 0;
      return {
        ...session,
        async sendProgress(change: Parameters<NonNullable<typeof session.sendProgress>>[0]) {
          sent += 1;
          if (sent > 1) throw new Error("the power is gone");
          return await (session.sendProgress?.(change) ?? Promise.reject(new Error("read-only")));
        },
        async *listTasks() {
          if (sent > 0) throw new Error("the power is gone");
          yield* session.listTasks();
        },
        async readTask(id: string) {
          if (sent > 0) throw new Error("the power is gone");
          return (await session.readTask?.(id)) ?? null;
        },
      };
    },
  };
  await expect(pushLane(means, dying)).rejects.toThrow("the power is gone");
  return means.run;
}

async function aRunToUndo(desk: Desk): Promise<Undoing> {
  const { means } = await aRun(desk);
  return { run: await findRun(means, means.run), lanes: [desk.lane] };
}

async function again(desk: Desk, id: string, how: Again): Promise<{ report: LaneReport; looked: number }> {
  const means = desk.restarted();
  const only = await takeUp(means, await findRun(means, id), how);
  return { report: await pushLane(means, desk.lane, { only }), looked: only.size };
}

function percents(desk: Desk): unknown[] {
  return desk.simulator.held().map(({ fields }) => fields["percent"]);
}

function remoteId(desk: Desk, at: number): string {
  return desk.simulator.held()[at]?.remoteId ?? "";
}

async function percentHere(desk: Desk, at: number): Promise<unknown> {
  const task = await desk.means.store.read(async (tx) => await findTask(tx, desk.codes[at] ?? ""));
  return task?.percent;
}
