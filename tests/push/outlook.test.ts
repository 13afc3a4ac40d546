// Whether a session will last: until the queue is done, until the cut-off.
import { expect, it } from "vitest";
import { later } from "../../schemas/time.ts";
import type { Forecast } from "../../src/push/forecast.ts";
import { signInWarning } from "../../src/push/outlook.ts";

/** A Thursday, 15:00 in Vietnam. */
const now = "2026-11-26T08:00:00.000Z";
const minutes = (count: number) => later(now, count * 60_000);
const signIn = { portal: "nq57", page: "https://nq57.vn/login/" };
const told = (set: Partial<Forecast>): Forecast => ({
  portal: "nq57",
  requestsPerMinute: 60,
  quietUntil: null,
  tasks: 0,
  requests: 0,
  minutes: 0,
  cutOffAt: minutes(120),
  minutesToCutOff: 120,
  late: 0,
  ...set,
});

it.each<[string, string | null, Partial<Forecast>, string | null]>([
  ["nothing, when nothing tells its end", null, { tasks: 9, minutes: 600 }, null],
  ["nothing, when it reaches the cut-off", minutes(121), { tasks: 9, minutes: 10 }, null],
  ["that it may end any time, when its time has passed", minutes(-1), {}, "session.may_end"],
  ["that it ends before the queue", minutes(50), { tasks: 9, minutes: 58 }, "session.ends_before_queue"],
  ["that it ends before the cut-off", minutes(50), { tasks: 9, minutes: 10 }, "session.ends_before_weekly"],
  ["that it ends before the cut-off, with nothing due yet", minutes(50), {}, "session.ends_before_weekly"],
  [
    "nothing, when the cut-off is more than a day ahead",
    minutes(50),
    { cutOffAt: minutes(1_500), minutesToCutOff: 1_500 },
    null,
  ],
])("tells %s", (_what, until, ahead, key) => {
  const warning = signInWarning(told(ahead), {
    until,
    now,
    cutOff: { weekday: "thursday", at: "17:00" },
    signIn,
  });

  expect(warning?.key ?? null).toBe(key);
});

it("tells of a daily cut-off as one", () => {
  const warning = signInWarning(told({}), { until: minutes(50), now, cutOff: { daily: "17:00" }, signIn });

  expect(warning).toMatchObject({
    key: "session.ends_before_daily",
    values: { until: "26/11/2026 15:50", at: "17:00", page: signIn.page },
  });
});

it("tells the date of a monthly cut-off", () => {
  const cutOff = { monthly: 25, at: "17:00" };
  const warning = signInWarning(told({}), { until: minutes(50), now, cutOff, signIn });

  expect(warning).toMatchObject({
    key: "session.ends_before_dated",
    values: { at: "17:00", weekday: "thursday", day: "26/11/2026" },
  });
});
