// An adversary at the portal puts one field back after each of our writes.
import { afterEach, describe, expect, it } from "vitest";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { resolveConflict } from "../../src/push/resolve.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds, standings } from "../../src/push/standing.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

const code = "NV-0001";
const portals = ["memory", "nq57", "nq71-dongnai"] as const;

onEachDatabase("an adversary that rewrites a field after each push", (open) => {
  const desks: Desk[] = [];
  afterEach(async () => {
    for (const made of desks.splice(0)) await made.stop();
  });

  /** A task of ours whose difficulties the portal's own job "corrects" whenever we have written them. */
  async function atWar(portal: (typeof portals)[number]): Promise<Desk> {
    const desk = await aDesk(await open(), { at: [portal], tasks: 2 });
    desks.push(desk);
    desk.simulator.script([
      {
        fault: "rewrites-field",
        on: "write",
        times: 1_000,
        with: { field: "difficulties", value: "Không có khó khăn" },
      },
    ]);
    await desk.report(code, {
      lifecycle: "in_progress",
      percent: 20,
      progressText: "Đang làm",
      difficulties: "Thiếu nhân lực",
    });
    await pushInFull(desk, 8);
    return desk;
  }

  describe.each(portals)("at %s", (portal) => {
    it("gets at most three writes, then only that field is frozen and both writers are named", async () => {
      const desk = await atWar(portal);

      expect(desk.simulator.tally().writes).toBeLessThanOrEqual(3);
      expect(await holds(desk.means)).toMatchObject([
        {
          taskCode: code,
          fields: ["difficulties"],
          reasons: [
            {
              key: "reconcile.write_war",
              values: {
                field: "difficulties",
                portal,
                writer: "Nguyễn Văn A (dongbo)",
                ours: "Thiếu nhân lực",
                theirs: "Không có khó khăn",
                times: 2,
              },
            },
          ],
        },
      ]);
      const [standing] = await standings(desk.means, [portal]);
      expect(standing?.counts).toEqual({ in_step: 1, held: 1 });
    });

    it("does not keep the other fields of that task from going on", async () => {
      const desk = await atWar(portal);

      await desk.report(code, { percent: 60, progressText: "Đã trình dự thảo" });
      const report = await pushLane(desk.means, desk.lane);

      expect(report).toMatchObject({ applied: 1, held: 1 });
      expect(fieldsAt(desk)).toMatchObject({
        percent: 60,
        progressText: "Đã trình dự thảo",
        difficulties: "Không có khó khăn",
      });
    });
  });

  it("ends when a person gives the portal right", async () => {
    const desk = await atWar("nq57");

    await resolveConflict(desk.means, { id: code, take: "theirs", reason: "Đã thống nhất", scope: "once" });
    const report = await pushLane(desk.means, desk.lane);

    expect(report).toMatchObject({ adopted: 1, held: 0, waiting: 0 });
  });

  it("is given another chance when a person insists, and frozen again after two more writes", async () => {
    const desk = await atWar("nq57");
    const before = desk.simulator.tally().writes;

    await resolveConflict(desk.means, { id: code, take: "ours", reason: "Cổng đã hứa sửa", scope: "once" });
    await pushInFull(desk, 8);

    expect(desk.simulator.tally().writes).toBe(before + 2);
    expect(await holds(desk.means)).toMatchObject([{ reasons: [{ key: "reconcile.write_war" }] }]);
  });

  it("is not taken for one when the portal keeps a value for a while in between", async () => {
    const desk = await aDesk(await open(), { at: ["nq57"], tasks: 2 });
    desks.push(desk);
    const { remoteId = "" } = desk.simulator.held()[0] ?? {};
    for (const difficulties of ["Một", "Hai", "Ba", "Bốn"]) {
      await desk.report(code, { difficulties });
      await pushInFull(desk, 1);
    }
    desk.simulator.edit(remoteId, { difficulties: "Cổng sửa một lần" });

    await pushInFull(desk, 1);

    expect(fieldsAt(desk)).toMatchObject({ difficulties: "Bốn" });
    expect(await holds(desk.means)).toEqual([]);
  });
});

async function pushInFull({ means, lane }: Desk, times: number): Promise<void> {
  for (let run = 0; run < times; run += 1) {
    await means.wait(60_000);
    await linksDueInFull(means, lane);
    await pushLane(means, lane);
  }
}

const fieldsAt = (desk: Desk) => desk.simulator.held()[0]?.fields;
