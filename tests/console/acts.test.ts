// The pages on which people decide: what each shows, does and refuses, as a person of some role.
import { describe, expect, it } from "vitest";
import { kitVerdicts } from "../../schemas/kit-verdicts.ts";
import type { Person } from "../../schemas/person.ts";
import { routes as conflictRoutes } from "../../src/console/pages/conflicts.ts";
import { routes as overrideRoutes } from "../../src/console/pages/overrides.ts";
import { routes as onePlanRoutes } from "../../src/console/pages/plan.ts";
import { routes as planListRoutes } from "../../src/console/pages/plans.ts";
import { routes as portalRoutes } from "../../src/console/pages/portals.ts";
import { routes as progressRoutes } from "../../src/console/pages/progress.ts";
import { routes as ruleRoutes } from "../../src/console/pages/rules.ts";
import { routes as scheduleRoutes } from "../../src/console/pages/schedules.ts";
import { routes as calendarRoutes } from "../../src/console/pages/calendar.ts";
import { routes as unitRoutes } from "../../src/console/pages/units.ts";
import { findTask } from "../../src/register/tasks.ts";
import { changeTask } from "../../src/register/change.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { listRuns } from "../../src/push/runs.ts";
import { liftable } from "../../src/push/override.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { anOrganisation, aProvenance } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, type Desk } from "../push/desk.ts";
import { aPerson, asking, endOf, officeOf, problemsOf, textOf } from "./acts-desk.ts";

const planRoutes = [...planListRoutes, ...onePlanRoutes];
const clerk = aPerson("integration", { name: "lan" });
const entry = aPerson("entry", { name: "hoa" });
const approver = aPerson("approver", { name: "minh" });
const admin = aPerson("admin", { name: "quan-tri" });
const auditor = aPerson("auditor", { name: "thanh-tra" });
const hostile = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e';

const idsOf = (codes: readonly string[]) => codes.map((code) => `${code}@memory/percent`);
const stored = async ({ means }: Desk) => await means.store.read(async (tx) => await findTask(tx, "NV-0001"));

