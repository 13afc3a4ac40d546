import { describe, expect, it } from "vitest";
import { listEntries } from "../../src/ledger/read.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { allow } from "../../src/push/override.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds, standings } from "../../src/push/standing.ts";
import type { Lane, Means } from "../../src/push/lane.ts";
import { listDue, putOff } from "../../src/store/due.ts";
import { changeTask } from "../../src/register/change.ts";
import { findTask } from "../../src/register/tasks.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, outcomes } from "./desk.ts";

const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;
const done = {
  lifecycle: "completed",
  percent: 100,
  progressText: "Đã ban hành",
  completedOn: "2025-12-05",
} as const;

async function counts(means: Means, portal: string) {
  const all = await standings(means, [portal]);
  return all.find((standing) => standing.portal === portal)?.counts;
}

async function heldReasons(means: Means): Promise<string[]> {
  return (await holds(means)).flatMap((hold) => hold.reasons.map(({ key }) => key));
}

async function markSecret(means: Means, code: string): Promise<void> {
  const provenance = { who: "A", system: "dongbo", run: "r", at: means.now() };
  await means.store.transaction(
    async (tx) => void (await changeTask(tx, { code, set: { classification: "mat" }, provenance })),
  );
}

/** The lane with something done to its session's writes. */
function withProgress(lane: Lane, around: (send: () => Promise<void>) => Promise<void>): Lane {
  return {
    ...lane,
    async connect(record) {
      const session = await lane.connect(record);
      return {
        ...session,
        async sendProgress(change) {
          let receipt = { createdId: null as string | null, portalSaid: "" };
          await around(async () => {
            const sent = await session.sendProgress?.(change);
            if (sent !== undefined) receipt = sent;
          });
          return receipt;
        },
      };
    },
  };
}

