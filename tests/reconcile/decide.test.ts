import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { no, readOnly, yes, type FieldFact } from "../../schemas/facts.ts";
import { fieldNames, fields, type FieldName, type Ownership } from "../../schemas/field.ts";
import { LifecycleSchema, type Lifecycle, type StatusMap } from "../../schemas/status.ts";
import { decideFields, movedBase, patternOf, verdicts, type Sides } from "../../src/reconcile/decide.ts";

const words = Object.fromEntries(LifecycleSchema.options.map((one) => [one, one])) as Record<
  Lifecycle,
  string
>;
const status: StatusMap = {
  version: 1,
  reads: {},
  writes: words,
  shows: { completed: { as: "submitted", loss: "waits for confirmation" } },
};
const everything = (fact: FieldFact) =>
  Object.fromEntries(fieldNames.map((name) => [name, fact])) as Record<FieldName, FieldFact>;

// The table as it stands in the comment of decide.ts, line by line.
const source = readFileSync(new URL("../../src/reconcile/decide.ts", import.meta.url), "utf8");
const owners: Ownership[] = ["ours", "theirs", "shared", "append_only", "derived"];
const sidesOf: Record<string, Sides> = {
  "ours = theirs": { ours: "B", theirs: "B", base: "A" },
  "theirs = base": { ours: "B", theirs: "A", base: "A" },
  "ours = base": { ours: "A", theirs: "B", base: "A" },
  "all three differ": { ours: "B", theirs: "C", base: "A" },
  "no base, ours blank": { ours: null, theirs: "C", base: undefined },
  "no base, theirs blank": { ours: "B", theirs: "", base: undefined },
  "no base, neither": { ours: "B", theirs: "C", base: undefined },
};
const rows = [
  ...source.matchAll(/^\/\/ {3}(same|ours|theirs|both|unmet) +(\S.*?) {2,}(\w+(?: +\w+){4})$/gm),
].map((match) => ({
  when: (match[2] ?? "").trim(),
  verdicts: (match[3] ?? "").split(/ +/),
}));

describe("the three-way decision of one field", () => {
  it("has the seven rows of its comment", () => {
    expect(rows.map((row) => row.when)).toEqual(Object.keys(sidesOf));
  });

  for (const row of rows) {
    for (const [column, owner] of owners.entries()) {
      it(`says ${row.verdicts[column]} where ${row.when} and the owner is ${owner}`, () => {
        const sides = sidesOf[row.when];
        if (sides === undefined) throw new Error(`no example for "${row.when}"`);
        const { base, ours, theirs } = sides;

        const [decision] = decideFields(
          {
            ours: { title: ours },
            theirs: { title: theirs },
            base: base === undefined ? {} : { title: base },
          },
          { fields: everything(yes), status },
          { title: owner },
        );

        expect(decision?.verdict).toBe(row.verdicts[column]);
      });
    }
  }

  it("covers every combination of nothing, one value and another on all three sides", () => {
    const values = [null, "A", "B"] as const;
    for (const base of [undefined, ...values]) {
      for (const ours of values) {
        for (const theirs of values) {
          const pattern = patternOf("title", { base, ours, theirs }, status);

          const expected =
            ours === theirs
              ? "same"
              : base === undefined
                ? ours === null
                  ? "unmet_theirs"
                  : theirs === null
                    ? "unmet_ours"
                    : "unmet_both"
                : theirs === base
                  ? "ours"
                  : ours === base
                    ? "theirs"
                    : "both";
          expect(pattern, JSON.stringify({ base, ours, theirs })).toBe(expected);
          expect(Object.keys(verdicts[pattern])).toHaveLength(owners.length);
        }
      }
    }
  });

  it("keeps instead of sending what the portal does not let us set", () => {
    const decisions = decideFields(
      { ours: { percent: 40 }, theirs: { percent: 20 }, base: { percent: 20 } },
      { fields: everything(readOnly("derived")), status },
    );

    expect(decisions).toMatchObject([{ field: "percent", pattern: "ours", verdict: "keep" }]);
  });

  it("leaves out fields that the portal does not show", () => {
    const sides = { ours: { percent: 40, title: "x" }, theirs: { title: "x" }, base: {} };

    const shown = decideFields(sides, { fields: everything(yes), status });
    const none = decideFields(sides, { fields: everything(no("no such box")), status });

    expect(shown.map((decision) => decision.field)).toEqual(["title"]);
    expect(none).toEqual([]);
  });

  it("takes a completion shown as awaiting confirmation for the same, on either side of the base", () => {
    const asSubmitted = { ours: "completed", theirs: "submitted", base: "in_progress" };
    const confirmed = { ours: "completed", theirs: "completed", base: "submitted" };
    const returned = { ours: "completed", theirs: "returned", base: "submitted" };

    expect(patternOf("lifecycle", asSubmitted, status)).toBe("same");
    expect(patternOf("lifecycle", confirmed, status)).toBe("same");
    expect(patternOf("lifecycle", returned, status)).toBe("theirs");
  });

  it("never takes formatting for a difference", () => {
    const pairs: [FieldName, string | number, string | number][] = [
      ["title", "Xây dựng  cơ sở\r\ndữ liệu ", "Xây dựng cơ sở\ndữ liệu"],
      ["title", "Đề án 06".normalize("NFD"), "Đề án 06"],
      ["budgetAllocated", "001500000000", "1500000000"],
      ["percent", 40, 40.0],
    ];

    for (const [field, ours, theirs] of pairs) {
      expect(patternOf(field, { ours, theirs, base: null }, status), String(ours)).toBe("same");
    }
    expect(patternOf("title", { ours: "Đề án 06", theirs: "De an 06", base: "Đề án 06" }, status)).toBe(
      "theirs",
    );
  });

  it("has an owner for every field", () => {
    expect(fieldNames.every((name) => owners.includes(fields[name].owner))).toBe(true);
  });
});

describe("the base", () => {
  it("moves where both sides agree or the difference is known, and stays everywhere else", () => {
    const decisions = decideFields(
      {
        ours: { percent: 40, title: "ours", progressText: "new", lifecycle: "in_progress" },
        theirs: { percent: 40, title: "theirs", progressText: "old", lifecycle: "returned" },
        base: { percent: 20, title: "older", progressText: "old", lifecycle: "not_started" },
      },
      { fields: everything(yes), status },
      { title: "derived" },
    );

    expect(
      movedBase({ percent: 20, title: "older", progressText: "old", lifecycle: "not_started" }, decisions),
    ).toEqual({
      percent: 40,
      title: "theirs",
      progressText: "old",
      lifecycle: "not_started",
    });
  });
});
