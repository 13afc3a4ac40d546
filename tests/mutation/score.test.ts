// A score must never look better than it is.
import { expect, test } from "vitest";
import { listedIn, sumsOf, survivorsOf, type MutationReport } from "./score.ts";

const source = "const a = 1;\nreturn a >\n  2;\n";
const at = { start: { line: 1, column: 11 }, end: { line: 1, column: 12 } };
const aReport = (...statuses: string[]): MutationReport => ({
  files: {
    "src/a.ts": { source, mutants: statuses.map((status) => ({ status, location: at, replacement: "0" })) },
  },
});

test("counts what no test ran as survived, and what never ended as killed", () => {
  const report = aReport("Killed", "Killed", "Timeout", "Survived", "NoCoverage", "RuntimeError", "Ignored");

  const sum = { killed: 2, timeout: 1, survived: 2, percent: 60 };
  expect(sumsOf(report)).toEqual([
    { file: "src/a.ts", ...sum },
    { file: "all", ...sum },
  ]);
});

test("scores nothing at all where nothing was tried", () => {
  expect(sumsOf({ files: {} })).toEqual([{ file: "all", killed: 0, timeout: 0, survived: 0, percent: 0 }]);
});

test("shows the line in which something survived, and what became of it, in one line", () => {
  const report = aReport("Killed", "Survived");
  const lines = { start: { line: 2, column: 8 }, end: { line: 3, column: 4 } };
  report.files["src/a.ts"]?.mutants.push({ status: "NoCoverage", location: lines, replacement: "a\n<\n`2`" });

  expect(survivorsOf(report)).toEqual([
    { at: "src/a.ts:1:11", change: "`src/a.ts`: `const a = 1;` becomes `const a = 0;`" },
    { at: "src/a.ts:2:8", change: "`src/a.ts`: `return a > 2;` becomes `` return a < `2`; ``" },
  ]);
});

test("finds a survivor in the README only where a reason follows it", () => {
  const readme = [
    "- `src/a.ts`: `a = 1` becomes `a = 0`",
    "  Nobody can tell.",
    "- `src/a.ts`: `a = 2` becomes `a = 3`",
    "- anything else",
    "  that is listed",
  ].join("\n");

  expect(listedIn(readme)).toEqual(["`src/a.ts`: `a = 1` becomes `a = 0`"]);
});
