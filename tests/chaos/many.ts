// Runs one of the long tests of this folder for long: npm run lost-replies [-- how many], npm run cut-uploads, npm run chaos.
// Draws anew each time, tells how far it is; a failure names its seed and how to play it again.
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const suites: Readonly<Record<string, { usual: number; count: string; tell: string }>> = {
  "lost-replies": { usual: 100_000, count: "LOST_CASES", tell: "LOST_TELL" },
  "cut-uploads": { usual: 500, count: "UPLOAD_CASES", tell: "UPLOAD_TELL" },
  naive: { usual: 60, count: "NAIVE_TASKS", tell: "NAIVE_TELL" },
  chaos: { usual: 20_000, count: "CHAOS_SEEDS", tell: "CHAOS_TELL" },
};

const [name = "", given] = process.argv.slice(2);
const suite = suites[name];
const count = Number(given ?? suite?.usual);

if (suite === undefined || !Number.isInteger(count) || count < 4) {
  process.stderr.write(`not a suite and a number of at least 4: ${name} ${given ?? ""}\n`);
  process.exitCode = 2;
} else {
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts"];
  const file = `tests/chaos/${name}`;
  const child = spawn(process.execPath, [...vitest, file, "--reporter=dot", "--disable-console-intercept"], {
    cwd: project,
    stdio: "inherit",
    env: { ...process.env, [suite.count]: String(count), [suite.tell]: "1" },
  });
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
