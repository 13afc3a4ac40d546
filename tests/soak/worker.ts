// The long-lived worker of the soak: carries both lanes again and again, while clerks report progress on one task after
// the other. Says every few seconds how much memory it has. Told to finish, the clerks stop, and it pushes until nothing
// is due; then it says where everything stands.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { openOffice } from "../../src/office.ts";
import type { Lane } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import { accountOf, type Account } from "../crash/account.ts";
import { codeOf } from "../journeys/scene.ts";

/** What the worker tells of itself. */
export type Told = { memory: Memory } | { account: Account };

export interface Memory {
  rss: number;
  /** What is left on the heap after a collection. */
  heap: number;
  pushes: number;
  stopped: number;
}

const { SOAK_TASKS = "1", SOAK_REPORTS_PER_SECOND = "5", SOAK_SAMPLE_MS = "5000" } = process.env;
const tasks = Number(SOAK_TASKS);
const counts = { pushes: 0, stopped: 0 };
const finish = new AbortController();
process.once("message", () => finish.abort());

const office = await openOffice({
  language: "vi",
  configFile: "dongbo.yaml",
  variables: process.env,
  user: "the soak",
  carrier: `the soak, pid ${process.pid}`,
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  wait: async (ms) => await wait(ms),
});
const sampling = setInterval(sample, Number(SOAK_SAMPLE_MS));
await Promise.all([clerks(), ...(await office.lanes()).map(carryOn)]);
clearInterval(sampling);
await tell({ account: await accountOf(office.means, Object.keys(office.config.portals)) });
await office.close();
process.disconnect?.();

/** Resolves once it is on its way. */
async function tell(told: Told): Promise<void> {
  await new Promise<void>((resolve) => process.send?.(told, () => resolve()));
}

function sample(): void {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  void tell({ memory: { rss, heap: heapUsed, ...counts } });
}

/** Pushes the lane for as long as the clerks report, and then until nothing of it is due. */
async function carryOn(lane: Lane): Promise<void> {
  for (;;) {
    const isLast = finish.signal.aborted;
    const report = await pushLane({ ...office.means, run: randomUUID() }, lane);
    counts.pushes += 1;
    if (report.stopped !== null) counts.stopped += 1;
    if (isLast && report.left + report.uncertain === 0) return;
    await wait(1_000);
  }
}

/** A second brings so many reports, each with words that nobody has used before. */
async function clerks(): Promise<void> {
  for (let number = 0; !finish.signal.aborted;) {
    const reports = Array.from({ length: Number(SOAK_REPORTS_PER_SECOND) }, () => {
      number += 1;
      const percent = Math.min(99, 1 + Math.floor(number / tasks));
      const progressText = `Báo cáo lần ${number}: đang lấy ý kiến các đơn vị.`;
      return {
        code: codeOf(1 + (number % tasks)),
        report: { lifecycle: "in_progress" as const, percent, progressText },
      };
    });
    const provenance = office.provenance();
    await office.means.store.transaction(
      async (tx) => void (await recordProgressMany(tx, { reports, provenance })),
    );
    await wait(1_000);
  }
}
