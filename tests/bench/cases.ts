// Every case of the bench, in the order in which they run.
import type { BenchCase } from "./bench-case.ts";
import { consoleCases } from "./console-cases.ts";
import { emptyCases } from "./empty-cases.ts";
import { evidenceCases } from "./evidence-cases.ts";
import { importCases } from "./import-cases.ts";
import { ledgerCases } from "./ledger-cases.ts";
import { pushCases } from "./push-cases.ts";
import { startCases } from "./start-cases.ts";

export const cases: readonly BenchCase[] = [
  ...pushCases,
  ...emptyCases,
  ...startCases,
  ...ledgerCases,
  ...importCases,
  ...evidenceCases,
  ...consoleCases,
];
