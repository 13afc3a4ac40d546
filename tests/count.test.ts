// The last line of the test command must never say that all is well when it is not.
import { expect, test } from "vitest";
import { countTests, notRun } from "./count.ts";

const aTest = (status: string, group = "register (embedded)") => ({
  status,
  title: "keeps what it was told",
  ancestorTitles: [group],
});
const clean = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };

test("counts what passed and what was skipped", () => {
  expect(countTests(clean, true)).toEqual({ passed: 3, failed: 0, skipped: 2 });
});

test("counts a file that does not load as a failure", () => {
  const report = { ...clean, testResults: [{ status: "failed", assertionResults: [] }] };

  expect(countTests(report, false).failed).toBe(1);
});

test("does not count a failed test twice because its file failed too", () => {
  const testResults = [{ status: "failed", assertionResults: [aTest("failed")] }];

  expect(countTests({ ...clean, numFailedTests: 1, testResults }, false).failed).toBe(1);
});

test.each([
  ["there is no report", null, true],
  ["an error happened outside every test", clean, false],
  ["nothing ran", { ...clean, numPassedTests: 0 }, true],
])("counts a failure when %s", (_, report, endedWell) => {
  expect(countTests(report, endedWell).failed).toBe(1);
});

test("names each group that did not run once, with its number of tests", () => {
  const group = "register (PostgreSQL; skipped: no server)";
  const assertionResults = [aTest("passed"), aTest("skipped", group), aTest("pending", group)];

  const lines = notRun({ ...clean, testResults: [{ status: "passed", assertionResults }] });

  expect(lines).toEqual([`not run: ${group} (2)`]);
});
