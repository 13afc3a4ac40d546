// What real portals do beyond breaking down, seen through each adapter: what it must make of odd words, odd days, tasks
// that went away and refusals in strange clothes.
import { describe, expect, onTestFinished, test } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import type { RunningSimulator } from "../../schemas/simulator.ts";
import {
  aFile,
  entry,
  listed,
  observe,
  seedTask,
  send,
  thrownBy,
} from "../../src/portal/conformance-bench.ts";
import type { Portal, PortalSession } from "../../src/portal/contract.ts";
import { createHttp } from "../../src/portal/http-client.ts";

const always = 1_000;
const shapes = [
  "sentences",
  "list",
  "codes",
  "message",
  "columns",
  "msg",
  "success",
  "empty",
  "text",
  "html",
];

interface Bench {
  portal: Portal;
  simulator: RunningSimulator;
  seed(count: number): string[];
  script(rule: FaultRule): void;
  open(): Promise<PortalSession>;
}

async function benchOf(portal: Portal): Promise<Bench> {
  const simulator = await portal.simulator?.start({ requestsPerMinute: 0 });
  if (simulator === undefined) throw new Error(`${portal.name} has no simulator`);
  const http = createHttp({
    baseUrl: simulator.url,
    requestsPerMinute: Infinity,
    parallel: portal.facts.parallel,
    onExchange: () => undefined,
    now: () => "2025-12-25T02:00:00.000Z",
    timing: { repeatMs: 5, longestQuietMs: 1_500 },
  });
  onTestFinished(async () => {
    await http.close();
    await simulator.stop();
  });
  return {
    portal,
    simulator,
    seed: (count) => simulator.seed(Array.from({ length: count }, (_, place) => seedTask(place + 1))),
    script: (rule) => simulator.script([rule]),
    open: async () => await portal.open(portal.options.parse(simulator.options), http),
  };
}

function script(bench: Bench, rule: FaultRule): void {
  bench.script({ times: always, ...rule });
}

function composed(tasks: unknown): unknown {
  return JSON.parse(JSON.stringify(tasks).normalize("NFC"));
}

