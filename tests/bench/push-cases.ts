// Pushing 5,000 due tasks of about 1 KB, with everything that a push writes down, beside a bare loop that makes the very
// same requests. Each in a process of its own; the portal in a third.
import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StoreLocation } from "../../src/store/connection.ts";
import { startPrivateServer } from "../start-postgres.ts";
import { figure, median, rowOf, type BenchCase, type Goal, type Row } from "./bench-case.ts";
import { atStore, inFreshFolder } from "./bench-store.ts";
import { concurrency, laneTo, register, report, type Figures } from "./push-office.ts";
import { startQuickPortal, type QuickPortal } from "./quick-portal.ts";

const tasks = 5_000;
const rounds = 3;

type Mode = "server" | "pilot";

interface Delay {
  ms: number;
  goals: Record<Mode, Goal>;
}

const withoutDelay: Delay = { ms: 0, goals: { server: { atLeast: 0.8 }, pilot: { atLeast: 0.35 } } };
const withDelay: Delay = { ms: 20, goals: { server: { atLeast: 0.97 }, pilot: { atLeast: 0.75 } } };

/** Push without and with a portal delay. */
export const pushCases: readonly BenchCase[] = [withoutDelay, withDelay].map((delay) => ({
  name: `push, portal delay ${delay.ms} ms`,
  measure: async () => await inFreshFolder(async (folder) => await measure(delay, folder)),
}));

async function measure(delay: Delay, folder: string): Promise<Row[]> {
  const server = await startPrivateServer([]);
  const portal = await startQuickPortal();
  try {
    const places: [Mode, StoreLocation][] = [["pilot", { directory: join(folder, "register") }]];
    if (server !== null) places.unshift(["server", { url: server.url, directory: "" }]);
    const bench: Bench = { portal, places, file: join(folder, "requests.json"), requests: 0 };
    await prepare(bench);
    const measured: Measured[] = [];
    await portal.ask({ kind: "delay", ms: delay.ms });
    for (let round = 2; round < 2 + rounds; round += 1) measured.push(await oneRound(bench, round));
    return rowsOf(delay, bench, measured);
  } finally {
    portal.stop();
    await server?.stop();
  }
}

interface Bench {
  portal: QuickPortal;
  places: readonly (readonly [Mode, StoreLocation])[];
  /** The requests of the first push, for the bare loop. */
  file: string;
  requests: number;
}

type Measured = Record<"bare", Figures> & Partial<Record<Mode, Figures>>;

/** Fills register and portal and pushes once: afterwards both sides have met, and everything has run warm. */
async function prepare(bench: Bench): Promise<void> {
  const { portal, places } = bench;
  await portal.ask({ kind: "seed", tasks });
  await portal.ask({ kind: "save" });
  for (const [, location] of places) {
    await atStore(location, async (store) => await register(store, { lane: laneTo(portal.url).lane, tasks }));
    await portal.ask({ kind: "restore" });
    await portal.ask({ kind: "requests" });
    await pushed(bench, location, 1);
    const requests = await portal.ask({ kind: "requests" });
    bench.requests = requests.length;
    await writeFile(bench.file, JSON.stringify(requests));
  }
}

async function oneRound(bench: Bench, round: number): Promise<Measured> {
  const { portal, places } = bench;
  await portal.ask({ kind: "save" });
  const measured: Measured = {
    bare: await inProcess("bare-loop.ts", [portal.url, bench.file, `${concurrency}`]),
  };
  for (const [mode, location] of places) {
    await portal.ask({ kind: "restore" });
    measured[mode] = await pushed(bench, location, round);
    await portal.ask({ kind: "requests" });
  }
  return measured;
}

async function pushed({ portal }: Bench, location: StoreLocation, round: number): Promise<Figures> {
  await atStore(location, async (store) => await report(store, { tasks, round }));
  const figures = await inProcess("push-office.ts", [JSON.stringify({ location, url: portal.url })]);
  if (figures.report?.applied !== tasks) throw new Error(`not all was pushed: ${JSON.stringify(figures)}`);
  return figures;
}

async function inProcess(program: string, args: string[]): Promise<Figures> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), args);
  const ended = once(child, "exit");
  const told = await Promise.race([once(child, "message"), ended]);
  await ended;
  const [figures] = told as [Figures | number];
  if (typeof figures === "number") throw new Error(`${program} ended with ${figures}`);
  return figures;
}

const titles: Record<Mode, string> = { server: "PostgreSQL", pilot: "embedded on disk" };

function rowsOf(delay: Delay, bench: Bench, measured: readonly Measured[]): Row[] {
  const rows = bench.places.flatMap(([mode]) =>
    (["pushMs", "wholeMs"] as const).map((part) => {
      const compared = measured.flatMap(({ bare, [mode]: ours }) =>
        ours === undefined ? [] : [{ ours: ours[part], limit: bare[part] }],
      );
      const what = part === "pushMs" ? "while pushing" : "whole process";
      const name = `push ${tasks}, delay ${delay.ms} ms, ${titles[mode]}, ${what}`;
      return rowOf(name, { rounds: compared, goal: delay.goals[mode], by: "speed", count: tasks });
    }),
  );
  const memory = (["bare", ...bench.places.map(([mode]) => mode)] as const).map((who) => {
    const peak = median(measured.map((round) => (round[who]?.peakBytes ?? Number.NaN) / 1e6));
    return figure(`  peak memory, ${who === "bare" ? "bare loop" : titles[who]}`, peak, {
      goal: null,
      unit: "MB",
    });
  });
  const perTask = (bench.requests - pagesFor(tasks)) / tasks;
  const requests = figure("  requests per pushed task, besides list pages", perTask, {
    goal: { atMost: 1.05 },
    unit: "",
  });
  return [...rows, requests, ...memory];
}

/** Observing before and reading back after, by pages of 100 tasks and one page without files each. */
function pagesFor(count: number): number {
  return 2 * (Math.ceil(count / 100) + 1);
}
