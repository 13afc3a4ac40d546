// Lanes that are called are carried, by whichever process comes first, as runs of their own; and nothing rests on a job.
import { sql } from "kysely";
import { expect, it } from "vitest";
import { ApprovalsSchema } from "../../schemas/approvals.ts";
import { pausePortal } from "../../src/push/pause.ts";
import { listRuns } from "../../src/push/runs.ts";
import { alwaysOpen } from "../../src/queue/window.ts";
import { lanesCarried } from "../../src/store/lanes.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, type Desk } from "../push/desk.ts";
import { call, callOf, carriersAt, dueOn, half, listening, realMeans, until } from "./carrying-desk.ts";

const storeOf = ({ means }: Desk) => means.store;

onEachDatabase("carriers", (open) => {
  const desk = desksOn(open);

  it("carry a called lane as a run of its own, and the call is gone", async () => {
    const made = await desk({ at: ["memory"], tasks: 6, dueOn });
    await made.reportAll(made.codes.map((code) => ({ code, report: half })));
    const before = made.simulator.tally().writes;
    const part = await carriersAt(made);

    await call(storeOf(made), "memory");
    await until(async () => (await callOf(storeOf(made), "memory")) === null);
    await part.stop();

    expect(made.simulator.tally().writes - before).toBe(6);
    const [run] = await listRuns(made.means, 1);
    expect(run).toMatchObject({ what: "push", portals: ["memory"], attempts: 6, open: 0 });
    expect(run?.endedAt).not.toBeNull();
  });

  it("leave to an approved plan what needs approval, and are not called again for it", async () => {
    const made = await desk({ at: ["memory"], tasks: 2, dueOn });
    const [ordinary = "", finished = ""] = made.codes;
    await made.addFile(finished, "quyet-dinh.pdf");
    await made.report(ordinary, half);
    await made.report(finished, { lifecycle: "completed", percent: 100, completedOn: "2025-12-08" });
    const asked = made.simulator.arrivals().length;
    const lane = { ...made.lane, approvals: ApprovalsSchema.parse({}) };
    const part = await carriersAt(made, { lanes: [lane] });

    await call(storeOf(made), "memory");
    await until(async () => (await callOf(storeOf(made), "memory")) === null);
    await part.stop();

    const written = made.simulator.arrivals().slice(asked);
    expect(written.filter(({ committed }) => committed)).toHaveLength(1);
    expect(made.simulator.held()[1]).toMatchObject({ fields: { percent: 0 }, evidence: [] });
    expect((await listRuns(made.means, 5)).map(({ attempts }) => attempts)).toEqual([1]);
  });

  it("leave a lane alone that nobody called", async () => {
    const made = await desk({ at: ["memory", "nq57"], tasks: 2, dueOn });
    await made.reportAll(made.codes.map((code) => ({ code, report: half })));
    const [, other] = made.portals;
    const before = other?.requests();
    const part = await carriersAt(made);

    await call(storeOf(made), "memory");
    await until(async () => (await callOf(storeOf(made), "memory")) === null);
    await part.stop();

    expect(other?.requests()).toBe(before);
  });

  it("look at everything where the call is a full one", async () => {
    const made = await desk({ at: ["memory"], tasks: 3, dueOn });
    const before = made.portals[0]?.requests();
    const part = await carriersAt(made);

    await call(storeOf(made), "memory", true);
    await until(async () => (await callOf(storeOf(made), "memory")) === null);
    await part.stop();

    const [run] = await listRuns(made.means, 1);
    expect(run).toMatchObject({ what: "full", attempts: 0 });
    expect(made.portals[0]?.requests()).toBeGreaterThan(before ?? 0);
  });

  it("wait for a closed window, and keep the call whole", async () => {
    const made = await desk({ at: ["memory"], tasks: 2, dueOn });
    await made.reportAll(made.codes.map((code) => ({ code, report: half })));
    const opensAt = "2099-01-01T00:00:00.000Z";
    const before = made.portals[0]?.requests();
    const part = await carriersAt(made, { window: () => ({ open: false, opensAt }) });

    await call(storeOf(made), "memory", true);
    await until(async () => (await callOf(storeOf(made), "memory"))?.notBefore === opensAt);
    await part.stop();

    expect(await callOf(storeOf(made), "memory")).toMatchObject({ full: true });
    expect(made.portals[0]?.requests()).toBe(before);
  });

  it("hand the lane back when its window ends, if that is the rule, and go on in the next", async () => {
    const made = await desk({ at: ["memory"], tasks: 10, dueOn });
    await made.reportAll(made.codes.map((code) => ({ code, report: half })));
    const before = made.simulator.tally().writes;
    const end = "2099-01-01T00:00:00.000Z";
    let sent = 0;
    let isAlways = false;
    const lane = listening(made.lane, () => void (sent += 1));
    const clock = () => (sent < 3 ? new Date().toISOString() : "2099-06-01T00:00:00.000Z");
    const part = await carriersAt(made, {
      lanes: [lane],
      newRun: () => ({ ...realMeans(made), now: clock }),
      window: (_, now) => {
        if (isAlways) return alwaysOpen;
        return now < end ? { open: true, until: end, overrun: "stop" } : { open: false, opensAt: null };
      },
    });

    await call(storeOf(made), "memory");
    await until(async () => (await callOf(storeOf(made), "memory"))?.notBefore != null);
    const stoppedAt = made.simulator.tally().writes - before;
    isAlways = true;
    await call(storeOf(made), "memory");
    await until(async () => (await callOf(storeOf(made), "memory")) === null);
    await part.stop();

    expect(stoppedAt).toBeLessThan(10);
    expect(made.simulator.tally().writes - before).toBe(10);
  });

  it("ask nothing of a paused portal, and keep the call", async () => {
    const made = await desk({ at: ["memory"], tasks: 2, dueOn });
    await made.reportAll(made.codes.map((code) => ({ code, report: half })));
    await pausePortal(made.means, "memory", "bảo trì");
    const runs = (await listRuns(made.means, 100)).length;
    const part = await carriersAt(made);

    await call(storeOf(made), "memory");
    await until(async () => (await callOf(storeOf(made), "memory"))?.notBefore != null);
    await part.stop();

    expect((await listRuns(made.means, 100)).length).toBe(runs);
  });

  it("stop amid a wave with nothing open that was not sent; others carry on from there", async () => {
    const made = await desk({ at: ["memory"], tasks: 12, dueOn });
    await made.reportAll(made.codes.map((code) => ({ code, report: half })));
    const before = made.simulator.tally().writes;
    const stops: Promise<void>[] = [];
    let sent = 0;
    const lane = listening(made.lane, () => {
      sent += 1;
      if (sent === 4) stops.push(part.stop());
    });
    const part = await carriersAt(made, { lanes: [lane] });

    await call(storeOf(made), "memory");
    await until(() => stops.length > 0);
    await Promise.all(stops);
    const left = await storeOf(made).read(async (tx) => ({
      open: (await sql`select from open_attempt`.execute(tx)).rows,
      carried: await lanesCarried(tx),
    }));
    const first = made.simulator.tally().writes - before;
    const kept = await callOf(storeOf(made), "memory");
    const next = await carriersAt(made);
    await until(async () => (await callOf(storeOf(made), "memory")) === null);
    await next.stop();

    expect(first).toBeGreaterThanOrEqual(4);
    expect(first).toBeLessThan(12);
    expect(left).toEqual({ open: [], carried: [] });
    expect(kept).not.toBeNull();
    expect(made.simulator.tally().writes - before).toBe(12);
    expect(made.simulator.tally().doubledEntries).toBe(0);
  });

  it("begin with the nearest cut-off, then with the oldest call", async () => {
    const made = await desk({ at: ["memory", "nq57", "nq71-dongnai"], tasks: 1, dueOn });
    const order: string[] = [];
    await call(storeOf(made), "nq57");
    await call(storeOf(made), "nq71-dongnai");
    await call(storeOf(made), "memory");

    const part = await carriersAt(made, {
      concurrency: 1,
      cutOff: (portal) => (portal === "memory" ? "2030-01-01T00:00:00.000Z" : "2031-01-01T00:00:00.000Z"),
      carried: (lane) => void order.push(lane),
    });
    await until(() => order.length === 3);
    await part.stop();

    expect(order).toEqual(["memory", "nq57", "nq71-dongnai"]);
  });
});
