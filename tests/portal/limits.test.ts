// One account's limit, observed where the portal would count.
import { describe, expect, test } from "vitest";
import { limits } from "../../src/portal/limits.ts";

const started: number[] = [];
const start = async () => {
  started.push(performance.now());
};

const always = async () => undefined;

describe("limits", () => {
  test("start requests at an even rate without a burst", async () => {
    const limit = limits({ requestsPerMinute: 1200, parallel: 10, patienceMs: 1_000 });
    started.length = 0;
    await Promise.all(Array.from({ length: 6 }, () => limit.turn(start, always)));
    const gaps = started.slice(1).map((at, place) => at - (started[place] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(48);
  });

  test("let no more run at once than the portal bears", async () => {
    const limit = limits({ requestsPerMinute: Infinity, parallel: 2, patienceMs: 1_000 });
    let running = 0;
    let most = 0;
    const run = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 9 }, () => limit.turn(run, always)));
    expect(most).toBe(2);
  });

  test("start nothing while the portal wants silence, and go on afterwards", async () => {
    const limit = limits({ requestsPerMinute: Infinity, parallel: 2, patienceMs: 1_000 });
    const asked = performance.now();
    started.length = 0;
    await limit.quiet(80);
    await limit.quiet(10);
    await limit.turn(start, always);
    expect((started[0] ?? 0) - asked).toBeGreaterThan(75);
  });
});
