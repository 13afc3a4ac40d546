import { expect, it } from "vitest";
import { fieldNames } from "../../schemas/field.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { oursOf } from "../../src/register/ours.ts";
import { lockFile, upsertTaskEvidence } from "../../src/store/evidence.ts";
import { decree } from "../reconcile/sides.ts";
import { anOrganisation, aTask, keepTasks } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

onEachDatabase("our side", (open) => {
  it("shows every field as it is compared, empty text as empty, with evidence and classification", async () => {
    const store = await open();
    const lead = anOrganisation({ shortName: "Sở KH&CN" });
    const task = aTask({
      leadOrganisation: lead.id,
      budgetAllocated: 1_500_000_000n,
      progressText: "Đang làm",
    });
    const evidence = { ...decree, size: 3_000_000_000, classification: "restricted" } as const;
    await store.transaction(async (tx) => {
      await addOrganisation(tx, lead);
      await keepTasks(tx, [task]);
      await lockFile(tx, evidence, evidence);
      await upsertTaskEvidence(tx, {
        taskId: task.id,
        evidence,
        at: "2025-12-01T00:00:00.000Z",
        who: "clerk",
      });
    });

    const ours = await store.read((tx) => oursOf(tx, [task.id]));

    expect(ours.get(task.id)).toEqual({
      taskId: task.id,
      code: task.code,
      fields: {
        title: task.title,
        dueOn: "2025-12-31",
        leadOrganisation: "Sở KH&CN",
        lifecycle: "in_progress",
        percent: 40,
        progressText: "Đang làm",
        difficulties: null,
        lateReason: null,
        expectedOn: null,
        completedOn: null,
        budgetRegistered: null,
        budgetAllocated: "1500000000",
        budgetDisbursed: null,
      },
      classification: "normal",
      evidence: [evidence],
      programmes: ["57-NQ/TW"],
      isWaived: false,
    });
    expect(Object.keys(ours.get(task.id)?.fields ?? {})).toEqual(fieldNames);
  });

  it("reads five thousand tasks at once and leaves unknown ids out", async () => {
    const store = await open();
    const tasks = Array.from({ length: 5000 }, () => aTask());
    await store.transaction((tx) => keepTasks(tx, tasks));

    const ours = await store.read((tx) => oursOf(tx, [...tasks.map(({ id }) => id), aTask().id]));

    expect(ours.size).toBe(5000);
  });
});
