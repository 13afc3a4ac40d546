// What a push, a receipt and an export make of tasks at a portal that people reach.
import { sql } from "kysely";
import { expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { holds, standings } from "../../src/push/standing.ts";
import { planLane } from "../../src/push/plan.ts";
import { pushLane } from "../../src/push/run.ts";
import { tooLong, waitingForEntry } from "../../src/push/by-hand-waiting.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";
import { aHandDesk, type HandDesk } from "./by-hand-desk.ts";

const begun = { lifecycle: "in_progress", percent: 60 } as const;
const minute = 60_000;

onEachDatabase("a portal that people reach", (open) => {
  it("waits with one slip for each task, through full pushes and plans", async () => {
    const desk = await aHandDesk(await open(), { tasks: 2 });
    await desk.report("NV-1", begun);

    const first = await pushLane(desk.means, desk.lane);
    const planned = await planLane(desk.means, desk.lane, "all");
    await dueInFull(desk);
    const second = await pushLane(desk.means, desk.lane);

    expect(first).toMatchObject({ held: 1, applied: 0, left: 0, uncertain: 0 });
    expect(second).toMatchObject({ held: 1, inStep: 1, left: 0 });
    expect(planned.items.map(({ operation }) => operation.kind)).toEqual(["hold"]);
    expect(await statesOf(desk.means.store)).toEqual(["open"]);
    expect(await outcomesOf(desk.means.store)).toEqual(["handed_out"]);
    expect(await holds(desk.means)).toMatchObject([
      { kind: "held", reasons: [{ key: "by_hand.waits", values: { slip: 1, code: "NV-1" } }] },
    ]);
  });

  it("gets no second slip from the run after one that died with an attempt open", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    const dying = desk.laneWith((session) => ({
      ...session,
      async sendProgress(change) {
        await session.sendProgress?.(change);
        throw new Error("the power went");
      },
    }));

    const died = await pushLane(desk.means, dying).catch(String);
    const after = await pushLane(desk.means, desk.lane);

    expect(died).toContain("the power went");
    expect(after).toMatchObject({ held: 1, left: 0, uncertain: 0 });
    expect(await statesOf(desk.means.store)).toEqual(["open"]);
    expect(await outcomesOf(desk.means.store)).toEqual(["handed_out"]);
  });

  it("is handed nothing by a worker that has lost the lane", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);

    const report = await pushLane(desk.means, desk.lostLane());

    expect(report).toMatchObject({ held: 0, applied: 0 });
    expect(await statesOf(desk.means.store)).toEqual([]);
    expect((await standings(desk.means, ["so-khcn"]))[0]?.counts).toEqual({ due: 1 });
  });

  it("is no conflict when the register moves on between a receipt and the next push", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);
    await desk.done(["NV-1"]);
    await desk.report("NV-1", { percent: 80 });

    await pushLane(desk.means, desk.lane);

    expect(await desk.sheet()).toMatchObject([{ lines: [{ where: "Tiến độ", old: "60", new: "80" }] }]);
    expect(await holds(desk.means)).toMatchObject([{ reasons: [{ key: "by_hand.waits" }] }]);
  });

  it("is in step without a receipt when its export shows what the slip says", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);
    desk.pass(minute);

    const read = await desk.export({ "NV-1": ["in_progress", 60] });
    const report = await pushLane(desk.means, desk.lane);

    expect(read.seen).toMatchObject([{ key: "by_hand.seen", values: { code: "NV-1", slip: 1 } }]);
    expect(report).toMatchObject({ inStep: 1, held: 0 });
    expect(await statesOf(desk.means.store)).toEqual(["entered"]);
  });

  it("keeps a receipt that was given after its export was written", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);
    desk.pass(minute);
    await desk.done(["NV-1"]);
    desk.pass(minute);

    const read = await desk.export({ "NV-1": ["not_started", 0] }, { agoMs: 2 * minute });
    const report = await pushLane(desk.means, desk.lane);

    expect(read).toMatchObject({ agreed: 0, differ: 0, later: 2, differences: [] });
    expect(report).toMatchObject({ inStep: 1, held: 0 });
  });

  it("is entered once more, and taken over by nobody, when its export shows what stood there before", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);
    await desk.done(["NV-1"]);
    await pushLane(desk.means, desk.lane);
    desk.pass(minute);

    const read = await desk.export({ "NV-1": ["not_started", 0] });
    const report = await pushLane(desk.means, desk.lane);

    expect(read).toMatchObject({ agreed: 0, differ: 2 });
    expect(report).toMatchObject({ adopted: 0, held: 1 });
    expect(await desk.sheet()).toMatchObject([
      {
        lines: [
          { old: "Chưa thực hiện", new: "Đang thực hiện" },
          { old: "0", new: "60" },
        ],
      },
    ]);
  });

  it("is decided as any portal when its export shows a third value", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);
    await desk.done(["NV-1"]);
    await pushLane(desk.means, desk.lane);
    desk.pass(minute);

    const read = await desk.export({ "NV-1": ["on_hold", 60] });
    const report = await pushLane(desk.means, desk.lane);

    expect(read).toMatchObject({ agreed: 1, differ: 1 });
    expect(read.differences).toMatchObject([
      { values: { who: "Lan", field: "lifecycle", said: "in_progress", shown: "on_hold" } },
    ]);
    expect(report).toMatchObject({ adopted: 1, held: 0 });
  });

  it("carries tasks under our codes where it exports nothing, files by receipt alone", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1, known: "taken" });
    const met = await standings(desk.means, ["so-khcn"]);
    await desk.report("NV-1", { ...begun, difficulties: "Thiếu cán bộ" });
    await desk.addFile("NV-1", "bao-cao.pdf");
    await pushLane(desk.means, desk.lane);
    const [task] = await desk.sheet();
    await desk.done(["NV-1"]);

    const report = await pushLane(desk.means, desk.lane);
    const again = await pushLane(desk.means, desk.lane);

    expect(met[0]?.counts).toEqual({ in_step: 1 });
    expect(task).toMatchObject({ files: [{ name: "bao-cao.pdf", where: "Tệp" }] });
    expect(task?.lines.map(({ where }) => where)).toEqual(["Trạng thái", "Tiến độ", "Khó khăn"]);
    expect(report).toMatchObject({ inStep: 1, held: 0 });
    expect(again).toMatchObject({ inStep: 0, held: 0, left: 0 });
    expect(await outcomesOf(desk.means.store)).toEqual(["handed_out", "handed_out"]);
    expect(await proofsOf(desk.means.store)).toEqual(["receipt"]);
  });

  it("never shows a file on a sheet that was marked after it was handed out", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.addFile("NV-1", "bao-cao.pdf");
    await pushLane(desk.means, desk.lane);
    const before = await desk.sheet();

    await desk.means.store.transaction(async (tx) => {
      await sql`update evidence set classification = 'mat'`.execute(tx);
    });

    expect(before).toMatchObject([{ files: [{ name: "bao-cao.pdf" }] }]);
    expect(await desk.sheet()).toEqual([]);
  });

  it("holds a task that its newest export lacks, as one that is closed to us", async () => {
    const desk = await aHandDesk(await open(), { tasks: 2 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);

    await desk.export({ "NV-2": ["not_started", 0] });
    const report = await pushLane(desk.means, desk.lane);

    expect(report).toMatchObject({ held: 1 });
    expect(await holds(desk.means)).toMatchObject([{ reasons: [{ key: "reconcile.closed" }] }]);
    expect(await desk.sheet()).toEqual([]);
  });

  it("takes no receipt that is not clear, tells every reason, and then notes none of them", async () => {
    const desk = await aHandDesk(await open(), { tasks: 2 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);
    await desk.report("NV-1", { percent: 70 });
    await pushLane(desk.means, desk.lane);

    const refused = await desk.done(["NV-1", "NV-2", "NV-9"]).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(UserError);
    expect((refused as UserError).problems.map(({ key }) => key)).toEqual([
      "by_hand.which_slip",
      "by_hand.no_slip",
      "register.unknown_task",
    ]);
    expect(await statesOf(desk.means.store)).toEqual(["withdrawn", "open"]);
  });

  it("stands as refused with the portal's words, and is handed out anew when the register changes", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);

    await desk.done(["NV-1"], { notTaken: "Kỳ báo cáo đã khóa" });
    const refused = await holds(desk.means);
    await desk.report("NV-1", { percent: 65 });
    await pushLane(desk.means, desk.lane);

    expect(refused).toMatchObject([
      { kind: "refused", reasons: [{ key: "push.refused", values: { words: "Kỳ báo cáo đã khóa" } }] },
    ]);
    expect(await desk.sheet()).toMatchObject([{ replaces: null, lines: [{}, { new: "65" }] }]);
  });

  it("takes its slip back when a person has to decide first", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);
    desk.pass(minute);

    await desk.export({ "NV-1": ["on_hold", 0] });
    await pushLane(desk.means, desk.lane);

    expect(await holds(desk.means)).toMatchObject([{ reasons: [{ key: "reconcile.both_changed" }] }]);
    expect(await statesOf(desk.means.store)).toEqual(["withdrawn"]);
    expect(await notesOf(desk.means.store)).toContain("by_hand.withdrawn_note");
  });

  it("notes a receipt for a task that became secret, and nothing of its content", async () => {
    const desk = await aHandDesk(await open(), { tasks: 2 });
    for (const code of desk.codes) await desk.report(code, { ...begun, difficulties: "Nội dung mật" });
    await pushLane(desk.means, desk.lane);
    await desk.markSecret("NV-1");
    await desk.markSecret("NV-2");
    const sheet = await desk.sheet();
    const waiting = await waitingForEntry(desk.means);

    await desk.done(["NV-1"]);
    await desk.done(["NV-2"], { notTaken: "Kỳ báo cáo đã khóa" });
    const held = await holds(desk.means);
    const notes = await column(desk.means.store, "select parts as it from ledger where kind = 'note'");

    expect(held.map(({ reasons, ours, theirs }) => [reasons[0]?.key, ours, theirs])).toEqual([
      ["reconcile.secret", {}, {}],
      ["reconcile.secret", {}, {}],
    ]);
    expect(JSON.stringify(notes)).toContain("by_hand.not_taken_note");
    expect(JSON.stringify(notes)).not.toContain("Nội dung mật");
    expect([sheet, waiting]).toEqual([[], []]);
  });

  it("is handed a file once more that its export does not name, and who said that it was there", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.addFile("NV-1", "bao-cao.pdf");
    await pushLane(desk.means, desk.lane);
    await desk.done(["NV-1"]);
    await pushLane(desk.means, desk.lane);
    desk.pass(minute);

    const read = await desk.export({ "NV-1": ["not_started", 0] }, { files: [] });
    await pushLane(desk.means, desk.lane);

    expect(read.differences).toMatchObject([
      { key: "by_hand.file_differs", values: { code: "NV-1", who: "Lan", said: "bao-cao.pdf" } },
    ]);
    expect(await desk.sheet()).toMatchObject([{ files: [{ name: "bao-cao.pdf" }] }]);
  });

  it("is worth advice once a slip has lain for a week, counted over all that replaced it", async () => {
    const desk = await aHandDesk(await open(), { tasks: 1 });
    await desk.report("NV-1", begun);
    await pushLane(desk.means, desk.lane);
    desk.pass(8 * 24 * 60 * minute);
    await desk.report("NV-1", { percent: 70 });
    await pushLane(desk.means, desk.lane);

    const [waiting] = await waitingForEntry(desk.means);

    expect(waiting).toMatchObject({ portal: "so-khcn", count: 1, oldest: "2025-12-08T02:00:00.000Z" });
    expect(waiting && tooLong(waiting, desk.means.now())?.key).toBe("by_hand.old_slips");
    expect(waiting && tooLong(waiting, "2025-12-15T02:00:00.000Z")).toBeNull();
  });
});

async function dueInFull({ means, lane }: HandDesk): Promise<void> {
  const { linksDueInFull } = await import("../../src/push/in-full.ts");
  await linksDueInFull(means, lane);
}

async function column(store: Store, of: string): Promise<unknown[]> {
  const { rows } = await store.read(async (tx) => await sql<{ it: unknown }>`${sql.raw(of)}`.execute(tx));
  return rows.map(({ it: value }) => value);
}

const statesOf = async (store: Store) => await column(store, "select state as it from slip order by number");
const notesOf = async (store: Store) =>
  await column(
    store,
    "select (parts::jsonb -> 'note' ->> 1)::jsonb ->> 'key' as it from ledger where kind = 'note'",
  );
const proofsOf = async (store: Store) => await column(store, "select proof as it from link_evidence");
const outcomesOf = async (store: Store) =>
  await column(
    store,
    "select body::jsonb ->> 'outcome' as it from ledger where kind = 'outcome' order by seq",
  );
