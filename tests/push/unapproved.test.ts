// Where the configuration asks for approvals, a push that carries out no approved plan sends only what needs none.
// What was written is asked of the portal, not of us.
import { describe, expect, it } from "vitest";
import { ApprovalsSchema, type Approvals } from "../../schemas/approvals.ts";
import type { ProgressReport } from "../../schemas/progress.ts";
import { later } from "../../schemas/time.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { approve, quorumOf } from "../../src/push/approvals.ts";
import { forecast } from "../../src/push/forecast.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import type { Lane } from "../../src/push/lane.ts";
import { allow } from "../../src/push/override.ts";
import { makePlan, planLane, takeForPush } from "../../src/push/plan.ts";
import { pushLane } from "../../src/push/run.ts";
import { standings } from "../../src/push/standing.ts";
import { waitingForApproval } from "../../src/push/unapproved.ts";
import { againAt } from "../../src/queue/again.ts";
import { findTask } from "../../src/register/tasks.ts";
import { shippedCalendar } from "../../src/schedule/vietnam.ts";
import { dueSinceByLane } from "../../src/store/lookout-facts.ts";
import { classifyFile } from "../../src/evidence/classify.ts";
import { ConfigSchema } from "../../schemas/config.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, outcomes, type Desk } from "./desk.ts";
import { sending } from "./sending.ts";

const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;
const done: ProgressReport = {
  lifecycle: "completed",
  percent: 100,
  completedOn: "2025-12-08",
  progressText: "Đã ban hành quyết định",
};

function asking(lane: Lane, approvals: Partial<Approvals> = {}): Lane {
  return { ...lane, approvals: ApprovalsSchema.parse(approvals) };
}

/** What the portal wrote since it was asked last. */
function journalOf({ simulator }: Desk): () => number {
  let seen = simulator.arrivals().length;
  return () => {
    const since = simulator.arrivals().slice(seen);
    seen += since.length;
    return since.filter(({ committed }) => committed).length;
  };
}

async function attempts({ means }: Desk): Promise<string[]> {
  const entries = await means.store.read(async (tx) => await listEntries(tx, { limit: 1_000 }));
  return entries.flatMap(({ body }) =>
    body.kind === "attempt" && body.operation !== null ? [body.operation.taskCode] : [],
  );
}

/** A lane whose run dies over the first report of progress, after it arrived or before. */
function dying(lane: Lane, arrives: boolean): Lane {
  return sending(lane, async (change, send) => {
    if (arrives) await send(change);
    throw new Error("killed");
  });
}

