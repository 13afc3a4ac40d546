// Reads what a run of mutants came to: a sum for each file, and every survivor as the README names it. Reads no file.

/** What we read of Stryker's JSON report. */
export interface MutationReport {
  files: Record<string, { source: string; mutants: Mutant[] }>;
}

interface Place {
  line: number;
  column: number;
}

interface Mutant {
  status: string;
  replacement?: string;
  location: { start: Place; end: Place };
}

export interface Sum {
  file: string;
  killed: number;
  /** Killed as well, by never coming to an end. */
  timeout: number;
  survived: number;
  percent: number;
}

/** No test notices either of the two. */
const surviving = ["Survived", "NoCoverage"];

/** One sum for each file, and last the one of all files. */
export function sumsOf(report: MutationReport): Sum[] {
  const files = Object.entries(report.files).map(([file, { mutants }]) => sumOf(file, mutants));
  return [
    ...files,
    sumOf(
      "all",
      Object.values(report.files).flatMap(({ mutants }) => mutants),
    ),
  ];
}

function sumOf(file: string, mutants: readonly Mutant[]): Sum {
  const count = (statuses: readonly string[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const [killed, timeout, survived] = [count(["Killed"]), count(["Timeout"]), count(surviving)];
  const all = killed + timeout + survived;
  return { file, killed, timeout, survived, percent: all === 0 ? 0 : (100 * (killed + timeout)) / all };
}

export interface Survivor {
  at: string;
  /** The change in one line, as the README lists it with its reason. */
  change: string;
}

/** Every mutant that no test noticed, in the order of the files. */
export function survivorsOf(report: MutationReport): Survivor[] {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => surviving.includes(status))
      .map((mutant) => ({
        at: `${file}:${mutant.location.start.line}:${mutant.location.start.column}`,
        change: `\`${file}\`: ${changeOf(mutant, source.split("\n"))}`,
      })),
  );
}

function changeOf({ location: { start, end }, replacement = "" }: Mutant, lines: readonly string[]): string {
  const before = (lines[start.line - 1] ?? "").slice(0, start.column - 1);
  const after = (lines[end.line - 1] ?? "").slice(end.column - 1);
  return `${code(lines.slice(start.line - 1, end.line).join(" "))} becomes ${code(before + replacement + after)}`;
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
}

/** The changes that the README lists: each a list item of its own line, with the reason on the next. */
export function listedIn(readme: string): string[] {
  return [...readme.matchAll(/^- (`src\/.+ becomes .+)\n {2}\S/gm)].map(([, change = ""]) => change);
}

/** All that is wrong with a run: too few killed, survivors without a reason, reasons without a survivor. */
export function complaintsOf(report: MutationReport, listed: readonly string[], least: number): string[] {
  const survivors = survivorsOf(report).map(({ change }) => change);
  const score = sumsOf(report).at(-1)?.percent ?? 0;
  return [
    ...(score < least ? [`${score.toFixed(1)} % are killed, ${least} % are asked`] : []),
    ...survivors.filter((one) => !listed.includes(one)).map((one) => `no reason in the README: ${one}`),
    ...listed.filter((one) => !survivors.includes(one)).map((one) => `in the README, but killed: ${one}`),
  ];
}
