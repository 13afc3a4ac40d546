// What cannot be kept in the database: that it is away, told by each serve, and that serve is dead, told by the watch.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it, onTestFinished } from "vitest";
import { startLookout } from "../../src/alarm/lookout.ts";
import { watchOnce } from "../../src/alarm/watch-serve.ts";
import { openStore } from "../../src/store/connection.ts";
import { dropServerDatabase, makeServerDatabase, openEmbedded } from "../databases.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { gateTo, type Gate } from "./gate.ts";
import { aScene } from "./scene.ts";
import { channelsTo, smtpSink, webhookSink } from "./sinks.ts";

const postgres = inject("postgres");
const made: string[] = [];
afterAll(async () => {
  for (const url of made) await dropServerDatabase(url);
});

/** A store behind a line that can be cut. */
async function behindAGate() {
  const url = new URL(await makeServerDatabase());
  made.push(url.href);
  const folder = url.searchParams.get("host");
  const target =
    folder === null
      ? { host: url.hostname, port: Number(url.port || 5432) }
      : { path: join(folder, ".s.PGSQL.5432") };
  const gate = await gateTo(target);
  url.searchParams.delete("host");
  url.hostname = "127.0.0.1";
  url.port = String(gate.port);
  return { gate, store: await openStore({ url: url.href, directory: "memory" }) };
}

describe.skipIf("missing" in postgres)("a database that goes away", () => {
  it("is told once by serve itself, and blames no portal; once more when it is back, across a restart", async () => {
    const { gate, store } = await behindAGate();
    const scene = await aScene(store, ["nq57"]);
    await scene.pass(4);
    await gate.close();
    await scene.pass(10);
    expect(scene.told()).toEqual(["began database_away"]);
    await scene.restart();
    await scene.pass(10);
    await gate.open();
    await scene.pass(10);

    expect(scene.told()).toEqual(["began database_away", "ended database_away"]);
    await store.close();
  });
});

describe("a look that fails although the database answers", () => {
  it("is told as no missing database: the lookout is in trouble until a look works again", async () => {
    const store = await openEmbedded();
    onTestFinished(() => store.close());
    const scene = await aScene(store, ["nq57"]);
    let fault: Error | null = null;
    let looks = 0;
    const lookout = await startLookout({
      ...(await scene.serve()),
      async overdue() {
        looks += 1;
        if (fault !== null) throw fault;
        return [];
      },
      // A look a minute: three in a row would tell of a missing database.
      wait: async () => {
        scene.skip(1 / 60);
        await new Promise(setImmediate);
      },
    });
    fault = new Error("no such line");
    await expect.poll(() => lookout.trouble()).toContain("no such line");
    await expect.poll(() => looks).toBeGreaterThan(6);
    fault = null;
    await expect.poll(() => lookout.trouble()).toBeNull();
    await lookout.stop();

    expect(scene.told()).toEqual([]);
  });

  it("keeps the lookout from starting", async () => {
    const store = await openEmbedded();
    onTestFinished(() => store.close());
    const serve = await (await aScene(store, ["nq57"])).serve();
    const failing = { ...serve, overdue: () => Promise.reject(new Error("no such line")) };

    await expect(startLookout(failing)).rejects.toThrow("no such line");
  });
});

/** A stand-in for serve's door. */
async function aDoor(answer: { ready: object; health: object }) {
  const server = createServer((asked, response) => {
    const told = asked.url === "/ready" ? answer.ready : answer.health;
    response.writeHead("ok" in told && told.ok === true ? 200 : 503).end(JSON.stringify(told));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const gate = await gateTo({ host: "127.0.0.1", port });
  return { gate, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** A watch over serve whose minutes pass at once. */
async function aWatch(gate: Gate) {
  const [smtp, webhook] = [await smtpSink(), await webhookSink()];
  let clock = Date.parse("2026-03-04T02:00:00.000Z");
  const now = () => new Date(clock).toISOString();
  const { settings, channels } = await channelsTo({ smtp, webhook }, { now });
  const file = join(await temporaryFolder(), "alarms-watch.json");
  const means = { settings, channels, file, address: `127.0.0.1:${gate.port}`, now, newId: randomUUID };
  return {
    async pass(minutes: number) {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock += 60_000;
        await watchOnce(means);
      }
    },
    told: () => [smtp, webhook].map(({ arrived }) => arrived.map(({ id }) => id)),
    said: () => webhook.arrived.map(({ said }) => said),
  };
}

describe("a watch over serve", () => {
  it("tells once that serve is dead and once that it runs again, each look a process of its own", async () => {
    const answer = { ready: { ok: true, started: true, database: true }, health: { ok: true, parts: [] } };
    const { gate, stop } = await aDoor(answer);
    const watch = await aWatch(gate);
    await watch.pass(10);
    expect(watch.said()).toEqual([]);
    await gate.close();
    await watch.pass(10);
    await gate.open();
    await watch.pass(10);

    expect(watch.said()).toEqual(["began serve_dead", "ended serve_dead"]);
    expect(watch.told()[0]).toEqual(watch.told()[1]);
    await stop();
  });

  it("tells of a part that is not ready, and leaves the database to serve", async () => {
    const answer = { ready: { ok: false, started: true, database: false }, health: { ok: false, parts: [] } };
    const { gate, stop } = await aDoor(answer);
    const watch = await aWatch(gate);
    await watch.pass(10);
    expect(watch.said()).toEqual([]);
    answer.ready.database = true;
    await watch.pass(6);

    expect(watch.said()).toEqual(["began serve_unready"]);
    await gate.close();
    await stop();
  });
});
