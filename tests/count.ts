// Counts what a vitest run came to. Anything that went wrong without a failed test (a file that does not load, an
// error outside a test, no report at all) counts as a failure, never as nothing.

export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** What we read of vitest's JSON report. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: ReportedTest[] }[];
}

interface ReportedTest {
  status: string;
  title: string;
  ancestorTitles: string[];
}

/** `report` is null when vitest left none; `endedWell` is its exit code being 0. */
export function countTests(report: VitestReport | null, endedWell: boolean): Count {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  const nothingRan = report.numPassedTests === 0 && failed === 0;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (!endedWell || nothingRan) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** What did not run, one line for each outermost group (its title says why), with the number of its tests. */
export function notRun(report: VitestReport | null): string[] {
  const groups = new Map<string, number>();
  for (const test of report?.testResults.flatMap((file) => file.assertionResults) ?? []) {
    if (!["skipped", "pending", "todo"].includes(test.status)) continue;
    const group = test.ancestorTitles[0] ?? test.title;
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  return [...groups].map(([group, tests]) => `not run: ${group} (${tests})`);
}
