import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { inWords, type Phrase } from "../../schemas/phrase.ts";
import { createLog } from "../../src/log.ts";
import { openDoor } from "../../src/serve/door.ts";
import type { Ground, Part, Starter } from "../../src/serve/part.ts";
import { stay } from "../../src/serve/stay.ts";
import { createVitals } from "../../src/serve/vitals.ts";
import type { Store } from "../../src/store/connection.ts";
import { processesKnown } from "../../src/store/processes.ts";
import { openEmbedded } from "../databases.ts";

interface Life {
  ground: Ground;
  vitals: ReturnType<typeof createVitals>;
  /** What was told, in the order of telling. */
  told: string[];
}

let store: Store;
beforeAll(async () => {
  store = await openEmbedded();
});
afterAll(async () => await store.close());

const unused = () => {
  throw new Error("no part of this test carries anything");
};

/** What a process that stays needs, without the process. */
function aLife(at: Store = store): Life {
  const told: string[] = [];
  const ground: Ground = {
    kind: "serve",
    id: "0199aaaa-0000-4000-8000-000000000001",
    config: {} as Ground["config"],
    store: at,
    newRun: unused,
    lanes: unused,
    checkpoints: {} as Ground["checkpoints"],
    calendar: {} as Ground["calendar"],
    alarms: {} as Ground["alarms"],
    means: {
      now: () => "2026-01-01T00:00:00.000Z",
      elapsed: () => performance.now(),
      wait: async () => await new Promise(() => {}),
      newId: unused,
      who: "lan",
      carrier: "lan@may-1, pid 4711",
      log: createLog("error"),
    },
    tell: (line: Phrase) => void told.push(inWords(line, "en")),
  };
  return { ground, vitals: createVitals({ store: at, means: ground.means }), told };
}

/** A part that notes when it starts and stops. */
function aPart(name: string, acts: string[], more: Partial<Part> = {}): Starter {
  return {
    name,
    start: async () => {
      acts.push(`+${name}`);
      return {
        name,
        stop: async () => void acts.push(`-${name}`),
        ...more,
      };
    },
  };
}

async function known() {
  return await store.read(processesKnown);
}

