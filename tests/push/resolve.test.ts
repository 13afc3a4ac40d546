import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import type { Means } from "../../src/push/lane.ts";
import { approve, makePlan, planLane, takeForPush } from "../../src/push/plan.ts";
import { resolveConflict } from "../../src/push/resolve.ts";
import { restoreValue } from "../../src/push/restore.ts";
import { listRules, removeRule } from "../../src/push/rules.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { findTask, taskHistory } from "../../src/register/tasks.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

const code = "NV-0001";
const once = { reason: "Đã hỏi cổng", scope: "once" } as const;
const always = { reason: "Sổ luôn đúng", scope: "always" } as const;

/** Why something was refused, by key. */
async function refusedFor(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error("it was not refused", { cause: error });
  return error.problems.map(({ key }) => key);
}

async function heldFor(means: Means): Promise<string[]> {
  return (await holds(means)).flatMap((hold) => hold.reasons.map(({ key }) => key));
}

onEachDatabase("settling a conflict", (open) => {
  const desks: Desk[] = [];
  afterEach(async () => {
    for (const made of desks.splice(0)) await made.stop();
  });

  /** Both sides have changed percent and text of the first task: 50 here, 45 there; it is held. */
  async function aConflict(at: Parameters<typeof aDesk>[1]["at"] = ["memory"]) {
    const desk = await aDesk(await open(), { at, tasks: 3 });
    desks.push(desk);
    await desk.report(code, { lifecycle: "in_progress", percent: 40, progressText: "Bước một" });
    for (const { lane } of desk.portals) await pushLane(desk.means, lane);
    await bothChange(desk, { ours: 50, theirs: 45 });
    return desk;
  }

  it("holds until a person decides, then sends ours and keeps the portal's value in the history", async () => {
    const desk = await aConflict();
    const before = await heldFor(desk.means);

    await resolveConflict(desk.means, { id: `${code}@memory`, take: "ours", ...once });
    const report = await pushLane(desk.means, desk.lane);

    expect(before).toEqual(["reconcile.both_changed"]);
    expect(report).toMatchObject({ applied: 1, held: 0, waiting: 0 });
    expect(percentAt(desk)).toBe(50);
    const history = await desk.means.store.read(async (tx) => await taskHistory(tx, code, "percent"));
    expect(history).toContainEqual(
      expect.objectContaining({ from: 45, to: 50, why: expect.objectContaining({ key: "push.gave_way" }) }),
    );
  });

  it("takes theirs over, tells the other portal, and says in the history how the merge came to it", async () => {
    const desk = await aConflict(["memory", "nq57"]);

    await resolveConflict(desk.means, { id: `${code}@memory/percent`, take: "theirs", ...once });
    const report = await pushLane(desk.means, desk.lane);

    expect(report).toMatchObject({ adopted: 1, held: 0 });
    expect(await percentHere(desk)).toBe(45);
    const [newest] = await desk.means.store.read(async (tx) => await taskHistory(tx, code, "percent"));
    expect(newest).toMatchObject({
      from: 50,
      to: 45,
      system: "memory",
      trace: {
        portal: "memory",
        pattern: "both",
        owner: "ours",
        by: { kind: "resolution" },
        base: 40,
        ours: 50,
        theirs: 45,
        raw: { remoteId: "1" },
      },
    });
    const other = desk.portals[1]?.lane;
    if (other !== undefined) await pushLane(desk.means, other);
    expect(desk.portals[1]?.simulator.held()[0]?.fields["percent"]).toBe(45);
  });

  it("writes a value of the person's own into the register and sends it", async () => {
    const desk = await aConflict();

    await resolveConflict(desk.means, { id: code, take: "48 %", ...once });
    await pushLane(desk.means, desk.lane);

    expect([await percentHere(desk), percentAt(desk)]).toEqual([48, 48]);
  });

  it("asks again when the portal has moved on since the person looked", async () => {
    const desk = await aConflict();
    await resolveConflict(desk.means, { id: code, take: "ours", ...once });
    desk.simulator.edit(desk.simulator.held()[0]?.remoteId ?? "", { percent: 47 });

    const report = await pushLane(desk.means, desk.lane);

    expect(report).toMatchObject({ applied: 0, held: 1 });
    expect(percentAt(desk)).toBe(47);
  });

  it("decides once: the same difference later is asked about anew", async () => {
    const desk = await aConflict();
    await resolveConflict(desk.means, { id: code, take: "ours", ...once });
    await pushLane(desk.means, desk.lane);
    await bothChange(desk, { ours: 55, theirs: 60 });

    await resolveConflict(desk.means, { id: code, take: "theirs", ...once });
    await pushLane(desk.means, desk.lane);
    await bothChange(desk, { ours: 70, theirs: 65 });

    expect(await heldFor(desk.means)).toEqual(["reconcile.both_changed"]);
  });

  it("settles every such case by itself once a person said always so, until the rule is removed", async () => {
    const desk = await aConflict();
    await resolveConflict(desk.means, { id: code, take: "ours", ...always });
    await pushLane(desk.means, desk.lane);
    await bothChange(desk, { ours: 60, theirs: 55 });
    const byRule = [percentAt(desk), await heldFor(desk.means)];
    const [rule] = await listRules(desk.means, { portal: "memory" });

    await removeRule(desk.means, { id: rule?.id.slice(0, 8) ?? "", reason: "Không còn đúng" });
    await bothChange(desk, { ours: 70, theirs: 65 });

    expect(byRule).toEqual([60, []]);
    expect(rule).toMatchObject({
      field: "percent",
      case: "both_changed",
      take: "ours",
      reason: "Sổ luôn đúng",
      madeBy: "Nguyễn Văn A",
      madeAt: expect.stringMatching(/^2025-12-08T/),
      removed: null,
    });
    expect(await heldFor(desk.means)).toEqual(["reconcile.both_changed"]);
    expect(await listRules(desk.means, {})).toMatchObject([{ removed: { reason: "Không còn đúng" } }]);
  });

  it("does not let a rule for one case lift the guard of another", async () => {
    const desk = await aConflict();
    await resolveConflict(desk.means, { id: code, take: "ours", ...always });
    await pushLane(desk.means, desk.lane);

    await bothChange(desk, { ours: 60, theirs: 90 });

    expect(await heldFor(desk.means)).toEqual(["reconcile.backwards_there"]);
    expect(percentAt(desk)).toBe(90);
  });

  it("stands on the ledger with person and reason", async () => {
    const desk = await aConflict();

    await resolveConflict(desk.means, { id: code, take: "ours", ...always });

    const { entries, verdict } = await desk.means.store.read(async (tx) => ({
      entries: await listEntries(tx, { lane: "decisions", limit: 10 }),
      verdict: await verifyLedger(tx),
    }));
    expect(entries.map(({ body }) => body)).toMatchObject([
      {
        kind: "note",
        who: "Nguyễn Văn A",
        note: { key: "push.resolved", values: { reason: "Sổ luôn đúng" } },
      },
      { kind: "note", who: "Nguyễn Văn A", note: { key: "push.rule_made" } },
    ]);
    expect(verdict).toMatchObject({ ok: true });
  });

  it("is not carried out by a plan that was approved before", async () => {
    const desk = await aConflict();
    const { means, lane } = desk;
    await linksDueInFull(means, lane);
    const plan = makePlan(means, [await planLane(means, lane, "all")]);
    await approve(means, plan);
    await resolveConflict(means, { id: code, take: "ours", ...once });

    const report = await pushLane(means, lane, { approved: await takeForPush(means, plan) });

    expect(report).toMatchObject({ applied: 0, drifted: 1 });
    expect(percentAt(desk)).toBe(45);
  });

  it("brings the value back that gave way, when it proves right after all", async () => {
    const desk = await aConflict();
    await resolveConflict(desk.means, { id: code, take: "ours", ...once });
    await pushLane(desk.means, desk.lane);
    const history = await desk.means.store.read(async (tx) => await taskHistory(tx, code, "percent"));
    const loser = history.find(({ from }) => from === 45);

    await restoreValue(desk.means, { code, entry: `h${loser?.id}`, reason: "Cổng đã đúng" });
    await pushLane(desk.means, desk.lane);

    expect(await percentHere(desk)).toBe(45);
    expect(await heldFor(desk.means)).toEqual(["reconcile.backwards_there"]);
  });

  describe("is refused", () => {
    it.each([
      ["where nothing is held", { id: "NV-0002@memory", take: "ours", ...once }, ["push.not_held"]],
      [
        "where the field is not held",
        { id: `${code}@memory/title`, take: "ours", ...once },
        ["push.not_to_choose"],
      ],
      ["without a reason", { id: code, take: "ours", reason: " ", scope: "once" }, ["push.reason_needed"]],
      [
        "for a rule that would take a value of its own, with every problem at once",
        { id: code, take: "48", reason: "", scope: "always" },
        ["push.reason_needed", "push.rule_takes_a_side"],
      ],
      [
        "for a value that the field cannot hold",
        { id: code, take: "nhiều", ...once },
        ["register.bad_percent"],
      ],
    ] as const)("%s", async (_, wish, reasons) => {
      const desk = await aConflict();

      const problems = await refusedFor(resolveConflict(desk.means, wish));

      expect(problems.slice(0, reasons.length)).toEqual(reasons);
      expect(await heldFor(desk.means)).toEqual(["reconcile.both_changed"]);
      expect(await percentHere(desk)).toBe(50);
    });

    it("for a hold that something else must mend, in the words of the hold", async () => {
      const desk = await aDesk(await open(), { at: ["memory"], tasks: 2 });
      desks.push(desk);
      await desk.report(code, {
        lifecycle: "completed",
        percent: 100,
        progressText: "Xong",
        completedOn: "2025-12-05",
      });
      await pushLane(desk.means, desk.lane);

      const problems = await refusedFor(resolveConflict(desk.means, { id: code, take: "ours", ...once }));

      expect(problems).toEqual(["push.not_to_choose", "reconcile.completed_unproven_here"]);
    });

    it("until the field is named, where several are held", async () => {
      const desk = await aConflict();
      desk.simulator.edit(desk.simulator.held()[0]?.remoteId ?? "", { difficulties: "Cổng ghi" });
      await desk.report(code, { difficulties: "Sổ ghi" });
      await pushLane(desk.means, desk.lane);

      const problems = await refusedFor(resolveConflict(desk.means, { id: code, take: "ours", ...once }));
      await resolveConflict(desk.means, { id: `${code}@memory/difficulties`, take: "theirs", ...once });
      const half = await pushLane(desk.means, desk.lane);
      await resolveConflict(desk.means, { id: `${code}@memory/percent`, take: "ours", ...once });
      const whole = await pushLane(desk.means, desk.lane);

      expect(problems).toEqual(["push.which_field"]);
      expect(half).toMatchObject({ applied: 0, held: 1 });
      expect(whole).toMatchObject({ applied: 1, held: 0 });
      expect(desk.simulator.held()[0]?.fields).toMatchObject({ percent: 50, difficulties: "Cổng ghi" });
    });
  });

  it("sends along what it takes over, where a portal wants whole forms", async () => {
    const desk = await aConflict(["nq71-dongnai"]);
    desk.simulator.edit(desk.simulator.held()[0]?.remoteId ?? "", { progressText: "Cổng ghi" });
    await desk.report(code, { progressText: "Sổ ghi" });
    await pushLane(desk.means, desk.lane);
    const at = `${code}@nq71-dongnai`;
    await resolveConflict(desk.means, { id: `${at}/percent`, take: "ours", ...once });
    await resolveConflict(desk.means, { id: `${at}/progressText`, take: "theirs", ...once });
    const before = desk.simulator.tally().writes;

    await pushLane(desk.means, desk.lane);

    expect(desk.simulator.held()[0]?.fields).toMatchObject({ percent: 50, progressText: "Cổng ghi" });
    expect(desk.simulator.tally().writes).toBe(before + 1);
  });
});

async function bothChange(desk: Desk, values: { ours: number; theirs: number }): Promise<void> {
  desk.simulator.edit(desk.simulator.held()[0]?.remoteId ?? "", { percent: values.theirs });
  await desk.report(code, { percent: values.ours });
  await pushLane(desk.means, desk.lane);
}

const percentAt = (desk: Desk) => desk.simulator.held()[0]?.fields["percent"];
const percentHere = async ({ means }: Desk) =>
  (await means.store.read(async (tx) => await findTask(tx, code)))?.percent;
