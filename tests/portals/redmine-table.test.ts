// Ours beside a naive connector at a real Redmine, whose role may not set "Hoàn thành", under the faults of real lines.
// What each says is held against Redmine's own database. Prints the table.
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { pushLane } from "../../src/push/run.ts";
import { standingsByTask } from "../../src/push/standing.ts";
import { selectTasksByCode } from "../../src/store/tasks.ts";
import { heldAgainst, tableOf, type Account, type Measured } from "../chaos/naive-table.ts";
import type { Entry } from "../chaos/naive.ts";
import { openEmbedded } from "../databases.ts";
import { redmineDesk, type RedmineDesk } from "./redmine-desk.ts";
import { naiveRedminePush } from "./redmine-naive.ts";
import { openRedmine, type Redmine, type RedmineStage } from "./redmine-owner.ts";

const timeoutMs = 2_000;
const always = { on: "write", times: Number.MAX_SAFE_INTEGER } as const;

interface Row {
  fault: string;
  rules: FaultRule[];
  withFile?: true;
  /** How many of the 60 reports ask for "Hoàn thành". */
  completed?: number;
  /** Tasks of others among ours. */
  others?: number;
}

const rows: readonly Row[] = [
  { fault: "none, but the role may not set 51 of 60", rules: [], completed: 51 },
  { fault: "reply lost", rules: [{ fault: "lost-reply", ...always, chance: 0.3 }] },
  { fault: "reply late", rules: [{ fault: "slow", ...always, chance: 0.1, with: { ms: 1.5 * timeoutMs } }] },
  { fault: "delivered twice by the network", rules: [{ fault: "delivered-twice", ...always, chance: 0.3 }] },
  {
    fault: "flaky",
    rules: [
      { fault: "never-arrives", ...always, chance: 0.1 },
      { fault: "too-many", ...always, chance: 0.1 },
      { fault: "server-error-after-commit", ...always, chance: 0.1 },
      { fault: "cut-reply", ...always, chance: 0.1 },
    ],
  },
  {
    fault: "reply lost, with upload",
    rules: [{ fault: "lost-reply", ...always, chance: 0.35 }],
    withFile: true,
  },
  { fault: "session expired", rules: [{ fault: "login-page", ...always, after: 20, times: 1 }] },
  { fault: "half of the list", rules: [], others: 107 },
];

let redmine: Redmine;
const found: { fault: string; measured: Measured }[] = [];
beforeAll(async () => {
  redmine = await openRedmine(inject("redmine"));
});
afterAll(async () => {
  await redmine.close();
  process.stdout.write(`\n${tableOf(found)}\n`);
});

describe.each(rows)("at a real Redmine under “$fault”", (row) => {
  it("ours tells the truth and repeats nothing, the naive one does not", async () => {
    const entries = entriesOf(row);

    const naive = await measureNaive(row, entries);
    const { ours, afterwards, named, fired } = await measureOurs(row, entries);

    found.push({
      fault: row.fault,
      measured: { naive, ours, afterwards, named, fired: { naive: 0, ours: fired } },
    });
    if (row.rules.length > 0) expect(fired).toBeGreaterThan(0);
    const { falseSuccesses, falseFailures, repeated, forgotten } = naive;
    expect(falseSuccesses + falseFailures + repeated + forgotten).toBeGreaterThan(0);
    expect(ours.falseSuccesses).toBe(0);
    // What the network doubles no sender can prevent; it is found by its mark and named.
    expect(afterwards).toMatchObject({ falseSuccesses: 0, falseFailures: 0, repeated: named, forgotten: 0 });
    expect(named > 0).toBe(row.fault.startsWith("delivered twice"));
    expect([afterwards.ok, afterwards.failed]).toEqual([60 - (row.completed ?? 0), row.completed ?? 0]);
  });
});

