// The same faults for a naive connector and for ours: 60 tasks at the province's tracker. What each reports is held
// against what stands at the portal.
import type { FaultRule, HeldTask, RunningSimulator } from "../../schemas/simulator.ts";
import { portal as nq71 } from "../../adapters/nq71-dongnai/adapter.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { pushLane } from "../../src/push/run.ts";
import { standingsByTask } from "../../src/push/standing.ts";
import type { Store } from "../../src/store/connection.ts";
import { selectTasksByCode } from "../../src/store/tasks.ts";
import { aDesk, type Desk } from "../push/desk.ts";
import { naivePush, type Entry } from "./naive.ts";

export interface FaultRow {
  fault: string;
  rules: FaultRule[];
  withFile: boolean;
}

/** What a connector says of the tasks, and where that is not true. */
export interface Account {
  ok: number;
  failed: number;
  /** Said to be there, and is not; said to have failed, and is there. */
  falseSuccesses: number;
  falseFailures: number;
  /** Entries and files that stand there more than once. */
  repeated: number;
  /** Tasks of which nothing was said at all. */
  forgotten: number;
}

export interface Measured {
  naive: Account;
  ours: Account;
  /** Ours after the next run, the faults being over. */
  afterwards: Account;
  /** Repeated entries that our ledger names. */
  named: number;
  fired: { naive: number; ours: number };
}

const count = 60;
const timeoutMs = 200;
const progress = { on: { path: "/progress" }, times: Number.MAX_SAFE_INTEGER } as const;

/** The rows of the table, each with the faults that make it. */
export const faultRows: readonly FaultRow[] = [
  {
    fault: "none, but the account may not set 51 of 60",
    rules: [{ fault: "refused-in-list", on: { path: "/progress" }, times: 51 }],
    withFile: false,
  },
  { fault: "reply lost", rules: [{ fault: "lost-reply", ...progress, chance: 0.3 }], withFile: false },
  {
    fault: "reply late",
    rules: [{ fault: "slow", ...progress, chance: 0.2, with: { ms: 1.5 * timeoutMs } }],
    withFile: false,
  },
  {
    fault: "delivered twice by the network",
    rules: [{ fault: "delivered-twice", ...progress, chance: 0.3 }],
    withFile: false,
  },
  {
    fault: "flaky",
    rules: [
      { fault: "never-arrives", ...progress, chance: 0.1 },
      { fault: "too-many", ...progress, chance: 0.1 },
      { fault: "server-error-after-commit", ...progress, chance: 0.1 },
      { fault: "cut-reply", ...progress, chance: 0.1 },
    ],
    withFile: false,
  },
  {
    fault: "reply lost, with upload",
    rules: [
      { fault: "lost-reply", on: { path: "/attachments" }, times: count, chance: 0.35 },
      { fault: "token-used-up", on: { path: "/attachments" }, times: Number.MAX_SAFE_INTEGER },
    ],
    withFile: true,
  },
  {
    fault: "session expired",
    rules: [{ fault: "token-expires", on: { path: "/progress" }, after: 20 }],
    withFile: false,
  },
  {
    fault: "half of the list",
    rules: [{ fault: "clamp-pages", on: "read", times: Number.MAX_SAFE_INTEGER, with: { size: count / 2 } }],
    withFile: false,
  },
];

/** Measures one row. */
export async function measure(store: Store, { rules, withFile }: FaultRow): Promise<Measured> {
  const ours = await measureOurs(store, { rules, withFile });
  return { ...ours, ...(await measureNaive({ rules, withFile }, ours.fired)) };
}

async function measureOurs(store: Store, { rules, withFile }: Pick<FaultRow, "rules" | "withFile">) {
  const timing = { headersMs: timeoutMs, bodyMs: timeoutMs, longestQuietMs: 50 };
  const desk = await aDesk(store, { at: ["nq71-dongnai"], tasks: count, timing });
  try {
    const entries = entriesFor(desk.codes, withFile);
    const { means, lane, simulator, codes } = desk;
    if (withFile) for (const code of codes) await desk.addFile(code, `Báo cáo ${code}.pdf`);
    await desk.reportAll(
      codes.map((code) => ({
        code,
        report: { lifecycle: "in_progress", ...said(entries, code) },
      })),
    );
    simulator.script(rules);
    await pushLane(means, lane);
    const fired = firings(simulator);
    const ours = await accountOf(desk, entries);
    simulator.script([]);
    await linksDueInFull(means, lane);
    await pushLane(means, lane);
    const ledger = await store.read(async (tx) => await listEntries(tx, { limit: 5_000 }));
    const named = ledger.filter(
      ({ body }) => body.kind === "outcome" && body.reason?.key === "push.doubled_there",
    ).length;
    return { ours, afterwards: await accountOf(desk, entries), named, fired };
  } finally {
    await desk.stop();
  }
}