/** Declares the tests for one portal; each starts its own. */
export function odditiesOf(portal: Portal): void {
  const { name } = portal;
  const aBench = async (): Promise<Bench> => await benchOf(portal);

  describe(`reading ${name}`, () => {
    test("is the same in decomposed Unicode, but for how its letters are written", async () => {
      const bench = await aBench();
      bench.seed(3);
      const session = await bench.open();
      const before = await listed(session);
      script(bench, { fault: "nfd-text", on: "read" });

      const after = await listed(session);

      expect(composed(after)).toEqual(composed(before));
      expect(after.flatMap(({ unknownWords }) => unknownWords)).toEqual([]);
      expect(after[0]?.fields.title).not.toBe(before[0]?.fields.title);
    });

    test("shows no drift when the portal's clock is off by a year", async () => {
      const bench = await aBench();
      bench.seed(3);
      const session = await bench.open();
      const before = await listed(session);
      script(bench, { fault: "clock-skew", on: { path: "v" }, with: { minutes: -400 * 1440 } });

      const after = await listed(session);

      expect(after.map(({ fields }) => fields)).toEqual(before.map(({ fields }) => fields));
      expect(after.flatMap(({ unknownWords }) => unknownWords)).toEqual([]);
    });

    test.each<[string, FaultRule, string]>([
      ["a field that vanished", { fault: "vanished-field" }, "Unrecognised"],
      ['days shown as ""', { fault: "odd-days", with: { as: "empty" } }, "Unrecognised"],
      ["days shown as 0", { fault: "odd-days", with: { as: "zero" } }, "Unrecognised"],
      ["days in milliseconds", { fault: "odd-days", with: { as: "epoch" } }, "Unrecognised"],
      ["days without a zone", { fault: "odd-days", with: { as: "local" } }, "Unrecognised"],
      ["a limit on the length of a page", { fault: "page-limit", with: { size: 10 } }, "Unrecognised"],
      ["a count that agrees with no listing", { fault: "count-mismatch" }, "Transient"],
      ["a conflict for the moment", { fault: "error-body", with: { status: 409 } }, "Transient"],
      ["another host", { fault: "redirect-elsewhere" }, "SignedOut"],
    ])("guesses nothing of %s", async (_, rule, error) => {
      const bench = await aBench();
      bench.seed(3);
      const session = await bench.open();
      script(bench, { on: "read", ...rule });

      const thrown = await thrownBy(() => listed(session));

      expect(thrown).toMatchObject({ name: error });
      expect(bench.simulator.fired()[rule.fault]).toBeGreaterThan(0);
    });

    test("comes through a burst limit", async () => {
      const bench = await aBench();
      const ids = bench.seed(4);
      const session = await bench.open();
      const requests = bench.portal.facts.parallel - 1;
      script(bench, { fault: "burst", on: "read", times: 2, with: { requests, ms: 200, retryAfter: 1 } });

      const tasks = await Promise.all(ids.map(async (id) => await session.readTask?.(id)));

      expect(tasks.map((task) => task?.remoteId)).toEqual(ids);
      expect(bench.simulator.fired()["burst"]).toBeGreaterThan(0);
    });

    test("still finds a finished task that lists leave out", async () => {
      const bench = await aBench();
      const [first = "", second = ""] = bench.seed(2);
      bench.simulator.edit(first, { percent: 100, completedOn: "2025-12-01", lifecycle: "completed" });
      const session = await bench.open();
      script(bench, { fault: "hides-closed" });

      const tasks = await listed(session);
      const alone = await session.readTask?.(first);

      expect(tasks.map(({ remoteId }) => remoteId)).toEqual([second]);
      expect(alone?.fields.lifecycle).toBe("completed");
    });
  });

  describe(`a task that is gone at ${name}`, () => {
    test.each([
      { as: "404", says: "null" },
      { as: "403", says: "Refused" },
      { as: "state", says: "an unknown word" },
      { as: "moved", says: "Refused" },
      { as: "missing", says: "a task" },
    ])("is $says when the portal says it by $as, and is in no list", async ({ as, says }) => {
      const bench = await aBench();
      const [first = "", second = ""] = bench.seed(2);
      const session = await bench.open();
      script(bench, { fault: "says-gone", with: { task: first, as } });

      const read = await session.readTask?.(first).catch((error: unknown) => error);
      const other = await session.readTask?.(second);
      const tasks = await listed(session);

      expect(saidBy(read)).toBe(says);
      expect(other?.remoteId).toBe(second);
      expect(tasks.map(({ remoteId }) => remoteId)).toEqual([second]);
    });

    test.each(["task-renumbered", "task-split", "task-merged", "task-gone"])(
      "is null by its old id after %s",
      async (fault) => {
        const bench = await aBench();
        const [first = ""] = bench.seed(2);
        const session = await bench.open();
        bench.script({ fault, on: { path: `/${first}` } });

        const read = await session.readTask?.(first);
        const tasks = await listed(session);

        expect(read).toBeNull();
        expect(tasks.map(({ remoteId }) => remoteId)).not.toContain(first);
      },
    );
  });

  describe(`writing to ${name}`, () => {
    test.each(shapes)("takes no refusal in the shape %s for a yes, whatever its status", async (shape) => {
      const bench = await aBench();
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      const ends: unknown[] = [];
      for (const status of [200, 201, 400, 409, 412, 422]) {
        script(bench, { fault: "error-body", on: "write", with: { shape, status } });
        ends.push(await thrownBy(() => send(session, before, entry(bench.portal, "Đã họp"))));
      }

      const names = ends.map((thrown) => (thrown instanceof Error ? thrown.name : "taken"));
      expect(names.slice(0, 2)).not.toContain("taken");
      expect(names.filter((one) => !["Refused", "Uncertain", "SignedOut"].includes(one))).toEqual([]);
      // A conflict for the moment is no final no.
      expect(names.slice(3, 5)).not.toContain("Refused");
      expect(bench.simulator.tally().writes).toBe(0);
    });

    test("is Uncertain where the portal fails for good on a day in December", async () => {
      const bench = await aBench();
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      script(bench, { fault: "chokes-on", on: "write" });
      const report = (expectedOn: string) =>
        send(session, before, { ...entry(bench.portal, "Đã họp"), expectedOn });

      const december = await thrownBy(() => report("2026-12-24"));
      await report("2026-11-24");

      expect(december).toMatchObject({ name: "Uncertain" });
      expect(bench.simulator.tally().writes).toBe(1);
    });

    test("is Uncertain when the portal says yes in words nobody described", async () => {
      const bench = await aBench();
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      script(bench, { fault: "strange-answer" });

      const thrown = await thrownBy(() => send(session, before, entry(bench.portal, "Đã họp")));

      expect(thrown).toMatchObject({ name: "Uncertain" });
      expect(bench.simulator.tally().writes).toBe(1);
    });

    test("shows a percent that the portal forced to 100", async () => {
      const bench = await aBench();
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      const forced = { field: "percent", value: 100, after: "write" };
      script(bench, { fault: "rewrites-field", with: forced });

      await send(session, before, entry(bench.portal, "Đã họp", 40));

      expect((await observe(session, first)).fields.percent).toBe(100);
    });
  });

  describe(`files at ${name}`, () => {
    test("are Refused when their bytes are not of their type, where the portal looks", async () => {
      const bench = await aBench();
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      script(bench, { fault: "checks-bytes" });
      const odd = aFile(bench.portal, first, { bytes: Buffer.from("MZ no PDF") });

      const thrown = await thrownBy(async () => await session.sendEvidence?.(odd));
      await session.sendEvidence?.(aFile(bench.portal, first));

      expect(thrown).toMatchObject({ name: "Refused" });
      expect(bench.simulator.held()[0]?.evidence).toHaveLength(1);
    });

    test("are Refused under a name that the portal cannot store", async () => {
      const bench = await aBench();
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const odd = aFile(bench.portal, first, { name: "Báo cáo: quý IV?.pdf" });

      const thrown = await thrownBy(async () => await session.sendEvidence?.(odd));

      expect(thrown).toMatchObject({ name: "Refused" });
      expect(bench.simulator.held()[0]?.evidence).toEqual([]);
    });

    test("are Refused when a task holds fifty", async () => {
      const bench = await aBench();
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const numbered = (number: number) =>
        aFile(bench.portal, first, { name: `Tệp ${number}.pdf`, bytes: Buffer.from(`%PDF-1.4 ${number}`) });
      for (let number = 1; number <= 50; number += 1) await session.sendEvidence?.(numbered(number));

      const thrown = await thrownBy(async () => await session.sendEvidence?.(numbered(51)));

      expect(thrown).toMatchObject({ name: "Refused" });
      expect(bench.simulator.held()[0]?.evidence).toHaveLength(50);
    });
  });
}

function saidBy(read: unknown): string {
  if (read === null) return "null";
  if (read instanceof Error) return read.name;
  return (read as { unknownWords: unknown[] }).unknownWords.length > 0 ? "an unknown word" : "a task";
}
