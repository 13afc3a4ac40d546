// Changes src/reconcile in a thousand small ways and counts how many of them a test notices: npm run mutants. Ends with
// an error below the score of the README, or when what survives is not exactly what the README explains.
import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { complaintsOf, listedIn, sumsOf, survivorsOf, type MutationReport, type Sum } from "./score.ts";

/** Percent of the mutants that must be killed. */
const leastScore = 95;

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const reportFile = join(project, "coverage", "mutants.json");

/** Runs Stryker under this Node to its end; true when it ended with 0. */
function runMutants(): Promise<boolean> {
  return new Promise((done, failed) => {
    const stryker = join(project, "node_modules/@stryker-mutator/core/bin/stryker.js");
    const child = spawn(process.execPath, [stryker, "run", "tests/mutation/stryker.config.json"], {
      cwd: project,
      stdio: "inherit",
    });
    child.on("error", failed);
    child.on("exit", (code) => done(code === 0));
  });
}

function table(sums: readonly Sum[]): string {
  const rows = sums.map(({ file, killed, timeout, survived, percent }) => [
    file,
    String(killed),
    String(timeout),
    String(survived),
    `${percent.toFixed(1)} %`,
  ]);
  const cells = [["file", "killed", "timeout", "survived", "score"], ...rows];
  const width = Math.max(...cells.map(([file = ""]) => file.length));
  return cells
    .map(([file = "", ...counts]) => file.padEnd(width) + counts.map((count) => count.padStart(10)).join(""))
    .join("\n");
}

/** Says what came of it; false when it is not good enough. */
function judge(report: MutationReport, readme: string): boolean {
  const complaints = complaintsOf(report, listedIn(readme), leastScore);
  const lines = [
    table(sumsOf(report)),
    "",
    ...survivorsOf(report).map(({ at, change }) => `survived  ${at}  ${change}`),
    ...complaints.map((complaint) => `FAILED    ${complaint}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return complaints.length === 0;
}

await rm(reportFile, { force: true });
const hasRun = await runMutants();
const text = await readFile(reportFile, "utf8").catch(() => null);
const readme = await readFile(join(project, "tests", "mutation", "README.md"), "utf8");
const isGood = hasRun && text !== null && judge(JSON.parse(text) as MutationReport, readme);
process.exitCode = isGood ? 0 : 1;
