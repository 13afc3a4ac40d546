// Traces arrive whole at a real collector, hold nothing that is nobody's business there, and a collector that is away
// changes nothing about a push.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, expect, inject, test } from "vitest";
import type { Log } from "../../src/log.ts";
import { createHttp } from "../../src/portal/http-client.ts";
import { makeSpansBy, spanned } from "../../src/portal/span.ts";
import { pushLane } from "../../src/push/run.ts";
import type { Store } from "../../src/store/connection.ts";
import { startTracing, type Tracing } from "../../src/telemetry/tracing.ts";
import { openEmbedded, openOnServer } from "../databases.ts";
import { aDesk, type Desk } from "../push/desk.ts";
import { startCollector, type CollectedSpan, type Collector } from "./collector.ts";

let store: Store | undefined;
let made: Desk | undefined;
const warnings: object[] = [];
const collectors: Collector[] = [];
const quiet = () => undefined;
const now = () => "2025-12-08T02:00:00.000Z";
const log: Log = { debug: quiet, info: quiet, warn: (fields) => void warnings.push(fields) };

/** One for all tests: the first that needs it makes it. */
async function theDesk(): Promise<Desk> {
  store ??= "missing" in inject("postgres") ? await openEmbedded() : await openOnServer();
  return (made ??= await aDesk(store, { at: ["nq57"], tasks: 5 }));
}

afterAll(async () => {
  await made?.stop();
  await store?.close();
});

afterEach(async () => {
  makeSpansBy(null);
  warnings.length = 0;
  for (const collector of collectors.splice(0)) await collector.stop();
});

async function aCollector(settings?: { answers: boolean }): Promise<Collector> {
  const started = await startCollector(settings);
  collectors.push(started);
  return started;
}

function tracingTo(endpoint: string): Tracing {
  const tracing = startTracing({ endpoint, process: "test", log: () => log });
  makeSpansBy(tracing.makeSpan);
  return tracing;
}

/** The names from a span up to the first one of its trace. */
function waysUp(spans: readonly CollectedSpan[], span: CollectedSpan): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [] : [parent.name, ...waysUp(spans, parent)];
}

test("a push is one trace: every request stands under what it was made for", async () => {
  const collector = await aCollector();
  const desk = await theDesk();
  const tracing = tracingTo(collector.url);
  const before = desk.portals[0]?.requests() ?? 0;
  await desk.report("NV-0001", { percent: 21, progressText: "Kết quả mật thám" });
  await desk.report("NV-0002", { percent: 22, progressText: "Kết quả mật thám" });
  const report = await pushLane(desk.means, desk.lane);
  await tracing.end();

  const { spans } = collector;
  const requests = spans.filter(({ kind }) => kind === 3);
  expect(report.applied).toBe(2);
  expect(requests.length).toBe((desk.portals[0]?.requests() ?? 0) - before);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(spans.filter(({ parentSpanId }) => parentSpanId === "").map(({ name }) => name)).toEqual([
    "carry lane",
  ]);
  for (const span of requests) expect(waysUp(spans, span).at(-1)).toBe("carry lane");
  const writes = requests.filter(({ attributes }) => attributes["dongbo.request.kind"] === "write");
  expect(writes.length).toBe(2);
  for (const span of writes) expect(waysUp(spans, span)).toEqual(["wave", "carry lane"]);
  const ways = new Set(requests.map((span) => waysUp(spans, span).join(" < ")));
  expect(ways).toContain("look < decide < carry lane");
  expect(ways).toContain("look < wave < carry lane");
  expect(ways).toContain("sign in < carry lane");
});

test("a request's span has the attributes that the conventions name, and nothing of what it was about", async () => {
  const collector = await aCollector();
  const desk = await theDesk();
  const tracing = tracingTo(collector.url);
  await desk.report("NV-0003", { percent: 23, progressText: "Kết quả mật thám" });
  await pushLane(desk.means, desk.lane);
  await tracing.end();

  const write = collector.spans.find(({ attributes }) => attributes["dongbo.request.kind"] === "write");
  const at = new URL(desk.simulator.url);
  expect(write?.attributes).toMatchObject({
    "http.request.method": write?.name,
    "server.address": at.hostname,
    "server.port": Number(at.port),
    "url.scheme": "http",
  });
  expect(String(write?.attributes["http.response.status_code"])).toMatch(/^2\d\d$/);
  const all = collector.bodies.join("\n");
  for (const text of ["mật thám", "NV-0003", ...desk.simulator.secrets()]) expect(all).not.toContain(text);
});

test("a portal is sent no trace header", async () => {
  const collector = await aCollector();
  const tracing = tracingTo(collector.url);
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(...Object.keys(request.headers));
    response.end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = createHttp({ baseUrl, requestsPerMinute: Infinity, parallel: 1, onExchange: quiet, now });
  await spanned("carry lane", {}, async () => await http.read({ path: "/" }));
  await http.close();
  server.close();
  await tracing.end();

  expect(collector.spans.map(({ name }) => name).toSorted()).toEqual(["GET", "carry lane"]);
  expect(seen).toContain("accept");
  expect(seen.filter((name) => /trace|baggage|b3/.test(name))).toEqual([]);
});

test("a log line inside a span can name its trace, one outside of it none", async () => {
  const collector = await aCollector();
  const tracing = tracingTo(collector.url);
  const inside = await spanned("carry lane", {}, async () => await Promise.resolve(tracing.ids()));
  const outside = tracing.ids();
  await tracing.end();

  expect(inside).toEqual({ trace: collector.spans[0]?.traceId, span: collector.spans[0]?.spanId });
  expect(outside).toEqual({});
});

test.each([
  ["refuses connections", async () => "http://127.0.0.1:9"],
  ["never answers", async () => (await aCollector({ answers: false })).url],
])("a collector that %s fails no push, and is told once", async (_, where) => {
  const desk = await theDesk();
  const tracing = tracingTo(await where());
  await desk.report("NV-0004", { percent: 30 + warnings.length, progressText: `Lần ${desk.means.newId()}` });
  const report = await pushLane(desk.means, desk.lane);
  await tracing.end();

  expect(report.applied).toBe(1);
  expect(report.stopped).toBeNull();
  expect(warnings.length).toBe(1);
});

test("without a collector a span is nothing, and what is thrown inside one comes out as it was", async () => {
  const error = new Error("a bug");
  await expect(spanned("carry lane", {}, async () => await Promise.reject(error))).rejects.toBe(error);
});
