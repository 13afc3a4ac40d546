// A worker that pushes for long at the full rate of two portals, a hundredth of whose answers get lost and another
// hundredth are errors: both sides count the same at the end, and the worker's memory stays flat. Short in an ordinary
// run, at portals that bear more; `npm run soak -- 60` takes an hour at the portals' own limits.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { portals as adapters } from "../../adapters/all.ts";
import type { FaultRule } from "../../schemas/simulator.ts";
import type { Account } from "../crash/account.ts";
import { aDesk, portalNames, type Desk, type PortalName } from "../journeys/desk.ts";
import { doubled, fillDesk } from "../journeys/scene.ts";
import type { Memory, Told } from "./worker.ts";

const minutes = Number(process.env["SOAK_MINUTES"] ?? 0);
const isLong = minutes > 0;
const form = isLong
  ? { ms: minutes * 60_000, tasks: 150, faster: 1, everyMs: 5_000, reports: 6 }
  : { ms: 8_000, tasks: 40, faster: 30, everyMs: 500, reports: 30 };
/** How much more memory the last third of the time may need than the middle one. */
const mostGrowth = 1.15;

const faults: FaultRule[] = [
  { fault: "lost-reply", on: "write", chance: 0.01, times: Infinity },
  { fault: "server-error", chance: 0.01, times: Infinity },
];
const worker = join(dirname(fileURLToPath(import.meta.url)), "worker.ts");

it(
  `a worker that pushes for long loses nothing, doubles nothing and does not grow`,
  {
    timeout: form.ms + 30 * 60_000,
  },
  async () => {
    const limits = limitsOf(form.faster);
    const desk = await aDesk({ limits, portal: { guards: { maxShare: 1 } } });
    await fillDesk(desk, { tasks: form.tasks });
    const before = counted(desk);
    for (const name of portalNames) desk.portals[name].script(faults);

    const { memory, account, code } = await soak(desk);
    const after = counted(desk);

    tellEnd(desk, { before, after });
    expect(code).toBe(0);
    expect(doubled(desk)).toBe(0);
    expect(account?.verdict).toMatchObject({ ok: true });
    for (const name of portalNames) {
      const standing = account?.portals.find(({ portal }) => portal === name);
      expect(standing).toMatchObject({ counts: { in_step: form.tasks }, total: form.tasks });
      expect(appliedAt(account, name)).toBe(after[name].writes - before[name].writes);
      expect(after[name].writes - before[name].writes).toBeGreaterThan(form.tasks);
      expect(Math.min(...Object.values(desk.portals[name].fired()))).toBeGreaterThan(isLong ? 0 : -1);
    }
    expect(account?.attempts).toHaveLength(account?.outcomes.length ?? -1);
    const growth = grown(memory);
    expect(Math.max(growth.rss, growth.heap), JSON.stringify(growth)).toBeLessThan(isLong ? mostGrowth : 2);
  },
);

/** Lets the worker push for its time and then finish. */
async function soak(desk: Desk): Promise<{ memory: Memory[]; account: Account | null; code: number | null }> {
  const child = spawn(process.execPath, ["--expose-gc", worker], {
    cwd: desk.folder,
    env: {
      ...desk.environment,
      LOG_LEVEL: "error",
      SOAK_TASKS: String(form.tasks),
      SOAK_REPORTS_PER_SECOND: String(form.reports),
      SOAK_SAMPLE_MS: String(form.everyMs),
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const memory: Memory[] = [];
  let account: Account | null = null;
  let isOver = false;
  child.on("message", (told: Told) => {
    if ("account" in told) account = told.account;
    else if (!isOver) memory.push(told.memory);
    if ("memory" in told && memory.length % 12 === 0 && isLong) tellMinute(desk, told.memory);
  });
  const ended = once(child, "close") as Promise<[number | null]>;
  await Promise.race([wait(form.ms), ended]);
  isOver = true;
  for (const name of portalNames) desk.portals[name].script([]);
  if (child.connected) child.send("finish");
  const [code] = await ended;
  return { memory, account, code };
}

function limitsOf(faster: number): Record<PortalName, number> {
  const limit = (name: PortalName) =>
    faster * (adapters.find((adapter) => adapter.name === name)?.facts.requestsPerMinute ?? 0);
  return { nq57: limit("nq57"), "nq71-dongnai": limit("nq71-dongnai") };
}

interface Counted {
  requests: number;
  writes: number;
  tooMany: number;
}

function counted(desk: Desk): Record<PortalName, Counted> {
  const of = (name: PortalName): Counted => {
    const arrivals = desk.portals[name].arrivals();
    const tooMany = arrivals.filter(({ status }) => status === 429).length;
    return { requests: arrivals.length, writes: desk.portals[name].tally().writes, tooMany };
  };
  return { nq57: of("nq57"), "nq71-dongnai": of("nq71-dongnai") };
}

function appliedAt(account: Account | null, name: PortalName): number | undefined {
  return account?.outcomes.filter(({ lane, outcome }) => lane === name && outcome === "applied").length;
}

/** By how much the last third of the time needed more than the middle one. */
function grown(memory: readonly Memory[]): { rss: number; heap: number } {
  const third = Math.floor(memory.length / 3);
  const middle = memory.slice(third, 2 * third);
  const last = memory.slice(2 * third);
  const growthOf = (of: (one: Memory) => number) => median(last.map(of)) / median(middle.map(of));
  return { rss: growthOf(({ rss }) => rss), heap: growthOf(({ heap }) => heap) };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function tellMinute(desk: Desk, { rss, heap, pushes, stopped }: Memory): void {
  const portals = Object.entries(counted(desk)).map(
    ([name, { requests, writes, tooMany }]) =>
      `${name} ${requests} requests, ${writes} writes, ${tooMany} times 429`,
  );
  tell(
    `${megabytes(rss)} RSS, ${megabytes(heap)} heap, ${pushes} pushes (${stopped} stopped); ${portals.join("; ")}`,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

function tellEnd(
  desk: Desk,
  { before, after }: Record<"before" | "after", ReturnType<typeof counted>>,
): void {
  if (!isLong) return;
  for (const name of portalNames) {
    const [then, now] = [before[name], after[name]];
    const writes = now.writes - then.writes;
    tell(
      `${name}: ${now.requests - then.requests} requests, ${writes} writes, ${now.tooMany} times 429, doubled ${doubled(desk)}`,
    );
  }
}

function tell(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}
