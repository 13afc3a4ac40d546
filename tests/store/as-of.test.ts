// The register as of an instant against copies that were taken at that instant, after random edits of every kind.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { TaskThen } from "../../schemas/snapshot.ts";
import { effectiveDueOn } from "../../schemas/task.ts";
import { later, type Instant } from "../../schemas/time.ts";
import { changeTask, recordProgress } from "../../src/register/change.ts";
import { applyProposals, compareProposals } from "../../src/register/import.ts";
import { addOrganisations, mergeOrganisations } from "../../src/register/organisations.ts";
import { reportUnchanged } from "../../src/register/unchanged.ts";
import { stateAsOf } from "../../src/store/as-of.ts";
import type { Store, Tx } from "../../src/store/connection.ts";
import { insertHistory } from "../../src/store/history.ts";
import { selectShortNames } from "../../src/store/organisations.ts";
import { selectTaskIds, selectTasks } from "../../src/store/tasks.ts";
import { anOrganisation, aProposal, aProvenance, aTask, keepTasks } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

const start = "2026-11-02T01:00:00.000Z";
const codes = ["NV-1", "NV-2", "NV-3", "PL-1", "PL-2"];
const units = ["Sở A", "Sở B", "Sở C"];

type Edit =
  | { does: "percent"; code: string; percent: number }
  | { does: "text"; code: string; text: string }
  | { does: "complete"; code: string }
  | { does: "reopen"; code: string }
  | { does: "extend"; code: string; to: string }
  | { does: "due"; code: string; to: string }
  | { does: "secret"; code: string }
  | { does: "lead"; code: string; unit: string }
  | { does: "unchanged"; code: string }
  | { does: "gave way"; code: string }
  | { does: "import"; code: string }
  | { does: "merge" };

const code = fc.constantFrom(...codes);
const day = fc.constantFrom("2026-11-10", "2026-12-31", "2027-03-31");
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ does: fc.constant("percent" as const), code, percent: fc.nat(99) }),
  fc.record({ does: fc.constant("text" as const), code, text: fc.constantFrom("", "Đã họp", "Đã trình") }),
  fc.record({ does: fc.constant("complete" as const), code }),
  fc.record({ does: fc.constant("reopen" as const), code }),
  fc.record({ does: fc.constant("extend" as const), code, to: day }),
  fc.record({ does: fc.constant("due" as const), code, to: day }),
  fc.record({ does: fc.constant("secret" as const), code }),
  fc.record({ does: fc.constant("lead" as const), code, unit: fc.constantFrom(...units) }),
  fc.record({ does: fc.constant("unchanged" as const), code }),
  fc.record({ does: fc.constant("gave way" as const), code }),
  fc.record({ does: fc.constant("import" as const), code: fc.constantFrom("PL-1", "PL-2") }),
  fc.constant({ does: "merge" as const }),
);

onEachDatabase("the register as of an instant", (open) => {
  it("is what a copy taken at that instant shows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 60, maxLength: 60 }), async (edits) => {
        const store = await open();
        await begin(store);
        const copies: { at: Instant; tasks: Told[] }[] = [];
        for (const [number, one] of edits.entries()) {
          const at = later(start, (number + 1) * 60_000);
          await carryOut(store, one, at);
          copies.push({ at: later(at, 30_000), tasks: await store.read(copyOf) });
        }
        for (const { at, tasks } of copies) expect(await store.read((tx) => told(tx, at))).toEqual(tasks);
      }),
      // One register, long edited; the seed is printed when it fails.
      { numRuns: 1, endOnFailure: true },
    );
  });

  it("counts what is stamped exactly then, and says who reported last", async () => {
    const store = await open();
    await begin(store);
    const at = "2026-11-05T10:00:00.000Z";
    await store.transaction(async (tx) => {
      await recordProgress(tx, {
        code: "NV-1",
        report: { percent: 50 },
        provenance: aProvenance({ who: "Lan", at }),
      });
      await recordProgress(tx, {
        code: "NV-1",
        report: { percent: 60 },
        provenance: aProvenance({ who: "Minh", at: later(at, 1) }),
      });
      await changeTask(tx, {
        code: "NV-2",
        set: { title: "Khác" },
        provenance: aProvenance({ who: "Minh", at }),
      });
    });

    const page = (await store.read((tx) => all(tx, at))).toSorted((one, other) =>
      one.task.code.localeCompare(other.task.code),
    );

    expect(
      page.map(({ task, reportedBy }) => [task.code, task.percent, task.reportedAt, reportedBy]),
    ).toEqual([
      ["NV-1", 50, at, "Lan"],
      ["NV-2", 40, null, null],
      ["NV-3", 40, null, null],
    ]);
  });
});

