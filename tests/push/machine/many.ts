// Runs the machine for long: npm run machine [-- number of runs], half on each database, 100,000 if no number is
// given. Tells how far it is; a failure names its seed and how to play it again.
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const runs = Number(process.argv[2] ?? 100_000);

if (!Number.isInteger(runs) || runs < 2) {
  process.stderr.write(`not a number of runs: ${process.argv[2]}\n`);
  process.exitCode = 2;
} else {
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts"];
  const child = spawn(
    process.execPath,
    [...vitest, "tests/push/machine", "--reporter=dot", "--disable-console-intercept"],
    {
      cwd: project,
      stdio: "inherit",
      env: { ...process.env, MACHINE_RUNS: String(Math.ceil(runs / 2)), MACHINE_TELL: "1" },
    },
  );
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
