import { describe, expect, it } from "vitest";
import type { Resolution, Rule } from "../../schemas/conflict.ts";
import { readOnly } from "../../schemas/facts.ts";
import type { FieldDecision } from "../../src/reconcile/decide.ts";
import type { TaskView } from "../../src/reconcile/lattice.ts";
import { withResolutions, withRules } from "../../src/reconcile/settled.ts";
import { aDecision, everything, facts, plainStatus } from "./sides.ts";

const bothChanged = aDecision();
const shownOnly = { fields: everything(readOnly("derived")) };

const resolution: Resolution = { id: "r1", field: "percent", take: "ours", ours: 60, theirs: 50 };
const byResolution = { kind: "resolution", id: "r1" } as const;

describe("a resolution", () => {
  it.each([
    ["ours", "send"],
    ["theirs", "adopt"],
  ] as const)("that takes %s makes the field one to %s, and says who settled it", (take, verdict) => {
    const [decision] = withResolutions([bothChanged], [{ ...resolution, take }], facts);

    expect(decision).toEqual({ ...bothChanged, by: byResolution, verdict });
  });

  it("holds for the values as they are meant, however they are written", () => {
    const seen = { ...resolution, ours: "60 %", theirs: 0.5 };

    expect(withResolutions([bothChanged], [seen], facts)).toMatchObject([{ by: byResolution }]);
  });

  it.each<[string, Partial<Resolution>]>([
    ["ours has changed since", { ours: 61 }],
    ["theirs has changed since", { theirs: 51 }],
    ["it is about another field", { field: "title" }],
  ])("does nothing when %s", (_, set) => {
    expect(withResolutions([bothChanged], [{ ...resolution, ...set }], facts)).toEqual([bothChanged]);
  });

  it("does nothing where both sides agree by now", () => {
    const same = aDecision({ theirs: 60, pattern: "same", verdict: "same" });

    expect(withResolutions([same], [{ ...resolution, theirs: 60 }], facts)).toEqual([same]);
  });

  it("keeps what the portal does not let us set", () => {
    expect(withResolutions([bothChanged], [resolution], shownOnly)).toMatchObject([{ verdict: "keep" }]);
  });

  it("is the first that fits, and settles only its own field", () => {
    const title = aDecision({ field: "title", ours: "A", theirs: "B" });
    const later: Resolution = { ...resolution, id: "r2", take: "theirs" };
    const elsewhere: Resolution = { ...resolution, id: "r0", ours: 70 };

    const decisions = withResolutions([title, bothChanged], [elsewhere, resolution, later], facts);

    expect(decisions).toMatchObject([
      { field: "title", by: null, verdict: "hold" },
      { field: "percent", by: byResolution, verdict: "send" },
    ]);
  });
});

function aView(decisions: FieldDecision[], set: Partial<TaskView> = {}): TaskView {
  return {
    decisions,
    ours: { dueOn: "2025-12-31" },
    missingProofs: [],
    evidenceCount: 0,
    theirs: { evidence: [], locked: null, unknownWords: [], fields: {} },
    status: plainStatus,
    today: "2025-12-01",
    ...set,
  };
}

const rule: Rule = { id: "u1", portal: "nq57", field: "percent", case: "both_changed", take: "theirs" };
/** Both changed the lifecycle; the portal says completed and proves nothing. */
const claimed = aDecision({
  field: "lifecycle",
  ours: "in_progress",
  theirs: "completed",
  base: "not_started",
  owner: "shared",
});
const claimRule: Rule = { ...rule, id: "u2", field: "lifecycle" };
const unproven: Rule = { ...claimRule, id: "u3", case: "completed_unproven_there" };

describe("a rule", () => {
  it.each([
    ["ours", "send", facts],
    ["theirs", "adopt", facts],
    ["ours", "keep", shownOnly],
  ] as const)("that takes %s settles every case of its kind: %s", (take, verdict, at) => {
    const text = aDecision({ field: "difficulties", ours: "Thiếu vốn", theirs: "Thiếu người", base: null });

    const done = withRules(aView([text]), [{ ...rule, field: "difficulties", take }], at);

    expect(done).toEqual({ decisions: [{ ...text, by: { kind: "rule", id: "u1" }, verdict }], reasons: [] });
  });

  it.each<[string, Partial<Rule>]>([
    ["of another case", { case: "unmet" }],
    ["of another field", { field: "title" }],
  ])("%s changes nothing", (_, set) => {
    const { decisions, reasons } = withRules(aView([bothChanged]), [{ ...rule, ...set }], facts);

    expect(decisions).toEqual([bothChanged]);
    expect(reasons).toMatchObject([{ case: "both_changed", fields: ["percent"] }]);
  });

  it("changes nothing where nothing is held", () => {
    const sent = aDecision({ pattern: "ours", verdict: "send" });

    expect(withRules(aView([sent]), [rule], facts)).toEqual({ decisions: [sent], reasons: [] });
  });

  it("leaves the other fields of the task held", () => {
    const title = aDecision({ field: "title", ours: "A", theirs: "B" });

    const { decisions, reasons } = withRules(aView([title, aDecision({ theirs: 70 })]), [rule], facts);

    expect(decisions).toMatchObject([{ verdict: "hold" }, { verdict: "adopt" }]);
    expect(reasons).toMatchObject([{ fields: ["title"] }]);
  });

  it("does not lift another guard on what it settled", () => {
    const { decisions, reasons } = withRules(aView([claimed]), [claimRule], facts);

    expect(decisions).toMatchObject([{ verdict: "adopt", by: { id: "u2" } }]);
    expect(reasons).toMatchObject([{ case: "completed_unproven_there" }]);
  });

  it("does not lift what is no difference between two values", () => {
    const locked = aView([aDecision({ ours: 70 })], {
      theirs: { evidence: [], locked: "Đã khóa", unknownWords: [], fields: {} },
    });

    const { reasons } = withRules(locked, [{ ...rule, take: "ours" }], facts);

    expect(reasons.map(({ reason }) => reason.key)).toEqual(["reconcile.locked"]);
  });

  it.each([
    ["in this order", [claimRule, unproven]],
    ["in the other order", [unproven, claimRule]],
  ])("may be followed by the next one for what the first laid bare, %s", (_, rules) => {
    const { decisions, reasons } = withRules(aView([claimed]), rules, facts);

    expect(reasons).toEqual([]);
    expect(decisions).toMatchObject([{ verdict: "adopt", by: { kind: "rule", id: "u3" } }]);
  });

  it("of two for the same case the first decides and the other is not needed", () => {
    const first: Rule = { ...rule, take: "ours" };

    const { decisions } = withRules(aView([bothChanged]), [first, { ...rule, id: "u9" }], facts);

    expect(decisions).toMatchObject([{ verdict: "send", by: { id: "u1" } }]);
  });
});
