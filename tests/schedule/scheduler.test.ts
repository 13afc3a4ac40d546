// The timetable on both databases: each time exactly once however many look, made up for after an outage, held back by
// people and windows, and the same as in memory over weeks of troubles.
import { expect, it } from "vitest";
import { ConfigSchema, type Config } from "../../schemas/config.ts";
import { later } from "../../schemas/time.ts";
import { pauseSchedule, resumeSchedule } from "../../src/schedule/hold-back.ts";
import { occasionLog, overviewOf } from "../../src/schedule/overview.ts";
import { lookOnce, startScheduler, type SchedulerMeans } from "../../src/schedule/scheduler.ts";
import { shippedCalendar } from "../../src/schedule/vietnam.ts";
import { answerCall, callsAt } from "../../src/store/lane-calls.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";

const configOf = (schedule: object, portal: object = {}): Config =>
  ConfigSchema.parse({ portals: { p: { adapter: "nq57", ...portal } }, schedules: { own: schedule } });
/** A Monday, by the clock of Vietnam. */
const at = (time: string) => new Date(`2026-11-23T${time}:00+07:00`).toISOString();

function office(store: Store, config: Config) {
  let [now, ids] = [at("08:00"), 0];
  const means: SchedulerMeans = {
    store,
    config,
    calendar: shippedCalendar,
    now: () => now,
    wait: () => Promise.resolve(),
    newId: () => `seed ${(ids += 1)}`,
    log: { info: () => undefined, warn: () => undefined },
    clock: "own",
  };
  const person = { store, config, now: () => now, who: "Nguyễn Văn A", run: "run" };
  return {
    means,
    person,
    async look(time: string, changed = config) {
      now = at(time);
      return (await lookOnce({ ...means, config: changed })).called;
    },
    log: async () =>
      (await occasionLog(means, { limit: 100 }))
        .map((one) => `${one.at.slice(11, 16)} ${one.outcome}`)
        .toSorted(),
    asked: async () => (await overviewOf(means)).schedules[0]?.asked,
  };
}

