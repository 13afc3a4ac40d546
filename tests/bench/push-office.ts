// Fills a register for the bench and carries its one lane. Started as a program it opens the register, pushes once and
// tells its figures.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { portal as nq57 } from "../../adapters/nq57/adapter.ts";
import { GuardSettingsSchema } from "../../schemas/config.ts";
import { Secret } from "../../schemas/secret.ts";
import { createLog } from "../../src/log.ts";
import { createHttp } from "../../src/portal/http-client.ts";
import { mappingOf, type Lane, type LaneReport, type Means } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import { openStore, type Store, type StoreLocation } from "../../src/store/connection.ts";
import { addLinks, recordListing } from "../../src/store/links.ts";
import { insertTasks } from "../../src/store/tasks.ts";
import { aTask } from "../builders.ts";
import { codeOf } from "./quick-portal.ts";

export const concurrency = 32;

/** What a run works with, without evidence. */
export function meansOf(store: Store): Means {
  return {
    store,
    openEvidence: () => {
      throw new Error("the bench sends no files");
    },
    now: () => new Date().toISOString(),
    newId: randomUUID,
    wait: async (ms) => void (await wait(ms)),
    elapsed: () => performance.now(),
    who: "bench",
    carrier: "bench",
    run: randomUUID(),
    show: () => undefined,
    log: createLog("warn"),
  };
}

/** The lane to a quick portal, at no rate limit; `close` ends its connections. */
export function laneTo(url: string): { lane: Lane; close(): Promise<void> } {
  const closes: (() => Promise<void>)[] = [];
  const lane: Lane = {
    portal: "nq57",
    name: "nq57",
    facts: { ...nq57.facts, requestsPerMinute: 1_000_000, parallel: concurrency },
    guards: GuardSettingsSchema.parse({ maxShare: 1, maxProtected: 1_000_000 }),
    owners: {},
    async connect({ record, mayWrite }) {
      const http = createHttp({
        baseUrl: url,
        requestsPerMinute: Infinity,
        parallel: concurrency,
        onExchange: record,
        mayWrite,
        now: () => new Date().toISOString(),
      });
      closes.push(async () => await http.close());
      const account = new Secret("clerk");
      const password = new Secret("a password that nobody else has");
      return await nq57.open({ baseUrl: url, account, password, provider: "db" }, http);
    },
  };
  return { lane, close: async () => void (await Promise.all(closes.map(async (close) => await close()))) };
}

/** Registers and links as many tasks as the quick portal was seeded with. */
export async function register(store: Store, { lane, tasks }: { lane: Lane; tasks: number }): Promise<void> {
  const at = new Date().toISOString();
  const list = Array.from({ length: tasks }, (_, place) =>
    aTask({
      code: codeOf(place + 1),
      deadline: { dueOn: "2099-12-31", precision: "day", text: "31/12/2099" },
      lifecycle: "not_started",
      percent: 0,
      progressText: "",
    }),
  );
  const links = list.map(({ id }, place) => ({
    id: randomUUID(),
    taskId: id,
    portal: lane.portal,
    lane: lane.name,
    remoteId: String(place + 1),
    mapping: mappingOf(lane),
  }));
  await store.transaction(async (tx) => {
    await insertTasks(tx, list);
    await addLinks(tx, links, { who: "bench", at });
    await recordListing(tx, { portal: lane.portal, at, listed: tasks });
  });
}

/** Reports about 1 KB of progress on the first `tasks` tasks; each round another. */
export async function report(
  store: Store,
  { tasks, round }: { tasks: number; round: number },
): Promise<void> {
  const sentence = "số hóa hồ sơ, kết nối dữ liệu, tập huấn cán bộ cấp xã";
  const reports = Array.from({ length: tasks }, (_, place) => ({
    code: codeOf(place + 1),
    report: {
      percent: round,
      progressText: `Đợt ${round}, phần ${place}: ${`${sentence}. `.repeat(10)}`.trim(),
      ...(round === 1 ? { lifecycle: "in_progress" as const } : {}),
    },
  }));
  const provenance = { who: "bench", system: "dongbo", run: `bench-${round}`, at: new Date().toISOString() };
  await store.transaction(async (tx) => void (await recordProgressMany(tx, { reports, provenance })));
}

/** What one process tells of itself. */
export interface Figures {
  pushMs: number;
  wholeMs: number;
  peakBytes: number;
  report?: LaneReport;
}

const program = fileURLToPath(import.meta.url);

if (process.argv[1] === program) {
  const { location, url } = JSON.parse(process.argv[2] ?? "{}") as { location: StoreLocation; url: string };
  const store = await openStore(location);
  const { lane, close } = laneTo(url);
  const startedAt = performance.now();
  const carried = await pushLane(meansOf(store), lane);
  const pushMs = performance.now() - startedAt;
  await close();
  await store.close();
  const wholeMs = performance.now();
  process.send?.({ pushMs, wholeMs, peakBytes: process.resourceUsage().maxRSS * 1024, report: carried });
}
