import { describe, expect, it } from "vitest";
import type { Rule } from "../../schemas/conflict.ts";
import type { FieldValue } from "../../schemas/field.ts";
import type { FieldDecision } from "../../src/reconcile/decide.ts";
import { reasonsToHold, shown, type Held, type TaskView } from "../../src/reconcile/lattice.ts";
import { aDecision, plainStatus } from "./sides.ts";

const file = { remoteId: "9", name: "a.pdf", size: 1, sha256: null };
const sending = aDecision({
  field: "difficulties",
  ours: "Mới",
  theirs: "Cũ",
  pattern: "ours",
  verdict: "send",
});
const nothingThere: TaskView["theirs"] = { evidence: [], locked: null, unknownWords: [], fields: {} };

/** A task due on 31/12/2025, looked at a month before, without anything wrong but what the decisions say. */
function aView(decisions: readonly FieldDecision[], set: Partial<TaskView> = {}): TaskView {
  return {
    decisions,
    ours: { lifecycle: "in_progress", dueOn: "2025-12-31", completedOn: null },
    evidenceCount: 0,
    missingProofs: [],
    theirs: nothingThere,
    status: plainStatus,
    today: "2025-12-01",
    ...set,
  };
}

const keysOf = (held: readonly Held[]) => held.map(({ reason }) => reason.key);

describe("a difference that nobody settled", () => {
  it.each<[string, FieldDecision, Held]>([
    [
      "both changed it",
      aDecision({ field: "dueOn", ours: "2026-01-31", theirs: null, base: "2025-12-31" }),
      {
        fields: ["dueOn"],
        reason: {
          key: "reconcile.both_changed",
          values: { field: "dueOn", ours: "31/01/2026", theirs: "–", base: "31/12/2025" },
        },
        case: "both_changed",
      },
    ],
    [
      "they never agreed on it",
      aDecision({ pattern: "unmet_both", base: undefined }),
      {
        fields: ["percent"],
        reason: { key: "reconcile.unmet", values: { field: "percent", ours: "60", theirs: "50", base: "–" } },
        case: "unmet",
      },
    ],
  ])("holds and shows all three values: %s", (_, decision, held) => {
    expect(reasonsToHold(aView([decision]))).toEqual([held]);
  });

  it.each(["same", "keep", "freeze"] as const)("is none where the verdict is %s", (verdict) => {
    expect(reasonsToHold(aView([aDecision({ verdict })]))).toEqual([]);
  });

  it("has every reason named, in one order", () => {
    const reopened = aDecision({ field: "lifecycle", ours: "on_hold", theirs: "completed", verdict: "send" });
    const view = aView([aDecision({ field: "title", ours: "A", theirs: "B" }), reopened], {
      theirs: { ...nothingThere, locked: "Đã khóa", unknownWords: [{ field: "lifecycle", word: "Khác" }] },
      status: { ...plainStatus, writes: { ...plainStatus.writes, on_hold: { none: "no such word" } } },
      today: "2026-01-01",
    });

    expect(keysOf(reasonsToHold(view))).toEqual([
      "reconcile.both_changed",
      "reconcile.unknown_word",
      "reconcile.backwards_there",
      "reconcile.no_word",
      "reconcile.late_unexplained",
      "reconcile.locked",
    ]);
  });
});

describe("a rule whose case is passed", () => {
  const rule: Rule = { id: "u1", portal: "nq57", field: "percent", case: "both_changed", take: "ours" };

  it.each<[string, Partial<Rule>, number]>([
    ["lifts its case from its field", {}, 0],
    ["lifts it from no other field", { field: "title" }, 1],
    ["lifts no other case", { case: "unmet" }, 1],
  ])("%s", (_, set, left) => {
    const passed = [{ ...rule, id: "u0", field: "dueOn" } as const, { ...rule, ...set }];

    expect(reasonsToHold(aView([aDecision()], { passed }))).toHaveLength(left);
  });
});

describe("a word of the portal that nobody mapped", () => {
  it("holds, names the word, and is settled by no side", () => {
    const theirs = { ...nothingThere, unknownWords: [{ field: "lifecycle", word: "Đã phê duyệt" } as const] };

    expect(reasonsToHold(aView([], { theirs }))).toEqual([
      {
        fields: ["lifecycle"],
        reason: { key: "reconcile.unknown_word", values: { field: "lifecycle", word: "Đã phê duyệt" } },
        case: null,
      },
    ]);
  });
});

