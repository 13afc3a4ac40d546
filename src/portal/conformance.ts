// What every adapter must keep, as narrated cases from easy to esoteric. Independent of any test runner, so that a
// command can run them against a simulator. A case is left out only by what the portal declares, with a reason.
import { openBench, type Bench, type Stage } from "./conformance-bench.ts";
import { downloadCases } from "./conformance-downloads.ts";
import { evidenceCases } from "./conformance-evidence.ts";
import { outageCases } from "./conformance-outages.ts";
import { readingCases } from "./conformance-reading.ts";
import { surpriseCases } from "./conformance-surprises.ts";
import { writingCases } from "./conformance-writing.ts";
import type { PortalFacts } from "./contract.ts";

export type { Bench, Stage } from "./conformance-bench.ts";

/** What a portal says of itself before anything is run: its facts, and the faults its simulator can produce. */
export interface Declared {
  facts: PortalFacts;
  faults: readonly string[];
}

export interface ConformanceCase {
  /** Stable, for reports and exceptions: "reading.complete". */
  id: string;
  /** 1 reading, 2 writing, 3 outages, 4 surprises, 5 evidence. */
  level: 1 | 2 | 3 | 4 | 5;
  title: string;
  /** Why this case does not concern this portal; null: it does. */
  skips?(declared: Declared): string | null;
  /** Throws an AssertionError that says what was expected. A sentence: why it does not concern this session. */
  run(bench: Bench): Promise<string | void>;
}

export interface ConformanceResult {
  id: string;
  title: string;
  result: "passed" | "skipped" | "failed";
  /** Why it was skipped, or what failed. */
  reason: string | null;
}

/** All cases in the order in which an adapter learns them. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...readingCases,
  ...writingCases,
  ...outageCases,
  ...surpriseCases,
  ...evidenceCases,
  ...downloadCases,
];

/** Runs cases one after the other, each on a fresh stage from `make`; never throws for a case that fails. */
export async function runConformance(
  make: () => Promise<Stage>,
  cases: readonly ConformanceCase[] = conformanceCases,
): Promise<ConformanceResult[]> {
  const results: ConformanceResult[] = [];
  for (const one of cases) results.push(await runCase(one, make));
  return results;
}

/** Runs one case on a fresh stage. */
export async function runCase(one: ConformanceCase, make: () => Promise<Stage>): Promise<ConformanceResult> {
  const { id, title } = one;
  const bench = openBench(await make());
  try {
    const skipped = one.skips?.({ facts: bench.portal.facts, faults: bench.simulator.faults }) ?? null;
    if (skipped !== null) return { id, title, result: "skipped", reason: skipped };
    const unconcerned = (await one.run(bench)) ?? null;
    return { id, title, result: unconcerned === null ? "passed" : "skipped", reason: unconcerned };
  } catch (thrown) {
    return { id, title, result: "failed", reason: thrown instanceof Error ? thrown.message : String(thrown) };
  } finally {
    await bench.close();
  }
}
