// Runs the cases and prints a table of ratios: npm run bench [-- words of a case's name]. Three rounds each, median.
// It judges nothing: a goal that was not reached is marked, the exit code stays 0 on a noisy machine.
import { cases, type BenchCase, type Round } from "./cases.ts";

const rounds = 3;

async function measure(one: BenchCase): Promise<Record<string, string>> {
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await one.round());
  const ratios = measured.map(({ ours, bare }) => ours / bare).toSorted((less, more) => less - more);
  const ratio = ratios[Math.floor(rounds / 2)] ?? Number.NaN;
  const best = (side: keyof Round) => Math.max(...measured.map((round) => round[side])).toFixed(0);
  return {
    case: one.name,
    ratio: ratio.toFixed(2),
    spread: `${ratios[0]?.toFixed(2)} - ${ratios.at(-1)?.toFixed(2)}`,
    goal: one.goal === null ? "" : `${one.goal} ${ratio >= one.goal ? "reached" : "MISSED"}`,
    "ours /s": best("ours"),
    "bare /s": best("bare"),
  };
}

function table(rows: Record<string, string>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => (row[name] ?? "").length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(columns), ...rows.map((row) => line(columns.map((name) => row[name] ?? "")))].join("\n");
}

const words = process.argv.slice(2);
const chosen = cases.filter((one) => words.every((word) => one.name.includes(word)));
const rows: Record<string, string>[] = [];
for (const one of chosen) {
  process.stderr.write(`${one.name} ...\n`);
  rows.push(await measure(one));
}
process.stdout.write(chosen.length === 0 ? "no case has these words in its name\n" : `${table(rows)}\n`);
process.exitCode = chosen.length === 0 ? 1 : 0;
