// Cuts the power amid pushes at new moments: npm run cuts [-- HOW OFTEN], a hundred times if no number is given.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cuts = Number(process.argv[2] ?? 100);

if (!Number.isInteger(cuts) || cuts < 1) {
  process.stderr.write(`not a number of cuts: ${process.argv[2]}\n`);
  process.exitCode = 2;
} else {
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts"];
  const child = spawn(process.execPath, [...vitest, "tests/crash/power-cut.test.ts", "--reporter=verbose"], {
    cwd: project,
    stdio: "inherit",
    env: {
      ...process.env,
      CUTS: String(cuts),
      CUT_SEED: process.env["CUT_SEED"] ?? String(randomInt(2 ** 30)),
    },
  });
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