type Sides = Pick<FieldDecision, "field" | "ours" | "theirs">;

describe("going backwards", () => {
  it.each<[Sides, string, string]>([
    [{ field: "percent", ours: 30, theirs: 40 }, "40", "30"],
    [{ field: "percent", ours: 0, theirs: 1 }, "1", "0"],
    [{ field: "percent", ours: null, theirs: 40 }, "40", "–"],
    [{ field: "lifecycle", ours: "in_progress", theirs: "completed" }, "completed", "in_progress"],
    [{ field: "lifecycle", ours: "returned", theirs: "submitted" }, "submitted", "returned"],
    [{ field: "completedOn", ours: null, theirs: "2025-11-30" }, "30/11/2025", "–"],
  ])("at the portal holds: %j", (sides, from, to) => {
    const decision = aDecision({ ...sides, pattern: "ours", verdict: "send" });

    expect(reasonsToHold(aView([decision]))).toEqual([
      {
        fields: [sides.field],
        reason: { key: "reconcile.backwards_there", values: { field: sides.field, from, to } },
        case: "backwards_there",
      },
    ]);
  });

  it.each<[Sides, string, string]>([
    [{ field: "percent", ours: 40, theirs: 30 }, "40", "30"],
    [{ field: "percent", ours: 40, theirs: null }, "40", "–"],
    [{ field: "lifecycle", ours: "completed", theirs: "returned" }, "completed", "returned"],
    [{ field: "completedOn", ours: "2025-11-30", theirs: null }, "30/11/2025", "–"],
  ])("in the register holds: %j", (sides, from, to) => {
    const decision = aDecision({ ...sides, pattern: "theirs", verdict: "adopt" });

    expect(reasonsToHold(aView([decision]))).toEqual([
      {
        fields: [sides.field],
        reason: { key: "reconcile.backwards_here", values: { field: sides.field, from, to } },
        case: "backwards_here",
      },
    ]);
  });

  // As seen when sent: from theirs to ours. The other way round for adopting.
  it.each<[string, Sides]>([
    ["progress up", { field: "percent", ours: 41, theirs: 40 }],
    ["progress from nothing", { field: "percent", ours: 40, theirs: null }],
    ["progress from nothing to none", { field: "percent", ours: 0, theirs: null }],
    ["a smaller sum", { field: "budgetAllocated", ours: "30", theirs: "40" }],
    ["an earlier day", { field: "completedOn", ours: "2025-11-29", theirs: "2025-11-30" }],
    ["a first day of completion", { field: "completedOn", ours: "2025-11-30", theirs: null }],
    ["another day taken away", { field: "expectedOn", ours: null, theirs: "2025-11-30" }],
    ["one lifecycle of work for another", { field: "lifecycle", ours: "on_hold", theirs: "in_progress" }],
    ["a confirmation", { field: "lifecycle", ours: "completed", theirs: "submitted" }],
    ["a text that reads like a lifecycle", { field: "title", ours: "in_progress", theirs: "completed" }],
  ])("is not %s", (_, sides) => {
    const proven = {
      evidenceCount: 1,
      theirs: { ...nothingThere, fields: { completedOn: "2025-11-30" }, evidence: [file] },
    };
    const sent = aDecision({ ...sides, pattern: "ours", verdict: "send" });
    const adopted = aDecision({
      field: sides.field,
      ours: sides.theirs,
      theirs: sides.ours,
      verdict: "adopt",
    });

    expect(reasonsToHold(aView([sent], proven))).toEqual([]);
    expect(reasonsToHold(aView([adopted], proven))).toEqual([]);
  });

  it("is what a person who resolved it has seen; a rule has not", () => {
    const down = aDecision({ ours: 30, theirs: 40, verdict: "send" });

    const resolved = { ...down, by: { kind: "resolution", id: "r1" } } as const;
    const ruled = { ...down, by: { kind: "rule", id: "u1" } } as const;

    expect(reasonsToHold(aView([resolved]))).toEqual([]);
    expect(keysOf(reasonsToHold(aView([ruled])))).toEqual(["reconcile.backwards_there"]);
  });

  it.each(["keep", "same", "freeze"] as const)("does not happen where the verdict is %s", (verdict) => {
    expect(reasonsToHold(aView([aDecision({ ours: 30, theirs: 40, verdict })]))).toEqual([]);
  });
});

