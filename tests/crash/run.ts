// Kills a push at every named moment: npm run crashes. With a text, only the cases in whose names it stands; with
// `list`, writes the list of moments anew.
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [asked] = process.argv.slice(2);
const wish =
  asked === undefined ? { CRASHES: "all" } : asked === "list" ? { CRASHES: "list" } : { CRASH_CASE: asked };
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts"];
const child = spawn(process.execPath, [...vitest, "tests/crash/crash.test.ts", "--reporter=verbose"], {
  cwd: project,
  stdio: "inherit",
  env: { ...process.env, ...wish },
});
child.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
