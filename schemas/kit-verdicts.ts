// What the conformance kit said of the shipped adapters, in short. The list is written by npm run generate from the
// results that the tests of the project vouch for: they run the kit again and compare.
import { z } from "zod";
import { KitResultSchema, type KitResult } from "./kit-result.ts";
import list from "./kit-verdicts.json" with { type: "json" };

const CountSchema = z.int().nonnegative();

const KitVerdictSchema = KitResultSchema.pick({ adapter: true, level: true, against: true, at: true }).extend(
  {
    passed: CountSchema,
    skipped: CountSchema,
    failed: CountSchema,
  },
);
export type KitVerdict = z.infer<typeof KitVerdictSchema>;

/** Of every shipped adapter that takes the kit; one against a real server stands beside the one against its simulator. */
export const kitVerdicts: readonly KitVerdict[] = z.array(KitVerdictSchema).parse(list);

/** A result in short. */
export function verdictOf({ adapter, level, against, at, cases }: KitResult): KitVerdict {
  const count = (result: string) => cases.filter((one) => one.result === result).length;
  return {
    adapter,
    level,
    against,
    at,
    passed: count("passed"),
    skipped: count("skipped"),
    failed: count("failed"),
  };
}
