// What a case is and how its figures become rows of the table. Only ratios of one run on one machine mean anything, so
// each round measures ours and its limit one after the other, and the table shows the median of the rounds.

export interface Row {
  case: string;
  ratio: string;
  spread: string;
  goal: string;
  ours: string;
  limit: string;
}

export interface BenchCase {
  /** What the words after `npm run bench --` are looked for in. */
  name: string;
  measure(): Promise<Row[]>;
}

export type Goal = { atLeast: number } | { atMost: number } | null;

/** One measured round: both in the same unit. */
export interface Round {
  ours: number;
  limit: number;
}

/** The row of rounds in milliseconds: `speed` compares how fast, `time` how long it takes. */
export function rowOf(
  name: string,
  { rounds, goal, by, count }: { rounds: readonly Round[]; goal: Goal; by: "speed" | "time"; count?: number },
): Row {
  const ratios = rounds.map(({ ours, limit }) => (by === "speed" ? limit / ours : ours / limit));
  const ratio = median(ratios);
  const told = (ms: number) =>
    count === undefined ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${Math.round((count * 1000) / ms)} /s`;
  return {
    case: name,
    ratio: ratio.toFixed(2),
    spread: `${Math.min(...ratios).toFixed(2)} - ${Math.max(...ratios).toFixed(2)}`,
    goal: judged(ratio, goal),
    ours: told(median(rounds.map(({ ours }) => ours))),
    limit: told(median(rounds.map(({ limit }) => limit))),
  };
}

/** A row of one number that stands for itself. */
export function figure(name: string, value: number, { goal, unit }: { goal: Goal; unit: string }): Row {
  const ours = `${value.toFixed(2)} ${unit}`;
  return { case: name, ratio: "", spread: "", goal: judged(value, goal), ours, limit: "" };
}

function judged(value: number, goal: Goal): string {
  if (goal === null) return "";
  if ("atLeast" in goal) return `>= ${goal.atLeast} ${value >= goal.atLeast ? "reached" : "MISSED"}`;
  return `<= ${goal.atMost} ${value <= goal.atMost ? "reached" : "MISSED"}`;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((less, more) => less - more);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs `work` and returns how many milliseconds it took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
