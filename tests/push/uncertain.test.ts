// A write that nobody answered: found by its mark or by what it says, even under a newer entry, looked for at growing
// pauses, and a question for a person only where the portal cannot tell.
import { afterEach, describe, expect, it } from "vitest";
import { Uncertain } from "../../schemas/errors.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import { listEntries } from "../../src/ledger/read.ts";
import type { Lane, Means } from "../../src/push/lane.ts";
import { acceptBase } from "../../src/push/accept-base.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, outcomes, type Desk } from "./desk.ts";

const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;
const overtaking = { percent: 70, progressText: "Đồng nghiệp ghi thêm" };

/** Attempts to send progress on the ledger, oldest first. */
async function attempts({ store }: Means) {
  const entries = await store.read(async (tx) => await listEntries(tx, { limit: 1_000 }));
  return entries
    .toReversed()
    .flatMap(({ body }) =>
      body.kind === "attempt" && body.operation?.kind === "send_progress" ? [body.operation] : [],
    );
}

/** The lane to a portal whose writes land but are answered by nobody; somebody acts right after the first. */
function unanswered(lane: Lane, then: (remoteId: string) => void, show = (task: RemoteTask) => task): Lane {
  let isFirst = true;
  return {
    ...lane,
    async connect(wire) {
      const { readTask, ...session } = await lane.connect(wire);
      return {
        ...session,
        async *listTasks() {
          for await (const task of session.listTasks()) yield show(task);
        },
        async readTask(remoteId) {
          const task = (await readTask?.(remoteId)) ?? null;
          return task === null ? null : show(task);
        },
        async sendProgress(change) {
          const receipt = await session.sendProgress?.(change);
          if (receipt === undefined) throw new Error("a portal that takes progress");
          if (!isFirst) return receipt;
          isFirst = false;
          then(change.remoteId);
          throw new Uncertain("no complete answer to a write");
        },
      };
    },
  };
}

/** The lane to a portal that answers no write, lands it so many milliseconds later, and tells when it was looked at. */
function landing(lane: Lane, { means, afterMs }: { means: Means; afterMs: number }) {
  const looks: number[] = [];
  const sends: number[] = [];
  let land: { at: number; deliver(): Promise<unknown> } | null = null;
  const now = () => Date.parse(means.now());
  const look = async () => {
    if (sends.length > 0) looks.push(now() - (sends[0] ?? 0));
    if (land === null || now() < land.at) return;
    const { deliver } = land;
    land = null;
    await deliver();
  };
  const watched: Lane = {
    ...lane,
    async connect(wire) {
      const session = await lane.connect(wire);
      return {
        ...session,
        async *listTasks() {
          await look();
          yield* session.listTasks();
        },
        async readTask(remoteId) {
          await look();
          return (await session.readTask?.(remoteId)) ?? null;
        },
        async sendProgress(change) {
          sends.push(now());
          const deliver = async () => await session.sendProgress?.(change);
          land = { at: now() + afterMs, deliver };
          if (sends.length === 1) throw new Uncertain("no complete answer to a write");
          land = null;
          return (await deliver()) ?? { createdId: null, portalSaid: "" };
        },
      };
    },
  };
  return { watched, looks, sends };
}

const patient = { settlesWithinMs: 800 };

onEachDatabase("a write that nobody answered", (open) => {
  let desk: Desk | undefined;
  afterEach(async () => await desk?.stop());

  it("is settled at the first look that shows it, at growing pauses", async () => {
    desk = await aDesk(await open(), { at: ["memory"], tasks: 2, lane: patient });
    const { means, lane, codes } = desk;
    await desk.report(codes[0] ?? "", half);
    const { watched, looks, sends } = landing(lane, { means, afterMs: 300 });

    await pushLane(means, watched);

    expect(looks).toEqual([0, 100, 400]);
    expect(sends).toHaveLength(1);
    expect(await outcomes(means)).toEqual(["applied push.found_applied"]);
  });

  it("is called not sent only after the whole time, even by the next run", async () => {
    desk = await aDesk(await open(), { at: ["memory"], tasks: 2, lane: patient });
    const { means, lane, codes } = desk;
    await desk.report(codes[0] ?? "", half);
    const { watched, looks, sends } = landing(lane, { means, afterMs: Infinity });

    await pushLane(means, watched);

    expect(looks.slice(0, 4)).toEqual([0, 100, 400, 800]);
    expect(sends.map((at) => at - (sends[0] ?? 0))).toEqual([0, 800]);
    expect(await outcomes(means)).toEqual(["not_sent push.not_found", "applied"]);
  });

  it("that lands at the very end of the time is not sent again", async () => {
    desk = await aDesk(await open(), { at: ["memory"], tasks: 2, lane: patient });
    const { means, lane, simulator, codes } = desk;
    await desk.report(codes[0] ?? "", half);
    const { watched, sends } = landing(lane, { means, afterMs: 800 });

    await pushLane(means, watched);

    expect(sends).toHaveLength(1);
    expect(simulator.held()[0]?.entries).toHaveLength(1);
  });

  it("becomes a person's question where the task is gone, with the mark to look for", async () => {
    desk = await aDesk(await open(), { at: ["nq71-dongnai"], tasks: 2 });
    const { means, lane, simulator, codes } = desk;
    await desk.report(codes[0] ?? "", half);

    await pushLane(
      means,
      unanswered(lane, (remoteId) => simulator.remove(remoteId)),
    );

    const [hold] = await holds(means);
    expect(hold?.reasons.map(({ key }) => key)).toEqual(["reconcile.gone", "push.check_marked"]);
    expect(hold?.reasons[1]?.values?.["marker"]).toMatch(/^\[db-[0-9a-f]{8}\]$/);
    expect(await outcomes(means)).toEqual(["unknown push.not_seen"]);
  });
});

