// What became of an item's attempts, judged by what the portal shows now and not by what it answered. Pure.
import type { OutcomeKind } from "../../schemas/attempt.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import type { FieldName } from "../../schemas/field.ts";
import type { Operation } from "../../schemas/operation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import { shownAs } from "../reconcile/normal.ts";
import type { Item } from "./decide-lane.ts";
import type { Sent } from "./send.ts";

export interface Landing {
  /** Fields (for a file: none) that the portal does not show as sent. */
  missing: FieldName[];
  landed: "all" | "some" | "none" | "unseen";
}

/** How much of an operation stands at the portal. */
export function landingOf(operation: Operation, item: Item, theirs: RemoteTask, facts: PortalFacts): Landing {
  if (operation.kind === "send_evidence") {
    const file = item.ours.evidence.find(({ sha256 }) => sha256 === operation.sha256);
    const there = theirs.evidence.some((remote) =>
      remote.sha256 === null
        ? remote.name.normalize("NFC") === operation.name.normalize("NFC") &&
          (remote.size === null || file === undefined || remote.size === file.size)
        : remote.sha256 === operation.sha256,
    );
    return { missing: [], landed: there ? "all" : "none" };
  }
  if (operation.kind !== "send_progress") return { missing: [], landed: "all" };
  const names = Object.keys(operation.set) as FieldName[];
  const missing = names.filter(
    (name) => !shownAs(name, operation.set[name] ?? null, theirs.fields[name] ?? null, facts.status),
  );
  if (missing.length === 0) return { missing, landed: "all" };
  return { missing, landed: missing.length < names.length ? "some" : "none" };
}

export interface Judgement {
  attemptId: string;
  /** `null`: not decided yet, the attempt stays open. */
  outcome: OutcomeKind | null;
  missing: FieldName[];
  reason: Phrase | null;
}

/** The judgement of one attempt after the portal was read back. */
export function judge({ attempt, met }: Sent, landing: Landing): Judgement {
  const about = { attemptId: attempt.attemptId, missing: landing.missing };
  if (landing.landed === "all") {
    const reason = met.kind === "receipt" ? null : phrase("push.applied_after_all");
    return { ...about, outcome: "applied", reason };
  }
  const part: OutcomeKind | null = landing.landed === "some" ? "partly" : null;
  switch (met.kind) {
    case "receipt":
      return {
        ...about,
        outcome: "partly",
        reason: phrase("push.not_kept", { what: whatIsMissing(attempt.operation, landing) }),
      };
    case "refused":
      return {
        ...about,
        outcome: part ?? "refused",
        reason: phrase("push.refused", { words: met.portalSaid }),
      };
    case "uncertain":
      return { ...about, outcome: part, reason: part === null ? null : phrase("push.partly_landed") };
    case "not_sent":
      return { ...about, outcome: part ?? "not_sent", reason: phrase(`push.not_sent_${met.why}`) };
  }
}

/** An attempt nobody finished, looked for once the portal has had its time: it stands there, or it never will. */
export function judgeOld(attemptId: string, landing: Landing): Judgement {
  const outcome = { all: "applied", some: "partly", none: "not_sent", unseen: "unknown" } as const;
  const reason = {
    all: "push.found_applied",
    some: "push.partly_landed",
    none: "push.not_found",
    unseen: "push.not_seen",
  } as const;
  return {
    attemptId,
    outcome: outcome[landing.landed],
    missing: landing.missing,
    reason: phrase(reason[landing.landed]),
  };
}

function whatIsMissing(operation: Operation, landing: Landing): string {
  return operation.kind === "send_evidence" ? operation.name : landing.missing.join(", ");
}
