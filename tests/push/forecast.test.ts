// Whether a queue will have been sent by its cut-off: the arithmetic, and what is counted for it.
import { describe, expect, it } from "vitest";
import type { CutOff } from "../../schemas/cut-off.ts";
import {
  forecast,
  requestsFor,
  tasksIn,
  warningOf,
  type RateFacts,
  type Work,
} from "../../src/push/forecast.ts";
import { shippedCalendar } from "../../src/schedule/vietnam.ts";
import { keepQuiet } from "../../src/store/rate-budget.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn } from "./desk.ts";

const hourMs = 3_600_000;
const work = (set: Partial<Work> = {}): Work => ({ tasks: 3_400, files: 0, listed: 3_400, ...set });
const facts = (set: Partial<RateFacts> = {}): RateFacts => ({
  requestsPerMinute: 60,
  pageSize: 100,
  observationGoodForMs: 2 * hourMs,
  ...set,
});

describe("the requests of a push", () => {
  it.each<[string, Work, RateFacts, number]>([
    ["nothing, when nothing is due", work({ tasks: 0 }), facts(), 0],
    ["a look, a write and a look back, of one task", work({ tasks: 1 }), facts(), 3],
    ["three a task, while fewer are due than there are pages", work({ tasks: 30 }), facts(), 90],
    ["one a task and the pages twice, of 3,400 tasks in one wave", work(), facts(), 34 + 3_400 + 34],
    [
      "three a task, of 3,400 of a portal that lists as many pages",
      work({ listed: 340_000 }),
      facts(),
      3 * 3_400,
    ],
    [
      "three a task, of 3,400 of a portal whose pages only name tasks",
      work(),
      facts({ overview: true }),
      3 * 3_400,
    ],
    ["one more for each file", work({ tasks: 1_000, files: 400 }), facts(), 34 + 1_000 + 400 + 34],
    [
      "the pages once more for each wave that an observation is good for",
      work(),
      facts({ observationGoodForMs: 1_000_000 }),
      34 + 3_400 + 4 * 34,
    ],
    [
      "a look before each later wave that is smaller than the pages are many",
      work({ tasks: 40, listed: 3_400 }),
      facts({ observationGoodForMs: 20_000 }),
      34 + 40 + 40 + 20,
    ],
  ])("are %s", (_what, due, of, requests) => {
    expect(requestsFor(due, of)).toBe(requests);
  });

  it.each<[string, Work, number]>([
    ["58 minutes by pages", work(), 58],
    ["170 minutes one by one", work({ listed: 340_000 }), 170],
    ["19 minutes of two list pages", work({ tasks: 1_100, listed: 1_100 }), 19],
  ])("take 60 a minute: %s", (_what, due, minutes) => {
    expect(Math.ceil(requestsFor(due, facts()) / 60)).toBe(minutes);
  });
});

describe("the tasks that go out in time", () => {
  it.each<[number, number]>([
    [0, 0],
    [58, 3_400],
    [1_000, 3_400],
    // 60 requests: 34 pages before, then one by one and one back.
    [1, 13],
    [30, 1_800 - 34 - 34],
  ])("of 3,400 in %i minutes at 60 a minute are %i", (minutes, tasks) => {
    expect(tasksIn(minutes, work(), facts())).toBe(tasks);
  });
});

onEachDatabase("a forecast", (open) => {
  const desk = desksOn(open);
  // The desk's clock stands at Monday, 8 December 2025, 09:00 in Vietnam.
  const weekly: CutOff = { weekday: "thursday", at: "17:00" };

  it("counts what is due, and the files that the portal was not seen to hold", async () => {
    const made = await desk({ at: ["nq71-dongnai"], tasks: 8 });
    await made.addFile("NV-0001", "Quyết định 1.pdf");
    await made.report("NV-0002", { percent: 50, lifecycle: "in_progress", progressText: "Đã trình" });

    const told = await forecast(made.means, {
      portal: "nq71-dongnai",
      facts: made.lane.facts,
      cutOff: weekly,
      calendar: shippedCalendar,
    });

    expect(told).toMatchObject({
      tasks: 2,
      requests: 1 + 2 + 1 + 1,
      cutOffAt: "2025-12-11T10:00:00.000Z",
      minutesToCutOff: 3 * 24 * 60 + 8 * 60,
      late: 0,
    });
    expect(warningOf(told, weekly)).toBeNull();
  });

  it("warns of what will be late, with the silence that the portal asked for counted in", async () => {
    const made = await desk({ at: ["nq71-dongnai"], tasks: 8 });
    for (const code of made.codes)
      await made.report(code, { percent: 50, lifecycle: "in_progress", progressText: "Đã trình" });
    const daily: CutOff = { daily: "09:04" };
    const slow = { ...made.lane.facts, requestsPerMinute: 2 };
    const of = { portal: "nq71-dongnai", facts: slow, cutOff: daily, calendar: shippedCalendar };

    const before = await forecast(made.means, of);
    await made.means.store.transaction(async (tx) => await keepQuiet(tx, "nq71-dongnai", 120_000));
    const silent = await forecast(made.means, of);

    expect(before).toMatchObject({ tasks: 8, requests: 11, minutes: 6, minutesToCutOff: 4, late: 3 });
    expect(warningOf(before, daily)).toEqual({
      key: "push.late_daily",
      values: { portal: "nq71-dongnai", minutes: 6, left: 4, late: 3, at: "09:04" },
    });
    expect(silent).toMatchObject({ minutes: 8, quietUntil: expect.any(String) });
    expect(silent.late).toBeGreaterThan(before.late);
  });
});
