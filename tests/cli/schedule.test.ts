// Opening a schedule again: what to do with the runs that were missed is asked, or refused where nobody can answer.
import { afterAll, beforeAll, expect, it } from "vitest";
import { ConfigSchema } from "../../schemas/config.ts";
import type { Office, Shell } from "../../src/cli/shell.ts";
import { pauseSchedule } from "../../src/schedule/hold-back.ts";
import { occasionLog } from "../../src/schedule/overview.ts";
import { lookOnce, type SchedulerMeans } from "../../src/schedule/scheduler.ts";
import { shippedCalendar } from "../../src/schedule/vietnam.ts";
import type { Store } from "../../src/store/connection.ts";
import { openEmbedded } from "../databases.ts";
import { heardBy } from "./listening-shell.ts";

const cron = "0 * * * *";
const config = ConfigSchema.parse({
  portals: { p: { adapter: "nq57" } },
  schedules: { hourly: { cron }, "hourly-too": { cron }, "in-the-evening": { cron: "0 20 * * *" } },
});

let store: Store;
let means: SchedulerMeans;
let office: Office;

// All three are paused from 8:00; at 10:30 two of them have missed two runs.
beforeAll(async () => {
  store = await openEmbedded();
  let now = "2026-11-23T01:00:00.000Z";
  const log = { info: () => undefined, warn: () => undefined };
  means = {
    store,
    config,
    log,
    calendar: shippedCalendar,
    clock: "own",
    now: () => now,
    wait: async () => {},
    newId: () => "seed",
  };
  const person = { store, config, now: () => now, who: "Lan", run: "run" };
  office = { config, means: person, close: async () => {} } as unknown as Office;
  await lookOnce(means);
  for (const name of Object.keys(config.schedules ?? {})) await pauseSchedule(person, name, "bảo trì");
  now = "2026-11-23T03:30:00.000Z";
  await lookOnce(means);
});
afterAll(async () => await store.close());

const ask = () => Promise.reject(new Error("asked"));
const openOffice = async () => await Promise.resolve(office);

async function resume(shell: Partial<Shell>, ...words: string[]) {
  return await heardBy({ openOffice, ...shell }, "vi", "schedule", "resume", ...words);
}

async function outcomesOf(name: string): Promise<string[]> {
  const log = await occasionLog(means, { limit: 10 });
  return log.filter(({ schedule }) => schedule === name).map(({ outcome }) => outcome);
}

it("asks a person at a terminal what to do with missed runs, and does that", async () => {
  const asked: string[] = [];
  const answering = async (question: string) => {
    asked.push(question);
    return await Promise.resolve("2");
  };
  const { code, out } = await resume({ ask: answering }, "hourly");

  expect(code).toBe(0);
  expect(asked).toEqual([expect.stringContaining("đã lỡ 2 lượt")]);
  expect(out).toContain("bỏ qua, không chạy bù");
  expect(await outcomesOf("hourly")).toEqual(["dropped", "dropped"]);
});

it("opens nothing and names the option where nobody answers, and asks nothing where it is given", async () => {
  const ended = [
    await resume({}, "hourly-too"),
    await resume({ ask: async () => await Promise.resolve("") }, "hourly-too"),
    await resume({ ask }, "hourly-too", "--json"),
  ];

  expect(ended.map(({ code }) => code)).toEqual([1, 1, 1]);
  for (const { out, err } of ended) expect(out + err).toContain("--missed once");
  expect(await outcomesOf("hourly-too")).toEqual(["paused", "paused"]);
  expect(await resume({ ask }, "hourly-too", "--missed", "once")).toMatchObject({ code: 0 });
  expect(await outcomesOf("hourly-too")).toEqual(["waiting", "waiting"]);
});

it("asks nothing where no run was missed", async () => {
  expect(await resume({ ask }, "in-the-evening")).toMatchObject({ code: 0 });
});
