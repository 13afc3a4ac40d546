// A task that a portal no longer shows, where it can be asked for one task and where it only lists.
import { afterEach, expect, it } from "vitest";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { planLane } from "../../src/push/plan.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds, standings } from "../../src/push/standing.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

onEachDatabase("a task that the portal no longer shows", (open) => {
  const desks: Desk[] = [];
  afterEach(async () => {
    for (const made of desks.splice(0)) await made.stop();
  });

  async function without(first: "reads" | "lists"): Promise<Desk> {
    const memory = first === "lists" ? { reads: "lists" as const } : {};
    const desk = await aDesk(await open(), { at: ["memory"], tasks: 6, memory });
    desks.push(desk);
    desk.simulator.remove(desk.simulator.held()[0]?.remoteId ?? "");
    return desk;
  }

  it("is asked about at once where the portal itself says that it is gone", async () => {
    const desk = await without("reads");

    const report = await look(desk);

    expect(report).toMatchObject({ held: 1, left: 0 });
    expect(await holds(desk.means)).toMatchObject([
      { taskCode: "NV-0001", reasons: [{ key: "reconcile.gone" }] },
    ]);
  });

  it("stays due after one listing without it, and is asked about after the second", async () => {
    const desk = await without("lists");

    const once = await look(desk);
    const stands = (await standings(desk.means, ["memory"]))[0]?.counts;
    await desk.means.wait(3_600_000);
    const twice = await pushLane(desk.means, desk.lane);

    expect(once).toMatchObject({ held: 0, left: 1 });
    expect(stands).toEqual({ in_step: 5, due: 1 });
    expect(twice).toMatchObject({ held: 1, left: 0 });
    expect(await holds(desk.means)).toMatchObject([
      { taskCode: "NV-0001", reasons: [{ key: "reconcile.unlisted", values: { times: 2 } }] },
    ]);
  });

  it("counts from the beginning when it was seen in between", async () => {
    const desk = await aDesk(await open(), { at: ["memory"], tasks: 6, memory: { reads: "lists" } });
    desks.push(desk);
    const oneOff = { fault: "cut-list", times: 1, with: { page: 1, admits: true } };
    const lenient = { ...desk.lane, guards: { ...desk.lane.guards, minListed: 0.5 } };
    const kept: number[] = [];

    for (const listing of ["cut", "whole", "cut"]) {
      desk.simulator.script(listing === "cut" ? [{ ...oneOff, times: 1_000 }] : []);
      await linksDueInFull(desk.means, lenient);
      kept.push((await pushLane(desk.means, lenient)).held);
      await desk.means.wait(3_600_000);
    }

    expect(kept).toEqual([0, 0, 0]);
    expect(await holds(desk.means)).toEqual([]);
  });

  it("is told in a plan as something to look at again", async () => {
    const desk = await without("lists");

    const { items } = await planLane(desk.means, desk.lane, "all");

    expect(items.map(({ operation }) => operation)).toMatchObject([
      { kind: "hold", taskCode: "NV-0001", reasons: [{ key: "reconcile.unlisted_once" }] },
    ]);
  });
});

async function look({ means, lane }: Desk) {
  await linksDueInFull(means, lane);
  return await pushLane(means, lane);
}
