// Metrics of a register in which everything happens at once, so that every metric there is shows a sample.
import type { Store } from "../../src/store/connection.ts";
import type { Figures } from "../../src/store/figures.ts";
import { createTelemetry } from "../../src/telemetry/telemetry.ts";
import { exposed, type Exposed } from "../telemetry/exposition.ts";

const at = "2025-12-08T02:00:00.000Z";
const lane = "nq57";

const figures: Figures = {
  standings: [
    { portal: lane, standing: "due", count: 3, oldest: at },
    { portal: lane, standing: "in_step", count: 7, oldest: null },
  ],
  attempts: [{ lane, count: 1, oldest: at }],
  lanes: [{ lane, carried: true, out_of_order: false, paused: false }],
  budgets: [{ lane, reserved: 0.2, quiet: 0 }],
  calls: { waiting: 1, oldest: at },
  processes: [{ kind: "serve", count: 1 }],
  ledger: [{ lane, seq: 12 }],
  checkpoint: { last: at, kept_here: 1 },
};

const store = {
  mode: "server",
  snapshot: async () => await Promise.resolve(figures),
  connections: () => ({ busy: 1, idle: 2, awaited: 0 }),
} as unknown as Store;

/** What a scrape gives then, read back. */
export async function everyMetric(): Promise<Exposed> {
  const telemetry = createTelemetry({
    store,
    portals: [lane],
    elapsed: () => performance.now(),
    forecasts: async () =>
      await Promise.resolve([{ portal: lane, requestsPerMinute: 60, minutes: 7, cutOffAt: at, late: 3 }]),
    alarms: async () => await Promise.resolve([{ kind: "portal", count: 1 }]),
    snapshotAt: async () => await Promise.resolve(at),
  });
  telemetry.meter.request(lane, { kind: "read", result: "2xx", seconds: 1, sentBytes: 0, receivedBytes: 9 });
  telemetry.meter.carried(lane, { ended: "done", seconds: 3 });
  return exposed(await telemetry.metricsText());
}
