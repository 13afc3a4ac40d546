import { expect, test } from "vitest";
import { levelOf, type CaseOutcome, type Level } from "../../schemas/kit-result.ts";

const cases: { id: string; level: Level }[] = [
  { id: "reads", level: "bronze" },
  { id: "writes", level: "silver" },
  { id: "survives", level: "gold" },
];

const outcome = (id: string, result: CaseOutcome["result"]): CaseOutcome => ({ id, result, reason: null });

test.each<[Level | null, CaseOutcome["result"], CaseOutcome["result"], CaseOutcome["result"]]>([
  ["gold", "passed", "passed", "passed"],
  ["gold", "passed", "skipped", "skipped"],
  ["silver", "passed", "passed", "failed"],
  ["bronze", "passed", "failed", "passed"],
  [null, "failed", "passed", "passed"],
])("is %s when bronze %s, silver %s and gold %s", (level, bronze, silver, gold) => {
  const outcomes = [outcome("reads", bronze), outcome("writes", silver), outcome("survives", gold)];

  expect(levelOf(cases, outcomes, "gold")).toBe(level);
});

test("is no higher than what was asked for", () => {
  const outcomes = [outcome("reads", "passed"), outcome("writes", "passed"), outcome("survives", "passed")];

  expect(levelOf(cases, outcomes, "silver")).toBe("silver");
});

test("is not reached by leaving out the case that it is about", () => {
  const about = cases.map((one) => ({ ...one, ...(one.id === "writes" && { cornerstone: true as const }) }));
  const outcomes = [outcome("reads", "passed"), outcome("writes", "skipped"), outcome("survives", "passed")];

  expect(levelOf(about, outcomes, "gold")).toBe("bronze");
});

test("counts a case that was not run as failed", () => {
  expect(levelOf(cases, [outcome("reads", "passed")], "gold")).toBe("bronze");
});