describe("a lifecycle that the portal has no word for", () => {
  const status = { ...plainStatus, writes: { ...plainStatus.writes, on_hold: { none: "no such word" } } };
  const onHold = aDecision({ field: "lifecycle", ours: "on_hold", theirs: "in_progress", verdict: "send" });

  it("holds when it would be sent", () => {
    expect(reasonsToHold(aView([onHold], { status }))).toEqual([
      {
        fields: ["lifecycle"],
        reason: {
          key: "reconcile.no_word",
          values: { field: "lifecycle", ours: "on_hold", theirs: "in_progress" },
        },
        case: "no_word",
      },
    ]);
  });

  it.each<[string, FieldDecision]>([
    ["another lifecycle is sent", { ...onHold, ours: "cancelled" }],
    ["theirs is taken over", { ...onHold, verdict: "adopt" }],
    ["it is a text that reads so", { ...onHold, field: "title" }],
  ])("does not matter when %s", (_, decision) => {
    expect(reasonsToHold(aView([decision], { status }))).toEqual([]);
  });
});

describe("a completion of ours", () => {
  const done = { lifecycle: "completed", dueOn: "2025-12-31", completedOn: "2025-11-30" } as const;
  const held = {
    fields: ["lifecycle"],
    reason: { key: "reconcile.completed_unproven_here", values: {} },
    case: null,
  };

  it.each<[string, Partial<TaskView>]>([
    ["no day", { ours: { ...done, completedOn: null }, evidenceCount: 1 }],
    ["an empty day", { ours: { ...done, completedOn: "" }, evidenceCount: 1 }],
    ["no such field", { ours: { lifecycle: "completed" }, evidenceCount: 1 }],
    ["no file", { ours: done, evidenceCount: 0 }],
    ["neither, only reported so far", { ours: { ...done, lifecycle: "submitted" }, evidenceCount: 0 }],
  ])("holds whatever is sent of it with %s", (_, set) => {
    expect(reasonsToHold(aView([sending], set))).toEqual([held]);
  });

  it.each<[string, FieldDecision[], Partial<TaskView>]>([
    ["it is proven", [sending], { ours: done, evidenceCount: 1 }],
    ["nothing is sent", [{ ...sending, verdict: "adopt" }], { ours: done }],
    ["it is none yet", [sending], { ours: { ...done, lifecycle: "in_progress" } }],
    ["the register says nothing of it", [sending], { ours: {} }],
  ])("does not hold when %s", (_, decisions, set) => {
    expect(reasonsToHold(aView(decisions, set))).toEqual([]);
  });

  it("is one reason enough, even when the portal claims the same without proof", () => {
    const reported = aDecision({
      field: "lifecycle",
      ours: "submitted",
      theirs: "completed",
      verdict: "send",
    });

    expect(reasonsToHold(aView([reported], { ours: done }))).toEqual([held]);
  });
});

describe("a completion that the portal claims", () => {
  const claim = aDecision({
    field: "lifecycle",
    ours: "in_progress",
    theirs: "completed",
    base: "in_progress",
    pattern: "theirs",
    owner: "shared",
    verdict: "adopt",
  });
  const day = { completedOn: "2025-11-30" };

  it.each<[string, FieldDecision, Partial<TaskView["theirs"]>]>([
    ["no day and no file", claim, {}],
    ["no file", claim, { fields: day }],
    ["no day", claim, { evidence: [file] }],
    ["an empty day", claim, { fields: { completedOn: "" }, evidence: [file] }],
    ["nothing, reported there only", { ...claim, theirs: "submitted" }, {}],
    [
      "nothing, kept as theirs to decide",
      { ...claim, owner: "theirs", pattern: "unmet_both", verdict: "keep" },
      {},
    ],
    ["nothing, kept as not ours to set", { ...claim, pattern: "both", verdict: "keep" }, {}],
    ["nothing, taken over by a rule", { ...claim, by: { kind: "rule", id: "u1" } }, {}],
    ["nothing, taken over from a derived field", { ...claim, owner: "derived" }, {}],
  ])("holds with %s", (_, decision, set) => {
    expect(reasonsToHold(aView([decision], { theirs: { ...nothingThere, ...set } }))).toEqual([
      {
        fields: ["lifecycle"],
        reason: {
          key: "reconcile.completed_unproven_there",
          values: { field: "lifecycle", theirs: decision.theirs },
        },
        case: "completed_unproven_there",
      },
    ]);
  });

  it.each<[string, FieldDecision, Partial<TaskView["theirs"]>]>([
    ["it is proven", claim, { fields: day, evidence: [file] }],
    ["it is no completion", { ...claim, theirs: "on_hold" }, {}],
    ["we say so too", { ...claim, ours: "submitted" }, {}],
    ["a person resolved it", { ...claim, by: { kind: "resolution", id: "r1" } }, {}],
    ["it is an old one that we left", { ...claim, pattern: "ours", verdict: "keep" }, {}],
    ["the portal derives it", { ...claim, owner: "derived", verdict: "keep" }, {}],
    ["it is frozen", { ...claim, verdict: "freeze" }, {}],
    ["another field reads so", { ...claim, field: "title" }, {}],
  ])("does not hold when %s", (_, decision, set) => {
    expect(reasonsToHold(aView([decision], { theirs: { ...nothingThere, ...set } }))).toEqual([]);
  });

  it("is found among the other fields", () => {
    expect(keysOf(reasonsToHold(aView([sending, claim])))).toEqual(["reconcile.completed_unproven_there"]);
  });
});

