// Runs the cases and prints a table of ratios: npm run bench [-- words of a case's name]. It judges nothing: a goal that
// was not reached is marked, the exit code stays 0 on a noisy machine.
import type { Row } from "./bench-case.ts";
import { cases } from "./cases.ts";

function table(rows: readonly Row[]): string {
  const columns = ["case", "ratio", "spread", "goal", "ours", "limit"] as const;
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => row[name].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(columns), ...rows.map((row) => line(columns.map((name) => row[name])))].join("\n");
}

const words = process.argv.slice(2);
const chosen = cases.filter((one) => words.every((word) => one.name.includes(word)));
const rows: Row[] = [];
for (const one of chosen) {
  process.stderr.write(`${one.name} ...\n`);
  rows.push(...(await one.measure()));
}
process.stdout.write(chosen.length === 0 ? "no case has these words in its name\n" : `${table(rows)}\n`);
process.exitCode = chosen.length === 0 ? 1 : 0;
