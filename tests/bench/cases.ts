// Every case of the bench, in the order in which they run.
import type { BenchCase } from "./bench-case.ts";
import { pushCases } from "./push-cases.ts";

export const cases: readonly BenchCase[] = [...pushCases];