onEachDatabase("a push", (open) => {
  const desk = desksOn(open);

  describe.each(["memory", "nq57", "nq71-dongnai"] as const)("to %s", (portal) => {
    it("carries progress and evidence, reads them back and leaves nothing due", async () => {
      const { means, lane, simulator, codes, report, addFile } = await desk({ at: [portal], tasks: 12 });
      await report(codes[0] ?? "", half);
      await report(codes[1] ?? "", done);
      await addFile(codes[1] ?? "", "Quyết định 12.pdf");

      const result = await pushLane(means, lane);

      expect(result).toMatchObject({ applied: 2, held: 0, refused: 0, left: 0, uncertain: 0, stopped: null });
      const held = new Map(simulator.held().map((task) => [task.code, task]));
      expect(held.get("NV-0001")?.fields).toMatchObject({ percent: 50, progressText: "Đã trình dự thảo" });
      expect(held.get("NV-0002")?.evidence).toMatchObject([{ name: "Quyết định 12.pdf" }]);
      expect(await counts(means, portal)).toEqual({ in_step: 12 });
      const entries = await means.store.read(async (tx) => await listEntries(tx, { limit: 100 }));
      expect(
        entries
          .toReversed()
          .map(({ body }) => body.kind)
          .join(" "),
      ).toMatch(/^(attempt )+(outcome ?)+$/);
      expect(await means.store.read(async (tx) => await verifyLedger(tx))).toMatchObject({ ok: true });
    });

    it("asks the portal nothing and sends nothing when nothing is due", async () => {
      const { means, lane, portals } = await desk({ at: [portal], tasks: 3 });
      const writes = portals[0]?.simulator.tally().writes;

      const result = await pushLane(means, lane);

      expect(result).toMatchObject({ applied: 0, inStep: 0, left: 0 });
      expect(portals[0]?.simulator.tally().writes).toBe(writes);
    });

    it("finds a write whose reply was lost and does not repeat it", async () => {
      const { means, lane, simulator, codes, report } = await desk({ at: [portal], tasks: 3 });
      await report(codes[0] ?? "", half);
      const before = simulator.tally().writes;
      simulator.script([{ fault: "lost-reply", on: "write" }]);

      const result = await pushLane(means, lane);

      expect(simulator.fired()).toMatchObject({ "lost-reply": 1 });
      expect(result).toMatchObject({ applied: 1, left: 0, uncertain: 0 });
      expect(simulator.tally()).toMatchObject({ writes: before + 1, doubledEntries: 0 });
      expect(await outcomes(means)).toEqual(["applied push.applied_after_all"]);
    });

    it("waits for a late commit before it would repeat anything", async () => {
      const { means, lane, simulator, codes, report } = await desk({ at: [portal], tasks: 3 });
      await report(codes[0] ?? "", half);
      const before = simulator.tally().writes;
      simulator.script([{ fault: "late-commit", on: "write", with: { ms: 60 } }]);
      // The clock of the test waits for nobody, so the waiting lets the portal's real one catch up.
      const patient = { ...means, wait: async (ms: number) => (await landed(), await means.wait(ms)) };
      const landed = async () => await expect.poll(() => simulator.tally().writes).toBe(before + 1);

      const result = await pushLane(patient, lane);

      expect(simulator.fired()).toMatchObject({ "late-commit": 1 });
      expect(result).toMatchObject({ applied: 1, left: 0, uncertain: 0 });
      expect(simulator.tally()).toMatchObject({ writes: before + 1, doubledEntries: 0 });
      expect(await outcomes(means)).toEqual(["applied push.found_applied"]);
    });

    it("sends again what never arrived, once the portal has had its time", async () => {
      const { means, lane, simulator, codes, report } = await desk({ at: [portal], tasks: 3 });
      await report(codes[0] ?? "", half);
      const before = simulator.tally().writes;
      simulator.script([{ fault: "never-arrives", on: "write" }]);

      const result = await pushLane(means, lane);

      expect(simulator.fired()).toMatchObject({ "never-arrives": 1 });
      expect(result).toMatchObject({ applied: 1, left: 0, uncertain: 0 });
      expect(simulator.tally().writes).toBe(before + 1);
      expect(await outcomes(means)).toEqual(["not_sent push.not_found", "applied"]);
    });

    it("holds what the portal took with success but did not keep", async () => {
      const { means, lane, simulator, codes, report } = await desk({ at: [portal], tasks: 3 });
      await report(codes[0] ?? "", { ...half, difficulties: "Thiếu kinh phí" });
      simulator.script([{ fault: "drops-field", on: "write", with: { field: "difficulties" } }]);

      const result = await pushLane(means, lane);

      expect(simulator.fired()).toMatchObject({ "drops-field": 1 });
      expect(result).toMatchObject({ held: 1, left: 0 });
      expect(await outcomes(means)).toEqual(["partly push.not_kept"]);
      expect(await counts(means, portal)).toEqual({ in_step: 2, held: 1 });
    });

    it("finds what a killed run had sent, and sends nothing twice", async () => {
      const { means, lane, simulator, codes, report, restarted } = await desk({ at: [portal], tasks: 3 });
      await report(codes[0] ?? "", half);
      const before = simulator.tally().writes;
      const killed = withProgress(lane, async (send) => {
        await send();
        throw new Error("killed after the portal had committed");
      });
      await expect(pushLane(means, killed)).rejects.toThrow("killed");
      expect(await counts(means, portal)).toEqual({ in_step: 2, uncertain: 1 });

      const result = await pushLane(restarted(), lane);

      expect(result).toMatchObject({ applied: 1, left: 0, uncertain: 0 });
      expect(simulator.tally()).toMatchObject({ writes: before + 1, doubledEntries: 0 });
      expect(await outcomes(means)).toEqual(["applied push.found_applied"]);
    });

    it("waits for what a killed run may still have on the wire before it would send it again", async () => {
      const { means, lane, simulator, codes, report, restarted } = await desk({ at: [portal], tasks: 3 });
      await report(codes[0] ?? "", half);
      const before = simulator.tally().writes;
      const onTheWire: (() => Promise<void>)[] = [];
      const lands = async () => await onTheWire.pop()?.();
      const killed = withProgress(lane, async (send) => {
        onTheWire.push(send);
        throw new Error("killed while the request was under way");
      });
      await expect(pushLane(means, killed)).rejects.toThrow("killed");
      const again = restarted();

      const result = await pushLane({ ...again, wait: async (ms) => (await lands(), again.wait(ms)) }, lane);
      // Had the run not waited, the request would land now, on top of what was sent again.
      await lands();

      expect(result).toMatchObject({ applied: 1, left: 0, uncertain: 0 });
      expect(simulator.tally()).toMatchObject({ writes: before + 1, doubledEntries: 0 });
    });

    it("does not take a look that began too early for proof that nothing arrived", async () => {
      const { means, lane, simulator, codes, report, restarted } = await desk({ at: [portal], tasks: 3 });
      await report(codes[0] ?? "", half);
      const before = simulator.tally().writes;
      const onTheWire: (() => Promise<void>)[] = [];
      const killed = withProgress(lane, async (send) => {
        onTheWire.push(send);
        throw new Error("killed while the request was under way");
      });
      await expect(pushLane(means, killed)).rejects.toThrow("killed");
      const again = restarted();
      const slow: Lane = {
        ...lane,
        async connect(record) {
          const { readTask, ...session } = await lane.connect(record);
          return {
            ...session,
            // The late write lands after the look that missed it, and the look takes longer than the portal's time.
            async readTask(remoteId) {
              const seen = (await readTask?.(remoteId)) ?? null;
              await onTheWire.pop()?.();
              await again.wait(10_000);
              return seen;
            },
          };
        },
      };

      const result = await pushLane(again, slow);

      expect(result).toMatchObject({ applied: 1, left: 0, uncertain: 0 });
      expect(simulator.tally()).toMatchObject({ writes: before + 1, doubledEntries: 0 });
    });

    it("holds a status word that nobody mapped", async () => {
      const { means, lane, simulator, codes, report } = await desk({ at: [portal], tasks: 3 });
      await report(codes[0] ?? "", half);
      const before = simulator.tally().writes;
      simulator.script([{ fault: "unknown-word", times: 1_000, with: { word: "Đã phê duyệt chủ trương" } }]);

      await pushLane(means, lane);

      expect(await heldReasons(means)).toContain("reconcile.unknown_word");
      expect(simulator.tally().writes).toBe(before);
    });
  });

  it("leaves the status as it is when the portal's word speaks of time only, and sends the rest", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["memory"], tasks: 2 });
    const [remoteId] = simulator.held().map((task) => task.remoteId);
    await report(codes[0] ?? "", half);
    await pushLane(means, lane);
    simulator.edit(remoteId ?? "", { lifecycle: "Quá hạn" });
    await report(codes[0] ?? "", { percent: 60 });

    const result = await pushLane(means, lane);

    const task = await means.store.read(async (tx) => await findTask(tx, codes[0] ?? ""));
    expect(result).toMatchObject({ applied: 1, held: 0, left: 0 });
    expect(task).toMatchObject({ lifecycle: "in_progress", percent: 60 });
    expect(simulator.held()[0]?.fields.percent).toBe(60);
  });

  it("carries ten edits in one write", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["nq71-dongnai"], tasks: 2 });
    const before = simulator.tally().writes;
    for (let percent = 5; percent <= 50; percent += 5) await report(codes[0] ?? "", { ...half, percent });

    await pushLane(means, lane);

    expect(simulator.tally().writes).toBe(before + 1);
  });

  it("does not lose an edit that is made while its task is being sent", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["nq57"], tasks: 2 });
    await report(codes[0] ?? "", half);
    let edited = false;
    const busy = withProgress(lane, async (send) => {
      await send();
      if (!edited) await report(codes[0] ?? "", { percent: 70 });
      edited = true;
    });

    const result = await pushLane(means, busy);

    expect(result).toMatchObject({ left: 0 });
    expect(simulator.held()[0]?.fields["percent"]).toBe(70);
  });

  it("holds a field that both sides changed and sends nothing of that task; the others go on", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["nq57"], tasks: 4 });
    await report(codes[0] ?? "", half);
    await report(codes[1] ?? "", half);
    simulator.edit(simulator.held()[0]?.remoteId ?? "", { progressText: "Người khác đã sửa", percent: 30 });

    const result = await pushLane(means, lane);

    expect(result).toMatchObject({ applied: 1, held: 1 });
    expect(await heldReasons(means)).toContain("reconcile.both_changed");
    expect(simulator.held()[0]?.fields).toMatchObject({ percent: 30, progressText: "Người khác đã sửa" });
  });

  it("takes over what the portal decides, marks the other portal and keeps the old value in the history", async () => {
    const { means, portals, codes } = await desk({ at: ["memory", "nq57"], tasks: 2 });
    const [memory] = portals;
    if (memory === undefined) throw new Error("no memory portal");
    memory.simulator.edit(memory.simulator.held()[0]?.remoteId ?? "", { dueOn: "2026-01-31" });
    await linksDueInFull(means, memory.lane);

    const result = await pushLane(means, memory.lane);

    expect(result).toMatchObject({ adopted: 1, held: 0 });
    const task = await means.store.read(async (tx) => await findTask(tx, codes[0] ?? ""));
    expect(task).toMatchObject({
      deadline: { dueOn: "2025-12-31" },
      extension: "granted",
      extendedOn: "2026-01-31",
    });
    expect(await counts(means, "nq57")).toMatchObject({ due: 1 });
    expect(await counts(means, "memory")).toEqual({ in_step: 2 });
  });

  it("stops only the portal that signs us out", async () => {
    const { means, portals, codes, report } = await desk({ at: ["nq57", "nq71-dongnai"], tasks: 2 });
    const [out, fine] = portals;
    if (out === undefined || fine === undefined) throw new Error("two portals were asked for");
    await report(codes[0] ?? "", half);
    out.simulator.script([{ fault: "login-page", times: 1_000 }]);

    const results = await Promise.all([pushLane(means, out.lane), pushLane(means, fine.lane)]);

    expect(results[0]?.stopped?.key).toBe("push.stopped_signed_out");
    expect(results[1]).toMatchObject({ applied: 1, stopped: null });
    expect(await counts(means, "nq57")).toEqual({ in_step: 1, due: 1 });
  });

  it("holds a refusal in the portal's own words until the register changes", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["nq71-dongnai"], tasks: 2 });
    await report(codes[0] ?? "", half);
    simulator.script([{ fault: "period-locked", on: "write" }]);

    const first = await pushLane(means, lane);
    const second = await pushLane(means, lane);
    await report(codes[0] ?? "", { percent: 55 });
    const third = await pushLane(means, lane);

    expect(first).toMatchObject({ refused: 1, left: 0 });
    expect(second).toMatchObject({ applied: 0, refused: 0 });
    expect(third).toMatchObject({ applied: 1 });
    expect(await counts(means, "nq71-dongnai")).toEqual({ in_step: 2 });
  });

  it("refuses a plan that would change too much, and lets it pass for a named person with a reason", async () => {
    const { means, lane, codes, report } = await desk({ at: ["nq57"], tasks: 10 });
    const guarded = { ...lane, guards: { ...lane.guards, maxShare: 0.3 } };
    for (const code of codes.slice(0, 4)) await report(code, half);

    const refused = await pushLane(means, guarded);
    await allow(means, guarded, {
      guard: "too-many-changes",
      reason: "Đợt báo cáo tuần",
      until: "2025-12-08T05:00:00Z",
    });
    const allowed = await pushLane(means, guarded);

    expect(refused.refusals[0]).toMatchObject({
      key: "guard.too_many_send",
      values: { changing: 4, links: 10 },
    });
    expect(refused).toMatchObject({ applied: 0, left: 4 });
    expect(allowed).toMatchObject({ applied: 4, refusals: [] });
    const entries = await means.store.read(async (tx) => await listEntries(tx, { limit: 100 }));
    expect(entries.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ kind: "override", who: "Nguyễn Văn A", reason: "Đợt báo cáo tuần" }),
    );
  });

  it("reports drift only when the field or status map has changed since the bases were taken", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["nq57"], tasks: 3 });
    await report(codes[0] ?? "", half);
    const before = simulator.tally().writes;
    const reads = { ...lane.facts.status.reads, "Tạm dừng": { lifecycle: "on_hold" as const } };
    const changed = { ...lane, facts: { ...lane.facts, status: { ...lane.facts.status, reads } } };

    const result = await pushLane(means, changed);

    expect(result.refusals.map(({ key }) => key)).toEqual(["guard.mapping_changed"]);
    expect(simulator.tally().writes).toBe(before);
  });

  it("never lets a task out that is marked secret after it was linked", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["nq57"], tasks: 2 });
    const before = simulator.tally().writes;
    await report(codes[0] ?? "", half);
    const provenance = { who: "A", system: "dongbo", run: "r", at: means.now() };
    await means.store.transaction(
      async (tx) =>
        void (await changeTask(tx, { code: codes[0] ?? "", set: { classification: "mat" }, provenance })),
    );

    const marked = await counts(means, "nq57");
    await report(codes[0] ?? "", { percent: 60 });
    await linksDueInFull(means, lane);
    await pushLane(means, lane);

    expect(simulator.tally().writes).toBe(before);
    expect(marked).toEqual({ in_step: 1, held: 1 });
    expect(await counts(means, "nq57")).toEqual({ in_step: 1, held: 1 });
    expect(await holds(means)).toMatchObject([
      { reasons: [{ key: "reconcile.secret" }], ours: {}, theirs: {}, base: {} },
    ]);
  });

  it("still finds out what became of a write whose task is marked secret before anybody looked", async () => {
    const { means, lane, simulator, codes, report, restarted } = await desk({ at: ["nq57"], tasks: 2 });
    await report(codes[0] ?? "", half);
    const killed = withProgress(lane, async (send) => {
      await send();
      throw new Error("killed after the portal had committed");
    });
    await expect(pushLane(means, killed)).rejects.toThrow("killed");
    const before = simulator.tally().writes;
    const provenance = { who: "A", system: "dongbo", run: "r", at: means.now() };
    await means.store.transaction(
      async (tx) =>
        void (await changeTask(tx, { code: codes[0] ?? "", set: { classification: "mat" }, provenance })),
    );

    await pushLane(restarted(), lane);

    expect(await outcomes(means)).toEqual(["applied push.found_applied"]);
    expect(await counts(means, "nq57")).toEqual({ in_step: 1, held: 1 });
    expect(await holds(means)).toMatchObject([
      { reasons: [{ key: "reconcile.secret" }], ours: {}, base: {} },
    ]);
    expect(simulator.tally().writes).toBe(before);
  });

  it("takes nothing over where a person changed the register while the portal was being looked at", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["memory"], tasks: 2 });
    simulator.edit(simulator.held()[0]?.remoteId ?? "", { lifecycle: "on_hold" });
    await linksDueInFull(means, lane);
    let edited = false;
    const busy: Lane = {
      ...lane,
      async connect(record) {
        const session = await lane.connect(record);
        return {
          ...session,
          async *listTasks() {
            yield* session.listTasks();
            if (!edited) await report(codes[0] ?? "", { lifecycle: "in_progress" });
            edited = true;
          },
        };
      },
    };

    const result = await pushLane(means, busy);

    const task = await means.store.read(async (tx) => await findTask(tx, codes[0] ?? ""));
    expect(task?.lifecycle).toBe("in_progress");
    expect(result).toMatchObject({ adopted: 0, held: 1, left: 0 });
    expect(await heldReasons(means)).toEqual(["reconcile.both_changed"]);
  });

  it("looks for what it sent before an agency that nobody knows holds the task", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["memory"], tasks: 2 });
    await report(codes[0] ?? "", half);
    simulator.edit(simulator.held()[0]?.remoteId ?? "", { leadOrganisation: "Sở Không ai biết" });
    simulator.script([{ fault: "never-arrives", on: "write" }]);

    await pushLane(means, lane);

    expect(simulator.fired()).toMatchObject({ "never-arrives": 1 });
    expect(await outcomes(means)).toEqual(["not_sent push.not_found", "applied"]);
    expect(await counts(means, "memory")).toEqual({ in_step: 1, held: 1 });
    expect(await heldReasons(means)).toEqual(["register.unknown_organisation"]);
  });

  it("sends nothing of a task that is marked secret after it was read and before it was to go", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["nq57"], tasks: 2 });
    await report(codes[0] ?? "", half);
    const before = simulator.tally().writes;
    const marking: Lane = {
      ...lane,
      async connect(record) {
        const session = await lane.connect(record);
        return {
          ...session,
          async readTask(remoteId) {
            const seen = (await session.readTask?.(remoteId)) ?? null;
            await markSecret(means, codes[0] ?? "");
            return seen;
          },
        };
      },
    };

    const result = await pushLane(means, marking);

    expect(simulator.tally().writes).toBe(before);
    expect(result).toMatchObject({ applied: 0, left: 0, uncertain: 0 });
    expect(await counts(means, "nq57")).toEqual({ in_step: 1, held: 1 });
    expect(await holds(means)).toMatchObject([
      { reasons: [{ key: "reconcile.secret" }], ours: {}, theirs: {} },
    ]);
  });

  it("writes nothing down of a task that is marked secret while it is on its way, but what became of it", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["nq57"], tasks: 2 });
    await report(codes[0] ?? "", half);
    simulator.script([{ fault: "drops-field", on: "write", with: { column: "ket_qua" } }]);
    const marking = withProgress(lane, async (send) => {
      await send();
      await markSecret(means, codes[0] ?? "");
    });

    await pushLane(means, marking);

    expect(await outcomes(means)).toEqual(["partly push.not_kept"]);
    expect(await counts(means, "nq57")).toEqual({ in_step: 1, held: 1 });
    expect(await holds(means)).toMatchObject([
      { reasons: [{ key: "reconcile.secret" }], ours: {}, theirs: {}, base: {}, raw: null },
    ]);
  });

  it("gives up after five tries that the portal did not keep, and says so", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["memory"], tasks: 2 });
    await report(codes[0] ?? "", half);
    simulator.script([{ fault: "never-arrives", on: "write", times: 1_000 }]);

    await pushLane(means, lane);

    expect(simulator.fired()).toMatchObject({ "never-arrives": 5 });
    expect(await heldReasons(means)).toEqual(["push.gave_up"]);
  });

  it("tries anew in a full reconciliation what an earlier run had tried to the end", async () => {
    const { means, lane, codes, report } = await desk({ at: ["memory"], tasks: 2 });
    await report(codes[0] ?? "", half);
    await means.store.transaction(async (tx) => {
      await putOff(tx, await listDue(tx, lane.name), { notBefore: null, tried: 5 });
    });

    await linksDueInFull(means, lane);

    expect(await pushLane(means, lane)).toMatchObject({ applied: 1, held: 0 });
  });

  it("observes and verifies by pages: few requests more than tasks", async () => {
    const { means, lane, portals, codes, report } = await desk({ at: ["nq57"], tasks: 300 });
    for (const code of codes) await report(code, half);
    const before = portals[0]?.requests() ?? 0;

    await pushLane(means, lane);

    const requests = (portals[0]?.requests() ?? 0) - before;
    // 300 writes, twice three pages of tasks and one of files, the sign-in and its token.
    expect(requests).toBeLessThanOrEqual(300 * 1.05);
    expect(requests).toBeGreaterThan(300);
  });

  it("holds a task that the portal will not show us, in its words; the others go on", async () => {
    const { means, lane, simulator, codes, report } = await desk({
      at: ["nq57"],
      tasks: 3,
      lane: { pageSize: 1 },
    });
    for (const code of codes.slice(0, 2)) await report(code, half);
    const [first] = simulator.held();
    simulator.script([{ fault: "forbidden", on: { path: `nhiem_vu/${first?.remoteId}` } }]);

    const result = await pushLane(means, lane);

    expect(simulator.fired()).toMatchObject({ forbidden: 1 });
    expect(result).toMatchObject({ applied: 1, held: 1, left: 0, stopped: null });
    expect(await holds(means)).toMatchObject([
      { taskCode: "NV-0001", reasons: [{ key: "reconcile.closed", values: { words: "Forbidden" } }] },
    ]);
  });

  it("decides anew about what moved at the portal while the task was being sent", async () => {
    const { means, lane, simulator, codes, report } = await desk({ at: ["memory"], tasks: 2 });
    await report(codes[0] ?? "", half);
    const busy = withProgress(lane, async (send) => {
      await send();
      simulator.edit(simulator.held()[0]?.remoteId ?? "", { dueOn: "2026-01-31" });
    });

    const result = await pushLane(means, busy);

    expect(result).toMatchObject({ applied: 1, adopted: 1, left: 0 });
  });

  it("sends no progress before the evidence that it cites", async () => {
    const { means, lane, simulator, codes, report, addFile } = await desk({ at: ["nq57"], tasks: 2 });
    await report(codes[0] ?? "", done);
    await addFile(codes[0] ?? "", "Quyết định 12.pdf");
    const seen = simulator.arrivals().length;
    simulator.script([{ fault: "never-arrives", on: { path: "minh_chung" }, after: 1 }]);

    const result = await pushLane(means, lane);

    expect(simulator.fired()).toMatchObject({ "never-arrives": 1 });
    expect(result).toMatchObject({ applied: 1, left: 0 });
    const writes = simulator
      .arrivals()
      .slice(seen)
      .filter(({ path }) => !path.includes("security"))
      .filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, committed }) => `${method} ${committed}`)).toEqual([
      "POST false",
      "POST true",
      "PUT true",
    ]);
  });

  it("looks again before writing when what it saw has grown old", async () => {
    const { means, lane, simulator, codes, report } = await desk({
      at: ["nq57"],
      tasks: 3,
      lane: { requestsPerMinute: 1, observationGoodForMs: 60_000 },
    });
    for (const code of codes) await report(code, half);
    const [, second] = simulator.held();
    let sent = 0;
    const slow = withProgress(lane, async (send) => {
      await send();
      sent += 1;
      if (sent > 1) return;
      simulator.edit(second?.remoteId ?? "", { progressText: "Cổng vừa sửa" });
      await means.wait(61_000);
    });

    await pushLane(means, slow);

    expect(sent).toBe(2);
    expect(await heldReasons(means)).toEqual(["reconcile.both_changed"]);
    expect(simulator.held()[1]?.fields["progressText"]).toBe("Cổng vừa sửa");
  });
});
