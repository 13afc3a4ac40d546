// What every adapter must keep, as narrated cases in three levels. Independent of any test runner, so that a command can
// run them against a simulator or a real server. A case is left out only by what is declared, with a reason.
import { levels, type CaseOutcome, type Level, type Reason } from "../../schemas/kit-result.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { abilityCases } from "./conformance-abilities.ts";
import { openBench, OutOfReach, type Bench, type Stage } from "./conformance-bench.ts";
import { downloadCases } from "./conformance-downloads.ts";
import { evidenceCases } from "./conformance-evidence.ts";
import { outageCases } from "./conformance-outages.ts";
import { oddityCases } from "./conformance-oddities.ts";
import type { OwnerAct } from "./conformance-owner.ts";
import { readingCases } from "./conformance-reading.ts";
import { surpriseCases } from "./conformance-surprises.ts";
import { writingCases } from "./conformance-writing.ts";
import type { PortalFacts } from "./contract.ts";

/** What is said before anything is run: the portal's facts, and the faults that its owner can produce. */
export interface Declared {
  facts: PortalFacts;
  faults: readonly string[];
}

export type Topic = "reading" | "writing" | "abilities" | "outages" | "surprises" | "evidence";

export interface ConformanceCase {
  /** Stable, for reports and exceptions: "reading.complete". */
  id: string;
  topic: Topic;
  level: Level;
  title: Phrase;
  /** Its level is not reached by leaving it out. */
  cornerstone?: true;
  /** What the portal's owner must be able to do for it. */
  acts?: readonly OwnerAct[];
  /** How long an answer may stay away, where the case is about that. */
  patienceMs?: number;
  /** Why this case does not concern this portal; null: it does. */
  skips?(declared: Declared): Reason | null;
  /** Throws an AssertionError that says what was expected. A reason: why it does not concern this session. */
  run(bench: Bench): Promise<Reason | void>;
}

const everyCase: readonly ConformanceCase[] = [
  ...readingCases,
  ...oddityCases,
  ...writingCases,
  ...abilityCases,
  ...outageCases,
  ...surpriseCases,
  ...evidenceCases,
  ...downloadCases,
];

/** All cases, level by level. */
export const conformanceCases: readonly ConformanceCase[] = levels.flatMap((level) =>
  everyCase.filter((one) => one.level === level),
);

/** Runs cases one after the other, each on a fresh stage from `make`; never throws for a case that fails. */
export async function runConformance(
  make: () => Promise<Stage>,
  cases: readonly ConformanceCase[] = conformanceCases,
): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  for (const one of cases) outcomes.push(await runCase(one, make));
  return outcomes;
}

/** Runs one case on a fresh stage. */
export async function runCase(one: ConformanceCase, make: () => Promise<Stage>): Promise<CaseOutcome> {
  const { id } = one;
  const bench = openBench(await make(), one);
  try {
    const skipped = leftOut(one, bench) ?? (await one.run(bench)) ?? null;
    return { id, result: skipped === null ? "passed" : "skipped", reason: skipped };
  } catch (thrown) {
    if (thrown instanceof OutOfReach) return { id, result: "skipped", reason: thrown.reason };
    return { id, result: "failed", reason: thrown instanceof Error ? thrown.message : String(thrown) };
  } finally {
    await bench.close();
  }
}

function leftOut(one: ConformanceCase, { portal, owner }: Bench): Reason | null {
  const unable = (one.acts ?? []).map((act) => owner.cannot[act]).find((reason) => reason !== undefined);
  return one.skips?.({ facts: portal.facts, faults: owner.faults }) ?? unable ?? null;
}
