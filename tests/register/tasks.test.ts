import { expect, it } from "vitest";
import { LifecycleSchema, timeliness } from "../../schemas/status.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { findTask, listTasks, taskHistory } from "../../src/register/tasks.ts";
import { anOrganisation, aTask, keepTasks } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

onEachDatabase("reading tasks", (open) => {
  it("gives a task back as it was kept, documents and money included", async () => {
    const store = await open();
    const document = { kind: "KH", number: "02-KH/BCĐ", issuer: "BCĐ tỉnh", issuedOn: "2025-11-06" };
    const unsigned = { kind: "CV", number: null, issuer: "UBND tỉnh", issuedOn: null };
    const organisation = anOrganisation();
    const task = aTask({
      leadOrganisation: organisation.id,
      cooperatingOrganisations: [organisation.id],
      sources: [
        { document, item: "3.1", appendix: "III" },
        { document: unsigned, item: "", appendix: "" },
      ],
      milestones: [{ name: "Trình dự thảo", dueOn: "2025-12-10", doneOn: null }],
      budgetRegistered: 0n,
      budgetAllocated: 12_345_678_901_234_567_890n,
      expectedOn: "2026-01-31",
    });
    await store.transaction(async (tx) => {
      await addOrganisation(tx, organisation);
      await keepTasks(tx, [task]);
    });

    const found = await store.read((tx) => findTask(tx, task.code));

    expect(found).toEqual(task);
  });

  it("tells two documents of one number apart by their dates, and keeps one of each", async () => {
    const store = await open();
    const august = { kind: "KH", number: "02-KH/BCĐ", issuer: "BCĐ", issuedOn: "2025-08-29" };
    const november = { ...august, issuedOn: "2025-11-06" };
    const source = { item: "1", appendix: "I" };
    const tasks = [august, november, august].map((document) => aTask({ sources: [{ document, ...source }] }));

    await store.transaction((tx) => keepTasks(tx, tasks));

    const documents = await store.read((tx) => tx.selectFrom("source_document").selectAll().execute());
    expect(documents.map((document) => document.issued_on).toSorted()).toEqual(["2025-08-29", "2025-11-06"]);
  });

  it("finds nothing for an unknown code, and has no history for it", async () => {
    const store = await open();

    const found = await store.read((tx) => findTask(tx, "không có"));

    expect(found).toBeNull();
    await expect(store.read((tx) => taskHistory(tx, "không có"))).rejects.toMatchObject({
      problems: [{ key: "register.unknown_task" }],
    });
  });

  it("lists by text in any case and form, by lead and by lifecycle, page by page", async () => {
    const store = await open();
    const lead = anOrganisation({ shortName: "Sở Nội vụ" });
    const tasks = [
      aTask({ code: "A-1", title: "Đào tạo CÁN BỘ".normalize("NFD"), leadOrganisation: lead.id }),
      aTask({ code: "A-2", title: "Đào tạo cán bộ cấp xã 100%", lifecycle: "on_hold" }),
      aTask({ code: "a-3", title: "Mua sắm", leadOrganisation: lead.id }),
      aTask({ code: "B-4", title: "Can bo" }),
    ];
    await store.transaction(async (tx) => {
      await addOrganisation(tx, lead);
      await keepTasks(tx, tasks);
    });
    const codes = (filter: Parameters<typeof listTasks>[1]) =>
      store.read(async (tx) => (await listTasks(tx, filter)).map(({ code }) => code));

    const found = [
      await codes({}),
      await codes({ text: "cán bộ" }),
      await codes({ text: "0%" }),
      await codes({ lead: "sở nội vụ" }),
      await codes({ lifecycle: "on_hold" }),
      await codes({ limit: 2 }),
      await codes({ limit: 2, after: "A-2" }),
    ];

    expect(found).toEqual([
      ["A-1", "A-2", "B-4", "a-3"],
      ["A-1", "A-2"],
      ["A-2"],
      ["A-1", "a-3"],
      ["A-2"],
      ["A-1", "A-2"],
      ["B-4", "a-3"],
    ]);
  });

  it("lists as overdue exactly what the rule of timeliness says", async () => {
    const store = await open();
    const days = [null, "2025-12-06", "2025-12-07", "2025-12-08"];
    const tasks = LifecycleSchema.options.flatMap((lifecycle) =>
      days.map((dueOn) =>
        aTask({ lifecycle, deadline: { dueOn, precision: dueOn === null ? "none" : "day", text: "" } }),
      ),
    );
    await store.transaction((tx) => keepTasks(tx, tasks));

    const listed = await store.read((tx) => listTasks(tx, { overdueOn: "2025-12-07" }));

    const overdue = tasks.filter(
      ({ lifecycle, deadline: { dueOn }, completedOn }) =>
        timeliness({ lifecycle, dueOn, completedOn }, "2025-12-07") === "overdue",
    );
    expect(listed.map(({ code }) => code).toSorted()).toEqual(overdue.map(({ code }) => code).toSorted());
  });

  it("shows in a list what a clerk needs", async () => {
    const store = await open();
    const lead = anOrganisation({ shortName: "Sở Y tế" });
    const task = aTask({ leadOrganisation: lead.id, classification: "mat" });
    await store.transaction(async (tx) => {
      await addOrganisation(tx, lead);
      await keepTasks(tx, [task]);
    });

    const [line] = await store.read((tx) => listTasks(tx, {}));

    expect(line).toEqual({
      code: task.code,
      title: task.title,
      leadOrganisation: "Sở Y tế",
      dueOn: "2025-12-31",
      dueText: "31/12/2025",
      lifecycle: "in_progress",
      percent: 40,
      completedOn: null,
      classification: "mat",
      updatedAt: task.updatedAt,
    });
  });
});
