import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { no, readOnly, yes } from "../../schemas/facts.ts";
import {
  fieldNames,
  fields,
  OwnershipSchema,
  type FieldName,
  type FieldValue,
  type Ownership,
} from "../../schemas/field.ts";
import type { Pattern } from "../../schemas/operation.ts";
import {
  acceptedBase,
  decideFields,
  movedBase,
  patternOf,
  verdicts,
  withinReach,
} from "../../src/reconcile/decide.ts";
import { confirming as status, everything } from "./sides.ts";

// The table as it stands in the comment of decide.ts, line by line.
const source = readFileSync(new URL("../../src/reconcile/decide.ts", import.meta.url), "utf8");
const row = /^\/\/ {3}(–|A|B) {5}(–|A|B) {5}(–|A|B) {7}(\w+) +(\w+) +(\w+) +(\w+) +(\w+) +(\w+)$/gm;
const rows = [...source.matchAll(row)].map(
  ([, base = "", ours = "", theirs = "", pattern = "", ...verdict]) => ({
    base,
    ours,
    theirs,
    pattern,
    verdict,
  }),
);
const owners: Ownership[] = ["ours", "theirs", "shared", "append_only", "derived"];
const signs = ["–", "A", "B"];

/** Three texts and three days that stand for the signs of the table; blank is nothing, or an empty text. */
const examples: { field: FieldName; blank: FieldValue; A: FieldValue; B: FieldValue }[] = [
  { field: "title", blank: null, A: "Đề án 06", B: "Đề án 07" },
  { field: "difficulties", blank: "", A: "Thiếu kinh phí", B: "Thiếu nhân lực" },
  { field: "expectedOn", blank: null, A: "2025-12-31", B: "2026-01-31" },
];

describe("the three-way decision of one field", () => {
  it("has a row in its comment for each of the 27 patterns, in order", () => {
    const all = signs.flatMap((base) =>
      signs.flatMap((ours) => signs.map((theirs) => `${base} ${ours} ${theirs}`)),
    );

    expect(rows.map(({ base, ours, theirs }) => `${base} ${ours} ${theirs}`)).toEqual(all);
  });

  it("names its five owners in the order of the table's columns", () => {
    const heading = /^\/\/ {3}base +ours +theirs +pattern +(.*)$/m.exec(source)?.[1]?.split(/ +/);

    expect(heading).toEqual(owners);
    expect(OwnershipSchema.options.toSorted()).toEqual(owners.toSorted());
  });

  for (const { base, ours, theirs, pattern, verdict } of rows) {
    for (const [column, owner] of owners.entries()) {
      it(`base ${base}, ours ${ours}, theirs ${theirs}, owner ${owner}: ${pattern}, ${verdict[column]}`, () => {
        for (const example of examples) {
          const value = (sign: string) => (sign === "–" ? example.blank : example[sign as "A" | "B"]);

          const decisions = decideFields(
            {
              ours: { [example.field]: value(ours) },
              theirs: { [example.field]: value(theirs) },
              base: base === "–" ? {} : { [example.field]: value(base) },
            },
            { fields: everything(yes), status },
            { [example.field]: owner },
          );

          expect(decisions).toMatchObject([{ pattern, owner, verdict: verdict[column], by: null }]);
          expect(verdicts[pattern as Pattern][owner]).toBe(verdict[column]);
        }
      });
    }
  }

  it("takes a blank that both sides agreed on for a value like any other", () => {
    expect(patternOf("title", { base: null, ours: "B", theirs: null }, status)).toBe("ours");
    expect(patternOf("title", { base: null, ours: null, theirs: "B" }, status)).toBe("theirs");
    expect(patternOf("title", { base: null, ours: "A", theirs: "B" }, status)).toBe("both");
  });

  it.each<[FieldName, FieldValue, FieldValue, Pattern]>([
    ["percent", 0, 40, "unmet_theirs"],
    ["percent", 40, 0, "unmet_ours"],
    ["lifecycle", "not_started", "returned", "unmet_theirs"],
    ["lifecycle", "in_progress", "returned", "unmet_both"],
  ])("takes not begun for blank when two sides first meet: %s %s and %s", (field, ours, theirs, pattern) => {
    expect(patternOf(field, { base: undefined, ours, theirs }, status)).toBe(pattern);
  });

  it("keeps instead of sending what the portal does not let us set", () => {
    const decisions = decideFields(
      { ours: { percent: 40 }, theirs: { percent: 20 }, base: { percent: 20 } },
      { fields: everything(readOnly("derived")), status },
    );

    expect(decisions).toMatchObject([{ field: "percent", pattern: "ours", verdict: "keep" }]);
  });

  it.each(["same", "adopt", "hold", "keep"] as const)(
    "leaves %s as it is where it cannot set the field",
    (verdict) => {
      expect(withinReach(verdict, readOnly("derived"))).toBe(verdict);
    },
  );

  it("takes what the register does not have for nothing", () => {
    const decisions = decideFields(
      { ours: {}, theirs: { percent: 20 }, base: {} },
      { fields: everything(yes), status },
    );

    expect(decisions).toEqual([
      {
        field: "percent",
        ours: null,
        theirs: 20,
        base: undefined,
        pattern: "unmet_theirs",
        owner: "ours",
        by: null,
        verdict: "adopt",
      },
    ]);
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

  it("under changed maps stands only where both sides agree or the portal shows what was agreed", () => {
    const base = { percent: 20, title: "older", progressText: "old", lifecycle: "not_started" } as const;
    const decisions = decideFields(
      {
        ours: {
          percent: 40,
          title: "ours",
          progressText: "new",
          lifecycle: "in_progress",
          difficulties: "x",
        },
        theirs: {
          percent: 40,
          title: "theirs",
          progressText: "old",
          lifecycle: "returned",
          difficulties: "y",
        },
        base,
      },
      { fields: everything(yes), status },
    );

    expect(acceptedBase(base, decisions)).toEqual({ percent: 40, progressText: "old" });
  });
});
