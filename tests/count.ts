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
  testResults: { status: string; assertionResults: { status: string }[] }[];
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
