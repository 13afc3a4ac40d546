// One task at one portal: field decisions, guards and files together become operations. Pure.
import type { Evidence } from "../../schemas/evidence.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import type { FieldName, FieldValues, Ownership } from "../../schemas/field.ts";
import type { Operation } from "../../schemas/operation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isShown, type RemoteEvidence, type Seen } from "../../schemas/remote.ts";
import { mayLeave, type Classification } from "../../schemas/task.ts";
import type { Day } from "../../schemas/time.ts";
import { decideFields, movedBase, type FieldDecision } from "./decide.ts";
import { decideFiles } from "./files.ts";
import { reasonsToHold } from "./lattice.ts";

/** The register's side of a task. */
export interface OurTask {
  code: string;
  fields: FieldValues;
  classification: Classification;
  evidence: readonly Evidence[];
}

export interface TaskAtPortal {
  linkId: string;
  portal: string;
  remoteId: string;
  ours: OurTask;
  base: FieldValues;
  /** `null`: the portal says that the task is gone; `closed`: it does not show it to us, in its words. */
  theirs: Seen;
  facts: PortalFacts;
  owners?: Partial<Record<FieldName, Ownership>>;
  today: Day;
}

export interface TaskDecision {
  /** Files first: progress may cite them. Empty: in step. */
  operations: Operation[];
  fields: FieldDecision[];
  /** The base as far as both sides already agree. */
  base: FieldValues;
  filesThere: { ours: Evidence; theirs: RemoteEvidence }[];
}

/** Decides what to do for one task at one portal. A task with any reason to hold sends nothing at all. */
export function decideTask(task: TaskAtPortal): TaskDecision {
  const { ours, theirs, facts } = task;
  const at = { linkId: task.linkId, taskCode: ours.code, portal: task.portal, remoteId: task.remoteId };
  const held = (why: Phrase): TaskDecision => ({
    operations: [{ kind: "hold", ...at, fields: [], reasons: [why] }],
    fields: [],
    base: task.base,
    filesThere: [],
  });
  const { remoteId } = task;
  if (!mayLeave(ours.classification)) return held(phrase("reconcile.secret"));
  if (theirs === null) return held(phrase("reconcile.gone", { remoteId }));
  if (!isShown(theirs)) return held(phrase("reconcile.closed", { remoteId, words: theirs.closed }));

  const decisions = decideFields(
    { ours: ours.fields, theirs: theirs.fields, base: task.base },
    facts,
    task.owners,
  );
  const files = decideFiles(ours.evidence, theirs.evidence, facts.evidence);
  const reasons = reasonsToHold({
    decisions,
    ours: ours.fields,
    evidenceCount: "none" in facts.evidence ? ours.evidence.length : files.send.length + files.there.length,
    theirs,
    today: task.today,
  });
  const agreed = { fields: decisions, base: movedBase(task.base, decisions), filesThere: files.there };
  if (reasons.length + files.held.length === 0) {
    return { ...agreed, operations: carried(at, decisions, files.send) };
  }
  const hold: Operation = {
    kind: "hold",
    ...at,
    fields: [...new Set(reasons.flatMap((reason) => reason.fields))],
    reasons: [...reasons.map(({ reason }) => reason), ...files.held],
  };
  return { ...agreed, operations: [hold] };
}

type Place = Pick<Operation, "linkId" | "taskCode" | "portal" | "remoteId">;

function carried(at: Place, decisions: readonly FieldDecision[], files: readonly Evidence[]): Operation[] {
  const operations: Operation[] = files.map(({ sha256, name }) => ({
    kind: "send_evidence",
    ...at,
    sha256,
    name,
  }));
  const adopted = decisions.filter(({ verdict }) => verdict === "adopt");
  if (adopted.length > 0) {
    operations.push({
      kind: "adopt",
      ...at,
      set: valuesOf(adopted, "theirs"),
      before: valuesOf(adopted, "ours"),
    });
  }
  const sent = decisions.filter(({ verdict }) => verdict === "send");
  if (sent.length > 0) {
    operations.push({
      kind: "send_progress",
      ...at,
      set: valuesOf(sent, "ours"),
      before: valuesOf(sent, "theirs"),
    });
  }
  return operations;
}

function valuesOf(decisions: readonly FieldDecision[], side: "ours" | "theirs"): FieldValues {
  return Object.fromEntries(decisions.map((decision) => [decision.field, decision[side]]));
}