onEachDatabase("the scheduler", (open) => {
  it("calls a lane once for a time, however many processes look at once", async () => {
    const store = await open();
    const { means, look, log } = office(store, configOf({ cron: "0 * * * *" }));
    await look("08:30");
    await look("09:00");
    const looks = await Promise.all([1, 2, 3].map(async () => await lookOnce(means)));

    expect(looks.flatMap(({ called }) => called)).toEqual([]);
    expect(await log()).toEqual(["02:00 ran"]);
    expect(
      (await store.read(async (tx) => await callsAt(tx, at("10:00")))).map(({ revision }) => revision),
    ).toEqual([1]);
  });

  it("keeps three tickers that run side by side to one call a time", async () => {
    const store = await open();
    const { means } = office(store, configOf({ cron: "*/30 * * * *" }));
    let minutes = 0;
    const now = () => later(at("08:01"), minutes * 60_000);
    const called: string[] = [];
    const parts = await Promise.all(
      [1, 2, 3].map(
        async () =>
          await startScheduler({ ...means, now, wait: passing, onCalled: (lanes) => called.push(...lanes) }),
      ),
    );
    async function passing() {
      await new Promise((done) => setImmediate(done));
      if (minutes < 240) minutes += 0.25;
    }
    await expect.poll(() => minutes).toBeGreaterThanOrEqual(240);
    await Promise.all(parts.map(async (part) => await part.stop()));
    const log = await occasionLog({ store, now }, { limit: 100 });

    expect(log).toHaveLength(8);
    expect(called).toHaveLength(log.filter(({ outcome }) => outcome === "ran").length);
    expect(called).toHaveLength((await store.read(async (tx) => await callsAt(tx, now())))[0]?.revision ?? 0);
  });

  it("makes up once for what nobody looked at, or not at all, or asks", async () => {
    for (const [missed, log, lanes] of [
      ["once", ["02:00 joined", "03:00 joined", "04:00 ran"], ["p"]],
      ["none", ["02:00 missed", "03:00 missed", "04:00 missed"], []],
      ["ask", ["02:00 asked", "03:00 asked", "04:00 asked"], []],
    ] as const) {
      const made = office(await open(), configOf({ cron: "0 * * * *", missed }));
      await made.look("08:30");
      expect(await made.look("11:30")).toEqual(lanes);
      expect(await made.log()).toEqual(log);
      expect(await made.asked()).toBe(missed === "ask" ? 3 : 0);
    }
  });

  it("lets a person say what becomes of what it asks about, while new times go on", async () => {
    const made = office(await open(), configOf({ cron: "0 * * * *", missed: "ask" }));
    await made.look("08:30");
    await made.look("10:30");
    expect(await made.look("11:00")).toEqual(["p"]);
    expect(await resumeSchedule(made.person, "own", "once")).toMatchObject({ missed: 2, wasPaused: false });
    expect(await made.look("11:01")).toEqual(["p"]);
    expect(await made.log()).toEqual(["02:00 joined", "03:00 ran", "04:00 ran"]);
    await expect(resumeSchedule(made.person, "own", "once")).rejects.toThrow(/not paused/);
  });

  it("runs nothing while it is paused, and once or not at all for that afterwards", async () => {
    const made = office(await open(), configOf({ cron: "0 * * * *" }));
    await made.look("08:30");
    await pauseSchedule(made.person, "own", "Cổng bảo trì");
    await expect(pauseSchedule(made.person, "own", "nữa")).rejects.toThrow(/paused by/);
    expect([await made.look("09:00"), await made.look("10:00")]).toEqual([[], []]);
    expect(await resumeSchedule(made.person, "own", "none")).toMatchObject({ missed: 2, wasPaused: true });
    expect([await made.look("10:01"), await made.look("11:00")]).toEqual([[], ["p"]]);
    expect(await made.log()).toEqual(["02:00 dropped", "03:00 dropped", "04:00 ran"]);
  });

  it("waits for the portal's window, also over an edit that opens it", async () => {
    const schedule = { cron: "0 * * * *" };
    const closed = configOf(schedule, { windows: [{ deny: "30 8 * * *", lasts: "4h" }] });
    const made = office(await open(), closed);
    await made.look("08:20");
    expect([await made.look("09:00"), await made.look("10:00")]).toEqual([[], []]);
    expect(await made.log()).toEqual(["02:00 waiting", "03:00 waiting"]);
    expect(await made.look("10:10", configOf(schedule))).toEqual(["p"]);
    expect(await made.log()).toEqual(["02:00 joined", "03:00 ran"]);
  });

  it("settles under the old definition what came before an edit, and the rest under the new one", async () => {
    const made = office(await open(), configOf({ cron: "0 * * * *" }));
    await made.look("08:30");
    expect(await made.look("10:10", configOf({ cron: "15 * * * *", missed: "none" }))).toEqual([]);
    expect(await made.look("10:15", configOf({ cron: "15 * * * *", missed: "none" }))).toEqual(["p"]);
    expect(await made.log()).toEqual(["02:00 missed", "03:00 missed", "03:15 ran"]);
  });

  it("does not live an hour twice, and still comes to what a clock that was ahead passed over", async () => {
    const made = office(await open(), configOf({ cron: "0 * * * *" }));
    for (let minute = 480; minute <= 610; minute += 4) {
      await made.look(
        `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
      );
    }
    expect(await made.log()).toEqual(["02:00 ran", "03:00 ran"]);
    expect([await made.look("09:50"), await made.look("09:54"), await made.look("10:02")]).toEqual([
      [],
      [],
      [],
    ]);
    expect(await made.look("14:10")).toEqual(["p"]);
    expect([await made.look("10:06"), await made.look("10:55")]).toEqual([[], []]);
    expect(await made.look("11:00")).toEqual(["p"]);
    expect(await made.log()).toEqual(["02:00 ran", "03:00 ran", "04:00 ran"]);
  });

  it("drops what an edit took out of the timetable while a clock that was ahead was being set right", async () => {
    const made = office(await open(), configOf({ cron: "0 * * * *" }));
    const edited = configOf({ cron: "30 15 * * *" });
    for (const time of ["08:30", "09:00", "12:10"]) await made.look(time);
    const ahead = await made.log();
    await made.look("09:04");
    for (const time of ["09:08", "10:30", "12:30"]) await made.look(time, edited);

    expect(ahead).toEqual(["02:00 ran", "03:00 joined", "04:00 joined", "05:00 ran"]);
    expect(await made.log()).toEqual(["02:00 ran", "03:00 dropped", "04:00 dropped", "05:00 dropped"]);
  });

  it("tells the call to look at everything when a full run is in it", async () => {
    const store = await open();
    const made = office(store, configOf({ cron: "0 9 * * *", full: true }));
    await made.look("08:30");
    await made.look("09:00");
    const [call] = await store.read(async (tx) => await callsAt(tx, at("09:01")));
    expect(call).toMatchObject({ lane: "p", full: true, reason: "own" });
    if (call !== undefined) await store.transaction(async (tx) => await answerCall(tx, call, null));
  });
});
