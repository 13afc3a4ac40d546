// Ledger bodies, and a link that they may speak of.
import { randomUUID } from "node:crypto";
import type { Attempt, LedgerBody, Outcome } from "../../schemas/attempt.ts";
import type { Store } from "../../src/store/connection.ts";

export const at = "2026-05-14T10:00:00.000Z";

export function anAttempt(given: Partial<Attempt> = {}): Attempt {
  const linkId = given.linkId ?? randomUUID();
  return {
    kind: "attempt",
    attemptId: randomUUID(),
    linkId,
    run: "run-1",
    who: "chị Lan",
    key: "key-1",
    operation: {
      kind: "send_progress",
      linkId,
      taskCode: "NV-01",
      portal: "nq57",
      remoteId: "57",
      set: { percent: 60, progressText: 'Đã trình dự thảo "lần 2" \\ {a,b}' },
      before: { percent: 40 },
      base: { percent: 40 },
      after: null,
      because: { percent: { pattern: "ours", owner: "ours", by: null } },
    },
    ...given,
  };
}

export function anOutcome(of: Attempt, given: Partial<Outcome> = {}): Outcome {
  return {
    kind: "outcome",
    attemptId: of.attemptId,
    linkId: of.linkId,
    run: of.run,
    outcome: "applied",
    missing: [],
    reason: null,
    exchanges: [
      { at, method: "PUT", path: "/tasks/57", status: 200, ms: 12.5, request: "{}", response: "ổn" },
    ],
    ...given,
  };
}

export function aNote(run = "run-1"): LedgerBody {
  return {
    kind: "note",
    run,
    who: "chị Lan",
    linkId: null,
    note: { key: "ledger.no_entry", values: { id: "x" } },
  };
}

/** Puts a task and its link to a portal into the store and returns the link's id. */
export async function aLink(store: Store, taskCode = "NV-01"): Promise<string> {
  const taskId = randomUUID();
  const linkId = randomUUID();
  const empty = { description: "", responsible_person: "", due_text: "", deliverable: "", resources: "" };
  const nothing = { progress_text: "", difficulties: "", late_reason: "" };
  await store.transaction(async (tx) => {
    await tx
      .insertInto("task")
      .values({
        ...empty,
        ...nothing,
        id: taskId,
        code: taskCode,
        kind: "task",
        programmes: "[]",
        title: "Xây dựng kho dữ liệu",
        cooperating_organisation_ids: "[]",
        milestones: "[]",
        due_precision: "none",
        extension: "none",
        extended_on: null,
        extension_reason: "",
        lifecycle: "in_progress",
        percent: 40,
        classification: "normal",
        priority: "normal",
        version: 1,
        updated_at: at,
      })
      .execute();
    await tx
      .insertInto("link")
      .values({
        id: linkId,
        task_id: taskId,
        portal: "nq57",
        lane: "nq57:so-khcn",
        remote_id: taskCode,
        base: "{}",
        mapping: "1",
        linked_at: at,
        linked_by: "chị Lan",
      })
      .execute();
  });
  return linkId;
}
