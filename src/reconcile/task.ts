// One task at one portal: field decisions, what people settled, guards and files together become operations. Pure.
import type { Resolution, Rule } from "../../schemas/conflict.ts";
import type { Evidence, ProofRules } from "../../schemas/evidence.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import type { FieldName, FieldValues, Ownership } from "../../schemas/field.ts";
import type { Operation, Reason } from "../../schemas/operation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isShown, type Copy, type RemoteEvidence, type RemoteTask, type Seen } from "../../schemas/remote.ts";
import type { Classification } from "../../schemas/task.ts";
import type { Day } from "../../schemas/time.ts";
import { decideFields, movedBase, type FieldDecision } from "./decide.ts";
import { decideFiles, type FileDecisions } from "./files.ts";
import { waitingOf } from "./handed-out.ts";
import { shown, type TaskView } from "./lattice.ts";
import { missingProofs } from "./proofs.ts";
import { whyTaskStays } from "./secrecy.ts";
import { withResolutions, withRules } from "./settled.ts";
import { freezeWars, undoneInARow, type PastSends } from "./write-war.ts";

/** The register's side of a task. */
export interface OurTask {
  code: string;
  fields: FieldValues;
  classification: Classification;
  evidence: readonly Evidence[];
  programmes: readonly string[];
  /** A person let it be reported as completed without the proofs of its programmes. */
  isWaived: boolean;
}

export interface TaskAtPortal {
  linkId: string;
  portal: string;
  remoteId: string;
  ours: OurTask;
  base: FieldValues;
  theirs: Seen;
  facts: PortalFacts;
  owners: Partial<Record<FieldName, Ownership>>;
  proofs: ProofRules;
  /** What people settled for this link, and for this portal. */
  resolutions: readonly Resolution[];
  rules: readonly Rule[];
  /** Our earlier writes and who set our values; needed only for fields that the portal moved (`isContested`). */
  sends: PastSends;
  writers: Partial<Record<FieldName, string>>;
  /** What is known of our files at this portal. */
  copies: readonly Copy[];
  /** How many complete listings in a row have lacked the task before. */
  missed: number;
  today: Day;
}

export interface TaskDecision {
  /** Files first: progress may cite them. Empty: in step. */
  operations: Operation[];
  fields: FieldDecision[];
  /** The base as far as both sides already agree. */
  base: FieldValues;
  filesThere: { ours: Evidence; theirs: RemoteEvidence }[];
  /** `true`: one look proves nothing yet; the link stays due and is looked at again. */
  asksAgain: boolean;
  /** `true`: exactly what is to be sent lies before a person, who enters it. */
  waitsForEntry?: true;
}

/** A task that one complete listing lacked may be back in the next; only a second one makes it a question. */
const listingsBeforeGone = 2;

/** Decides what to do for one task at one portal. A task with any reason to hold sends nothing at all. */
export function decideTask(task: TaskAtPortal): TaskDecision {
  const { theirs, remoteId } = task;
  const stays = whyTaskStays(task.ours);
  if (stays !== null) return unseen(task, stays);
  if (theirs === null) return unseen(task, phrase("reconcile.gone", { remoteId }));
  if (isShown(theirs)) return decideShown(task, theirs);
  if ("closed" in theirs) return unseen(task, phrase("reconcile.closed", { remoteId, words: theirs.closed }));
  const times = task.missed + 1;
  if (times >= listingsBeforeGone) return unseen(task, phrase("reconcile.unlisted", { remoteId, times }));
  return { ...unseen(task, phrase("reconcile.unlisted_once", { remoteId })), asksAgain: true };
}

function unseen(task: TaskAtPortal, why: Phrase): TaskDecision {
  return {
    operations: [{ kind: "hold", ...placeOf(task), fields: [], reasons: [why] }],
    fields: [],
    base: task.base,
    filesThere: [],
    asksAgain: false,
  };
}

