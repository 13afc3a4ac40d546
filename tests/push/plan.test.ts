import { afterEach, expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import type { Plan } from "../../schemas/plan.ts";
import { approve, makePlan, planLane, readPlan, takeForPush } from "../../src/push/plan.ts";
import { pushLane } from "../../src/push/run.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";
import { sending } from "./sending.ts";

const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;

async function planned({ means, lane }: Desk): Promise<Plan> {
  return makePlan(means, [await planLane(means, lane, "due")]);
}

function problemOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error.problems[0]?.key;
    throw error;
  }
  return undefined;
}

onEachDatabase("a plan", (open) => {
  const desks: Desk[] = [];
  const aDueDesk = async () => {
    const desk = await aDesk(await open(), { at: ["nq57"], tasks: 4 });
    desks.push(desk);
    for (const code of desk.codes.slice(0, 2)) await desk.report(code, half);
    return desk;
  };
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.stop();
  });

  it("names every operation with both values, and asks the portal only to read", async () => {
    const desk = await aDueDesk();
    const writes = desk.simulator.tally().writes;

    const plan = await planned(desk);

    expect(plan.items.map(({ operation }) => operation)).toMatchObject([
      { kind: "send_progress", taskCode: "NV-0001", set: { percent: 50 }, before: { percent: 0 } },
      { kind: "send_progress", taskCode: "NV-0002", set: { percent: 50 }, before: { percent: 0 } },
    ]);
    expect(desk.simulator.tally().writes).toBe(writes);
  });

  it("is refused when its file was changed by one letter", async () => {
    const plan = await planned(await aDueDesk());
    const text = JSON.stringify(plan);

    expect(readPlan(text, "plan.json")).toEqual(plan);
    expect(problemOf(() => readPlan(text.replace("dự thảo", "dự thảa"), "plan.json"))).toBe(
      "push.plan_altered",
    );
    expect(problemOf(() => readPlan("{}", "plan.json"))).toBe("push.plan_unreadable");
    expect(problemOf(() => readPlan("", "plan.json"))).toBe("push.plan_unreadable");
  });

  it("does not run before somebody approved it, and runs once", async () => {
    const desk = await aDueDesk();
    const plan = await planned(desk);

    const unapproved = takeForPush(desk.means, plan);
    await expect(unapproved).rejects.toMatchObject({ problems: [{ key: "push.plan_not_approved" }] });
    await approve(desk.means, plan);
    const approved = await takeForPush(desk.means, plan);
    const report = await pushLane(desk.means, desk.lane, { approved });
    const again = takeForPush(desk.means, plan);

    expect(report).toMatchObject({ applied: 2, drifted: 0 });
    await expect(again).rejects.toMatchObject({ problems: [{ key: "push.plan_used" }] });
  });

  it("writes nothing of an item that the portal moved after the look, while an earlier one was sent", async () => {
    const desk = await aDesk(await open(), {
      at: ["nq57"],
      tasks: 2,
      lane: { requestsPerMinute: 60, observationGoodForMs: 1_000 },
    });
    desks.push(desk);
    for (const code of desk.codes) await desk.report(code, half);
    const plan = await planned(desk);
    await approve(desk.means, plan);
    const { lane, simulator } = desk;
    const [, second] = simulator.held();
    const moving = sending(lane, async (change, send) => {
      const sent = await send(change);
      simulator.edit(second?.remoteId ?? "", { difficulties: "Cổng vừa ghi thêm" });
      await desk.means.wait(2_000);
      return sent;
    });
    const writes = simulator.tally().writes;

    const approved = await takeForPush(desk.means, plan);
    const report = await pushLane(desk.means, moving, { approved });

    expect(report).toMatchObject({ applied: 1, drifted: 1, left: 1 });
    expect(simulator.tally().writes).toBe(writes + 1);
  });

  it("runs only the items that nothing has touched since", async () => {
    const desk = await aDueDesk();
    const plan = await planned(desk);
    await approve(desk.means, plan);
    await desk.report("NV-0001", { percent: 60 });
    await desk.report("NV-0003", half);

    const report = await pushLane(desk.means, desk.lane, {
      approved: await takeForPush(desk.means, plan),
    });

    expect(report).toMatchObject({ applied: 1, drifted: 1, left: 2 });
    expect(desk.simulator.held().map((task) => task.fields["percent"])).toEqual([0, 50, 0, 0]);
  });
});
