// Start-up: help beside a Node that does nothing, and status on PostgreSQL.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startPrivateServer } from "../start-postgres.ts";
import { rowOf, timed, type BenchCase, type Goal, type Row } from "./bench-case.ts";
import { atStore, inFreshFolder } from "./bench-store.ts";

const run = promisify(execFile);
const rounds = 21;
const launcher = fileURLToPath(new URL("../../src/launch.mjs", import.meta.url));
const configuration =
  "portals:\n  nq57:\n    adapter: nq57\n    options: { baseUrl: 'http://127.0.0.1:9' }\n";

export const startCases: readonly BenchCase[] = [
  { name: "start, help", measure: async () => [await beside("--help", {}, { atMost: 2 })] },
  { name: "start, status", measure: status },
];

async function status(): Promise<Row[]> {
  const server = await startPrivateServer([]);
  if (server === null) return [];
  try {
    // The first opening migrates.
    await atStore({ url: server.url, directory: "" }, async () => undefined);
    return [await beside("status", { DATABASE_URL: server.url }, { atMost: 6 })];
  } finally {
    await server.stop();
  }
}

async function beside(word: string, environment: Record<string, string>, goal: Goal): Promise<Row> {
  return await inFreshFolder(async (folder) => {
    await writeFile(join(folder, "dongbo.yaml"), configuration);
    const options = { cwd: folder, env: { ...process.env, ...environment } };
    const ours = async () => await run(process.execPath, [launcher, word], options);
    const bare = async () => await run(process.execPath, ["-e", "0"], options);
    await ours();
    const measured = [];
    for (let round = 0; round < rounds; round += 1) {
      measured.push({ limit: await timed(bare), ours: await timed(ours) });
    }
    return rowOf(`start, dongbo ${word} beside node -e 0`, { rounds: measured, goal, by: "time" });
  });
}
