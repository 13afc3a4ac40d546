// What became of an item's attempts, judged by what the portal shows now and not by what it answered. Pure.
import type { OutcomeKind } from "../../schemas/attempt.ts";
import type { FieldName } from "../../schemas/field.ts";
import type { Operation } from "../../schemas/operation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Landing } from "./landing.ts";
import type { Sent } from "./send.ts";

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
    const afterAll = met.kind === "receipt" ? null : phrase("push.applied_after_all");
    return { ...about, outcome: "applied", reason: besides(landing) ?? afterAll };
  }
  const part: OutcomeKind | null = landing.landed === "some" ? "partly" : null;
  switch (met.kind) {
    case "receipt":
    case "broken":
      return {
        ...about,
        // It said yes and kept nothing: that is a no.
        outcome: part ?? "refused",
        reason: phrase("push.not_kept", { what: whatIsMissing(attempt.operation, landing) }),
      };
    case "refused":
      return {
        ...about,
        outcome: part ?? "refused",
        reason: phrase("push.refused", { words: met.portalSaid }),
      };
    case "handed_out":
      return { ...about, outcome: "handed_out", reason: phrase("push.handed_out") };
    case "uncertain":
      return { ...about, outcome: part, reason: part === null ? null : phrase("push.partly_landed") };
    case "not_sent":
      return { ...about, outcome: part ?? "not_sent", reason: phrase(`push.not_sent_${met.why}`) };
  }
}

/** An attempt nobody finished, looked for once the portal has had its time: it stands there, or it never will. */
export function judgeOld(attemptId: string, landing: Landing): Judgement {
  const outcome = {
    all: "applied",
    handed_out: "handed_out",
    some: "partly",
    none: "not_sent",
    unseen: "unknown",
  } as const;
  const reason = {
    all: "push.found_applied",
    handed_out: "push.handed_out",
    some: "push.partly_landed",
    none: "push.not_found",
    unseen: "push.not_seen",
  } as const;
  return {
    attemptId,
    outcome: outcome[landing.landed],
    missing: landing.missing,
    reason: besides(landing) ?? phrase(reason[landing.landed]),
  };
}

/**
 * What stands there besides: one write that something on the way handed over more than once, or copies of a file that are
 * not whole. No program can take either back.
 */
function besides({ landed, copies, broken }: Landing): Phrase | null {
  if (copies > 1) return phrase("push.doubled_there", { copies });
  return landed === "all" && broken > 0 ? phrase("push.broken_there", { broken }) : null;
}

function whatIsMissing(operation: Operation, landing: Landing): string {
  return operation.kind === "send_evidence" ? operation.name : landing.missing.join(", ");
}
