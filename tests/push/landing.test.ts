import { describe, expect, it } from "vitest";
import type { FieldValues } from "../../schemas/field.ts";
import { markerOf } from "../../schemas/marker.ts";
import type { Operation } from "../../schemas/operation.ts";
import type { RemoteEntry, RemoteTask } from "../../schemas/remote.ts";
import { portal } from "../../adapters/nq71-dongnai/adapter.ts";
import { baseWithLanded, landingOf } from "../../src/push/landing.ts";

const { facts } = portal;
const attemptId = "0a6f3c1e-5b57-4a6e-9d0f-2f6d3f1b7c11";
const ours = { percent: 50, progressText: "Đã trình dự thảo" };
const theirs = { percent: 70, progressText: "Đồng nghiệp ghi thêm" };

function sending(set: FieldValues) {
  const at = { linkId: "l", taskCode: "NV-1", portal: "nq71-dongnai", remoteId: "7" };
  const operation: Operation = {
    kind: "send_progress",
    ...at,
    set,
    before: {},
    base: {},
    because: {},
    after: "1",
  };
  return { attemptId, operation };
}

function anEntry(id: string, fields: RemoteEntry["fields"], marker: string | null = null): RemoteEntry {
  return { id, at: null, fields, marker };
}

/** What the portal shows: the newest values, and its entries. */
function aTaskShowing(fields: RemoteTask["fields"], entries: RemoteEntry[]): RemoteTask {
  const unsaid = { code: null, document: null, version: null, locked: null, raw: null };
  return { remoteId: "7", fields, entries, unknownWords: [], evidence: [], ...unsaid };
}

const item = { ours: { code: "NV-1", fields: {}, classification: "normal", evidence: [] } } as never;
const mark = markerOf(attemptId);
const old = anEntry("1", ours, null);

describe("an attempt under a newer entry", () => {
  it.each([
    ["its mark and its content", [anEntry("2", ours, mark), anEntry("3", theirs)], "all", 1],
    ["its content only", [anEntry("2", ours), anEntry("3", theirs)], "all", 0],
    [
      "its mark over a part of its content",
      [anEntry("2", { percent: 50 }, mark), anEntry("3", theirs)],
      "some",
      1,
    ],
    ["its mark over nothing of its content", [anEntry("2", {}, mark), anEntry("3", theirs)], "some", 1],
    ["its mark twice", [anEntry("2", ours, mark), anEntry("3", ours, mark), anEntry("4", theirs)], "all", 2],
    ["somebody else's entry only", [anEntry("3", theirs)], "none", 0],
    ["a part of its content under no mark", [anEntry("2", { percent: 50 }), anEntry("3", theirs)], "none", 0],
    ["the mark of another attempt", [anEntry("2", theirs, "[db-00000000]")], "none", 0],
  ] as const)("with %s after what was there before", (_, news, landed, copies) => {
    const shown = aTaskShowing(theirs, [old, ...news]);

    expect(landingOf(sending(ours), { item, theirs: shown, facts })).toMatchObject({ landed, copies });
  });

  it("is not an older entry that says the same", () => {
    const shown = aTaskShowing(theirs, [old, anEntry("3", theirs)]);

    expect(landingOf(sending(ours), { item, theirs: shown, facts }).landed).toBe("none");
  });

  it("is looked for among all entries once the one before is gone", () => {
    const shown = aTaskShowing(theirs, [anEntry("2", ours), anEntry("3", theirs)]);

    expect(landingOf(sending(ours), { item, theirs: shown, facts }).landed).toBe("all");
  });

  it("was agreed to, which is the base that its successor is held against", () => {
    const shown = aTaskShowing(theirs, [old, anEntry("2", ours, mark), anEntry("3", theirs)]);

    const base = baseWithLanded({ percent: 10, dueOn: "2025-12-31" }, [sending(ours)], {
      item,
      theirs: shown,
      facts,
    });

    expect(base).toEqual({ percent: 50, progressText: ours.progressText, dueOn: "2025-12-31" });
  });

  it("moved the task out of not started where only the first of a completion's two calls landed", () => {
    const completion: FieldValues = { lifecycle: "completed", percent: 100, progressText: "Xong" };
    const half = { ...completion, lifecycle: "in_progress" } as const;
    const shown = aTaskShowing(half, [old, anEntry("2", { percent: 100, progressText: "Xong" }, mark)]);
    const tried = sending(completion);
    const before = { lifecycle: "not_started", percent: 0 } as const;
    const open = [{ ...tried, operation: { ...tried.operation, before } }];

    const base = baseWithLanded(before, open, { item, theirs: shown, facts });

    expect(base).toEqual(half);
  });
});