onEachDatabase("the console", (open) => {
  const aDesk = desksOn(open);

  async function conflicts(tasks = 3) {
    const desk = await aDesk({ at: ["memory"], tasks });
    const at = (code: string) => desk.simulator.held().find((task) => task.code === code)?.remoteId ?? "";
    await desk.reportAll(
      desk.codes.map((code) => ({ code, report: { percent: 40, progressText: "Bước một" } })),
    );
    await pushLane(desk.means, desk.lane);
    for (const code of desk.codes) {
      desk.simulator.edit(at(code), { percent: 45 });
      await desk.report(code, { percent: 50 });
    }
    const lane = { ...desk.lane, guards: { ...desk.lane.guards, maxMoved: 1 } };
    desk.portals[0] = { ...(desk.portals[0] as Desk["portals"][number]), lane };
    await pushLane(desk.means, lane);
    const office = await officeOf(desk);
    return { desk, lane, office, at, ask: asking([...conflictRoutes, ...ruleRoutes], office) };
  }

  describe("on conflicts", () => {
    const seen = JSON.stringify({ ours: 50, theirs: 45 });

    it("shows one question for all that are alike, with both values and the agreed one", async () => {
      const { ask } = await conflicts();

      const text = await textOf(await ask(clerk, "get /conflicts"));

      expect(text).toContain("3 pair(s) of task and portal held, 1 question(s)");
      for (const id of idsOf(["NV-0001", "NV-0002", "NV-0003"])) expect(text).toContain(`value="${id}"`);
      expect(text).toMatch(/Register[\s\S]*Last agreed[\s\S]*Portal[\s\S]*50[\s\S]*40[\s\S]*45/);
    });

    it("asks about one task alone where its page led to", async () => {
      const { ask } = await conflicts();

      const text = await textOf(await ask(clerk, "get /conflicts", { query: { task: "NV-0002" } }));

      expect(text).toContain("1 pair(s) of task and portal held, 1 question(s)");
      expect(text.match(/NV-\d+@memory\/percent/g)).toEqual(idsOf(["NV-0002"]));
      expect(text).toContain('href="/conflicts"');
    });

    it("says beside each task what was agreed last where that differs between them", async () => {
      const { ask, desk, lane, at } = await conflicts(2);
      // Agreed anew at 45, then both sides come to the same two values from there.
      const form = { id: idsOf(["NV-0002"]), take: "theirs", reason: "Cổng đúng", seen };
      await ask(clerk, "post /conflicts/resolve", { form });
      await pushLane(desk.means, lane);
      desk.simulator.edit(at("NV-0002"), { percent: 55 });
      await desk.report("NV-0002", { percent: 50 });
      await pushLane(desk.means, lane);
      desk.simulator.edit(at("NV-0001"), { percent: 55 });
      await desk.report("NV-0001", { percent: 51 });
      await desk.report("NV-0001", { percent: 50 });
      await pushLane(desk.means, lane);

      const text = await textOf(await ask(clerk, "get /conflicts"));

      expect(text).toContain("2 pair(s) of task and portal held, 1 question(s) to decide");
      expect(text).toContain("differs from task to task");
      expect(text).toMatch(/NV-0001[\s\S]*Last agreed: [^·]*40[\s\S]*NV-0002[\s\S]*Last agreed: [^·]*45/);
    });

    it("shows an auditor everything and nothing to press", async () => {
      const { ask } = await conflicts();

      const text = await textOf(await ask(auditor, "get /conflicts"));

      expect(text).toContain("NV-0001");
      expect(text).not.toContain("<form");
      await expect(ask(auditor, "post /conflicts/resolve")).rejects.toThrow("may not");
    });

    it("shows what would be sent before anything is decided, then decides all that were ticked", async () => {
      const { ask, desk, lane } = await conflicts();
      const form = {
        id: idsOf(["NV-0001", "NV-0002"]),
        take: "ours",
        reason: "Đã hỏi cổng",
        scope: "once",
        seen,
      };

      const shown = await textOf(await ask(clerk, "post /conflicts/preview", { form }));
      const before = (await holds(desk.means)).length;
      const end = endOf(await ask(clerk, "post /conflicts/resolve", { form }));
      await pushLane(desk.means, lane);

      expect(shown).toContain("register → portal");
      expect(shown).toContain("Decide for 2 item(s)");
      expect(before).toBe(3);
      expect(end).toEqual({ to: "/conflicts", note: expect.stringContaining("2 item(s)") });
      expect(desk.simulator.held().map(({ fields }) => fields["percent"])).toEqual([50, 50, 45]);
    });

    it("decides nothing about a task whose value has changed since the page was opened", async () => {
      const { ask, desk, lane } = await conflicts();
      const form = { id: idsOf(["NV-0001", "NV-0002"]), take: "ours", reason: "Sổ đúng", seen };
      await desk.report("NV-0002", { percent: 60 });
      await pushLane(desk.means, lane);

      const problems = await problemsOf(ask(clerk, "post /conflicts/resolve", { form }));
      await pushLane(desk.means, lane);

      expect(problems).toEqual(["push.held_otherwise"]);
      expect((await holds(desk.means)).length).toBe(3);
      expect(desk.simulator.held().map(({ fields }) => fields["percent"])).toEqual([45, 45, 45]);
    });

    it("expands “all that are alike” into the tasks that are held alike then", async () => {
      const { ask } = await conflicts();
      const alike = JSON.stringify({
        portal: "memory",
        field: "percent",
        case: "both_changed",
        ours: 50,
        theirs: 45,
      });

      const end = endOf(
        await ask(clerk, "post /conflicts/resolve", {
          form: { alike, seen, take: "theirs", reason: "Cổng đúng" },
        }),
      );

      expect(end.note).toContain("3 item(s)");
    });

    it("refuses without a side, a reason or a tick, and what the person does not see", async () => {
      const { ask } = await conflicts();
      const id = idsOf(["NV-0001"]);
      const elsewhere: Person = { ...clerk, portals: ["nq57"] };
      const resolve = async (form: Record<string, string | string[]>, person = clerk) =>
        await problemsOf(ask(person, "post /conflicts/resolve", { form: { seen, ...form } }));

      expect(await resolve({ id, reason: "x" })).toEqual(["console.acts.choose_side"]);
      expect(await resolve({ id, take: "ours", reason: " " })).toEqual(["push.reason_needed"]);
      expect(await resolve({ take: "ours", reason: "x" })).toEqual(["push.nothing_chosen"]);
      expect(await resolve({ id, take: "ours", reason: "x" }, elsewhere)).toEqual(["push.not_held"]);
    });

    it("lists rules with who made them, and forgets one for a reason", async () => {
      const { ask } = await conflicts();
      const form = { id: idsOf(["NV-0001"]), take: "ours", reason: hostile, scope: "always", seen };
      await ask(clerk, "post /conflicts/resolve", { form });

      const text = await textOf(await ask(clerk, "get /conflicts/rules"));
      const rule = /name="rule" value="([0-9a-f-]+)"/.exec(text)?.[1] ?? "";
      const none = await problemsOf(
        ask(clerk, "post /conflicts/rules/forget", { form: { rule: "", reason: "x" } }),
      );
      const end = endOf(
        await ask(clerk, "post /conflicts/rules/forget", { form: { rule, reason: "Không còn đúng" } }),
      );

      expect(text).toContain("lan");
      expect(text).not.toContain("<script>");
      expect(none).toEqual(["push.no_such_rule"]);
      expect(end.to).toBe("/conflicts/rules");
      expect(await textOf(await ask(auditor, "get /conflicts/rules"))).toContain("Không còn đúng");
    });

    it("shows hostile words of a portal as text", async () => {
      const { desk, lane, at, ask } = await conflicts(1);
      desk.simulator.edit(at("NV-0001"), { progressText: hostile });
      await desk.report("NV-0001", { progressText: `${hostile} của sổ` });
      await pushLane(desk.means, lane);

      const text = await textOf(await ask(clerk, "get /conflicts"));

      expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
      expect(text).not.toMatch(/<script|<img/);
    });
  });

  describe("on plans", () => {
    const approvals = { completion: 1 };

    async function aCompletion() {
      const desk = await aDesk({ at: ["nq57"], tasks: 3 });
      const office = await officeOf(desk, { approvals });
      await desk.report("NV-0001", { percent: 60, lifecycle: "in_progress" });
      await desk.addFile("NV-0001", "bien-ban.pdf");
      await desk.report("NV-0001", { percent: 100, lifecycle: "completed", completedOn: "2025-12-08" });
      const ask = asking([...planRoutes, ...overrideRoutes], office);
      const { to } = endOf(await ask(clerk, "post /plans", { form: { portal: "nq57", scope: "due" } }));
      return { desk, office, ask, to };
    }

    it("makes one, shows it side by side with its risk, and sends nothing", async () => {
      const { desk, ask, to } = await aCompletion();
      const writes = desk.simulator.tally().writes;

      const text = await textOf(await ask(auditor, `get ${to}`));

      expect(text).toContain("completion");
      expect(text).toContain("0 of 1");
      expect(text).toMatch(/Actual date[\s\S]*08\/12\/2025/);
      expect(desk.simulator.tally().writes).toBe(writes);
    });

    it("lets nobody run it before an approver other than its author has approved it for a reason", async () => {
      const { ask, to, desk } = await aCompletion();

      const early = await problemsOf(ask(clerk, `post ${to}/run`));
      const unexplained = await problemsOf(ask(approver, `post ${to}/approve`));
      await ask(approver, `post ${to}/approve`, { form: { reason: "Đã xem biên bản" } });
      const ready = await textOf(await ask(clerk, `get ${to}`));
      const end = endOf(await ask(clerk, `post ${to}/run`));
      await expect
        .poll(async () =>
          (await listRuns(desk.means, 5)).map(({ what, endedAt }) => [what, endedAt !== null]),
        )
        .toContainEqual(["plan", true]);

      expect(early).toEqual(["push.plan_lacks_approvals"]);
      expect(unexplained).toEqual(["console.needed"]);
      expect(ready).toContain(`action="${to}/run"`);
      const list = await textOf(await ask(auditor, "get /plans"));
      expect(list).toContain(`href="${to}"`);
      expect(list).toContain("minh");
      expect(end.to).toMatch(/^\/runs\/[0-9a-f-]{36}$/);
      expect(desk.simulator.held()[0]?.fields["percent"]).toBe(100);
    });

    it("does not let its author approve it, whatever their role", async () => {
      const desk = await aDesk({ at: ["nq57"], tasks: 1 });
      const office = await officeOf(desk, { approvals: { ordinary: 1 } });
      await desk.report("NV-0001", { percent: 60, lifecycle: "in_progress" });
      const ask = asking(planRoutes, office);
      const { to } = endOf(await ask(admin, "post /plans", { form: { portal: "nq57" } }));

      const refused = await problemsOf(ask(admin, `post ${to}/approve`, { form: { reason: "Tự duyệt" } }));

      expect(refused).toEqual(["push.plan_own"]);
      expect(await textOf(await ask(admin, `get ${to}`))).not.toContain(`action="${to}/approve"`);
    });

    it("offers every guard by a name in words", async () => {
      const { ask } = await aCompletion();
      const text = await textOf(await ask(clerk, "get /overrides"));
      const offered = [...text.matchAll(/<option[^>]* value="([^"]+)"[^>]*>([^<]+)</g)].map(
        ([, value = "", word = ""]) => ({ value, word: word.trim() }),
      );

      for (const guard of liftable) {
        const word = offered.find(({ value }) => value === guard)?.word ?? guard;
        expect(word, guard).not.toBe(guard);
      }
    });

    it("tells who let which guard pass, why and until when", async () => {
      const { ask } = await aCompletion();
      const form = { portal: "nq57", guard: "window", reason: hostile, hours: "2" };

      const tooLong = await problemsOf(ask(clerk, "post /overrides", { form: { ...form, hours: "25" } }));
      const end = endOf(await ask(clerk, "post /overrides", { form }));
      const text = await textOf(await ask(auditor, "get /overrides"));

      expect(tooLong).toEqual(["console.acts.bad_hours"]);
      expect(end.note).toContain("outside the window");
      expect(text).toContain("&lt;script&gt;");
      expect(text).toContain("lan");
    });
  });

  describe("on portals, schedules and units", () => {
    it("pauses a portal for a reason, shows it to everybody and opens it again", async () => {
      const desk = await aDesk({ at: ["memory"], tasks: 1 });
      const ask = asking(portalRoutes, await officeOf(desk));

      const unexplained = await problemsOf(ask(clerk, "post /portals/memory/pause"));
      await ask(clerk, "post /portals/memory/pause", { form: { reason: hostile } });
      const text = await textOf(await ask(auditor, "get /portals/memory"));
      const closed = await problemsOf(ask(clerk, "post /portals/memory/carry"));
      await ask(clerk, "post /portals/memory/resume");

      expect(unexplained).toEqual(["push.pause_reason"]);
      expect(text).toContain("paused");
      expect(text).not.toContain("<script>");
      expect(closed).toEqual(["push.paused_empty"]);
      expect(await textOf(await ask(auditor, "get /portals"))).toContain("ready");
    });

    it("checks a portal by reading one task, and calls for it", async () => {
      const desk = await aDesk({ at: ["memory"], tasks: 1 });
      const ask = asking(portalRoutes, await officeOf(desk));

      expect(endOf(await ask(clerk, "post /portals/memory/check")).note).toContain("NV-0001");
      expect(endOf(await ask(clerk, "post /portals/memory/carry")).note).toContain("memory");
      expect(await problemsOf(ask(clerk, "get /portals/nothing"))).toEqual(["config.no_such_portal"]);
      expect(await problemsOf(ask({ ...clerk, portals: [] }, "get /portals/memory"))).toEqual([
        "config.no_such_portal",
      ]);
    });

    it("shows what the conformance kit said of a shipped adapter, and that nothing is known of another", async () => {
      const desk = await aDesk({ at: ["memory"], tasks: 1 });
      const shipped = { portals: { memory: { adapter: "redmine", cutOff: { daily: "17:00" } } } };
      const page = async (path: string, settings = {}) =>
        await textOf(await asking(portalRoutes, await officeOf(desk, settings))(clerk, `get ${path}`));
      const [simulated, real] = kitVerdicts
        .filter(({ adapter }) => adapter === "redmine")
        .toSorted((one, other) => other.against.localeCompare(one.against));

      const told = await page("/portals/memory", shipped);
      expect(told).toContain("Gold: survives what lines and portals do");
      expect(told).toMatch(
        new RegExp(`${simulated?.passed}[\\s\\S]*${simulated?.skipped}[\\s\\S]*simulator`),
      );
      expect(told).toContain(real?.against);
      expect(await page("/portals", shipped)).toContain("gold");
      expect(await page("/portals/memory")).toContain("No result is shipped with this adapter");
    });

    it("pauses a schedule and says what becomes of what it missed", async () => {
      const desk = await aDesk({ at: ["memory"], tasks: 1 });
      const office = await officeOf(desk);
      const ask = asking(scheduleRoutes, office);
      const page = async () => await textOf(await ask(admin, "get /schedules"));
      const name = /action="\/schedules\/([^/]+)\/pause"/.exec(await page())?.[1] ?? "";

      await ask(admin, `post /schedules/${name}/pause`, { form: { reason: "Cổng nâng cấp" } });
      const paused = await page();
      await ask(admin, `post /schedules/${name}/resume`, { form: { missed: "none" } });

      expect(paused).toContain("Cổng nâng cấp");
      expect(await page()).not.toContain("Cổng nâng cấp");
      expect(await problemsOf(ask(admin, "post /schedules/none/pause", { form: { reason: "x" } }))).toEqual([
        "schedule.unknown",
      ]);
    });

    it("shows a year's days off, and warns of a year of which nothing is known", async () => {
      const ask = asking(calendarRoutes, await officeOf(await aDesk({ at: ["memory"], tasks: 1 })));

      expect(await textOf(await ask(entry, "get /calendar", { query: { year: "2026" } }))).toContain(
        "01/01/2026",
      );
      expect(await textOf(await ask(entry, "get /calendar", { query: { year: "2099" } }))).toContain("2099");
    });

    it("adds a unit and a spelling, merges two, and names every empty field", async () => {
      const desk = await aDesk({ at: ["memory"], tasks: 1 });
      const ask = asking(unitRoutes, await officeOf(desk));
      const add = async (name: string) =>
        await ask(admin, "post /units", { form: { name, kind: "department" } });

      await add("Sở Khoa học và Công nghệ");
      await add(hostile);
      await ask(clerk, "post /units/alias", {
        form: { unit: "Sở Khoa học và Công nghệ", alias: "Sở KH-CN" },
      });
      const text = await textOf(await ask(auditor, "get /units"));
      await ask(admin, "post /units/merge", { form: { from: hostile, into: "Sở KH-CN" } });

      expect(text).toContain("Sở KH-CN");
      expect(text).not.toContain("<script>");
      expect(await problemsOf(ask(admin, "post /units/merge"))).toEqual(["console.needed", "console.needed"]);
    });
  });

  async function aTask() {
    const desk = await aDesk({ at: ["memory"], tasks: 2 });
    return { desk, ask: asking(progressRoutes, await officeOf(desk)) };
  }

  describe("on progress", () => {
    const unchanged = { lifecycle: "not_started", percent: "0", progressText: "" };

    it("records what a clerk reports in their own name", async () => {
      const { desk, ask } = await aTask();
      const form = {
        ...unchanged,
        lifecycle: "in_progress",
        percent: "60",
        progressText: "Đã trình\r\ndự thảo",
        budgetAllocated: "1.500.000.000",
      };

      const end = endOf(await ask(entry, "post /tasks/NV-0001/progress", { form }));

      expect(end).toMatchObject({ to: "/tasks/NV-0001" });
      expect(await stored(desk)).toMatchObject({
        percent: 60,
        lifecycle: "in_progress",
        progressText: "Đã trình\ndự thảo",
        budgetAllocated: 1_500_000_000n,
      });
    });

    it("tells everything that is wrong at once, beside what was typed", async () => {
      const { desk, ask } = await aTask();
      const form = {
        ...unchanged,
        percent: "140",
        expectedOn: "31/31",
        budgetAllocated: "nhiều",
        progressText: hostile,
      };

      const text = await textOf(await ask(entry, "post /tasks/NV-0001/progress", { form }));

      expect(text).toContain("140");
      expect(text).toContain("31/31");
      expect(text).toContain("nhiều");
      expect(text).not.toMatch(/<script|<img/);
      expect(await stored(desk)).toMatchObject({ percent: 0 });
    });

    it("refuses when the task has changed since the form was opened", async () => {
      const { desk, ask } = await aTask();
      const opened = await textOf(await ask(entry, "get /tasks/NV-0001/progress"));
      const version = /name="version" value="(\d+)"/.exec(opened)?.[1] ?? "";
      await desk.report("NV-0001", { percent: 30, lifecycle: "in_progress" });

      const form = { ...unchanged, lifecycle: "in_progress", percent: "60", version };
      const text = await textOf(await ask(entry, "post /tasks/NV-0001/progress", { form }));

      expect(text).toContain('class="callout bad"');
      expect(await stored(desk)).toMatchObject({ percent: 30 });
    });

    it("is of one's own units: another's task is as if it were not there", async () => {
      const { desk, ask } = await aTask();
      const own = anOrganisation({ name: "Sở Tài chính" });
      await desk.means.store.transaction(async (tx) => {
        await addOrganisation(tx, own);
        const set = { leadOrganisation: "Sở Tài chính" };
        await changeTask(tx, { code: "NV-0001", set, provenance: aProvenance() });
      });
      const scoped = aPerson("entry", { name: "hoa", units: [own.id] });

      expect(await textOf(await ask(scoped, "get /tasks/NV-0001/progress"))).toContain("NV-0001");
      expect(await ask(scoped, "get /tasks/NV-0002/progress")).toEqual({ missing: true });
      expect(await ask(scoped, "post /tasks/NV-0002/progress", { form: unchanged })).toEqual({
        missing: true,
      });
    });
  });
});
