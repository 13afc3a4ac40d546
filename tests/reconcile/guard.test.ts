import { describe, expect, it } from "vitest";
import { GuardSettingsSchema } from "../../schemas/config.ts";
import { inWords, type PhraseKey } from "../../schemas/phrase.ts";
import { guard, type GuardName, type PortalView } from "../../src/reconcile/guard.ts";
import type { TaskDecision } from "../../src/reconcile/task.ts";

const at = { linkId: "l", taskCode: "c", portal: "nq57", remoteId: "1" };
const quiet: TaskDecision = { operations: [], fields: [], base: {}, filesThere: [], asksAgain: false };
const empty = { set: {}, before: {}, base: {}, because: {} };
const sending: TaskDecision = {
  ...quiet,
  operations: [{ kind: "send_progress", ...at, ...empty, after: null }],
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
const movedByBoth: TaskDecision = {
  ...quiet,
  fields: [{ ...percent, theirs: 50, base: 30, pattern: "both" }],
};
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

  it.each<[string, Partial<PortalView>]>([
    [
      "as many changes as the share allows",
      { links: 10, listed: 10, listedBefore: 10, decisions: many(sending, 3) },
    ],
    ["a listing of exactly the smallest share", { links: 100, listed: 80, listedBefore: 100 }],
    ["a listing longer than the last one", { links: 10, listed: 20, listedBefore: 10 }],
    ["a first listing", { links: 10, listed: 10, listedBefore: null }],
    ["an empty listing where nothing is linked yet", { links: 0, listed: 0, listedBefore: 0 }],
    [
      "sends and adoptions that are too many only together",
      { decisions: [...many(sending, 100), ...many(adopting, 100)] },
    ],
    [
      "any number of tasks held",
      { decisions: many({ ...quiet, operations: [{ kind: "hold", ...at, fields: [], reasons: [] }] }, 400) },
    ],
    [
      "protected fields that are not protected here",
      { decisions: many(movingDay, 20), settings: GuardSettingsSchema.parse({ protectedFields: [] }) },
    ],
  ])("let pass %s", (_, change) => {
    expect(guard(aView(change))).toEqual([]);
  });

  it.each<[GuardName, PhraseKey, Partial<PortalView>, object]>([
    ["empty-listing", "guard.empty_listing", { listed: 0 }, { links: 428 }],
    [
      "short-listing",
      "guard.short_listing",
      { links: 100, listed: 79, listedBefore: 100 },
      { listed: 79, before: 100, share: "79.0 %", least: "80.0 %" },
    ],
    [
      "short-listing",
      "guard.short_listing",
      { links: 100, listed: 79, listedBefore: null },
      { listed: 79, before: 100, share: "79.0 %", least: "80.0 %" },
    ],
    [
      "short-listing",
      "guard.short_listing",
      { links: 0, listed: 0, listedBefore: 6 },
      { listed: 0, before: 6, share: "0.0 %", least: "80.0 %" },
    ],
    ["mapping-changed", "guard.mapping_changed", { otherMapping: 3 }, { otherMapping: 3, links: 428 }],
    [
      "too-many-changes",
      "guard.too_many_send",
      { decisions: many(sending, 129) },
      { changing: 129, links: 428, share: "30.1 %", most: "30.0 %" },
    ],
    [
      "too-many-changes",
      "guard.too_many_send",
      {
        decisions: many(
          {
            ...quiet,
            operations: [{ kind: "send_evidence", ...at, sha256: "", name: "", mends: null, beside: [] }],
          },
          129,
        ),
      },
      { changing: 129, links: 428, share: "30.1 %", most: "30.0 %" },
    ],
    [
      "too-many-changes",
      "guard.too_many_adopt",
      { decisions: many(adopting, 214) },
      { changing: 214, links: 428, share: "50.0 %", most: "30.0 %" },
    ],
    [
      "too-many-protected",
      "guard.too_many_protected",
      { decisions: many(movingDay, 11) },
      { field: "dueOn", changing: 11, links: 428, share: "2.6 %", most: 10 },
    ],
    [
      "moved-everywhere",
      "guard.moved_everywhere",
      { decisions: [...many(moved, 2), ...many(movedByBoth, 2), ...many(unmoved, 3)] },
      { field: "percent", moved: 4, looked: 7, share: "57.1 %", most: "50.0 %" },
    ],
  ])("%s says all that its sum rests on: %s (%#)", (name, key, change, values) => {
    expect(guard(aView(change))).toEqual([
      { portal: "nq57", guard: name, reason: { key, values: { portal: "nq57", ...values } } },
    ]);
  });

  it("moved-everywhere judges every field for itself and leaves first meetings out of the sum", () => {
    const title = { ...percent, field: "title", ours: "A", theirs: "A", base: "A", pattern: "same" } as const;
    const looked: TaskDecision = { ...quiet, fields: [...moved.fields, title] };
    const decisions = [...many(looked, 5), ...many(unmet, 100)];

    expect(guard(aView({ decisions })).map(({ reason }) => reason.values)).toMatchObject([
      { field: "percent", moved: 5, looked: 5 },
    ]);
  });

  it("count a task once, however many of its operations change it", () => {
    const both: TaskDecision = { ...quiet, operations: [...sending.operations, ...sending.operations] };

    expect(guard(aView({ decisions: many(both, 100) }))).toEqual([]);
  });

  it("refuse for each reason there is, in one order", () => {
    const view = aView({
      listed: 1,
      otherMapping: 1,
      decisions: many({ ...movingDay, fields: moved.fields }, 200),
    });

    expect(guard(view).map(({ guard: name }) => name)).toEqual([
      "short-listing",
      "mapping-changed",
      "too-many-changes",
      "too-many-protected",
      "moved-everywhere",
    ]);
  });
});
