// The engine under a portal of three routes: every fault fires as scripted, is journalled and counted.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { engineFaults } from "../../src/portal/simulator-faults.ts";
import type { HeldTask, RunningSimulator } from "../../src/portal/simulator.ts";
import { simulator } from "./three-routes.ts";

let running: RunningSimulator;

beforeEach(async () => {
  running = await simulator.start({ seed: 7 });
  running.seed([{ code: "NV-1", title: "Nhiệm vụ một", dueOn: null, leadOrganisation: null }]);
});
afterEach(() => running.stop());

const read = () => fetch(`${running.url}/tasks/1`);
const write = (text = "xong") =>
  fetch(`${running.url}/tasks/1/entries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ percent: 50, text }),
  });
const entries = () => running.held()[0]?.entries ?? [];

async function row() {
  const again = await simulator.start({ seed: 42 });
  again.script([{ fault: "server-error", chance: 0.5, times: 100 }]);
  const seen: number[] = [];
  for (let ask = 0; ask < 12; ask += 1) seen.push((await fetch(`${again.url}/tasks/1`)).status);
  await again.stop();
  return seen;
}

describe("a portal that works", () => {
  test("answers its routes and counts reads and commits", async () => {
    await write();
    const shown = (await (await read()).json()) as HeldTask;
    expect(shown.entries).toEqual([{ percent: 50, text: "xong", marker: null }]);
    expect(running.tally()).toEqual({ reads: 1, writes: 1, doubledEntries: 0, doubledFiles: 0 });
    expect(running.arrivals().map(({ method, status, committed }) => [method, status, committed])).toEqual([
      ["POST", 201, true],
      ["GET", 200, false],
    ]);
  });

  test("says no in the portal's words where nothing lives", async () => {
    const answer = await fetch(`${running.url}/nowhere`);
    expect([answer.status, await answer.json()]).toEqual([404, { message: "không có /nowhere" }]);
  });

  test("refuses a body of the wrong type and changes nothing", async () => {
    const answer = await fetch(`${running.url}/tasks/1/entries`, { method: "POST", body: "percent=50" });
    expect(answer.status).toBe(415);
    expect(entries()).toEqual([]);
    expect(running.tally().writes).toBe(0);
  });

  test("takes files with Vietnamese names and counts one that comes twice", async () => {
    const send = () => {
      const form = new FormData();
      form.set("note", "ghi chú");
      form.set("file", new File(["nội dung"], 'Báo cáo "quý I".pdf', { type: "application/pdf" }));
      return fetch(`${running.url}/tasks/1/files`, { method: "POST", body: form });
    };
    await send();
    await send();
    expect(running.held()[0]?.evidence[0]).toMatchObject({ name: 'Báo cáo "quý I".pdf', size: 10 });
    expect(running.tally().doubledFiles).toBe(1);
  });

  test("limits each account to its requests a minute, by its own clock", async () => {
    let now = 0;
    const limited = await simulator.start({ requestsPerMinute: 2, now: () => now });
    const ask = (account: string) =>
      fetch(`${limited.url}/tasks/1`, { headers: { authorization: account } }).then((answer) => [
        answer.status,
        answer.headers.get("retry-after"),
      ]);
    const first = [await ask("a"), await ask("a"), await ask("a"), await ask("b")];
    now = 60_000;
    const later = await ask("a");
    await limited.stop();
    expect(first).toEqual([
      [200, null],
      [200, null],
      [429, "60"],
      [200, null],
    ]);
    expect(later).toEqual([200, null]);
  });
});

describe("scripted faults", () => {
  test("fire as often as told, after as many as told, only on what they are for", async () => {
    running.script([{ fault: "unavailable", on: "write", after: 1, times: 2 }]);
    const seen = [
      (await read()).status,
      (await write("a")).status,
      (await write("b")).status,
      (await write("c")).status,
      (await write("d")).status,
    ];
    expect(seen).toEqual([200, 201, 503, 503, 201]);
    expect(running.fired()).toEqual({ unavailable: 2 });
  });

  test("are random only by the seed", async () => {
    const first = await row();
    expect(await row()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });

  test("reach the route when they are the portal's own", async () => {
    running.script([{ fault: "drops-field" }]);
    await write();
    expect(entries()).toEqual([{ percent: 50, text: "", marker: null }]);
    expect(running.arrivals()[0]?.faults).toEqual(["drops-field"]);
  });

  test("are refused by name when nobody knows them", () => {
    expect(() => running.script([{ fault: "lost-replay" }])).toThrow(/lost-replay/);
  });

  test("lost-reply commits and tells nobody", async () => {
    running.script([{ fault: "lost-reply" }]);
    await expect(write()).rejects.toThrow();
    expect(entries()).toHaveLength(1);
    expect(running.arrivals()[0]).toMatchObject({ status: "cut", committed: true, faults: ["lost-reply"] });
  });

  test("cut-reply commits and sends half a body", async () => {
    running.script([{ fault: "cut-reply" }]);
    await expect(write().then((answer) => answer.text())).rejects.toThrow();
    expect(entries()).toHaveLength(1);
  });

  test("stalled-reply sends half a body and then nothing", async () => {
    running.script([{ fault: "stalled-reply" }]);
    const answer = await write();
    const reader = answer.body?.getReader();
    const half = await reader?.read();
    await reader?.cancel();
    expect(half?.value?.length).toBe(5);
  });

  test("never-arrives changes nothing", async () => {
    running.script([{ fault: "never-arrives" }]);
    await expect(write()).rejects.toThrow();
    expect(entries()).toEqual([]);
    expect(running.tally().writes).toBe(0);
  });

  test("cut-request reads a part of the body and changes nothing", async () => {
    running.script([{ fault: "cut-request", with: { bytes: 3 } }]);

    await expect(write()).rejects.toThrow();

    expect([entries(), running.tally().writes]).toEqual([[], 0]);
    expect(running.arrivals()[0]).toMatchObject({ status: "cut", faults: ["cut-request"] });
  });

  test("late-commit cuts at once and lands later", async () => {
    running.script([{ fault: "late-commit", with: { ms: 30 } }]);
    await expect(write()).rejects.toThrow();
    expect(entries()).toEqual([]);
    await expect.poll(() => entries().length).toBe(1);
  });

  test("delivered-twice is counted as a doubled entry", async () => {
    running.script([{ fault: "delivered-twice" }]);
    await write();
    expect(running.tally()).toMatchObject({ writes: 2, doubledEntries: 1 });
  });

  test("slow-drip commits at once and brings the whole body piece by piece", async () => {
    running.script([{ fault: "slow-drip", with: { ms: 2 } }]);
    const started = performance.now();
    const reply = await write();
    expect(running.tally().writes).toBe(1);
    expect(await reply.json()).toEqual({ ok: true });
    expect(performance.now() - started).toBeGreaterThanOrEqual(10);
  });

  test("slow commits at once and answers late", async () => {
    running.script([{ fault: "slow", with: { ms: 50 } }]);
    const answer = write();
    await expect.poll(() => entries().length).toBe(1);
    expect((await answer).status).toBe(201);
  });

  test("server-error-after-commit commits and answers 500", async () => {
    running.script([{ fault: "server-error-after-commit" }]);
    expect((await write()).status).toBe(500);
    expect(entries()).toHaveLength(1);
  });

  test.each([
    ["too-many", { retryAfter: 2 }, 429, "2", "application/json"],
    ["too-many", { html: true }, 429, null, "text/html"],
    ["unavailable", {}, 503, null, "application/json"],
    ["server-error", {}, 500, null, "application/json"],
    ["login-page", {}, 200, null, "text/html"],
    ["redirect-to-login", {}, 302, null, "text/plain"],
    ["gateway-html", {}, 502, null, "text/html"],
  ])("%s %j answers in the portal's place", async (fault, parameters, status, retryAfter, type) => {
    running.script([{ fault, with: parameters }]);
    const answer = await fetch(`${running.url}/tasks/1/entries`, { method: "POST", redirect: "manual" });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("retry-after")).toBe(retryAfter);
    expect(answer.headers.get("content-type")).toContain(type);
    expect([entries().length, running.fired()[fault]]).toEqual([0, 1]);
  });

  test("too-many can name a date", async () => {
    running.script([{ fault: "too-many", with: { retryAfter: 90, asDate: true } }]);
    const until = Date.parse((await read()).headers.get("retry-after") ?? "");
    const arrived = running.arrivals()[0]?.at ?? 0;
    expect(Math.abs(until - arrived - 90_000)).toBeLessThan(1000);
  });

  test("each has a test here or beside here", async () => {
    const { readFile } = await import("node:fs/promises");
    const files = ["simulator-engine.test.ts", "simulator-visit.test.ts"];
    const sources = await Promise.all(
      files.map(async (file) => await readFile(new URL(file, import.meta.url), "utf8")),
    );
    expect(engineFaults.filter((fault) => !sources.join().includes(`"${fault}"`))).toEqual([]);
  });
});