function entriesOf({ withFile, completed = 0 }: Row): Map<string, Entry> {
  return new Map(
    Array.from({ length: 60 }, (_, at) => {
      const code = `NV-${String(at + 1).padStart(4, "0")}`;
      const name = `Báo cáo ${code}.pdf`;
      const bytes = new Uint8Array(Buffer.from(`%PDF-1.4\n% ${name}\n%%EOF\n`));
      const lifecycle = at < completed ? ("completed" as const) : ("in_progress" as const);
      const percent = at < completed ? 100 : 10 + (at % 90);
      const said = { percent, text: `Đã làm xong phần ${at + 1}`, lifecycle };
      return [code, { ...said, file: withFile === true ? { name, bytes } : null }];
    }),
  );
}

/** Ours, and in their middle the tasks of others. */
async function seededStage({ others = 0 }: Row, codes: readonly string[]): Promise<RedmineStage> {
  const stage = await redmine.stage("Đơn vị báo cáo");
  onTestFinished(async () => await stage.stop());
  const theirs = Array.from({ length: others }, (_, at) => `KHAC-${at + 1}`);
  const all = [...codes.slice(0, 30), ...theirs, ...codes.slice(30)];
  await stage.seed(
    all.map((code) => ({ code, title: `Nhiệm vụ ${code}`, dueOn: "2025-12-31", leadOrganisation: null })),
  );
  return stage;
}

async function measureNaive(row: Row, entries: ReadonlyMap<string, Entry>): Promise<Account> {
  const stage = await seededStage(row, [...entries.keys()]);
  stage.script(row.rules);
  const { ok, failed } = await naiveRedminePush(stage, entries, timeoutMs);
  await stage.idle();
  return heldAgainst({ held: await stage.held(), tally: await stage.tally(), entries, ok, failed });
}

async function measureOurs(row: Row, entries: ReadonlyMap<string, Entry>) {
  const codes = [...entries.keys()];
  const stage = await seededStage(row, codes);
  const store = await openEmbedded();
  onTestFinished(async () => await store.close());
  const timing = { headersMs: timeoutMs, bodyMs: timeoutMs, longestQuietMs: 50 };
  const desk = await redmineDesk(store, stage, { codes, timing });
  const { means, lane } = desk;
  for (const [code, { file }] of entries) if (file !== null) await desk.addFile(code, file.name, file.bytes);
  await desk.reportAll([...entries].map(([code, entry]) => ({ code, report: reportOf(entry) })));
  stage.script(row.rules);
  await pushLane(means, lane);
  const fired = Object.values(stage.fired()).reduce((sum, times) => sum + times, 0);
  const ours = await accountOf(desk, stage, entries);
  stage.script([]);
  await linksDueInFull(means, lane);
  await pushLane(means, lane);
  const afterwards = await accountOf(desk, stage, entries);
  const ledger = await store.read(async (tx) => await listEntries(tx, { limit: 5_000 }));
  const named = ledger.filter(
    ({ body }) => body.kind === "outcome" && body.reason?.key === "push.doubled_there",
  ).length;
  await desk.close();
  return { ours, afterwards, named, fired };
}

function reportOf({ percent, text, lifecycle }: Entry) {
  const done = lifecycle === "completed" ? { completedOn: "2025-12-05" } : {};
  return { percent, progressText: text, ...done, ...(lifecycle !== undefined && { lifecycle }) };
}

/** What our status says: in step, held with the portal's no, or still due. */
async function accountOf(
  { means, lane }: RedmineDesk,
  stage: RedmineStage,
  entries: ReadonlyMap<string, Entry>,
): Promise<Account> {
  const tasks = await means.store.read(async (tx) => await selectTasksByCode(tx, [...entries.keys()]));
  const codeOf = new Map(tasks.map(({ id, code }) => [id, code]));
  const standings = await standingsByTask(
    means,
    tasks.map(({ id }) => id),
  );
  const standing = (which: readonly string[]) =>
    standings
      .filter((one) => one.portal === lane.portal && which.includes(one.standing))
      .map(({ taskId }) => codeOf.get(taskId) ?? "");
  const said = { ok: standing(["in_step"]), failed: standing(["held", "refused"]) };
  return heldAgainst({ ...said, held: await stage.held(), tally: await stage.tally(), entries });
}
