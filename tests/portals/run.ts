// npm run test:portals: a real Redmine and a real Radicale on this machine, and every test against them. Skips nothing:
// where a server cannot be had it fails and says what to do. Words after the command narrow the tests.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const project = dirname(dirname(here));

function ended(program: string, args: string[]): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd: project, stdio: "inherit" });
    child.on("error", failed);
    child.on("exit", (code) => done(code ?? 1));
  });
}

const installed = await ended("bash", [join(here, "install.sh")]);
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/portals/vitest.config.ts"];
const shown = ["--reporter=verbose", "--disable-console-intercept"];
process.exitCode =
  installed === 0
    ? await ended(process.execPath, [...vitest, ...process.argv.slice(2), ...shown])
    : installed;
