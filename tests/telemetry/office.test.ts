// A whole office measured and traced as it is wired for real: in this process, and as a command of its own.
import { afterEach, expect, test } from "vitest";
import { onlyReading } from "../../src/push/lane.ts";
import { makeDesk, type Desk } from "../journeys/desk.ts";
import { startCollector, type Collector } from "./collector.ts";
import { exposed, valueOf } from "./exposition.ts";

const collectors: Collector[] = [];
afterEach(async () => {
  for (const collector of collectors.splice(0)) await collector.stop();
});

async function aDesk(environment: Record<string, string> = {}): Promise<Desk> {
  return await makeDesk({ environment });
}

async function aCollector(): Promise<Collector> {
  const collector = await startCollector();
  collectors.push(collector);
  return collector;
}

test("an office that measures counts the requests of its lanes, and forecasts each portal", async () => {
  const desk = await aDesk();
  const told = await desk.open(async (office) => {
    const telemetry = await office.measure({
      alarms: async () => await Promise.resolve([{ kind: "portal", count: 2 }]),
    });
    const [lane] = await office.lanes("nq57");
    const session = await lane?.connect(onlyReading);
    for await (const _ of session?.listTasks() ?? []) break;
    return exposed(await telemetry.metricsText());
  });

  expect(valueOf(told, "dongbo_database_up")).toBe(1);
  const counted = told.samples.filter(
    ({ name, labels }) => name === "dongbo_requests_total" && labels["portal"] === "nq57",
  );
  expect(counted.reduce((sum, { value }) => sum + value, 0)).toBe(desk.portals.nq57.arrivals().length);
  expect(
    valueOf(told, "dongbo_requests_total", { portal: "nq57", kind: "sign_in", result: "2xx" }),
  ).toBeGreaterThan(0);
  expect(
    valueOf(told, "dongbo_requests_total", { portal: "nq57", kind: "read", result: "2xx" }),
  ).toBeGreaterThan(0);
  expect(valueOf(told, "dongbo_cut_off_timestamp_seconds", { portal: "nq57" })).toBeGreaterThan(
    Date.now() / 1000,
  );
  expect(valueOf(told, "dongbo_forecast_late_tasks", { portal: "nq57" })).toBe(0);
  expect(valueOf(told, "dongbo_alarms_standing", { kind: "portal" })).toBe(2);
});

test("a command sends its traces before it ends, and its log lines name run and trace; its result is the same", async () => {
  const collector = await aCollector();
  const desk = await aDesk({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, LOG_LEVEL: "info" });
  const pushed = await desk.run("push", "--json");
  const lines = pushed.err
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { msg: string; run: string; portal: string; trace?: string });
  const carried = lines.filter(({ msg }) => msg === "lane carried");
  const roots = collector.spans.filter(({ parentSpanId }) => parentSpanId === "");

  expect(pushed.code, pushed.err).toBe(0);
  const result = JSON.parse(pushed.out) as { run: string; portals: unknown[] };
  expect(carried.length).toBe(result.portals.length);
  expect(carried.map(({ run }) => run)).toEqual(carried.map(() => result.run));
  expect(roots.map(({ name }) => name)).toEqual(carried.map(() => "carry lane"));
  expect(new Set(carried.map(({ trace }) => trace))).toEqual(new Set(roots.map(({ traceId }) => traceId)));
});
