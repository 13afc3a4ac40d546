import { expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { ProgressReport } from "../../schemas/progress.ts";
import { setFieldValues, changeTask, recordProgress, recordProgressMany } from "../../src/register/change.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { findTask, taskHistory } from "../../src/register/tasks.ts";
import { anOrganisation, aProvenance, aTask, keepLink, keepTasks, portalsDue } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

const provenance = aProvenance();

function keysOf(error: unknown): string[] {
  return error instanceof UserError ? error.problems.map(({ key }) => key) : [String(error)];
}

onEachDatabase("changing a task", (open) => {
  it("records progress with one history row per changed field, a new version and due marks", async () => {
    const store = await open();
    const task = aTask({ percent: 40 });
    await store.transaction(async (tx) => {
      await keepTasks(tx, [task]);
      await keepLink(tx, { taskId: task.id, portal: "nq57" });
      await keepLink(tx, { taskId: task.id, portal: "nq71" });
    });
    const report = { percent: 65, difficulties: "Thiếu kinh phí", budgetAllocated: 1_500_000_000n };

    const changed = await store.transaction((tx) =>
      recordProgress(tx, { code: task.code, report, provenance }),
    );

    expect(changed).toEqual({
      code: task.code,
      version: 2,
      changed: ["percent", "difficulties", "budgetAllocated"],
      warnings: [],
    });
    await store.read(async (tx) => {
      const updatedAt = provenance.at;
      expect(await findTask(tx, task.code)).toEqual({ ...task, ...report, version: 2, updatedAt });
      const source = { at: updatedAt, who: "clerk", system: "dongbo", run: "run-1", why: null, trace: null };
      expect(await taskHistory(tx, task.code)).toMatchObject([
        { field: "budgetAllocated", from: null, to: "1500000000", ...source },
        { field: "difficulties", from: null, to: "Thiếu kinh phí", ...source },
        { field: "percent", from: 40, to: 65, ...source },
      ]);
      expect(await portalsDue(tx, task.id)).toEqual(["nq57", "nq71"]);
    });
  });

  it("writes nothing when nothing changes", async () => {
    const store = await open();
    const task = aTask({ percent: 40, progressText: "Đang làm" });
    await store.transaction(async (tx) => {
      await keepTasks(tx, [task]);
      await keepLink(tx, { taskId: task.id, portal: "nq57" });
    });
    const report = { percent: 40, progressText: "Đang làm" };

    const changed = await store.transaction((tx) =>
      recordProgress(tx, { code: task.code, report, provenance }),
    );

    expect(changed).toMatchObject({ version: 1, changed: [] });
    await store.read(async (tx) => {
      expect(await findTask(tx, task.code)).toEqual(task);
      expect(await taskHistory(tx, task.code)).toEqual([]);
      expect(await portalsDue(tx, task.id)).toEqual([]);
    });
  });

  it("keeps Vietnamese text exactly, NFD included", async () => {
    const store = await open();
    const task = aTask();
    const progressText = "Đã trình  UBND tỉnh\n– lần 2".normalize("NFD");
    await store.transaction((tx) => keepTasks(tx, [task]));

    await store.transaction((tx) =>
      recordProgress(tx, { code: task.code, report: { progressText }, provenance }),
    );

    expect((await store.read((tx) => findTask(tx, task.code)))?.progressText).toBe(progressText);
  });

  it("does not complete a task at 100 percent by itself", async () => {
    const store = await open();
    const task = aTask({ percent: 90 });
    await store.transaction((tx) => keepTasks(tx, [task]));

    await store.transaction((tx) =>
      recordProgress(tx, { code: task.code, report: { percent: 100 }, provenance }),
    );

    expect((await store.read((tx) => findTask(tx, task.code)))?.lifecycle).toBe("in_progress");
  });

  it("empties the completion date when a task is reopened", async () => {
    const store = await open();
    const task = aTask({ lifecycle: "completed", percent: 100, completedOn: "2025-12-01" });
    await store.transaction((tx) => keepTasks(tx, [task]));

    const changed = await store.transaction((tx) =>
      recordProgress(tx, { code: task.code, report: { lifecycle: "returned" }, provenance }),
    );

    expect(changed.changed.toSorted()).toEqual(["completedOn", "lifecycle"]);
    expect((await store.read((tx) => findTask(tx, task.code)))?.completedOn).toBeNull();
  });

  it("completes on the Vietnamese day of the report, one minute after midnight", async () => {
    const store = await open();
    const task = aTask({ percent: 100 });
    await store.transaction((tx) => keepTasks(tx, [task]));
    const justAfterMidnight = aProvenance({ at: "2025-12-08T17:01:00.000Z" });
    const report: ProgressReport = { lifecycle: "completed", completedOn: "2025-12-09" };

    const changed = await store.transaction((tx) =>
      recordProgress(tx, { code: task.code, report, provenance: justAfterMidnight }),
    );

    expect(changed.changed).toContain("completedOn");
  });

  const refused: [string, ProgressReport, string[]][] = [
    [
      "completed below 100 percent",
      { lifecycle: "completed", completedOn: "2025-12-01" },
      ["register.done_needs_percent"],
    ],
    ["completed without its date", { lifecycle: "completed", percent: 100 }, ["register.done_needs_date"]],
    [
      "submitted without anything",
      { lifecycle: "submitted" },
      ["register.done_needs_percent", "register.done_needs_date"],
    ],
    [
      "completed tomorrow",
      { lifecycle: "completed", percent: 100, completedOn: "2025-12-09" },
      ["register.done_in_future"],
    ],
    ["a completion date while in progress", { completedOn: "2025-12-01" }, ["register.date_needs_done"]],
    [
      "every bad field at once",
      {
        percent: 101,
        expectedOn: "2025-02-30",
        completedOn: "31/12/2025",
        budgetDisbursed: -1n,
        budgetAllocated: 10n ** 20n,
        lifecycle: "done",
        progressText: "a\0b",
        colour: "green",
      } as object,
      [
        "register.bad_percent",
        "register.bad_day",
        "register.bad_day",
        "register.bad_money",
        "register.bad_money",
        "register.bad_lifecycle",
        "register.bad_text",
        "register.unknown_field",
      ],
    ],
  ];
  it.each(refused)("refuses %s", async (_, report, problems) => {
    const store = await open();
    const task = aTask();
    await store.transaction((tx) => keepTasks(tx, [task]));

    const recording = store.transaction((tx) => recordProgress(tx, { code: task.code, report, provenance }));

    expect(keysOf(await recording.catch((error: unknown) => error))).toEqual(problems);
    expect(await store.read((tx) => findTask(tx, task.code))).toEqual(task);
  });

  it("refuses a change made on an older version, and an unknown code", async () => {
    const store = await open();
    const task = aTask({ version: 5 });
    await store.transaction((tx) => keepTasks(tx, [task]));
    const reports = [
      { code: task.code, report: { percent: 50 }, expectedVersion: 4 },
      { code: "NV-KHÔNG-CÓ", report: { percent: 50 } },
    ];

    const recording = store.transaction((tx) => recordProgressMany(tx, { reports, provenance }));

    const error = await recording.catch((thrown: unknown) => thrown);
    expect(keysOf(error)).toEqual(["register.stale_version", "register.unknown_task"]);
  });

  it("warns, and still records, when a late task gives no reason and no expected date", async () => {
    const store = await open();
    const task = aTask({ deadline: { dueOn: "2025-12-07", precision: "day", text: "07/12/2025" } });
    await store.transaction((tx) => keepTasks(tx, [task]));

    const changed = await store.transaction((tx) =>
      recordProgress(tx, { code: task.code, report: { percent: 50 }, provenance }),
    );

    expect(changed.warnings.map(({ key }) => key)).toEqual([
      "register.late_without_reason",
      "register.late_without_expected",
    ]);
    expect(changed.version).toBe(2);
  });

  it("undoes everything when the caller's transaction fails", async () => {
    const store = await open();
    const task = aTask();
    await store.transaction((tx) => keepTasks(tx, [task]));

    const failing = store.transaction(async (tx) => {
      await recordProgress(tx, { code: task.code, report: { percent: 99 }, provenance });
      throw new Error("the machine stopped");
    });

    await expect(failing).rejects.toThrow("the machine stopped");
    expect(await store.read((tx) => findTask(tx, task.code))).toEqual(task);
    expect(await store.read((tx) => taskHistory(tx, task.code))).toEqual([]);
  });

  it("records many reports, in a fixed number of statements, in their order", async () => {
    const store = await open();
    const tasks = Array.from({ length: 3000 }, (_, at) => aTask({ code: `NV-${at}`, percent: 0 }));
    await store.transaction((tx) => keepTasks(tx, tasks));
    const reports = tasks.map(({ code }, at) => ({ code, report: { percent: at % 100 } }));

    const changed = await store.transaction((tx) => recordProgressMany(tx, { reports, provenance }));

    expect(changed.map(({ code }) => code)).toEqual(tasks.map(({ code }) => code));
    expect((await store.read((tx) => findTask(tx, "NV-2999")))?.percent).toBe(99);
    expect(changed.filter(({ version }) => version === 1)).toHaveLength(30);
  });

  it("changes what a task is, organisations by name, and keeps a deadline's wording", async () => {
    const store = await open();
    const organisation = anOrganisation({ name: "Sở Khoa học và Công nghệ", shortName: "Sở KH&CN" });
    const task = aTask({ leadOrganisation: null });
    await store.transaction(async (tx) => {
      await addOrganisation(tx, organisation);
      await keepTasks(tx, [task]);
      await keepLink(tx, { taskId: task.id, portal: "nq57" });
    });
    const deadline = { dueOn: "2026-03-31", precision: "quarter", text: "Quý I/2026" } as const;
    const extension = { extension: "granted", extendedOn: "2026-04-30" } as const;
    const set = { leadOrganisation: "sở kh và cn", deadline, ...extension } as const;

    const changed = await store.transaction((tx) => changeTask(tx, { code: task.code, set, provenance }));

    expect(changed.changed).toEqual([
      "dueOn",
      "leadOrganisation",
      "duePrecision",
      "dueText",
      "extension",
      "extendedOn",
    ]);
    await store.read(async (tx) => {
      const leadOrganisation = organisation.id;
      expect(await findTask(tx, task.code)).toMatchObject({
        deadline,
        leadOrganisation,
        ...extension,
      });
      expect(await taskHistory(tx, task.code, "dueOn")).toMatchObject([
        { field: "extendedOn", from: null, to: "2026-04-30" },
        { field: "dueOn", from: "2025-12-31", to: "2026-03-31" },
      ]);
      expect(await taskHistory(tx, task.code, "leadOrganisation")).toMatchObject([
        { from: null, to: "Sở KH&CN" },
      ]);
      expect(await portalsDue(tx, task.id)).toEqual(["nq57"]);
    });
  });

  it("never marks a task due once it is classified", async () => {
    const store = await open();
    const task = aTask();
    await store.transaction(async (tx) => {
      await keepTasks(tx, [task]);
      await keepLink(tx, { taskId: task.id, portal: "nq57" });
    });

    await store.transaction((tx) =>
      changeTask(tx, { code: task.code, set: { classification: "mat" }, provenance }),
    );

    expect(await store.read((tx) => portalsDue(tx, task.id))).toEqual([]);
  });

  it("refuses every bad setting at once", async () => {
    const store = await open();
    const task = aTask();
    await store.transaction((tx) => keepTasks(tx, [task]));
    const bad = { title: "", classification: "top", colour: "green" } as object;
    const wrong = {
      leadOrganisation: "Sở Không Có",
      deadline: { dueOn: "2025-12-31", precision: "none", text: "31/12/2025" },
    } as const;

    const setting = store.transaction((tx) => changeTask(tx, { code: task.code, set: bad, provenance }));
    const choosing = store.transaction((tx) => changeTask(tx, { code: task.code, set: wrong, provenance }));

    const problems = await Promise.all([setting.catch(keysOf), choosing.catch(keysOf)]);
    expect(problems).toEqual([
      ["register.bad_setting", "register.bad_setting", "register.unknown_field"],
      ["register.unknown_organisation", "register.bad_deadline"],
    ]);
  });

  it("adopts a portal's values and falls due at the other portals only", async () => {
    const store = await open();
    const organisation = anOrganisation({ shortName: "Sở Nội vụ" });
    const task = aTask({ progressText: "Đang làm" });
    await store.transaction(async (tx) => {
      await addOrganisation(tx, organisation);
      await keepTasks(tx, [task]);
      await keepLink(tx, { taskId: task.id, portal: "nq57" });
      await keepLink(tx, { taskId: task.id, portal: "nq71" });
    });
    const set = {
      dueOn: "2026-01-15",
      lifecycle: "completed",
      completedOn: "2025-12-05",
      percent: 100,
      progressText: null,
      leadOrganisation: "SỞ NỘI VỤ",
      budgetDisbursed: "99999999999999999999",
    };
    const why = phrase("operation.adopt", { portal: "nq57", code: task.code, fields: "dueOn" });
    const adoption = { taskId: task.id, set, provenance: aProvenance({ system: "nq57" }), why };

    const changed = await store.transaction((tx) => setFieldValues(tx, adoption));

    expect(changed.version).toBe(2);
    await store.read(async (tx) => {
      expect(await findTask(tx, task.code)).toMatchObject({
        deadline: task.deadline,
        extension: "granted",
        extendedOn: "2026-01-15",
        lifecycle: "completed",
        completedOn: "2025-12-05",
        percent: 100,
        progressText: "",
        leadOrganisation: organisation.id,
        budgetDisbursed: 99_999_999_999_999_999_999n,
      });
      expect(await taskHistory(tx, task.code, "percent")).toMatchObject([
        { from: 40, to: 100, system: "nq57", why },
      ]);
      expect(await portalsDue(tx, task.id)).toEqual(["nq71"]);
    });
  });

  it("goes on with reports on a task for which a portal alone has set a completion date", async () => {
    const store = await open();
    const task = aTask({ percent: 40 });
    await store.transaction((tx) => keepTasks(tx, [task]));
    const why = phrase("push.adopted", { portal: "nq57" });
    const set = { completedOn: "2025-12-05" };
    const adoption = { taskId: task.id, set, provenance: aProvenance({ system: "nq57" }), why };
    await store.transaction((tx) => setFieldValues(tx, adoption));

    const changed = await store.transaction((tx) =>
      recordProgress(tx, { code: task.code, report: { percent: 60 }, provenance }),
    );

    expect(changed.changed).toEqual(["percent"]);
  });

  it("adopts nothing when one value does not fit its field", async () => {
    const store = await open();
    const task = aTask();
    await store.transaction((tx) => keepTasks(tx, [task]));
    const set = {
      percent: 12.5,
      dueOn: "15/01/2026",
      lifecycle: "Đang thực hiện",
      title: null,
      budgetAllocated: "1,5 tỷ",
      leadOrganisation: "Sở Lạ",
      expectedOn: "2026-01-01",
    };
    const adoption = { taskId: task.id, set, provenance, why: phrase("operation.adopt") };

    const adopting = store.transaction((tx) => setFieldValues(tx, adoption));

    expect(await adopting.catch(keysOf)).toEqual([
      "register.bad_percent",
      "register.bad_day",
      "register.bad_lifecycle",
      "register.bad_text",
      "register.bad_money",
      "register.unknown_organisation",
    ]);
    expect(await store.read((tx) => findTask(tx, task.code))).toEqual(task);
  });

  it("loses neither of two reports that arrive together", async () => {
    const store = await open();
    const task = aTask();
    await store.transaction((tx) => keepTasks(tx, [task]));
    const reports: ProgressReport[] = [{ percent: 77 }, { difficulties: "Chậm vốn" }];

    await Promise.all(
      reports.map((report) =>
        store.transaction((tx) => recordProgress(tx, { code: task.code, report, provenance })),
      ),
    );

    expect(await store.read((tx) => findTask(tx, task.code))).toMatchObject({
      percent: 77,
      difficulties: "Chậm vốn",
      version: 3,
    });
  });
});
