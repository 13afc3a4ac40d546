// Metrics hold what the register and the portals hold, on both databases.
import { expect, test, vi } from "vitest";
import { accountOf } from "../../src/push/standing.ts";
import { pushLane } from "../../src/push/run.ts";
import type { Store } from "../../src/store/connection.ts";
import { callLane } from "../../src/store/lane-calls.ts";
import { createTelemetry } from "../../src/telemetry/telemetry.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn } from "../push/desk.ts";
import { exposed, valueOf } from "./exposition.ts";

const portal = "nq57";
const now = () => "2025-12-08T02:00:00.000Z";

function measuring(store: Store, also: Partial<Parameters<typeof createTelemetry>[0]> = {}) {
  const patience = { freshMs: 0, answerMs: 10_000, lostMs: 60_000 };
  return createTelemetry({
    store,
    portals: [portal],
    elapsed: () => performance.now(),
    patience,
    ...also,
  });
}

onEachDatabase("metrics", (open) => {
  const desks = desksOn(open);

  async function measuredDesk() {
    let telemetry: ReturnType<typeof createTelemetry> | undefined;
    const meter: ReturnType<typeof createTelemetry>["meter"] = {
      request: (...told) => telemetry?.meter.request(...told),
      outcome: (...told) => telemetry?.meter.outcome(...told),
      carried: (...told) => telemetry?.meter.carried(...told),
    };
    const desk = await desks({ at: [portal], tasks: 5, meter });
    telemetry = measuring(desk.means.store);
    const measured = telemetry;
    return { desk, scrape: async () => exposed(await measured.metricsText()) };
  }

  test("every request that the portal saw is counted, and every outcome that the ledger has", async () => {
    const { desk, scrape } = await measuredDesk();
    const before = desk.portals[0]?.requests() ?? 0;
    await desk.report("NV-0001", { percent: 20, progressText: "Đã làm" });
    await desk.report("NV-0002", { percent: 30, progressText: "Đã làm" });
    await pushLane(desk.means, desk.lane);

    const told = await scrape();
    const requests = told.samples.filter(({ name }) => name === "dongbo_requests_total");
    const sum = requests.reduce((total, { value }) => total + value, 0);
    expect(sum).toBe((desk.portals[0]?.requests() ?? 0) - before);
    expect(valueOf(told, "dongbo_requests_total", { kind: "write", result: "2xx" })).toBe(2);
    expect(valueOf(told, "dongbo_attempts_total", { outcome: "applied" })).toBe(2);
    expect(valueOf(told, "dongbo_lanes_carried_total", { ended: "done" })).toBe(1);
    expect(valueOf(told, "dongbo_request_duration_seconds_count", { kind: "write" })).toBe(2);
    expect(valueOf(told, "dongbo_request_bytes_total", { direction: "sent" })).toBeGreaterThan(0);
    expect(valueOf(told, "dongbo_request_bytes_total", { direction: "received" })).toBeGreaterThan(0);
  });

  test("a lost reply is counted as no answer, and what is uncertain has an age", async () => {
    const { desk, scrape } = await measuredDesk();
    // A push looks, writes and reads back: half of its reads come before the write.
    const reads = () => desk.simulator.tally().reads;
    const before = reads();
    await desk.report("NV-0002", { percent: 20, progressText: "Đã làm" });
    await pushLane(desk.means, desk.lane);
    const after = (reads() - before) / 2;
    await desk.report("NV-0001", { percent: 20, progressText: "Đã làm" });
    desk.simulator.script([
      { fault: "lost-reply", on: "write" },
      { fault: "unavailable", on: "read", after, times: 1_000 },
    ]);
    await pushLane(desk.means, desk.lane);

    const told = await scrape();
    expect(valueOf(told, "dongbo_requests_total", { kind: "write", result: "no_answer" })).toBe(1);
    expect(valueOf(told, "dongbo_open_attempts", { portal })).toBe(1);
    expect(valueOf(told, "dongbo_oldest_open_attempt_timestamp_seconds", { portal })).toBeGreaterThan(
      Date.parse(now()) / 1000 - 1,
    );
  });

  test("pairs by standing are what status counts, and they sum to all tasks", async () => {
    const { desk, scrape } = await measuredDesk();
    await desk.report("NV-0001", { percent: 20, progressText: "Đã làm" });
    const told = await scrape();
    const { tasks, portals } = await accountOf(desk.means, [portal]);
    const pairs = told.samples.filter(({ name }) => name === "dongbo_pairs");

    expect(pairs.reduce((sum, { value }) => sum + value, 0)).toBe(tasks);
    for (const [standing, count] of Object.entries(portals[0]?.counts ?? {})) {
      expect(valueOf(told, "dongbo_pairs", { portal, standing })).toBe(count);
    }
    expect(valueOf(told, "dongbo_pairs", { portal, standing: "due" })).toBe(1);
    expect(valueOf(told, "dongbo_oldest_pair_timestamp_seconds", { standing: "due" })).toBe(
      Date.parse(portals[0]?.oldest ?? "") / 1000,
    );
  });

  test("what was handed in is told: forecasts, alarms, the last snapshot", async () => {
    const store = await open();
    const forecast = {
      portal,
      requestsPerMinute: 60,
      minutes: 7,
      cutOffAt: "2025-12-11T10:00:00.000Z",
      late: 3,
    };
    const telemetry = measuring(store, {
      forecasts: async () => [forecast],
      alarms: async () => [{ kind: "portal", count: 2 }],
      snapshotAt: async () => "2025-12-04T10:00:00.000Z",
    });
    await store.transaction(async (tx) => await callLane(tx, { lane: portal, at: now(), reason: "test" }));
    const told = exposed(await telemetry.metricsText());

    expect(valueOf(told, "dongbo_forecast_late_tasks", { portal })).toBe(3);
    expect(valueOf(told, "dongbo_forecast_needed_seconds", { portal })).toBe(420);
    expect(valueOf(told, "dongbo_cut_off_timestamp_seconds", { portal })).toBe(
      Date.parse(forecast.cutOffAt) / 1000,
    );
    expect(valueOf(told, "dongbo_alarms_standing", { kind: "portal" })).toBe(2);
    expect(valueOf(told, "dongbo_last_snapshot_timestamp_seconds")).toBe(Date.UTC(2025, 11, 4, 10) / 1000);
    expect(valueOf(told, "dongbo_calls_waiting")).toBe(1);
    expect(valueOf(told, "dongbo_oldest_call_timestamp_seconds")).toBe(Date.parse(now()) / 1000);
  });

  test("what is not known is left out, not told as nothing", async () => {
    const told = exposed(await measuring(await open()).metricsText());

    expect(valueOf(told, "dongbo_database_up")).toBe(1);
    expect(valueOf(told, "dongbo_last_checkpoint_timestamp_seconds")).toBeUndefined();
    expect(valueOf(told, "dongbo_oldest_call_timestamp_seconds")).toBeUndefined();
  });

  test("while the database is away a scrape says so and tells of the process; afterwards it tells all again", async () => {
    const store = await open();
    let away = false;
    const snapshot: Store["snapshot"] = async (work) => {
      if (away) throw new Error("connection refused");
      return await store.snapshot(work);
    };
    const telemetry = measuring({ ...store, snapshot });
    telemetry.meter.outcome(portal, "applied");
    away = true;
    const without = exposed(await telemetry.metricsText());
    away = false;
    const again = exposed(await telemetry.metricsText());

    expect(valueOf(without, "dongbo_database_up")).toBe(0);
    expect(without.samples.filter(({ name }) => name === "dongbo_pairs")).toEqual([]);
    expect(valueOf(without, "dongbo_attempts_total", { outcome: "applied" })).toBe(1);
    expect(valueOf(without, "process_resident_memory_bytes")).toBeGreaterThan(0);
    expect(valueOf(again, "dongbo_database_up")).toBe(1);
    expect(valueOf(again, "dongbo_calls_waiting")).toBe(0);
  });
});

