import { describe, expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { idsAsked, questionsFor } from "../../src/push/questions.ts";
import { resolveConflicts } from "../../src/push/resolve.ts";
import { listRules } from "../../src/push/rules.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { supposeResolved } from "../../src/push/suppose.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn } from "./desk.ts";

const once = { reason: "Đã hỏi cổng", scope: "once" } as const;

const idsOf = (codes: readonly string[]) => codes.map((code) => `${code}@memory/percent`);

onEachDatabase("many held tasks at once", (open) => {
  const aDesk = desksOn(open);

  /** Of four tasks both sides have changed the percent: three alike (50 here, 45 there), one otherwise (70, 45). */
  async function conflicts() {
    const desk = await aDesk({ at: ["memory"], tasks: 4 });
    const at = (code: string) => desk.simulator.held().find((task) => task.code === code)?.remoteId ?? "";
    await desk.reportAll(
      desk.codes.map((code) => ({ code, report: { percent: 40, progressText: "Bước một" } })),
    );
    await pushLane(desk.means, desk.lane);
    for (const code of desk.codes) {
      desk.simulator.edit(at(code), { percent: 45 });
      await desk.report(code, { percent: code === "NV-0004" ? 70 : 50 });
    }
    const lane = { ...desk.lane, guards: { ...desk.lane.guards, maxMoved: 1 } };
    await pushLane(desk.means, lane);
    return { ...desk, lane, percents: () => desk.simulator.held().map(({ fields }) => fields["percent"]) };
  }

  it("are grouped where portal, field, reason and both values are the same, the largest group first", async () => {
    const { means } = await conflicts();

    const inbox = await questionsFor(means, {}, { limit: 10, offset: 0, shown: 2 });
    const second = await questionsFor(means, {}, { limit: 1, offset: 1, shown: 2 });
    const elsewhere = await questionsFor(means, { portals: ["nq57"] }, { limit: 10, offset: 0, shown: 2 });

    expect(inbox).toMatchObject({ holds: 4, questions: 2, toMend: [] });
    expect(
      inbox.groups.map(({ ours, theirs, count, asked }) => [ours, theirs, count, asked.map(({ id }) => id)]),
    ).toEqual([
      [50, 45, 3, idsOf(["NV-0001", "NV-0002"])],
      [70, 45, 1, idsOf(["NV-0004"])],
    ]);
    expect(inbox.groups[0]).toMatchObject({ portal: "memory", field: "percent", case: "both_changed" });
    expect(inbox.groups[0]?.asked[0]?.base).toBe(40);
    expect(second.groups.map(({ ours }) => ours)).toEqual([70]);
    expect(elsewhere).toEqual({ holds: 0, questions: 0, groups: [], toMend: [] });
    const [first] = inbox.groups;
    if (first === undefined) throw new Error("nothing is asked");
    expect(await idsAsked(means, {}, first)).toEqual(idsOf(["NV-0001", "NV-0002", "NV-0003"]));
  });

  it("are settled by one decision, and the next push carries all of it", async () => {
    const { means, lane, percents } = await conflicts();

    const done = await resolveConflicts(means, { ids: idsOf(["NV-0001", "NV-0003"]), take: "ours", ...once });
    await pushLane(means, lane);

    expect(done.map(({ taskCode }) => taskCode)).toEqual(["NV-0001", "NV-0003"]);
    expect(percents()).toEqual([50, 45, 50, 45]);
  });

  it("are settled together or not at all, with every problem told at once", async () => {
    const { means } = await conflicts();
    const ids = [...idsOf(["NV-0001"]), "NV-0002@memory/title", "NV-9999@memory/percent"];

    const error = await resolveConflicts(means, { ids, take: "ours", ...once }).catch((thrown) => thrown);
    const none = await resolveConflicts(means, { ids: [], take: "ours", ...once }).catch((thrown) => thrown);

    expect(error).toBeInstanceOf(UserError);
    expect(error.problems.map(({ key }: { key: string }) => key)).toEqual(
      expect.arrayContaining(["push.not_to_choose", "push.not_held"]),
    );
    expect(none.problems).toMatchObject([{ key: "push.nothing_chosen" }]);
    expect(await holds(means)).toHaveLength(4);
  });

  it("make one rule for all of a kind", async () => {
    const { means } = await conflicts();

    const ids = idsOf(["NV-0001", "NV-0002"]);
    const done = await resolveConflicts(means, { ids, take: "theirs", reason: "Cổng đúng", scope: "always" });

    expect(done.map(({ rule }) => rule === null)).toEqual([false, true]);
    expect(await listRules(means, {})).toHaveLength(1);
  });

  describe("before they are settled", () => {
    it("show what the next push would send, and write nothing", async () => {
      const { means, lane, simulator } = await conflicts();
      const writes = simulator.tally().writes;
      const ids = idsOf(["NV-0001", "NV-0004"]);

      const { plan } = await supposeResolved(means, [lane], { ids, take: "ours", ...once });

      expect(plan.items.map(({ operation }) => operation)).toMatchObject([
        { kind: "send_progress", taskCode: "NV-0001", set: { percent: 50 }, before: { percent: 45 } },
        { kind: "send_progress", taskCode: "NV-0004", set: { percent: 70 }, before: { percent: 45 } },
      ]);
      expect(simulator.tally().writes).toBe(writes);
      expect(await holds(means)).toHaveLength(4);
    });

    it("show that the portal's value would be taken over, or a value of one's own sent", async () => {
      const { means, lane } = await conflicts();
      const of = async (take: string) => {
        const { plan } = await supposeResolved(means, [lane], { ids: idsOf(["NV-0001"]), take, ...once });
        return plan.items.map(({ operation }) => operation);
      };

      expect(await of("theirs")).toMatchObject([{ kind: "adopt", set: { percent: 45 } }]);
      expect(await of("48 %")).toMatchObject([{ kind: "send_progress", set: { percent: 48 } }]);
    });
  });
});
