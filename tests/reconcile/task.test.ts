import { describe, expect, it } from "vitest";
import type { Resolution, Rule } from "../../schemas/conflict.ts";
import { readOnly } from "../../schemas/facts.ts";
import type { Phrase } from "../../schemas/phrase.ts";
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
    ["reconcile.file_type", { evidence: [{ ...decree, mime: "text/plain" }] }],
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

  it("sends a lost file again, saying why, and what stood beside it when that was decided", () => {
    const copy = { sha256: decree.sha256, remoteId: "9", remoteName: null, proof: null, broken: [] };
    const stranger = { remoteId: "7", name: "khác.pdf", size: 3, sha256: null };
    const fresh = { ...decree, sha256: "b".repeat(64), name: "mới.pdf" };
    const change = { copies: [{ ...copy, mendedAt: null }] };

    const { operations } = decideTask(
      aTaskAtPortal({ evidence: [decree, fresh], remote: { evidence: [stranger] }, change }),
    );

    expect(operations).toMatchObject([
      { kind: "send_evidence", sha256: fresh.sha256, name: "mới.pdf", mends: null, beside: ["7"] },
      { kind: "send_evidence", sha256: decree.sha256, name: decree.name, mends: "missing", beside: ["7"] },
    ]);
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

describe("what an operation carries", () => {
  const at = {
    linkId: "00000000-0000-4000-8000-000000000001",
    taskCode: "I.1",
    portal: "nq57",
    remoteId: "7",
  };

  it("is the new values, those they replace, those agreed before where there are any, and why", () => {
    const task = aTaskAtPortal({
      ours: { percent: 60, difficulties: "Thiếu vốn" },
      theirs: { dueOn: "2026-01-31", difficulties: null },
      evidence: [decree],
    });

    expect(decideTask(task).operations).toStrictEqual([
      {
        kind: "send_evidence",
        ...at,
        sha256: decree.sha256,
        name: decree.name,
        mends: null,
        beside: [],
      },
      {
        kind: "adopt",
        ...at,
        set: { dueOn: "2026-01-31" },
        before: { dueOn: "2025-12-31" },
        base: { dueOn: "2025-12-31" },
        because: { dueOn: { pattern: "theirs", owner: "shared", by: null } },
      },
      {
        kind: "send_progress",
        ...at,
        set: { percent: 60, difficulties: "Thiếu vốn" },
        before: { percent: 40, difficulties: null },
        base: { percent: 40 },
        after: null,
        because: {
          percent: { pattern: "ours", owner: "ours", by: null },
          difficulties: { pattern: "unmet_ours", owner: "ours", by: null },
        },
      },
    ]);
  });

  it.each([
    ["the newest of several", ["a", "b", "c"], "c"],
    ["none where the portal shows an empty list", [], null],
  ])("remembers the newest entry that the portal showed: %s", (_, ids, after) => {
    const entries = ids.map((id) => ({ id, at: null, fields: {}, marker: null }));
    const task = aTaskAtPortal({ ours: { percent: 60 }, remote: { entries } });

    expect(decideTask(task).operations).toMatchObject([{ kind: "send_progress", after }]);
  });

  it("comes with all fields looked at, the base as far as both agree, and the files that are there", () => {
    const there = { remoteId: "9", name: decree.name, size: 10, sha256: null };
    const task = aTaskAtPortal({
      ours: { percent: 60, lifecycle: "on_hold" },
      theirs: { lifecycle: "on_hold" },
      evidence: [decree],
      remote: { evidence: [there] },
    });

    const { fields, base, filesThere, asksAgain } = decideTask(task);

    expect(fields.map(({ field, verdict }) => `${field} ${verdict}`)).toEqual([
      "dueOn same",
      "lifecycle same",
      "percent send",
      "completedOn same",
    ]);
    expect(base).toEqual({ lifecycle: "on_hold", percent: 40, dueOn: "2025-12-31", completedOn: null });
    expect(filesThere).toEqual([{ ours: decree, theirs: there }]);
    expect(asksAgain).toBe(false);
  });

  it("is a hold that names each field once, and first what the fields, then what the files say", () => {
    const task = aTaskAtPortal({
      ours: { percent: 30, lifecycle: "completed", dueOn: "2026-02-28" },
      theirs: { dueOn: "2026-01-31" },
      remote: { unknownWords: [{ field: "lifecycle", word: "Khác" }] },
      evidence: [{ ...decree, size: 1001 }],
    });

    expect(decideTask(task).operations).toMatchObject([
      {
        kind: "hold",
        ...at,
        fields: ["dueOn", "lifecycle", "percent"],
        reasons: [
          { key: "reconcile.both_changed" },
          { key: "reconcile.unknown_word" },
          { key: "reconcile.backwards_there" },
          { key: "reconcile.completed_unproven_here" },
          { key: "reconcile.file_too_large" },
        ],
      },
    ]);
  });

  it("follows the owners that this portal's configuration names", () => {
    const task = aTaskAtPortal({ ours: { percent: 60 }, change: { owners: { percent: "theirs" } } });

    const { operations, fields } = decideTask(task);

    expect(operations).toEqual([]);
    expect(fields).toContainEqual(
      expect.objectContaining({ field: "percent", owner: "theirs", verdict: "keep" }),
    );
  });
});

describe("a task that the portal does not show", () => {
  const at = {
    linkId: "00000000-0000-4000-8000-000000000001",
    taskCode: "I.1",
    portal: "nq57",
    remoteId: "7",
  };
  const base = { lifecycle: "in_progress", percent: 40, dueOn: "2025-12-31", completedOn: null };

  it.each<[string, Partial<TaskAtPortal>, Phrase, boolean]>([
    ["gone", { theirs: null }, { key: "reconcile.gone", values: { remoteId: "7" } }, false],
    [
      "closed to us",
      { theirs: { closed: "Không có quyền" } },
      { key: "reconcile.closed", values: { remoteId: "7", words: "Không có quyền" } },
      false,
    ],
    [
      "missing from one listing",
      { theirs: { unlisted: true } },
      { key: "reconcile.unlisted_once", values: { remoteId: "7" } },
      true,
    ],
    [
      "missing from two in a row",
      { theirs: { unlisted: true }, missed: 1 },
      { key: "reconcile.unlisted", values: { remoteId: "7", times: 2 } },
      false,
    ],
    [
      "missing from three in a row",
      { theirs: { unlisted: true }, missed: 2 },
      { key: "reconcile.unlisted", values: { remoteId: "7", times: 3 } },
      false,
    ],
  ])("is held and its base stays: %s", (_, change, reason, asksAgain) => {
    const task = aTaskAtPortal({ ours: { percent: 60 }, evidence: [decree], change });

    expect(decideTask(task)).toEqual({
      operations: [{ kind: "hold", ...at, fields: [], reasons: [reason] }],
      fields: [],
      base,
      filesThere: [],
      asksAgain,
    });
  });

  it("says first that it is secret, and nothing of what the portal shows", () => {
    const task = aTaskAtPortal({ ours: { percent: 60 }, theirs: { title: "Nội dung mật" } });

    expect(decideTask({ ...task, ours: { ...task.ours, classification: "mat" } })).toEqual({
      operations: [{ kind: "hold", ...at, fields: [], reasons: [{ key: "reconcile.secret", values: {} }] }],
      fields: [],
      base,
      filesThere: [],
      asksAgain: false,
    });
  });
});

describe("a write war at one task", () => {
  const round = { before: 40, set: 60 };
  const war: Differences = {
    ours: { percent: 60 },
    theirs: { percent: 40 },
    base: { percent: 60 },
    change: { sends: { percent: [round, round] }, writers: { percent: "Lan" } },
  };
  const reason = {
    key: "reconcile.write_war",
    values: { field: "percent", portal: "nq57", ours: "60", theirs: "40", writer: "Lan", times: 2 },
  };

  it("freezes its field and names both writers; the rest of the task goes on", () => {
    const task = aTaskAtPortal({
      ...war,
      ours: { percent: 60, difficulties: "Thiếu vốn" },
      theirs: { percent: 40, difficulties: null },
    });

    expect(decideTask(task).operations).toMatchObject([
      { kind: "send_progress", set: { difficulties: "Thiếu vốn" } },
      { kind: "freeze", taskCode: "I.1", remoteId: "7", fields: ["percent"], reasons: [reason] },
    ]);
  });

  it("is part of the hold when the task is held anyway", () => {
    const task = aTaskAtPortal({ ...war, remote: { unknownWords: [{ field: "lifecycle", word: "Khác" }] } });

    expect(decideTask(task).operations).toMatchObject([
      {
        kind: "hold",
        fields: ["lifecycle", "percent"],
        reasons: [{ key: "reconcile.unknown_word" }, reason],
      },
    ]);
  });

  it("says that the writer is unknown where nobody knows", () => {
    const task = aTaskAtPortal({ ...war, change: { sends: { percent: [round, round, round] } } });

    expect(decideTask(task).operations).toMatchObject([
      { kind: "freeze", reasons: [{ values: { writer: null, times: 3 } }] },
    ]);
  });

  it("is over once a person decides for these two values", () => {
    const resolution: Resolution = { id: "r1", field: "percent", take: "ours", ours: 60, theirs: 40 };
    const task = aTaskAtPortal({ ...war, change: { ...war.change, resolutions: [resolution] } });

    expect(decideTask(task).operations).toMatchObject([
      {
        kind: "send_progress",
        set: { percent: 60 },
        because: { percent: { by: { kind: "resolution", id: "r1" } } },
      },
    ]);
  });
});

describe("what people settled for one task", () => {
  const sides: Differences = { ours: { dueOn: "2026-02-28" }, theirs: { dueOn: "2026-01-31" } };

  it("is carried by a resolution", () => {
    const resolutions: Resolution[] = [
      { id: "r1", field: "dueOn", take: "theirs", ours: "2026-02-28", theirs: "2026-01-31" },
    ];

    expect(decideTask(aTaskAtPortal({ ...sides, change: { resolutions } })).operations).toMatchObject([
      { kind: "adopt", set: { dueOn: "2026-01-31" }, because: { dueOn: { by: { id: "r1" } } } },
    ]);
  });

  it("is carried by a rule", () => {
    const rules: Rule[] = [{ id: "u1", portal: "nq57", field: "dueOn", case: "both_changed", take: "ours" }];

    expect(decideTask(aTaskAtPortal({ ...sides, change: { rules } })).operations).toMatchObject([
      { kind: "send_progress", set: { dueOn: "2026-02-28" }, because: { dueOn: { by: { id: "u1" } } } },
    ]);
  });
});

describe("the evidence that proves a completion", () => {
  const done: Differences = { ours: { lifecycle: "completed", percent: 100, completedOn: "2025-11-30" } };
  const there = { remoteId: "9", name: decree.name, size: 10, sha256: null };
  const nowhere = { ...facts, evidence: { none: "no place for files" } };

  it.each<[string, Differences, string[]]>([
    [
      "a file that is there already",
      { evidence: [decree], remote: { evidence: [there] } },
      ["send_progress"],
    ],
    [
      "a file in the register where the portal takes none",
      { evidence: [decree], change: { facts: nowhere } },
      ["send_progress"],
    ],
    [
      "one file that is there and one to be sent",
      {
        evidence: [decree, { ...decree, name: "Báo cáo.pdf", sha256: "b".repeat(64) }],
        remote: { evidence: [there] },
      },
      ["send_evidence", "send_progress"],
    ],
    ["no file, even where the portal takes none", { change: { facts: nowhere } }, ["hold"]],
    ["only a file of the portal's own", { remote: { evidence: [there] } }, ["hold"]],
  ])("is judged by what we have there or may send: %s", (_, set, kinds) => {
    expect(decideTask(aTaskAtPortal({ ...done, ...set })).operations.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe("a task of which a slip lies before a person", () => {
  const slip = { slip: 3, since: "2025-11-24T02:00:00.000Z", files: [] };
  const waits = {
    key: "by_hand.waits",
    values: { portal: "nq57", code: "I.1", slip: 3, since: "24/11/2025 09:00" },
  };

  it("is held with the slip's number when the slip says exactly what is to be sent", () => {
    const task = aTaskAtPortal({
      ours: { percent: 60 },
      remote: { handedOut: { ...slip, fields: { percent: 60 } } },
    });

    const decision = decideTask(task);

    expect(decision.operations).toEqual([
      expect.objectContaining({ kind: "hold", taskCode: "I.1", fields: ["percent"], reasons: [waits] }),
    ]);
    expect(decision.waitsForEntry).toBe(true);
    expect(decision.fields.map(({ field }) => field)).toContain("percent");
  });

  it("is sent anew when the register says something else now", () => {
    const task = aTaskAtPortal({
      ours: { percent: 70 },
      remote: { handedOut: { ...slip, fields: { percent: 60 } } },
    });

    const decision = decideTask(task);

    expect(decision.operations).toMatchObject([{ kind: "send_progress", set: { percent: 70 } }]);
    expect(decision.waitsForEntry).toBeUndefined();
  });

  it("takes over meanwhile what the portal changed, and keeps a frozen field frozen", () => {
    const round = { before: 40, set: 60 };
    const task = aTaskAtPortal({
      ours: { percent: 60, difficulties: "Thiếu vốn" },
      base: { percent: 60, title: "Nhiệm vụ" },
      remote: {
        fields: {
          lifecycle: "in_progress",
          percent: 40,
          dueOn: "2026-01-31",
          completedOn: null,
          difficulties: null,
        },
        handedOut: { ...slip, fields: { difficulties: "Thiếu vốn" } },
      },
      change: { sends: { percent: [round, round] }, writers: { percent: "Lan" } },
    });

    const { operations } = decideTask(task);

    expect(operations).toMatchObject([
      { kind: "adopt", set: { dueOn: "2026-01-31" } },
      {
        kind: "hold",
        fields: ["difficulties", "percent"],
        reasons: [waits, { key: "reconcile.write_war" }],
      },
    ]);
    expect(operations).toHaveLength(2);
  });
});