describe("a process that stays", () => {
  it("starts its parts in order, is known while it lives, and stops them in reverse when told to", async () => {
    const { ground, vitals, told } = aLife();
    const acts: string[] = [];
    const stop = Promise.withResolvers<void>();

    const staying = stay({
      ground,
      vitals,
      starters: [aPart("one", acts), aPart("two", acts)],
      untilStopped: stop.promise,
      stopWithinMs: 5_000,
    });
    await expect.poll(() => vitals.phase).toBe("ready");
    const alive = await known();
    stop.resolve();

    expect(await staying).toEqual({ died: null, stuck: [] });
    expect(acts).toEqual(["+one", "+two", "-two", "-one"]);
    expect(alive).toMatchObject([{ carrier: "lan@may-1, pid 4711", parts: ["one", "two"], silent: false }]);
    expect(await known()).toEqual([]);
    expect(told.map((line) => line.split(/[:(]/)[0]?.trim())).toEqual([
      "Starting",
      "Starting",
      "Ready",
      "Stopping",
    ]);
  });

  it("stops everything and says which part it was when a part ends by itself", async () => {
    const { ground, vitals, told } = aLife();
    const acts: string[] = [];
    const death = Promise.withResolvers<Error>();

    const staying = stay({
      ground,
      vitals,
      starters: [aPart("one", acts), aPart("two", acts, { died: death.promise })],
      untilStopped: new Promise(() => {}),
      stopWithinMs: 5_000,
    });
    await expect.poll(() => vitals.phase).toBe("ready");
    const before = vitals.health();
    death.resolve(new Error("out of paper"));

    expect(await staying).toEqual({ died: "two", stuck: [] });
    expect([before.ok, vitals.health().ok]).toEqual([true, false]);
    expect(acts).toEqual(["+one", "+two", "-two", "-one"]);
    expect(told.join("\n")).toContain("The part two has ended by itself: Error: out of paper");
    expect(await known()).toEqual([]);
  });

  it("stops what has started when a later part cannot start, and throws its reason", async () => {
    const { ground, vitals } = aLife();
    const acts: string[] = [];
    const broken: Starter = { name: "broken", start: async () => await Promise.reject(new Error("no port")) };

    const staying = stay({
      ground,
      vitals,
      starters: [aPart("one", acts), broken, aPart("three", acts)],
      untilStopped: new Promise(() => {}),
      stopWithinMs: 5_000,
    });

    await expect(staying).rejects.toThrow("no port");
    expect(acts).toEqual(["+one", "-one"]);
    expect(await known()).toEqual([]);
  });

  it("starts nothing more once it is told to stop while starting", async () => {
    const { ground, vitals } = aLife();
    const acts: string[] = [];
    const stop = Promise.withResolvers<void>();
    const slow: Starter = {
      name: "slow",
      async start() {
        stop.resolve();
        await new Promise((resolve) => setImmediate(resolve));
        return { name: "slow", stop: async () => void acts.push("-slow") };
      },
    };

    const ended = await stay({
      ground,
      vitals,
      starters: [slow, aPart("two", acts)],
      untilStopped: stop.promise,
      stopWithinMs: 5_000,
    });

    expect(ended).toEqual({ died: null, stuck: [] });
    expect(acts).toEqual(["-slow"]);
  });

  it("waits for no part for ever, still stops the others, and names those that did not stop", async () => {
    const { ground, vitals, told } = aLife();
    const acts: string[] = [];

    const stop = Promise.withResolvers<void>();
    const staying = stay({
      ground,
      vitals,
      starters: [
        aPart("one", acts),
        aPart("failing", acts, { stop: async () => await Promise.reject(new Error("jammed")) }),
        aPart("hanging", acts, { stop: async () => await new Promise(() => {}) }),
      ],
      untilStopped: stop.promise,
      stopWithinMs: 50,
    });
    await expect.poll(() => vitals.parts.length).toBe(3);
    stop.resolve();

    const { stuck } = await staying;
    expect(stuck.slice(0, 2)).toEqual(["hanging", "failing"]);
    expect(acts.at(-1)).toBe("-one");
    expect(told.join("\n")).toContain("jammed");
    expect(await known()).toEqual([]);
  });
});

async function opened(life: Life, metrics: (() => Promise<string>) | null = null) {
  const { vitals, ground } = life;
  const door = await openDoor("127.0.0.1:0", { vitals, metrics, log: ground.means.log });
  onTestFinished(async () => await door.stop());
  return async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${door.url}${path}`, init);
    return { status: answer.status, body: await answer.text(), headers: answer.headers };
  };
}

describe("the door", () => {
  it("says that the process lives, and which part does not", async () => {
    const life = aLife();
    let trouble: string | null = null;
    life.vitals.parts.push({ name: "scheduler", stop: async () => {}, trouble: () => trouble });
    const get = await opened(life);

    const well = await get("/health");
    trouble = "no tick for an hour at postgres://lan:secret@db";
    const ill = await get("/health");

    expect([well.status, ill.status]).toEqual([200, 503]);
    expect(JSON.parse(ill.body)).toEqual({ ok: false, parts: [{ name: "scheduler", trouble: true }] });
    expect(ill.body).not.toContain("secret");
  });

  it("is ready between the last start and the first stop, while the database answers", async () => {
    let isThere = true;
    const life = aLife({
      ...store,
      read: async (work) => await (isThere ? store.read(work) : Promise.reject(new Error("away"))),
    });
    const get = await opened(life);

    const starting = await get("/ready");
    life.vitals.phase = "ready";
    const ready = await get("/ready");
    isThere = false;
    const without = await get("/ready");

    expect([starting.status, ready.status, without.status]).toEqual([503, 200, 503]);
    expect(JSON.parse(without.body)).toEqual({ ok: false, started: true, database: false });
  });

  it("tells metrics as text, and nothing of what went wrong with them", async () => {
    const life = aLife();
    let broken: Error | null = null;
    const metrics = () => (broken === null ? Promise.resolve("dongbo_up 1\n") : Promise.reject(broken));
    const get = await opened(life, metrics);

    const told = await get("/metrics");
    broken = new Error("secret of the machine");
    const failed = await get("/metrics");

    expect([told.status, told.body]).toEqual([200, "dongbo_up 1\n"]);
    expect(told.headers.get("content-type")).toContain("text/plain");
    expect([failed.status, failed.body]).toEqual([500, '{"ok":false}']);
  });

  it("knows nothing else, takes nothing, and lets no page frame or keep its answers", async () => {
    const get = await opened(aLife());

    const answers = [
      await get("/"),
      await get("/metrics"),
      await get("/health", { method: "POST", body: "x".repeat(100_000) }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    for (const { headers } of answers) {
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  it("says so when something else listens at its address", async () => {
    const life = aLife();
    const told = { vitals: life.vitals, metrics: null, log: life.ground.means.log };
    const first = await openDoor("127.0.0.1:0", told);
    onTestFinished(async () => await first.stop());

    const second = openDoor(new URL(first.url).host, told);

    await expect(second).rejects.toThrow("Something else listens");
  });
});