function decideShown(task: TaskAtPortal, theirs: RemoteTask): TaskDecision {
  const { ours, facts } = task;
  const sides = { ours, theirs: theirs.evidence, copies: task.copies };
  const files = decideFiles(sides, facts.evidence, task.today);
  const { decisions, reasons } = withRules(viewOf(task, theirs, files), task.rules, facts);
  const at = placeOf(task);
  const frozen = decisions.filter(({ verdict }) => verdict === "freeze");
  const wars = frozen.map((decision) => warOf(task, decision));
  const agreed = {
    fields: [...decisions],
    base: movedBase(task.base, decisions),
    filesThere: files.there,
    asksAgain: false,
  };
  if (reasons.length + files.held.length > 0) {
    const hold: Operation = {
      kind: "hold",
      ...at,
      fields: [...new Set([...reasons.flatMap((held) => held.fields), ...frozen.map(({ field }) => field)])],
      reasons: [...reasons.map(({ reason }) => reason), ...files.held, ...wars],
    };
    return { ...agreed, operations: [hold] };
  }
  const freeze: Operation[] =
    frozen.length === 0
      ? []
      : [{ kind: "freeze", ...at, fields: frozen.map(({ field }) => field), reasons: wars }];
  const operations = carried({ at, theirs }, decisions, files);
  const waiting = waitingOf(theirs.handedOut, operations, at);
  if (waiting === null) return { ...agreed, operations: [...operations, ...freeze] };
  const hold: Operation = {
    kind: "hold",
    ...at,
    fields: [...waiting.fields, ...frozen.map(({ field }) => field)],
    reasons: [waiting.reason, ...wars],
  };
  const adopted = operations.filter(({ kind }) => kind === "adopt");
  return { ...agreed, operations: [...adopted, hold], waitsForEntry: true };
}

/** All that the guards look at, after the table, resolutions and the search for wars. */
function viewOf(task: TaskAtPortal, theirs: RemoteTask, files: FileDecisions): TaskView {
  const { ours, facts } = task;
  const sides = { ours: ours.fields, theirs: theirs.fields, base: task.base };
  const proving =
    "none" in facts.evidence
      ? ours.evidence
      : [...files.send, ...[...files.mend, ...files.there].map((one) => one.ours)];
  const byTable = decideFields(sides, facts, task.owners);
  const resolved = withResolutions(byTable, task.resolutions, facts);
  return {
    decisions: freezeWars(resolved, task.sends, facts.status),
    ours: ours.fields,
    evidenceCount: proving.length,
    missingProofs: missingProofs(ours, proving, task.proofs),
    theirs,
    status: facts.status,
    today: task.today,
  };
}

/** Names both writers: they must talk to each other, no program can. */
function warOf({ portal, sends, writers, facts }: TaskAtPortal, decision: FieldDecision): Phrase {
  const { field, ours, theirs } = decision;
  return phrase("reconcile.write_war", {
    field,
    portal,
    ours: shown(ours),
    theirs: shown(theirs),
    writer: writers[field] ?? null,
    times: undoneInARow(decision, sends, facts.status),
  });
}

type Place = Pick<Operation, "linkId" | "taskCode" | "portal" | "remoteId">;

function placeOf({ linkId, ours, portal, remoteId }: TaskAtPortal): Place {
  return { linkId, taskCode: ours.code, portal, remoteId };
}

function carried(
  { at, theirs }: { at: Place; theirs: RemoteTask },
  decisions: readonly FieldDecision[],
  { send, mend }: FileDecisions,
): Operation[] {
  const beside = theirs.evidence.map(({ remoteId }) => remoteId);
  const files = [
    ...send.map((ours) => ({ ours, mends: null })),
    ...mend.map(({ ours, found }) => ({ ours, mends: found })),
  ];
  const operations: Operation[] = files.map(({ ours: { sha256, name }, mends }) => ({
    kind: "send_evidence",
    ...at,
    sha256,
    name,
    mends,
    beside,
  }));
  const adopted = decisions.filter(({ verdict }) => verdict === "adopt");
  if (adopted.length > 0) {
    operations.push({ kind: "adopt", ...at, ...change(adopted, { set: "theirs", before: "ours" }) });
  }
  const sent = decisions.filter(({ verdict }) => verdict === "send");
  if (sent.length > 0) {
    const sending = change(sent, { set: "ours", before: "theirs" });
    const after = theirs.entries?.at(-1)?.id ?? null;
    operations.push({ kind: "send_progress", ...at, ...sending, after });
  }
  return operations;
}

type Side = "ours" | "theirs";

function change(decisions: readonly FieldDecision[], sides: { set: Side; before: Side }) {
  const of = (side: Side): FieldValues =>
    Object.fromEntries(decisions.map((decision) => [decision.field, decision[side]]));
  const agreed = decisions.filter(({ base }) => base !== undefined);
  const because: Partial<Record<FieldName, Reason>> = Object.fromEntries(
    decisions.map(({ field, pattern, owner, by }) => [field, { pattern, owner, by }]),
  );
  const base = Object.fromEntries(agreed.map(({ field, base: value }) => [field, value])) as FieldValues;
  return { set: of(sides.set), before: of(sides.before), base, because };
}
