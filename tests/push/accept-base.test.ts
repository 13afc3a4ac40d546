import { afterEach, expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { acceptBase } from "../../src/push/accept-base.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import type { Lane } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { findTask } from "../../src/register/tasks.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

const reason = { reason: "Cổng đổi bảng trạng thái" };

onEachDatabase("a portal whose maps or owners have changed", (open) => {
  const desks: Desk[] = [];
  afterEach(async () => {
    for (const made of desks.splice(0)) await made.stop();
  });

  /** Three tasks at 30 %, in step; then the word of one of them means something else, and progress is due. */
  async function changed(): Promise<{ desk: Desk; lane: Lane }> {
    const desk = await aDesk(await open(), { at: ["memory"], tasks: 3 });
    desks.push(desk);
    for (const code of desk.codes) {
      await desk.report(code, { lifecycle: "in_progress", percent: 30, progressText: `Bước một, ${code}` });
    }
    await pushLane(desk.means, desk.lane);
    await desk.report("NV-0001", { percent: 50 });
    return { desk, lane: { ...desk.lane, owners: { dueOn: "theirs", difficulties: "shared" } } };
  }

  it("is only looked at until a person accepts the new base, then goes on where it stood", async () => {
    const { desk, lane } = await changed();
    const before = desk.simulator.tally().writes;
    const drifting = await pushLane(desk.means, lane);
    const sentBefore = desk.simulator.tally().writes - before;

    const accepted = await acceptBase(desk.means, lane, reason);
    const report = await pushLane(desk.means, lane);

    expect(drifting.refusals.map(({ key }) => key)).toEqual(["guard.mapping_changed"]);
    expect(sentBefore).toBe(0);
    expect(accepted).toMatchObject({ links: 3, openFields: 0, refusals: [] });
    expect(report).toMatchObject({ applied: 1, held: 0, refusals: [] });
    expect(desk.simulator.held()[0]?.fields["percent"]).toBe(50);
  });

  it("meets anew in every field that reads otherwise now, so that no misreading becomes an edit", async () => {
    const { desk, lane } = await changed();
    const { status } = lane.facts;
    const reads = { ...status.reads, "Đang thực hiện": { lifecycle: "on_hold" as const } };
    const rereading = { ...lane, facts: { ...lane.facts, status: { ...status, reads } } };
    const other = {
      ...rereading,
      async connect(record: Parameters<Lane["connect"]>[0]) {
        const session = await lane.connect(record);
        return {
          ...session,
          async *listTasks() {
            for await (const task of session.listTasks()) yield asOnHold(task);
          },
          readTask: async (id: string) => asOnHold((await session.readTask?.(id)) ?? null),
        };
      },
    };

    const accepted = await acceptBase(desk.means, other, reason);
    await pushLane(desk.means, other);

    expect(accepted).toMatchObject({ links: 3, openFields: 3 });
    expect(await holds(desk.means)).toMatchObject(
      desk.codes.map((taskCode) => ({ taskCode, reasons: [{ key: "reconcile.unmet" }] })),
    );
    const task = await desk.means.store.read(async (tx) => await findTask(tx, "NV-0002"));
    expect(task?.lifecycle).toBe("in_progress");
  });

  it("is not accepted without a reason, nor on a listing that nobody can believe", async () => {
    const { desk, lane } = await changed();
    const hasty = acceptBase(desk.means, lane, { reason: " " });
    const refused = await hasty.catch((error: unknown) => error);
    desk.simulator.script([{ fault: "empty-list", times: 1_000 }]);

    const blind = await acceptBase(desk.means, lane, reason);
    desk.simulator.script([]);
    const drifting = await pushLane(desk.means, lane);

    expect(refused instanceof UserError && refused.problems.map(({ key }) => key)).toEqual([
      "push.reason_needed",
    ]);
    expect(blind).toMatchObject({ links: 0, refusals: [{ key: "guard.empty_listing" }] });
    expect(drifting.refusals.map(({ key }) => key)).toEqual(["guard.mapping_changed"]);
  });

  it("keeps to the owner that its configuration names", async () => {
    const { desk, lane } = await changed();
    await acceptBase(desk.means, lane, reason);
    await pushLane(desk.means, lane);
    const { remoteId = "" } = desk.simulator.held()[1] ?? {};
    desk.simulator.edit(remoteId, { difficulties: "Cổng ghi" });
    await linksDueInFull(desk.means, lane);

    await pushLane(desk.means, lane);

    const task = await desk.means.store.read(async (tx) => await findTask(tx, "NV-0002"));
    expect(task?.difficulties).toBe("Cổng ghi");
  });
});

const asOnHold = <Task extends { fields: object } | null>(task: Task): Task =>
  task === null ? task : { ...task, fields: { ...task.fields, lifecycle: "on_hold" } };
