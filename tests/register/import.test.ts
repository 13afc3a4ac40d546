import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { ProposedTask } from "../../schemas/task.ts";
import { changeTask } from "../../src/register/change.ts";
import { applyProposals, compareProposals, type Comparison } from "../../src/register/import.ts";
import { addOrganisations } from "../../src/register/organisations.ts";
import { findTask, taskHistory } from "../../src/register/tasks.ts";
import type { Store, Tx } from "../../src/store/connection.ts";
import {
  anOrganisation,
  aProposal,
  aProvenance,
  aTask,
  keepLink,
  keepTasks,
  portalsDue,
} from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

const provenance = aProvenance({ system: "import" });
const document = { kind: "KH", number: "02-KH/BCĐ", issuer: "BCĐ tỉnh", issuedOn: "2025-11-06" };

/** Compares and applies in one transaction, as an import does. */
function carryIn(store: Store, proposals: ProposedTask[]): Promise<Comparison[]> {
  return store.transaction(async (tx) => {
    const comparisons = await compareProposals(tx, proposals);
    await applyProposals(tx, comparisons, { provenance, newId: randomUUID });
    return comparisons;
  });
}

async function rowCounts(tx: Tx): Promise<number[]> {
  const tables = ["task", "history", "task_source", "source_document", "due"] as const;
  return Promise.all(tables.map(async (table) => (await tx.selectFrom(table).selectAll().execute()).length));
}

