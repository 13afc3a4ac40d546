import { describe, expect, it } from "vitest";
import { readOnly } from "../../schemas/facts.ts";
import { decideTask, type TaskAtPortal } from "../../src/reconcile/task.ts";
import { aTaskAtPortal, decree, facts, type Differences } from "./sides.ts";

function reasonsOf(task: TaskAtPortal): string[] {
  return decideTask(task).operations.flatMap((operation) =>
    operation.kind === "hold" ? operation.reasons.map(({ key }) => key) : [`not held: ${operation.kind}`],
  );
}

describe("one task at one portal", () => {
  it("does nothing when all sides agree", () => {
    expect(decideTask(aTaskAtPortal({})).operations).toEqual([]);
  });

  it("sends only the fields that differ, and remembers what they replace", () => {
    const operations = decideTask(aTaskAtPortal({ ours: { percent: 60 } })).operations;

    expect(operations).toMatchObject([
      { kind: "send_progress", set: { percent: 60 }, before: { percent: 40 } },
    ]);
  });

  it("sends evidence before the progress that may cite it", () => {
    const operations = decideTask(aTaskAtPortal({ ours: { percent: 60 }, evidence: [decree] })).operations;

    expect(operations.map(({ kind }) => kind)).toEqual(["send_evidence", "send_progress"]);
  });

  it("takes over what the portal owns or alone changed", () => {
    const done = decideTask(aTaskAtPortal({ theirs: { lifecycle: "on_hold", dueOn: "2026-01-31" } }));

    expect(done.operations).toMatchObject([
      {
        kind: "adopt",
        set: { lifecycle: "on_hold", dueOn: "2026-01-31" },
        before: { lifecycle: "in_progress" },
      },
    ]);
  });

  it("holds with one reason for each thing that is wrong, and sends nothing of that task", () => {
    const task = aTaskAtPortal({
      ours: { percent: 30, dueOn: "2026-02-28" },
      theirs: { dueOn: "2026-01-31" },
      evidence: [decree],
    });

    expect(reasonsOf(task).toSorted()).toEqual(["reconcile.backwards_there", "reconcile.both_changed"]);
  });

  it.each<[string, Differences]>([
    ["reconcile.backwards_there", { ours: { percent: 30 } }],
    [
      "reconcile.backwards_here",
      {
        theirs: { lifecycle: "returned" },
        ours: { lifecycle: "completed" },
        base: { lifecycle: "completed" },
      },
    ],
    [
      "reconcile.backwards_there",
      {
        ours: { lifecycle: "in_progress" },
        theirs: { lifecycle: "completed" },
        base: { lifecycle: "completed" },
      },
    ],
    [
      "reconcile.completed_unproven_here",
      { ours: { lifecycle: "completed", percent: 100, completedOn: "2025-11-30" } },
    ],
    [
      "reconcile.completed_unproven_here",
      { ours: { lifecycle: "completed", percent: 100 }, evidence: [decree] },
    ],
    ["reconcile.completed_unproven_there", { theirs: { lifecycle: "completed", completedOn: "2025-11-30" } }],
    [
      "reconcile.completed_unproven_there",
      {
        theirs: { lifecycle: "completed" },
        remote: { evidence: [{ remoteId: "1", name: "x", size: 1, sha256: null }] },
      },
    ],
    ["reconcile.late_unexplained", { ours: { percent: 60 }, change: { today: "2026-01-01" } }],
    [
      "reconcile.late_unexplained",
      { ours: { percent: 60, lateReason: "Chờ kinh phí" }, change: { today: "2026-01-01" } },
    ],
    ["reconcile.locked", { ours: { percent: 60 }, remote: { locked: "Kỳ báo cáo đã khóa" } }],
    ["reconcile.unknown_word", { remote: { unknownWords: [{ field: "lifecycle", word: "Đã phê duyệt" }] } }],
    ["reconcile.file_too_large", { evidence: [{ ...decree, size: 1001 }] }],
    ["reconcile.file_type", { evidence: [{ ...decree, mime: "image/png" }] }],
    ["reconcile.file_secret", { evidence: [{ ...decree, classification: "unknown" }] }],
    [
      "reconcile.file_differs",
      {
        evidence: [decree],
        remote: { evidence: [{ remoteId: "1", name: decree.name, size: 4, sha256: null }] },
      },
    ],
    ["reconcile.gone", { change: { theirs: null } }],
    ["reconcile.closed", { change: { theirs: { closed: "Forbidden" } } }],
  ])("holds: %s (%#)", (reason, sides) => {
    expect(reasonsOf(aTaskAtPortal(sides))).toContain(reason);
  });

  it.each(["restricted", "mat", "toi_mat", "tuyet_mat", "unknown"] as const)(
    "sends nothing of a task marked %s, and says nothing of its content",
    (classification) => {
      const task = aTaskAtPortal({ ours: { percent: 60, title: "Nội dung mật" }, evidence: [decree] });

      const { operations } = decideTask({ ...task, ours: { ...task.ours, classification } });

      expect(operations.map(({ kind }) => kind)).toEqual(["hold"]);
      expect(JSON.stringify(operations)).not.toContain("Nội dung mật");
    },
  );

  it("lets a late task pass that says why and when", () => {
    const task = aTaskAtPortal({
      ours: { percent: 60, lateReason: "Chờ phân bổ kinh phí", expectedOn: "2026-02-15" },
      change: { today: "2026-01-01" },
    });

    expect(decideTask(task).operations).toMatchObject([{ kind: "send_progress" }]);
  });

  it("counts the deadline's own day as in time", () => {
    const task = aTaskAtPortal({ ours: { percent: 60 }, change: { today: "2025-12-31" } });

    expect(decideTask(task).operations).toMatchObject([{ kind: "send_progress" }]);
  });

  it("lets a proven completion pass", () => {
    const task = aTaskAtPortal({
      ours: { lifecycle: "completed", percent: 100, completedOn: "2025-11-30" },
      evidence: [decree],
    });

    expect(decideTask(task).operations.map(({ kind }) => kind)).toEqual(["send_evidence", "send_progress"]);
  });

  it.each([
    ["by digest whatever the name", { name: "renamed.pdf", size: 10, sha256: decree.sha256 }],
    [
      "by name and size where no digest is shown",
      { name: decree.name.normalize("NFD"), size: 10, sha256: null },
    ],
  ])("recognises a file that is there already: %s", (_, remote) => {
    const done = decideTask(
      aTaskAtPortal({ evidence: [decree], remote: { evidence: [{ remoteId: "9", ...remote }] } }),
    );

    expect(done.operations).toEqual([]);
    expect(done.filesThere).toMatchObject([{ theirs: { remoteId: "9" } }]);
  });

  it("sends no file to a portal that takes none", () => {
    const none = { ...facts, evidence: { none: "no place for files" } };

    expect(decideTask(aTaskAtPortal({ evidence: [decree], change: { facts: none } })).operations).toEqual([]);
  });

  it("does not send a lifecycle that the portal derives", () => {
    const derived = { ...facts, fields: { ...facts.fields, lifecycle: readOnly("derived from percent") } };
    const task = aTaskAtPortal({ ours: { lifecycle: "on_hold" }, change: { facts: derived } });

    expect(decideTask(task).operations).toEqual([]);
  });
});