test("a database that hangs makes no scrape hang, and is asked only once by many", async () => {
  const snapshot = vi.fn(async () => await new Promise<never>(() => undefined));
  const patience = { freshMs: 0, answerMs: 20, lostMs: 60_000 };
  const telemetry = measuring({ mode: "server", snapshot } as unknown as Store, { patience });
  const texts = await Promise.all([
    telemetry.metricsText(),
    telemetry.metricsText(),
    telemetry.metricsText(),
  ]);

  for (const text of texts) expect(valueOf(exposed(text), "dongbo_database_up")).toBe(0);
  expect(snapshot).toHaveBeenCalledTimes(1);
});

test("what is known is told again for a while instead of asking anew", async () => {
  let ms = 0;
  const snapshot = vi.fn(async () => await Promise.reject(new Error("away")));
  const patience = { freshMs: 5_000, answerMs: 1_000, lostMs: 60_000 };
  const store = { mode: "server", snapshot } as unknown as Store;
  const telemetry = measuring(store, { patience, elapsed: () => ms });
  await telemetry.metricsText();
  await telemetry.metricsText();
  ms = 5_000;
  await telemetry.metricsText();

  expect(snapshot).toHaveBeenCalledTimes(2);
});

test("labels hold portals and words of short lists, nothing of a task", async () => {
  const telemetry = measuring({
    mode: "pilot",
    snapshot: async () => await Promise.reject(new Error("away")),
  } as unknown as Store);
  const own = exposed(await telemetry.metricsText()).samples.filter(({ name }) => name.startsWith("dongbo_"));
  const names = new Set(own.flatMap(({ labels }) => Object.keys(labels)));

  expect([...names].toSorted()).toEqual(
    ["direction", "ended", "kind", "le", "mode", "node", "outcome", "portal", "result", "version"].toSorted(),
  );
  expect(own.length).toBeLessThan(150);
});
