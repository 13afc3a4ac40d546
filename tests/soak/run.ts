// Pushes for long at the full rate of two portals: npm run soak [-- MINUTES], an hour if no number is given.
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const minutes = Number(process.argv[2] ?? 60);

if (!(minutes > 0)) {
  process.stderr.write(`not a number of minutes: ${process.argv[2]}\n`);
  process.exitCode = 2;
} else {
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts"];
  const child = spawn(
    process.execPath,
    [...vitest, "tests/soak", "--reporter=verbose", "--disable-console-intercept"],
    { cwd: project, stdio: "inherit", env: { ...process.env, SOAK_MINUTES: String(minutes) } },
  );
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