async function measureNaive(
  { rules, withFile }: Pick<FaultRow, "rules" | "withFile">,
  fired: number,
): Promise<Pick<Measured, "naive" | "fired">> {
  if (nq71.simulator === undefined) throw new Error("the tracker has a simulator");
  const simulator = await nq71.simulator.start({ requestsPerMinute: 0 });
  try {
    const codes = Array.from({ length: count }, (_, at) => `NV-${String(at + 1).padStart(4, "0")}`);
    simulator.seed(
      codes.map((code) => ({ code, title: `Nhiệm vụ ${code}`, dueOn: null, leadOrganisation: null })),
    );
    const entries = entriesFor(codes, withFile);
    simulator.script(rules);
    const { ok, failed } = await naivePush(simulator, entries, timeoutMs);
    await simulator.idle();
    return {
      naive: compared({ simulator, entries, ok, failed }),
      fired: { naive: firings(simulator), ours: fired },
    };
  } finally {
    await simulator.stop();
  }
}

function entriesFor(codes: readonly string[], withFile: boolean): Map<string, Entry> {
  return new Map(
    codes.map((code, at) => {
      const name = `Báo cáo ${code}.pdf`;
      const bytes = new Uint8Array(Buffer.from(`%PDF-1.4\n% ${name} ${code}\n%%EOF\n`));
      const entry = { percent: 10 + at, text: `Đã làm xong phần ${at + 1}` };
      return [code, { ...entry, file: withFile ? { name, bytes } : null }];
    }),
  );
}

function said(entries: ReadonlyMap<string, Entry>, code: string) {
  const entry = entries.get(code);
  return { percent: entry?.percent ?? 0, progressText: entry?.text ?? "" };
}

function firings(simulator: RunningSimulator): number {
  return Object.values(simulator.fired()).reduce((sum, times) => sum + times, 0);
}

/** What our status says: in step, held with the portal's no, or still due. */
async function accountOf(desk: Desk, entries: ReadonlyMap<string, Entry>): Promise<Account> {
  const { means, lane, simulator } = desk;
  const tasks = await means.store.read(async (tx) => await selectTasksByCode(tx, desk.codes));
  const rows = await standingsByTask(
    means,
    tasks.map(({ id }) => id),
  );
  const codeOf = new Map(tasks.map(({ id, code }) => [id, code]));
  const standing = (which: readonly string[]) =>
    rows
      .filter((row) => row.portal === lane.portal && which.includes(row.standing))
      .map(({ taskId }) => codeOf.get(taskId) ?? "");
  return compared({ simulator, entries, ok: standing(["in_step"]), failed: standing(["held", "refused"]) });
}

function compared(of: {
  simulator: RunningSimulator;
  entries: ReadonlyMap<string, Entry>;
  ok: string[];
  failed: string[];
}): Account {
  const { simulator, ...claimed } = of;
  return heldAgainst({ ...claimed, held: simulator.held(), tally: simulator.tally() });
}

/** What was said of the entries, held against what the portal holds by its own count. */
export function heldAgainst(of: {
  held: readonly HeldTask[];
  tally: { doubledEntries: number; doubledFiles: number };
  entries: ReadonlyMap<string, Entry>;
  ok: string[];
  failed: string[];
}): Account {
  const { entries, ok, failed } = of;
  const held = new Map(of.held.map((task) => [task.code, task]));
  const stands = (code: string) => {
    const entry = entries.get(code);
    const there = held.get(code);
    const isThere = there?.entries.some(
      ({ percent, text }) => (percent ?? there.fields["percent"]) === entry?.percent && text === entry?.text,
    );
    if (entry?.lifecycle !== undefined && there?.fields["lifecycle"] !== entry.lifecycle) return false;
    return isThere === true && (entry?.file === null || there?.evidence.length !== 0);
  };
  const { doubledEntries, doubledFiles } = of.tally;
  return {
    ok: ok.length,
    failed: failed.length,
    falseSuccesses: ok.filter((code) => !stands(code)).length,
    falseFailures: failed.filter(stands).length,
    repeated: doubledEntries + doubledFiles,
    forgotten: entries.size - ok.length - failed.length,
  };
}

/** The table as Markdown. */
export function tableOf(rows: readonly { fault: string; measured: Measured }[]): string {
  const head = [
    ["fault", "naive: says ok / failed", "in truth", "ours: says ok / failed / due", "after the next run"],
    ["---", "---", "---", "---", "---"],
  ];
  const lines = rows.map(({ fault, measured: { naive, ours, afterwards, named } }) => [
    fault,
    `${naive.ok} / ${naive.failed}`,
    truth(naive, 0),
    `${ours.ok} / ${ours.failed} / ${ours.forgotten}`,
    `${afterwards.ok} / ${afterwards.failed} / ${afterwards.forgotten}: ${truth(afterwards, named)}`,
  ]);
  return [...head, ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function truth(account: Account, named: number): string {
  const found = [
    [account.falseSuccesses, "false successes"],
    [account.falseFailures, "false failures"],
    [account.repeated, named > 0 ? "repeated, each named on the ledger" : "repeated"],
    [account.forgotten, "forgotten"],
  ] as const;
  const told = found.filter(([times]) => times > 0).map(([times, what]) => `${times} ${what}`);
  return told.length === 0 ? "all true" : told.join(", ");
}