type Told = Omit<TaskThen, "reportedAt" | "knownSince" | "evidence">;

async function all(tx: Tx, at: Instant) {
  const pages = await Array.fromAsync(stateAsOf(tx, at));
  return pages.flat();
}

async function told(tx: Tx, at: Instant): Promise<Told[]> {
  return (await all(tx, at)).map(
    ({ task: { reportedAt: _r, knownSince: _k, evidence: _e, ...task } }) => task,
  );
}

/** The present register, read by other means. */
async function copyOf(tx: Tx): Promise<Told[]> {
  const tasks = await selectTasks(tx, await selectTaskIds(tx, null));
  const names = await selectShortNames(
    tx,
    tasks.map(({ leadOrganisation }) => leadOrganisation).filter((id) => id !== null),
  );
  return tasks
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map((task) => ({
      id: task.id,
      code: task.code,
      title: task.title,
      programmes: task.programmes,
      unit: task.leadOrganisation === null ? null : (names.get(task.leadOrganisation) ?? null),
      dueOn: effectiveDueOn(task),
      assignedDueOn: task.deadline.dueOn,
      dueText: task.deadline.text,
      lifecycle: task.lifecycle,
      percent: task.percent,
      progressText: task.progressText,
      difficulties: task.difficulties,
      lateReason: task.lateReason,
      expectedOn: task.expectedOn,
      completedOn: task.completedOn,
      budgetRegistered: task.budgetRegistered?.toString() ?? null,
      budgetAllocated: task.budgetAllocated?.toString() ?? null,
      budgetDisbursed: task.budgetDisbursed?.toString() ?? null,
      classification: task.classification,
    }));
}

async function begin(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    await addOrganisations(
      tx,
      units.map((shortName) => anOrganisation({ shortName })),
    );
    await keepTasks(
      tx,
      ["NV-1", "NV-2", "NV-3"].map((name) => aTask({ code: name })),
    );
  });
}

/** One edit; one that the rules do not allow now changes nothing. */
async function carryOut(store: Store, one: Edit, at: Instant): Promise<void> {
  const provenance = aProvenance({ at });
  const attempt = async (work: (tx: Tx) => Promise<unknown>) =>
    await store.transaction(work).catch((error: Error) => expect(error.name).toBe("UserError"));
  switch (one.does) {
    case "percent":
      return void (await attempt((tx) =>
        recordProgress(tx, { code: one.code, report: { percent: one.percent }, provenance }),
      ));
    case "text":
      return void (await attempt((tx) =>
        recordProgress(tx, {
          code: one.code,
          report: { progressText: one.text, budgetRegistered: BigInt(one.text.length) * 10n ** 15n },
          provenance,
        }),
      ));
    case "complete":
      return void (await attempt((tx) =>
        recordProgress(tx, {
          code: one.code,
          report: { lifecycle: "completed", percent: 100, completedOn: "2026-11-01" },
          provenance,
        }),
      ));
    case "reopen":
      return void (await attempt((tx) =>
        recordProgress(tx, { code: one.code, report: { lifecycle: "in_progress" }, provenance }),
      ));
    case "extend":
      return void (await attempt((tx) =>
        changeTask(tx, { code: one.code, set: { extension: "granted", extendedOn: one.to }, provenance }),
      ));
    case "due":
      return void (await attempt((tx) =>
        changeTask(tx, {
          code: one.code,
          set: { deadline: { dueOn: one.to, precision: "day", text: one.to } },
          provenance,
        }),
      ));
    case "secret":
      return void (await attempt((tx) =>
        changeTask(tx, { code: one.code, set: { classification: "mat" }, provenance }),
      ));
    case "lead":
      return void (await attempt((tx) =>
        changeTask(tx, { code: one.code, set: { leadOrganisation: one.unit }, provenance }),
      ));
    case "unchanged":
      return void (await attempt((tx) => reportUnchanged(tx, { codes: [one.code], provenance })));
    case "gave way":
      return void (await attempt(async (tx) => {
        const id = (await selectTaskIds(tx, null))[0] ?? "";
        const why = { key: "push.gave_way" as const, values: { portal: "nq57", reason: "x" } };
        await insertHistory(tx, [{ taskId: id, field: "percent", from: 77, to: 1 }], { provenance, why });
      }));
    case "import":
      return void (await attempt(async (tx) => {
        const proposals = [aProposal({ code: one.code, leadOrganisation: "Sở A" })];
        const compared = await compareProposals(tx, proposals);
        await applyProposals(tx, compared, { provenance, newId: randomUUID });
      }));
    case "merge":
      return void (await attempt((tx) => mergeOrganisations(tx, { from: "Sở C", into: "Sở B", provenance })));
  }
}