onEachDatabase("a push without an approved plan", (open) => {
  const aDesk = desksOn(open);

  /** A weekly progress of the first task, a completion with its file of the second. */
  async function oneOfEach(at: Parameters<typeof aDesk>[0]["at"] = ["nq57"]) {
    const desk = await aDesk({ at, tasks: 3 });
    await desk.addFile("NV-0002", "quyet-dinh.pdf");
    await desk.report("NV-0001", half);
    await desk.report("NV-0002", done);
    return { desk, lane: asking(desk.lane), written: journalOf(desk) };
  }

  it("sends weekly progress and leaves a completion with all that belongs to it, as due as it was", async () => {
    const { desk, lane, written } = await oneOfEach();

    const report = await pushLane(desk.means, lane);

    expect(report).toMatchObject({ applied: 1, unapproved: 1, left: 0, held: 0, uncertain: 0 });
    expect(written()).toBe(1);
    expect(desk.simulator.held().map(({ fields, evidence }) => [fields["percent"], evidence.length])).toEqual(
      [
        [50, 0],
        [0, 0],
        [0, 0],
      ],
    );
    expect(await attempts(desk)).toEqual(["NV-0001"]);
    expect(await standings(desk.means, ["nq57"])).toMatchObject([{ counts: { due: 1, in_step: 2 } }]);
    expect(await waitingForApproval(desk.means)).toMatchObject([
      { portal: "nq57", count: 1, tasks: ["NV-0002"] },
    ]);
  });

  it("looks at what waits once a run, and again in the next", async () => {
    const { desk, lane, written } = await oneOfEach();
    await pushLane(desk.means, lane);
    const before = desk.simulator.tally().reads;

    const again = await pushLane(desk.restarted(), lane);

    expect(again).toMatchObject({ applied: 0, unapproved: 1, left: 0 });
    expect(written()).toBe(1);
    expect(desk.simulator.tally().reads - before).toBeLessThanOrEqual(3);
  });

  it("carries everything where nobody asks for approvals", async () => {
    const { desk } = await oneOfEach();

    expect(await pushLane(desk.means, desk.lane)).toMatchObject({ applied: 2, unapproved: 0, left: 0 });
    expect(await waitingForApproval(desk.means)).toEqual([]);
  });

  it("does not touch what an approved plan is about, which then runs whole", async () => {
    const { desk, lane, written } = await oneOfEach();
    const portals = { nq57: { adapter: "nq57", cutOff: { daily: "17:00" }, guards: { maxShare: 1 } } };
    const quorum = quorumOf(ConfigSchema.parse({ portals, approvals: {} }));
    const plan = makePlan(desk.means, [await planLane(desk.means, lane, "due")]);
    await pushLane(desk.restarted(), lane);
    written();
    await approve({ ...desk.restarted(), who: "minh" }, plan, { quorum });

    const approved = await takeForPush(desk.means, plan, quorum);
    const report = await pushLane(desk.means, lane, { approved });

    expect(report).toMatchObject({ applied: 1, drifted: 0, unapproved: 0, left: 0 });
    expect(written()).toBe(2);
    expect(await waitingForApproval(desk.means)).toEqual([]);
  });

  it("takes nothing over from the portal that needs approval", async () => {
    const desk = await aDesk({ at: ["memory"], tasks: 3 });
    desk.simulator.edit(desk.simulator.held()[0]?.remoteId ?? "", { dueOn: "2026-06-30" });
    const extendedOn = async () =>
      (await desk.means.store.read(async (tx) => await findTask(tx, "NV-0001")))?.extendedOn;
    const before = await extendedOn();
    await linksDueInFull(desk.means, desk.lane);

    const kept = await pushLane(desk.means, asking(desk.lane));
    const untouched = await extendedOn();
    const taken = await pushLane(desk.restarted(), asking(desk.lane, { protectedField: 0 }));

    expect(kept).toMatchObject({ adopted: 0, unapproved: 1 });
    expect(untouched).toBe(before);
    expect(taken).toMatchObject({ adopted: 1, unapproved: 0 });
    expect(await extendedOn()).toBe("2026-06-30");
  });

  it("keeps a file back whose marks of secrecy a person has settled, with the progress beside it", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 2 });
    await desk.addFile("NV-0001", "bien-ban.pdf");
    const provenance = { who: "lan", system: "dongbo", run: "r", at: desk.means.now() };
    for (const classification of ["unknown", "normal"] as const) {
      await desk.means.store.transaction(
        async (tx) =>
          void (await classifyFile(tx, {
            code: "NV-0001",
            file: "bien-ban.pdf",
            classification,
            reason: "Văn thư xác nhận",
            provenance,
          })),
      );
    }
    await desk.report("NV-0001", half);
    const written = journalOf(desk);

    expect(await pushLane(desk.means, asking(desk.lane))).toMatchObject({ applied: 0, unapproved: 1 });
    expect(written()).toBe(0);
  });

  it("keeps everything back where it is more at once than the guard's share", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 12 });
    for (const code of desk.codes.slice(0, 4)) await desk.report(code, half);
    const lane = asking(desk.lane);
    const narrow = { ...lane, guards: { ...lane.guards, maxShare: 0.3 } };
    const written = journalOf(desk);

    const refused = await pushLane(desk.means, narrow);
    const until = later(desk.means.now(), 3_600_000);
    await allow(desk.means, lane, { guard: "too-many-changes", reason: "Nhập bù", until });
    const allowed = await pushLane(desk.restarted(), narrow);

    expect(refused.refusals).toMatchObject([{ key: "guard.too_many_send" }]);
    expect(allowed).toMatchObject({ applied: 0, unapproved: 4, refusals: [] });
    expect(written()).toBe(0);
  });

  it("writes nothing more once somebody lets a guard pass, though it was decided before", async () => {
    const desk = await aDesk({
      at: ["nq57"],
      tasks: 3,
      lane: { requestsPerMinute: 60, observationGoodForMs: 1_000 },
    });
    for (const code of desk.codes) await desk.report(code, half);
    const written = journalOf(desk);
    const lane = asking(desk.lane);
    const allowing = sending(lane, async (change, send) => {
      const until = later(desk.means.now(), 60_000);
      await allow(desk.means, lane, { guard: "too-many-changes", reason: "Nhập bù", until });
      return await send(change);
    });

    const report = await pushLane(desk.means, allowing);

    expect(report).toMatchObject({ applied: 1, unapproved: 2, left: 0 });
    expect(written()).toBe(1);
    expect(await attempts(desk)).toHaveLength(1);
  });

  it("sends what waited for the end of an override once it has ended", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 2 });
    await desk.report("NV-0001", half);
    const until = later(desk.means.now(), 60_000);
    await allow(desk.means, desk.lane, { guard: "window", reason: "Cổng mở muộn", until });
    const lane = asking(desk.lane);

    expect(await pushLane(desk.means, lane)).toMatchObject({ applied: 0, unapproved: 1 });
    await desk.means.wait(61_000);
    expect(await pushLane(desk.restarted(), lane)).toMatchObject({ applied: 1, unapproved: 0 });
    expect(await waitingForApproval(desk.means)).toEqual([]);
  });

  it("forgets that a task waited when the register changes, and carries what it says then", async () => {
    const { desk, lane } = await oneOfEach();
    await pushLane(desk.means, lane);

    await desk.report("NV-0002", { ...half, completedOn: null });
    const waiting = await waitingForApproval(desk.means);
    const report = await pushLane(desk.restarted(), lane);

    expect(waiting).toEqual([]);
    expect(report).toMatchObject({ applied: 1, unapproved: 0 });
  });

  it("asks for no call, no quota and no alarm over what only waits for approval", async () => {
    const { desk, lane } = await oneOfEach();
    const report = await pushLane(desk.means, lane);

    const again = await againAt(desk.means, lane, { report, handedBack: false });
    const told = await forecast(desk.means, {
      ...lane,
      cutOff: { daily: "17:00" },
      calendar: shippedCalendar,
    });
    const due = await desk.means.store.read(async (tx) => await dueSinceByLane(tx));

    expect([again, told.tasks, due.get("nq57")]).toEqual([null, 0, undefined]);
  });

  describe("after a run that died", () => {
    it.each([
      [true, "applied push.found_applied", { inStep: 0, applied: 1, unapproved: 0 }],
      [false, "not_sent push.not_found", { inStep: 0, applied: 0, unapproved: 1 }],
    ])("looks whether it arrived (%s), and sends nothing anew", async (arrives, outcome, expected) => {
      const desk = await aDesk({ at: ["nq57"], tasks: 2 });
      await desk.report("NV-0001", { ...half });
      await pushLane(desk.means, desk.lane);
      await desk.addFile("NV-0001", "quyet-dinh.pdf");
      await pushLane(desk.restarted(), desk.lane);
      await desk.report("NV-0001", done);
      await expect(pushLane(desk.restarted(), dying(desk.lane, arrives))).rejects.toThrow("killed");
      const written = journalOf(desk);

      const report = await pushLane(desk.restarted(), asking(desk.lane));

      expect(report).toMatchObject({ ...expected, uncertain: 0, left: 0 });
      expect(written()).toBe(0);
      expect((await outcomes(desk.means)).at(-1)).toBe(outcome);
    });
  });
});
