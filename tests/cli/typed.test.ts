import { expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { typed, wordOf } from "../../src/cli/typed.ts";

const given = (options: Record<string, unknown>) => typed({ words: [], options });

it.each([
  ["2025-12-31", "2025-12-31"],
  ["31/12/2025", "2025-12-31"],
  ["1-2-2026", "2026-02-01"],
  [" 01/02/2026 ", "2026-02-01"],
])("reads the day %s as %s", (text, day) => {
  expect(given({ due: text }).day("due")).toBe(day);
});

it.each([
  ["1500000000", 1_500_000_000n],
  ["1.500.000.000", 1_500_000_000n],
  ["1,500,000", 1_500_000n],
  ["0", 0n],
])("reads the amount %s as whole đồng", (text, money) => {
  expect(given({ budget: text }).money("budget")).toBe(money);
});

it.each(["completed", "Hoàn thành", "hoàn thành", "Hoàn thành".normalize("NFD")])(
  "reads the status %s by its code word or as users read it",
  (text) => {
    expect(given({ status: text }).lifecycle("status")).toBe("completed");
  },
);

it("reads every pair of an option that takes several, and names each that is none", () => {
  const option = given({ pair: ["PL1.3=1034", " PL1.4 = a=b", "PL1.5", "=7", "x="] });

  expect(option.pairs("pair", "PL1.3=1034")).toEqual([
    ["PL1.3", "1034"],
    ["PL1.4", "a=b"],
  ]);
  expect(() => option.check()).toThrow(
    expect.objectContaining({
      problems: ["PL1.5", "=7", "x="].map((read) => ({
        key: "cli.bad_option",
        values: expect.objectContaining({ option: "--pair", read }),
      })),
    }),
  );
});

it("leaves out what was not typed", () => {
  const option = given({});

  expect([option.text("a"), option.day("b"), option.whole("c", { from: 0, to: 1 })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(() => option.check()).not.toThrow();
});

it("tells every mistake at once, by the option as it is typed, with what was read and what is expected", () => {
  const option = given({
    due: "31/02/2025",
    percent: "101",
    budgetRegistered: "1.5",
    status: "nearly",
    kind: "ministry",
    classification: "secret",
  });
  option.day("due");
  option.whole("percent", { from: 0, to: 100 });
  option.money("budgetRegistered");
  option.lifecycle("status");
  option.choice("kind", ["department", "commune"]);
  option.classification("classification");

  const problems = problemsOf(() => option.check());

  expect(problems.map(({ values }) => [values["option"], values["read"]])).toEqual([
    ["--due", "31/02/2025"],
    ["--percent", "101"],
    ["--budget-registered", "1.5"],
    ["--status", "nearly"],
    ["--kind", "ministry"],
    ["--classification", "secret"],
  ]);
  expect(problems.map(({ values }) => values["expects"])).not.toContain("");
});

it("hands words on composed, whatever form they were typed in", () => {
  const call = { words: ["Sở Nội vụ".normalize("NFD")], options: {} };

  expect(wordOf(call, 0)).toBe("Sở Nội vụ".normalize("NFC"));
});

function problemsOf(work: () => void): UserError["problems"] {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error("nothing was wrong");
}