onEachDatabase("importing proposals", (open) => {
  it("adds new tasks with organisations, documents and the row they came from", async () => {
    const store = await open();
    const lead = anOrganisation({ shortName: "Sở KH&CN" });
    const cooperating = anOrganisation({ shortName: "Công an tỉnh" });
    await store.transaction((tx) => addOrganisations(tx, [lead, cooperating]));
    const proposal = aProposal({
      leadOrganisation: "Sở KHCN",
      cooperatingOrganisations: ["công an tỉnh", "Công an tỉnh"],
      sources: [{ document, item: "3", appendix: "III" }],
      classification: "unknown",
    });

    const comparisons = await carryIn(store, [proposal]);

    expect(comparisons).toEqual([{ proposal, verdict: "new", changes: [], unknownOrganisations: [] }]);
    await store.read(async (tx) => {
      expect(await findTask(tx, proposal.code)).toMatchObject({
        ...proposal,
        leadOrganisation: lead.id,
        cooperatingOrganisations: [cooperating.id],
        lifecycle: "not_started",
        percent: 0,
        version: 1,
        updatedAt: provenance.at,
      });
      expect(await taskHistory(tx, proposal.code)).toMatchObject([
        {
          field: "import",
          from: null,
          to: { title: proposal.title, leadOrganisation: "Sở KHCN" },
          system: "import",
        },
      ]);
    });
  });

  it("finds only sameness in a second import, and writes nothing", async () => {
    const store = await open();
    const lead = anOrganisation({ shortName: "Sở Y tế" });
    await store.transaction((tx) => addOrganisations(tx, [lead]));
    const proposals = Array.from({ length: 20 }, (_, at) =>
      aProposal({
        code: `PL1-${at}`,
        leadOrganisation: "Sở Y tế",
        sources: [{ document, item: `${at}`, appendix: "I" }],
      }),
    );
    await carryIn(store, proposals);
    const before = await store.read(rowCounts);

    const again = await carryIn(store, structuredClone(proposals));

    expect(new Set(again.map(({ verdict }) => verdict))).toEqual(new Set(["same"]));
    expect(await store.read(rowCounts)).toEqual(before);
    expect((await store.read((tx) => findTask(tx, "PL1-0")))?.version).toBe(1);
  });

  it("shows and writes what the appendix changed, and the task falls due", async () => {
    const store = await open();
    const deadline = { dueOn: "2026-03-31", precision: "quarter", text: "Quý I/2026" } as const;
    await carryIn(store, [aProposal()]);
    const task = await store.read((tx) => findTask(tx, "PL1-1"));
    await store.transaction((tx) => keepLink(tx, { taskId: task?.id ?? "", portal: "nq57" }));
    const revised = aProposal({ deadline, sources: [{ document, item: "3", appendix: "III" }] });

    const [comparison] = await carryIn(store, [revised]);

    expect(comparison).toMatchObject({
      verdict: "changed",
      changes: [
        { field: "dueOn", from: "2025-12-31", to: "2026-03-31" },
        { field: "duePrecision", from: "day", to: "quarter" },
        { field: "dueText", from: "31/12/2025", to: "Quý I/2026" },
        { field: "sources", from: "", to: "KH 02-KH/BCĐ BCĐ tỉnh 2025-11-06 III 3" },
      ],
    });
    await store.read(async (tx) => {
      expect(await findTask(tx, "PL1-1")).toMatchObject({ deadline, version: 2, sources: revised.sources });
      expect(await portalsDue(tx, task?.id ?? "")).toEqual(["nq57"]);
    });
  });

  it("leaves alone what the appendix does not carry", async () => {
    const store = await open();
    const lead = anOrganisation();
    const full = aProposal({
      leadOrganisation: lead.name,
      cooperatingOrganisations: [lead.name],
      deliverable: "Báo cáo",
      internalDueOn: "2025-12-25",
      sources: [{ document, item: "1", appendix: "I" }],
    });
    await store.transaction((tx) => addOrganisations(tx, [lead]));
    await carryIn(store, [full]);
    const before = await store.read((tx) => findTask(tx, full.code));
    const bare = aProposal({ programmes: [], deadline: { dueOn: null, precision: "none", text: "" } });

    const [comparison] = await carryIn(store, [bare]);

    expect(comparison?.verdict).toBe("same");
    expect(await store.read((tx) => findTask(tx, full.code))).toEqual(before);
  });

  it("keeps what a person changed until the appendix itself says something else", async () => {
    const store = await open();
    const titles = ["Tên trong phụ lục", "Tên người sửa", "Tên trong phụ lục mới"] as const;
    await carryIn(store, [aProposal({ title: titles[0] })]);
    await store.transaction((tx) =>
      changeTask(tx, { code: "PL1-1", set: { title: titles[1] }, provenance: aProvenance() }),
    );
    const titleNow = async () => (await store.read((tx) => findTask(tx, "PL1-1")))?.title;

    await carryIn(store, [aProposal({ title: titles[0] })]);
    const afterTheSame = await titleNow();
    await carryIn(store, [aProposal({ title: titles[2] })]);
    const afterAnother = await titleNow();

    expect([afterTheSame, afterAnother]).toEqual([titles[1], titles[2]]);
  });

  it("remembers an appendix that only caught up with a person's change", async () => {
    const store = await open();
    await carryIn(store, [aProposal({ deliverable: "A" })]);
    await store.transaction((tx) =>
      changeTask(tx, { code: "PL1-1", set: { deliverable: "B" }, provenance: aProvenance() }),
    );

    const [caughtUp] = await carryIn(store, [aProposal({ deliverable: "B" })]);
    const [back] = await carryIn(store, [aProposal({ deliverable: "A" })]);

    expect([caughtUp?.verdict, back?.verdict]).toEqual(["same", "changed"]);
  });

  it("raises secrecy and never lowers it", async () => {
    const store = await open();
    const secrecies = ["normal", "mat", "restricted", "unknown", "normal", "tuyet_mat"] as const;
    const kept: (string | undefined)[] = [];

    for (const classification of secrecies) {
      await carryIn(store, [aProposal({ classification })]);
      kept.push((await store.read((tx) => findTask(tx, "PL1-1")))?.classification);
    }

    expect(kept).toEqual(["normal", "mat", "mat", "mat", "mat", "tuyet_mat"]);
  });

  it("names organisations nobody knows, and refuses to write", async () => {
    const store = await open();
    const proposal = aProposal({
      leadOrganisation: "Sở Lạ",
      cooperatingOrganisations: ["Sở Lạ", "Sở Lạ khác"],
    });

    const [comparison] = await store.read((tx) => compareProposals(tx, [proposal]));
    const applying = carryIn(store, [aProposal({ code: "PL1-0" }), proposal]);

    expect(comparison?.unknownOrganisations).toEqual(["Sở Lạ", "Sở Lạ khác"]);
    await expect(applying).rejects.toMatchObject({
      problems: [{ values: { name: "Sở Lạ" } }, { values: { name: "Sở Lạ khác" } }],
    });
    expect(await store.read(rowCounts)).toEqual([0, 0, 0, 0, 0]);
  });

  it("refuses a code that comes twice and text that cannot be kept, all at once", async () => {
    const store = await open();
    const proposals = [aProposal(), aProposal(), aProposal({ code: "PL1-2", title: "Tên\0hỏng" })];

    const comparing = store.read((tx) => compareProposals(tx, proposals));

    await expect(comparing).rejects.toMatchObject({
      problems: [{ key: "register.code_twice" }, { key: "register.bad_setting" }],
    });
  });

  it("takes over a task that was in the register before any import", async () => {
    const store = await open();
    const task = aTask({ code: "PL1-1", title: "Cũ" });
    await store.transaction((tx) => keepTasks(tx, [task]));

    const [comparison] = await carryIn(store, [aProposal({ title: "Mới" })]);

    expect(comparison?.changes).toEqual([{ field: "title", from: "Cũ", to: "Mới" }]);
    expect((await store.read((tx) => findTask(tx, "PL1-1")))?.percent).toBe(task.percent);
  });

  it("carries twenty thousand rows in, and in again", async () => {
    const store = await open();
    const proposals = Array.from({ length: 20_000 }, (_, at) =>
      aProposal({ code: `PL1-${at}`, sources: [{ document, item: `${at}`, appendix: "I" }] }),
    );

    await carryIn(store, proposals);
    const again = await carryIn(store, proposals);

    expect(again.every(({ verdict }) => verdict === "same")).toBe(true);
    expect(await store.read(rowCounts)).toEqual([20_000, 20_000, 20_000, 1, 0]);
  });
});
