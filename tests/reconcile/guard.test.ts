import { describe, expect, it } from "vitest";
import { GuardSettingsSchema } from "../../schemas/config.ts";
import { inWords } from "../../schemas/phrase.ts";
import { guard, type PortalView } from "../../src/reconcile/guard.ts";
import type { TaskDecision } from "../../src/reconcile/task.ts";

const at = { linkId: "l", taskCode: "c", portal: "nq57", remoteId: "1" };
const quiet: TaskDecision = { operations: [], fields: [], base: {}, filesThere: [], asksAgain: false };
const empty = { set: {}, before: {}, base: {}, because: {} };
const sending: TaskDecision = {
  ...quiet,
  operations: [{ kind: "send_progress", ...at, ...empty }],
};
const adopting: TaskDecision = { ...quiet, operations: [{ kind: "adopt", ...at, ...empty }] };
const movingDay: TaskDecision = {
  ...quiet,
  operations: [{ kind: "adopt", ...at, ...empty, set: { dueOn: "2025-12-30" } }],
};

const percent = { field: "percent", ours: 40, owner: "ours", by: null, verdict: "same" } as const;
const moved: TaskDecision = {
  ...quiet,
  fields: [{ ...percent, theirs: 50, base: 40, pattern: "theirs" }],
};
const unmoved: TaskDecision = { ...quiet, fields: [{ ...percent, theirs: 40, base: 40, pattern: "same" }] };
const unmet: TaskDecision = {
  ...quiet,
  fields: [{ ...percent, theirs: 50, base: undefined, pattern: "unmet_both" }],
};

function aView(change: Partial<PortalView>): PortalView {
  return {
    portal: "nq57",
    links: 428,
    decisions: [],
    listed: 428,
    listedBefore: 428,
    otherMapping: 0,
    settings: GuardSettingsSchema.parse({}),
    overridden: [],
    ...change,
  };
}
const many = (decision: TaskDecision, count: number) => Array.from({ length: count }, () => decision);

describe("the guards of a whole portal", () => {
  it("let an ordinary plan pass", () => {
    expect(guard(aView({ decisions: [...many(sending, 128), ...many(quiet, 300)] }))).toEqual([]);
  });

  it.each<[string, Partial<PortalView>, string]>([
    ["too-many-changes", { decisions: many(sending, 129) }, "129 / 428"],
    ["too-many-changes", { decisions: many(adopting, 129) }, "129 / 428"],
    ["too-many-protected", { decisions: many(movingDay, 11) }, "11 / 428"],
    ["empty-listing", { listed: 0 }, "0 / 428"],
    ["short-listing", { listed: 342 }, "342 / 428"],
    ["short-listing", { listed: 400, listedBefore: 600 }, "400 / 600"],
    ["mapping-changed", { otherMapping: 3 }, "3 / 428"],
  ])("%s refuses and shows the sum (%#)", (name, change, sum) => {
    const [refusal] = guard(aView(change));

    expect(refusal?.guard).toBe(name);
    expect(refusal && inWords(refusal.reason, "vi")).toContain(sum);
    expect(refusal && inWords(refusal.reason, "en")).toContain(sum);
  });

  it("let few links change altogether", () => {
    expect(guard(aView({ links: 9, listed: 9, listedBefore: 9, decisions: many(sending, 9) }))).toEqual([]);
    expect(
      guard(aView({ links: 10, listed: 10, listedBefore: 10, decisions: many(sending, 4) })),
    ).toHaveLength(1);
  });

  it("moved-everywhere refuses when the portal moved one field in most tasks looked at, however few", () => {
    const [refusal, ...others] = guard(aView({ decisions: [...many(moved, 3), ...many(unmoved, 2)] }));

    expect(others).toEqual([]);
    expect(refusal?.guard).toBe("moved-everywhere");
    expect(refusal && inWords(refusal.reason, "en")).toContain("3 / 5");
  });

  it.each([
    ["half of those looked at", [...many(moved, 5), ...many(unmoved, 5)]],
    ["only four were looked at", many(moved, 4)],
    ["the sides had never agreed", many(unmet, 9)],
  ])("moved-everywhere lets pass where %s", (_, decisions) => {
    expect(guard(aView({ decisions }))).toEqual([]);
  });

  it("let a few protected fields change, and any number of others", () => {
    const decisions = [...many(movingDay, 10), ...many(sending, 100)];

    expect(guard(aView({ decisions }))).toEqual([]);
  });

  it("do not measure a listing where tasks were read one by one", () => {
    expect(guard(aView({ listed: null }))).toEqual([]);
  });

  it("let pass exactly the one that a person overrode", () => {
    const view = aView({ listed: 0, decisions: many(sending, 200), overridden: ["too-many-changes"] });

    expect(guard(view).map((refusal) => refusal.guard)).toEqual(["empty-listing"]);
  });
});