describe("a late task", () => {
  const late = { today: "2026-01-01" };
  const explained = { lateReason: "Chờ kinh phí", expectedOn: "2026-02-15" };

  it.each<[string, Partial<typeof explained> & { lateReason?: FieldValue }, string[]]>([
    ["says neither", {}, ["lateReason", "expectedOn"]],
    ["does not say why", { expectedOn: explained.expectedOn, lateReason: "" }, ["lateReason"]],
    ["does not say when", { lateReason: explained.lateReason }, ["expectedOn"]],
  ])("holds what would be sent when it %s", (_, set, missing) => {
    const ours = { lifecycle: "in_progress", dueOn: "2025-12-31", completedOn: null, ...set } as const;

    expect(reasonsToHold(aView([sending], { ...late, ours }))).toEqual([
      {
        fields: missing,
        reason: { key: "reconcile.late_unexplained", values: { due: "31/12/2025" } },
        case: null,
      },
    ]);
  });

  it.each<[string, Partial<TaskView>]>([
    ["it says why and when", { ...late, ours: { dueOn: "2025-12-31", ...explained } }],
    ["it is its last day", { today: "2025-12-31" }],
    ["it has no deadline", { ...late, ours: { dueOn: null } }],
    ["no deadline is known", { ...late, ours: {} }],
    ["nothing is sent", { ...late, decisions: [{ ...sending, verdict: "adopt" }] }],
    [
      "it was done in time",
      {
        ...late,
        ours: { lifecycle: "completed", dueOn: "2025-12-31", completedOn: "2025-12-31" },
        evidenceCount: 1,
      },
    ],
    [
      "it was done, late",
      {
        ...late,
        ours: { lifecycle: "completed", dueOn: "2025-12-31", completedOn: "2026-01-01" },
        evidenceCount: 1,
      },
    ],
  ])("does not hold when %s", (_, set) => {
    expect(reasonsToHold(aView([sending], set))).toEqual([]);
  });

  it("counts as not begun where the register has no lifecycle", () => {
    expect(keysOf(reasonsToHold(aView([sending], { ...late, ours: { dueOn: "2025-12-31" } })))).toEqual([
      "reconcile.late_unexplained",
    ]);
  });
});

describe("a task that the portal has locked", () => {
  const theirs = { ...nothingThere, locked: "Kỳ báo cáo đã khóa" };

  it("holds what would be sent, in the portal's own words and of no field", () => {
    expect(reasonsToHold(aView([sending], { theirs }))).toEqual([
      {
        fields: [],
        reason: { key: "reconcile.locked", values: { words: "Kỳ báo cáo đã khóa" } },
        case: null,
      },
    ]);
  });

  it("may still be taken over", () => {
    expect(reasonsToHold(aView([{ ...sending, verdict: "adopt" }], { theirs }))).toEqual([]);
  });
});

describe("a value inside a sentence", () => {
  it.each<[FieldValue, string]>([
    [null, "–"],
    ["", "–"],
    ["2025-12-31", "31/12/2025"],
    ["12025-12-31", "12025-12-31"],
    ["2025-12-311", "2025-12-311"],
    ["2025-12", "2025-12"],
    ["xxxx-12-31", "xxxx-12-31"],
    ["2025-xx-31", "2025-xx-31"],
    ["2025-12-xx", "2025-12-xx"],
    ["Đề án 06", "Đề án 06"],
    [40, "40"],
    [0, "0"],
  ])("%j reads %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
