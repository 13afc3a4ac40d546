// The one test command: types, format, lint, then every test. All steps run even when one fails; the last line counts
// them all. It changes no file. Words after the command narrow the tests: npm test -- tests/portal
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Count, countTests, notRun, type VitestReport } from "./count.ts";

const project = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a program from node_modules under this Node to its end; true when it ended with 0. */
function succeeds(program: string, args: string[]): Promise<boolean> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [join(project, "node_modules", program), ...args], {
      cwd: project,
      stdio: "inherit",
      env: process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: "1" },
    });
    child.on("error", failed);
    child.on("exit", (code) => done(code === 0));
  });
}

async function check(title: string, program: string, args: string[]): Promise<Count> {
  const startedAt = performance.now();
  const isGood = await succeeds(program, args);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${isGood ? "ok    " : "FAILED"} ${title} (${seconds} s)\n`);
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

async function tests(filters: string[]): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), "dongbo-test-report-"));
  const file = join(folder, "report.json");
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const isGood = await succeeds("vitest/vitest.mjs", [
    "run",
    "--config",
    "tests/vitest.config.ts",
    ...reporters,
    ...filters,
  ]);
  const text = await readFile(file, "utf8").catch(() => null);
  await rm(folder, { recursive: true, force: true });
  const report = text === null ? null : (JSON.parse(text) as VitestReport);
  for (const line of notRun(report)) process.stdout.write(`${line}\n`);
  return countTests(report, isGood);
}

const counts = [
  await check("types (tsc)", "typescript/bin/tsc", []),
  await check("format (prettier)", "prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."]),
  await check("lint (oxlint)", "oxlint/bin/oxlint", ["--quiet", "--deny-warnings"]),
  await tests(process.argv.slice(2)),
];
const sum = (kind: keyof Count) => counts.reduce((total, count) => total + count[kind], 0);
const skipped = sum("skipped") === 0 ? "" : `, ${sum("skipped")} skipped`;
process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}\n`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
