// Inside the hub: a far worker carries lanes, its line to the database is cut, a near one takes over; then the line comes
// back, the near one stops, and the far one ends the work. Its words: the far namespace, and "small" or "whole".
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { lanesCarried } from "../../src/store/lanes.ts";
import { cutLine, hubAt, mendLine } from "./network.ts";
import { counted, untilCarried } from "./spread.ts";
import { startWorker } from "./workers.ts";
import { aWorld, type World } from "./world.ts";

const [far = "", size = "whole"] = process.argv.slice(2);
/** What the issue promises. */
const movesWithinMs = 30_000;
const cutForMs = 45_000;
const lanes = 6;
const farLanes = 3;
const tasksPerLane = size === "small" ? 150 : 400;

// The server runs under another user, who must be able to read it.
const rules = await mkdtemp(join("/tmp", "dongbo-hba-"));
const hba = join(rules, "pg_hba.conf");
await writeFile(hba, "local all all trust\nhost all all 10.203.1.0/30 trust\n", { mode: 0o644 });
await chmod(rules, 0o755);

const world = await aWorld(
  { lanes, tasksPerLane, requestsPerMinute: 150, delayMs: 100 },
  { host: hubAt.portals, serverSettings: [`listen_addresses=${hubAt.database}`, `hba_file=${hba}`] },
);
const faults: string[] = [];
try {
  await play(world);
} finally {
  await world.stop();
  await rm(rules, { recursive: true, force: true });
}
for (const fault of faults) tell(`FAULT cut-off: ${fault}`);
process.exit(faults.length === 0 ? 0 : 1);

async function play(on: World): Promise<void> {
  const farUrl = `postgresql://postgres@${hubAt.database}/postgres`;
  const environment = { ...on.environment, DATABASE_URL: farUrl };
  const farWorker = startWorker(
    { folder: on.folder, environment },
    { name: "far", concurrency: farLanes, inside: ["ip", "netns", "exec", far] },
  );
  await farWorker.ready;
  await on.callAll();
  await until(async () => (await carriedBy(on, "far")).length === farLanes);
  const near = startWorker(on, { name: "near", concurrency: lanes });
  await until(async () => (await counted(on)).written > lanes * 10);

  const lost = await carriedBy(on, "far");
  await cutLine();
  const cutAt = performance.now();
  tell(`the line of the far worker is cut while it carries ${lost.join(", ")}`);
  const movedMs = new Map<string, number>();
  await until(async () => {
    const now = await carriedBy(on, "near");
    for (const lane of lost)
      if (now.includes(lane) && !movedMs.has(lane)) movedMs.set(lane, performance.now() - cutAt);
    return movedMs.size === lost.length;
  });
  const slowest = Math.max(...movedMs.values());
  tell(`all of them are carried by the near worker, the last after ${(slowest / 1_000).toFixed(1)} s`);
  if (slowest > movesWithinMs) faults.push(`a lane moved only after ${(slowest / 1_000).toFixed(1)} s`);

  await wait(Math.max(0, cutForMs - (performance.now() - cutAt)));
  await mendLine();
  const mendedAt = performance.now();
  await near.stop();
  await until(async () => (await carriedBy(on, "far")).length > 0);
  const back = (performance.now() - mendedAt) / 1_000;
  tell(
    `the line is back after ${cutForMs / 1_000} s; the far worker carries again ${back.toFixed(1)} s later`,
  );
  await untilCarried(on);
  await farWorker.stop();

  const { written, doubled } = await counted(on);
  const due = lanes * tasksPerLane;
  tell(`${written} of ${due} written, ${doubled} doubled, ${due - written} lost`);
  if (written !== due || doubled > 0) faults.push(`${due - written} lost, ${doubled} doubled`);
}

/** Lanes that a worker carries now. */
async function carriedBy({ store }: World, name: string): Promise<string[]> {
  const all = await store.read(lanesCarried);
  return all.filter(({ carrier }) => carrier.startsWith(`${name},`)).map(({ lane }) => lane);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  while (!(await holds())) {
    if (performance.now() - startedAt > 300_000) throw new Error("waited for five minutes");
    await wait(250);
  }
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}
