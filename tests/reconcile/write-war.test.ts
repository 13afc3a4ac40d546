import { describe, expect, it } from "vitest";
import type { FieldDecision, Verdict } from "../../src/reconcile/decide.ts";
import { freezeWars, isContested, type PastSend } from "../../src/reconcile/write-war.ts";
import { aDecision, confirming, plainStatus } from "./sides.ts";

/** The portal went back to 40; ours has been 60 all the time. */
const undone = aDecision({ ours: 60, theirs: 40, base: 60, pattern: "theirs", verdict: "send" });
const round: PastSend = { before: 40, set: 60 };

function verdictOf(decision: FieldDecision, sends: readonly PastSend[]): Verdict | undefined {
  return freezeWars([decision], { [decision.field]: sends }, plainStatus)[0]?.verdict;
}

describe("a write war", () => {
  it("is seen when the portal undid ours twice in a row: the field is frozen, nothing else of it changes", () => {
    expect(freezeWars([undone], { percent: [round, round] }, plainStatus)).toEqual([
      { ...undone, verdict: "freeze" },
    ]);
  });

  it.each<[string, PastSend[], Verdict]>([
    ["no write at all", [], "send"],
    ["one write undone", [round], "send"],
    ["two writes undone", [round, round], "freeze"],
    ["three writes undone", [round, round, round], "freeze"],
    [
      "two undone by other values each time",
      [
        { before: 20, set: 60 },
        { before: 30, set: 70 },
      ],
      "freeze",
    ],
    [
      "one undone after one that the next found kept",
      [
        { before: 40, set: 50 },
        { before: 50, set: 60 },
      ],
      "send",
    ],
    [
      "two undone, then one kept, then one undone",
      [round, round, { before: 40, set: 50 }, { before: 50, set: 60 }],
      "send",
    ],
    ["one kept at first, then two undone", [{ before: 10, set: 40 }, round, round], "freeze"],
    ["the last one kept", [round, round, { before: 60, set: 40 }], "send"],
  ])("is counted back from now: %s", (_, sends, verdict) => {
    expect(verdictOf(undone, sends)).toBe(verdict);
  });

  it("counts a write as kept when the portal shows it in other formatting", () => {
    const sends = [round, { before: 40, set: "40 %" }];

    expect(verdictOf(undone, sends)).toBe("send");
  });

  it("counts a write as kept when the portal shows another lifecycle in its place", () => {
    const back = aDecision({
      field: "lifecycle",
      ours: "in_progress",
      theirs: "submitted",
      base: "in_progress",
      pattern: "theirs",
      verdict: "adopt",
    });
    const sends = {
      lifecycle: [
        { before: "returned", set: "completed" },
        { before: "returned", set: "completed" },
      ],
    };

    expect(freezeWars([back], sends, confirming)).toMatchObject([{ verdict: "adopt" }]);
    expect(freezeWars([back], sends, plainStatus)).toMatchObject([{ verdict: "freeze" }]);
  });

  it("stops the field from being taken over as well", () => {
    expect(verdictOf({ ...undone, verdict: "adopt" }, [round, round])).toBe("freeze");
  });

  it("concerns each field for itself", () => {
    const text = { ...undone, field: "progressText", ours: "x", theirs: "y", base: "x" } as const;

    expect(freezeWars([text, undone], { percent: [round, round] }, plainStatus)).toEqual([
      text,
      { ...undone, verdict: "freeze" },
    ]);
  });

  it.each<[string, Partial<FieldDecision>, boolean]>([
    ["the portal moved it and we would send", {}, true],
    ["the portal moved it and we would take it over", { verdict: "adopt" }, true],
    ["a known difference", { verdict: "keep" }, false],
    ["held already", { verdict: "hold" }, false],
    ["we alone moved it", { pattern: "ours" }, false],
    ["both moved it", { pattern: "both" }, false],
    ["a person has just decided", { by: { kind: "resolution", id: "1" } }, false],
  ])("can only be where the portal moved the field and we would move on: %s", (_, set, isOne) => {
    const decision = { ...undone, ...set };

    expect(isContested(decision)).toBe(isOne);
    expect(verdictOf(decision, [round, round])).toBe(isOne ? "freeze" : decision.verdict);
  });
});