onEachDatabase("an entry that somebody wrote over before it was found", (open) => {
  let desk: Desk | undefined;
  afterEach(async () => await desk?.stop());

  describe.each(["memory", "nq71-dongnai"] as const)("at %s", (at) => {
    it("is not sent again: both entries stay, once each", async () => {
      desk = await aDesk(await open(), { at: [at], tasks: 2 });
      const { means, simulator, codes } = desk;
      const lane: Lane = { ...desk.lane, owners: { percent: "shared", progressText: "shared" } };
      await acceptBase(means, lane, { reason: "đã thống nhất với cổng" });
      await desk.report(codes[0] ?? "", half);

      await pushLane(
        means,
        unanswered(lane, (remoteId) => simulator.edit(remoteId, overtaking)),
      );

      expect(await outcomes(means)).toEqual(["applied push.applied_after_all"]);
      expect(simulator.held()[0]?.entries).toMatchObject([
        { percent: 50, text: half.progressText },
        { percent: 70, text: overtaking.progressText },
      ]);
      expect(await holds(means)).toEqual([]);
    });

    it("is found by what it says where marks get lost", async () => {
      desk = await aDesk(await open(), { at: [at], tasks: 2 });
      const { means, lane, simulator, codes } = desk;
      await desk.report(codes[0] ?? "", half);

      await pushLane(
        means,
        unanswered(lane, (remoteId) => simulator.edit(remoteId, overtaking), unmarkedIn),
      );

      expect((await outcomes(means))[0]).toBe("applied push.applied_after_all");
    });

    it("is found by its mark where the portal cuts what it says", async () => {
      desk = await aDesk(await open(), { at: [at], tasks: 2 });
      const { means, lane, simulator, codes } = desk;
      await desk.report(codes[0] ?? "", half);

      await pushLane(
        means,
        unanswered(lane, (remoteId) => simulator.edit(remoteId, overtaking), cut),
      );

      expect(await outcomes(means)).toEqual(["partly push.partly_landed"]);
      expect(simulator.held()[0]?.entries).toHaveLength(2);
    });

    it("is not taken for an older one that says the same", async () => {
      desk = await aDesk(await open(), { at: [at], tasks: 2 });
      const { means, lane, simulator, codes } = desk;
      await desk.report(codes[0] ?? "", half);
      await pushLane(means, lane);
      await desk.report(codes[0] ?? "", { progressText: "Đã sửa" });
      await pushLane(means, lane);
      await desk.report(codes[0] ?? "", { progressText: half.progressText });
      const { watched, sends } = landing(lane, { means, afterMs: Infinity });

      await pushLane(means, watched);

      expect(sends).toHaveLength(2);
      expect((await outcomes(means)).slice(2)).toEqual(["not_sent push.not_found", "applied"]);
      expect(simulator.held()[0]?.entries).toHaveLength(3);
    });

    it("is put back knowingly where the value is ours to set, for the ledger says that it had arrived", async () => {
      desk = await aDesk(await open(), { at: [at], tasks: 2 });
      const { means, lane, simulator, codes } = desk;
      await desk.report(codes[0] ?? "", half);

      await pushLane(
        means,
        unanswered(lane, (remoteId) => simulator.edit(remoteId, { progressText: "Đồng nghiệp ghi" })),
      );

      expect(await outcomes(means)).toEqual(["applied push.applied_after_all", "applied"]);
      expect((await attempts(means)).map(({ because }) => because.progressText?.pattern)).toEqual([
        expect.stringMatching(/ours/),
        "theirs",
      ]);
    });
  });
});

/** What a portal shows that loses marks. */
function unmarkedIn(task: RemoteTask): RemoteTask {
  return { ...task, entries: (task.entries ?? []).map((entry) => ({ ...entry, marker: null })) };
}

/** What a portal shows that cuts texts. */
function cut(task: RemoteTask): RemoteTask {
  const entries = (task.entries ?? []).map((entry) => ({
    ...entry,
    fields: { ...entry.fields, progressText: String(entry.fields.progressText ?? "").slice(0, 7) },
  }));
  return { ...task, entries };
}
