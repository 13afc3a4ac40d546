// The relay before a small real server: it passes on what no rule concerns, breaks the line as scripted, and counts by
// what the server said.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFaultRelay, type FaultRelay } from "../../src/portal/fault-relay.ts";
import { engineFaults, type EngineFault } from "../../src/portal/simulator-faults.ts";

interface Kept {
  method: string;
  path: string;
  host: string;
  sha256: string;
}

let server: Server;
let relay: FaultRelay;
let kept: Kept[];

beforeEach(async () => {
  kept = [];
  server = createServer(async (request, response) => {
    const digest = createHash("sha256");
    for await (const piece of request) digest.update(piece as Buffer);
    const { method = "", url: path = "", headers } = request;
    kept.push({ method, path, host: headers.host ?? "", sha256: digest.digest("hex") });
    if (path === "/silent") return void response.writeHead(204).end();
    if (path === "/large") return void response.end(Buffer.alloc(5_000_000, "x"));
    response.setHeader("etag", '"7"');
    response.statusCode = path === "/refused" ? 422 : 200;
    response.end(JSON.stringify({ number: kept.length, words: "đã nhận báo cáo" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  relay = await startFaultRelay({
    to: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kindOf: ({ method, path }) => (path === "/login" ? "signIn" : method === "GET" ? "read" : "write"),
  });
});

afterEach(async () => {
  await relay.stop();
  server.closeAllConnections();
  server.close();
});

function read(path: string): Promise<Response> {
  return fetch(`${relay.url}${path}`, { redirect: "manual" });
}

function write(path = "/notes", body: string | Uint8Array<ArrayBuffer> = "{}"): Promise<Response> {
  return fetch(`${relay.url}${path}`, { method: "PUT", body, redirect: "manual" });
}

describe("without a rule", () => {
  test("passes method, path, query, host, headers and words on as they are, in both directions", async () => {
    const reply = await read("/tasks?from=1&to=%C4%90");

    expect(await reply.json()).toEqual({ number: 1, words: "đã nhận báo cáo" });
    expect(reply.headers.get("etag")).toBe('"7"');
    expect(kept).toMatchObject([
      { method: "GET", path: "/tasks?from=1&to=%C4%90", host: new URL(relay.url).host },
    ]);
  });

  test("streams large bodies whole, up and down", async () => {
    const bytes = Buffer.alloc(5_000_000, "ệ");

    await write("/files", bytes);
    const down = Buffer.from(await (await read("/large")).arrayBuffer());

    expect(kept[0]?.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(down.length).toBe(5_000_000);
  });

  test("counts reads, and writes by the portal's yes", async () => {
    await read("/tasks");
    await write();
    await write("/refused");
    await write("/login");

    expect(relay.passed()).toEqual({ reads: 1, writes: 1 });
    expect(relay.arrivals().map(({ status, committed }) => `${status} ${committed}`)).toEqual([
      "200 false",
      "200 true",
      "422 false",
      "200 false",
    ]);
  });
});

describe("a rule", () => {
  test("fires on requests of its kind, as often as it says", async () => {
    relay.script([{ fault: "unavailable", on: "write", after: 1, times: 1, with: { retryAfter: 3 } }]);

    const statuses = [await read("/"), await write(), await write(), await write()].map(
      ({ status }) => status,
    );

    expect(statuses).toEqual([200, 200, 503, 200]);
    expect(relay.fired()).toEqual({ unavailable: 1 });
    expect(kept.length).toBe(3);
  });

  test("of an unknown fault is refused by name", () => {
    expect(() => relay.script([{ fault: "earthquake" }])).toThrow(/earthquake/);
    expect(relay.faults.filter((fault) => !engineFaults.includes(fault as EngineFault))).toEqual([]);
    expect(relay.faults).not.toContain("task-gone");
  });
});

describe("the sender hears nothing", () => {
  test.each([
    ["lost-reply", 1],
    ["never-arrives", 0],
    ["cut-request", 0],
  ] as const)("%s: the portal got it %i times", async (fault, times) => {
    relay.script([{ fault, on: "write" }]);

    await expect(write()).rejects.toThrow();

    expect(kept.length).toBe(times);
    expect(relay.passed().writes).toBe(times);
    expect(relay.arrivals()).toMatchObject([{ status: "cut", committed: times === 1, faults: [fault] }]);
  });

  test("late-commit: cut at once, and the portal gets it later", async () => {
    relay.script([{ fault: "late-commit", on: "write", with: { ms: 60 } }]);

    await expect(write()).rejects.toThrow();
    const before = kept.length;
    await relay.idle();

    expect(before).toBe(0);
    expect(kept.length).toBe(1);
    expect(relay.passed().writes).toBe(1);
  });
});

describe("the sender hears a part", () => {
  test.each(["cut-reply", "stalled-reply"] as const)("%s: head and some bytes", async (fault) => {
    relay.script([{ fault, on: "write", with: { bytes: 4 } }]);

    const reply = await write();
    const body = reply.body?.getReader();
    const first = await body?.read();
    const rest = body?.read().then(
      () => "more",
      () => "cut",
    );
    const stopped = relay.stop();

    expect(Buffer.from(first?.value ?? []).toString()).toBe('{"nu');
    expect(await rest).toBe("cut");
    await stopped;
    expect(kept.length).toBe(1);
  });

  test("cut-reply: of an answer without a body, a part of its head", async () => {
    relay.script([{ fault: "cut-reply", on: "write" }]);

    await expect(write("/silent")).rejects.toThrow();

    expect(relay.arrivals()).toMatchObject([{ status: "cut", committed: true }]);
  });

  test("slow-drip: in pieces, and whole in the end", async () => {
    relay.script([{ fault: "slow-drip", on: "write", with: { ms: 1 } }]);

    const reply = await write();

    expect(await reply.json()).toMatchObject({ number: 1 });
  });

  test("slow: handled at once, answered later", async () => {
    relay.script([{ fault: "slow", on: "write", with: { ms: 80 } }]);
    const started = performance.now();

    const reply = await write();

    expect(performance.now() - started).toBeGreaterThan(70);
    expect(reply.status).toBe(200);
  });
});

describe("something else answers", () => {
  test.each([
    ["too-many", 429, "application/json"],
    ["unavailable", 503, "application/json"],
    ["server-error", 500, "application/json"],
    ["login-page", 200, "text/html"],
    ["redirect-to-login", 302, "text/plain"],
    ["gateway-html", 502, "text/html"],
  ] as const)("%s: %i, and the portal got nothing", async (fault, status, type) => {
    relay.script([{ fault, on: "write" }]);

    const reply = await write("/notes", Buffer.alloc(300_000));

    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toContain(type);
    expect(kept.length).toBe(0);
    expect(relay.passed().writes).toBe(0);
  });

  test("server-error-after-commit: 500, and the portal got it", async () => {
    relay.script([{ fault: "server-error-after-commit", on: "write" }]);

    const reply = await write();

    expect(reply.status).toBe(500);
    expect(kept.length).toBe(1);
    expect(relay.passed().writes).toBe(1);
  });
});

test("delivered-twice: the portal gets it twice, the sender hears of the first", async () => {
  relay.script([{ fault: "delivered-twice", on: "write" }]);

  const reply = await write("/notes", '{"note":"đã họp"}');

  expect(await reply.json()).toMatchObject({ number: 1 });
  expect(kept.length).toBe(2);
  expect(kept[0]?.sha256).toBe(kept[1]?.sha256);
  expect(relay.passed().writes).toBe(2);
});

test("a portal that is gone is heard as a broken connection", async () => {
  server.closeAllConnections();
  server.close();

  await expect(read("/")).rejects.toThrow();
});
