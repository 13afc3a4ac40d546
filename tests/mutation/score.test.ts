// A score must never look better than it is.
import { expect, test } from "vitest";
import { complaintsOf, listedIn, sumsOf, survivorsOf, type MutationReport } from "./score.ts";

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

test("has nothing to say of a score that is reached with every survivor explained", () => {
  const listed = ["`src/a.ts`: `const a = 1;` becomes `const a = 0;`"];

  expect(complaintsOf(aReport("Killed", "Survived"), listed, 50)).toEqual([]);
});

test("complains of a score too low, of survivors without a reason and of reasons without a survivor", () => {
  expect(complaintsOf(aReport("Killed", "Survived"), ["`src/b.ts`: `1` becomes `2`"], 50.1)).toEqual([
    "50.0 % are killed, 50.1 % are asked",
    "no reason in the README: `src/a.ts`: `const a = 1;` becomes `const a = 0;`",
    "in the README, but killed: `src/b.ts`: `1` becomes `2`",
  ]);
});

test("complains where nothing was tried", () => {
  expect(complaintsOf({ files: {} }, [], 95)).toEqual(["0.0 % are killed, 95 % are asked"]);
});
