// A pilot office whose `dongbo serve` stays: commands work beside it, it stops in order when told to, and after a
// kill -9 everything goes on where it was.
import { readFile, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { expect, it } from "vitest";
import { aDesk, type Desk, type RunningCommand } from "./desk.ts";
import { codeOf, doubled, dump, fillDesk, percentOf } from "./scene.ts";

interface Serving extends RunningCommand {
  /** Where its door answers. */
  url: string;
}

/** Starts `dongbo serve` at a free port and returns when it says that it is ready. */
async function serving(desk: Desk): Promise<Serving> {
  const running = desk.start("serve", "--json", "--lang", "en", "--listen", "127.0.0.1:0");
  let said = "";
  running.child.stderr?.on("data", (text: string) => (said += text));
  await expect.poll(() => said).toMatch(/^Ready/m);
  return { ...running, url: /http:\/\/[\d.:]+/.exec(said)?.[0] ?? "" };
}

/** More for the configuration: the timetable, an address. */
async function configure(desk: Desk, more: object): Promise<void> {
  const file = desk.path("dongbo.yaml");
  const configuration = parse(await readFile(file, "utf8")) as object;
  await writeFile(file, stringify({ ...configuration, ...more }));
}

/** The options of a report that nobody has to ask about. */
function reported(n: number): string[] {
  return ["--percent", String(percentOf(n)), "--status", "in_progress", "--text", `Đã làm phần ${n}`];
}

function percentsAt(desk: Desk): number[] {
  return desk.portals.nq57.held().map(({ fields }) => Number(fields["percent"] ?? 0));
}

it("works beside commands, stops in order, and goes on after a kill -9", async () => {
  const desk = await aDesk({ on: "embedded" });
  await fillDesk(desk, { tasks: 6 });
  await configure(desk, { schedules: {} });
  const first = await serving(desk);

  const ready = await fetch(`${first.url}/ready`);
  const entered = await desk.run("progress", codeOf(1), ...reported(1));
  const pushed = await desk.run("push", "--json");
  const status = await desk.run("status", "--json");
  first.child.kill("SIGTERM");
  const stopped = await first.ended;

  expect(ready.status).toBe(200);
  expect([entered.code, pushed.code]).toEqual([0, 0]);
  expect(percentsAt(desk)[0]).toBe(percentOf(1));
  expect(status.json()).toMatchObject({
    mode: "pilot",
    processes: [
      { kind: "serve", parts: ["door", "carriers", "scheduler", "freezer", "lookout"], silent: false },
    ],
  });
  expect(stopped.code).toBe(0);
  expect(stopped.json()).toMatchObject({ kind: "serve", died: null, stuck: [] });
  expect((await desk.run("status", "--json")).json()).toMatchObject({ processes: [] });

  const second = await serving(desk);
  await Promise.all([2, 3, 4].map(async (n) => await desk.run("progress", codeOf(n), ...reported(n))));
  desk.portals.nq57.script([{ fault: "slow", on: "write", times: 1_000, with: { ms: 1_500 } }]);
  const writes = desk.portals.nq57.arrivals().length;
  const pushing = desk.start("push", "--json");
  await expect.poll(() => desk.portals.nq57.arrivals().length).toBeGreaterThan(writes);
  second.child.kill("SIGKILL");
  await second.ended;
  const cut = await pushing.ended;
  desk.portals.nq57.script([]);
  const dead = await desk.run("status", "--lang", "en");
  const third = await serving(desk);
  const again = await desk.run("push", "--json");
  third.child.kill("SIGTERM");

  expect(cut.code).not.toBe(0);
  expect(`${cut.out}${cut.err}`).not.toMatch(/\bat .*:\d+:\d+/);
  expect(dead.out).toContain("has been silent since");
  expect(again.code).toBe(0);
  expect(percentsAt(desk).slice(0, 4)).toEqual([1, 2, 3, 4].map(percentOf));
  expect(doubled(desk)).toBe(0);
  expect((await third.ended).code).toBe(0);
  expect((await desk.run("ledger", "verify", "--json")).json()).toMatchObject({ ok: true });
  expect((await desk.open(async ({ means }) => await dump(means.store)))["open_attempt"]).toEqual([]);
});

it("sends what is due by its timetable, without anybody's push", async () => {
  const desk = await aDesk({ on: "embedded" });
  await fillDesk(desk, { tasks: 3 });
  await configure(desk, { schedules: { often: { cron: "* * * * *", jitter: "1s" } } });
  const staying = await serving(desk);

  const entered = await desk.run("progress", codeOf(1), ...reported(1));
  // At the next whole minute at the latest.
  await expect.poll(() => percentsAt(desk)[0], { timeout: 240_000 }).toBe(percentOf(1));
  const metrics = await (await fetch(`${staying.url}/metrics`)).text();
  staying.child.kill("SIGTERM");

  expect(entered.code).toBe(0);
  expect(metrics).toContain("dongbo_database_up 1");
  expect((await staying.ended).code).toBe(0);
  const log = (await desk.run("schedule", "log", "--json")).out;
  expect(log).toContain("often");
  expect(doubled(desk)).toBe(0);
});

it("says what is wrong before it stays: an address in use, a worker without a server, a second serve", async () => {
  const desk = await aDesk({ on: "embedded" });
  const first = await serving(desk);
  const taken = new URL(first.url).host;

  const worker = await desk.run("worker", "--lang", "en");
  const second = await desk.run("serve", "--lang", "en");
  first.child.kill("SIGTERM");
  await first.ended;
  const busy = await serving(desk);
  const other = await aDesk({ on: "embedded" });
  const sameAddress = await other.run("serve", "--lang", "en", "--listen", new URL(busy.url).host);
  busy.child.kill("SIGTERM");

  expect(taken).toMatch(/^127\.0\.0\.1:\d+$/);
  expect([worker.code, second.code, sameAddress.code]).toEqual([1, 1, 1]);
  expect(worker.err).toContain("needs a PostgreSQL server");
  expect(second.err).toContain(`(pid ${first.child.pid})`);
  expect(sameAddress.err).toContain("Something else listens");
  expect((await busy.ended).code).toBe(0);
});

it("does not begin with an address that is none", async () => {
  const desk = await aDesk({ on: "embedded" });
  await configure(desk, { serve: { listen: "here" } });

  const configured = await desk.run("serve", "--lang", "en");
  const asked = await desk.run("serve", "--lang", "en", "--listen", "127.0.0.1:99999");

  expect([configured.code, asked.code]).toEqual([1, 1]);
  expect(configured.err).toContain("serve.listen must be an address");
  expect(asked.err).toContain("is no address");
});
