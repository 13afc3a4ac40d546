// Guards of one task: what must not happen to it unseen, whatever the field table says. Each refusal names the two
// values and what to do. Pure.
import type { Case, Rule } from "../../schemas/conflict.ts";
import type { Proof } from "../../schemas/evidence.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import type { FieldName, FieldValue, FieldValues } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { timeliness, wordFor, type Lifecycle, type StatusMap } from "../../schemas/status.ts";
import { showDay, type Day } from "../../schemas/time.ts";
import type { FieldDecision } from "./decide.ts";

export interface Held {
  fields: FieldName[];
  reason: Phrase;
  /** The kind of difference that taking one side settles; `null`: something else must be mended first. */
  case: Case | null;
}

/** Lifecycles in which the work counts as delivered; leaving one for another is a reopening. */
const delivered: readonly Lifecycle[] = ["submitted", "completed"];

export interface TaskView {
  decisions: readonly FieldDecision[];
  ours: FieldValues;
  /** Files of ours that the portal has or may receive. */
  evidenceCount: number;
  /** What its programmes ask for and no such file gives. */
  missingProofs: readonly Proof[];
  theirs: Pick<RemoteTask, "evidence" | "locked" | "unknownWords" | "fields">;
  status: StatusMap;
  today: Day;
  /** Rules whose case no longer holds its field. */
  passed?: readonly Rule[];
}

/** Every reason to hold this task, all at once. */
export function reasonsToHold(view: TaskView): Held[] {
  return [
    ...differences(view),
    ...unknownWords(view),
    ...backwards(view),
    ...wordless(view),
    ...unprovenCompletion(view),
    ...unmetProgramme(view),
    ...unexplainedDelay(view),
    ...closedPeriod(view),
  ].filter((held) => !view.passed?.some((rule) => covers(rule, held)));
}

/** Whether a rule is about this very case of this field. */
export function covers(rule: Rule, held: Held): boolean {
  return rule.case === held.case && held.fields.includes(rule.field);
}

function differences({ decisions }: TaskView): Held[] {
  return decisions
    .filter(({ verdict }) => verdict === "hold")
    .map(({ field, pattern, ours, theirs, base }) =>
      differing(pattern === "unmet_both" ? "unmet" : "both_changed", field, {
        ours: shown(ours),
        theirs: shown(theirs),
        base: shown(base ?? null),
      }),
    );
}

/** A reason that taking one side settles; its key ends in the case, and it names the field. */
function differing(kind: Case, field: FieldName, values: Phrase["values"] = {}): Held {
  return { fields: [field], reason: phrase(`reconcile.${kind}`, { field, ...values }), case: kind };
}

function unknownWords({ theirs }: TaskView): Held[] {
  return theirs.unknownWords.map(({ field, word }) => ({
    fields: [field],
    reason: phrase("reconcile.unknown_word", { field, word }),
    case: null,
  }));
}

/** Progress going down or a delivered task reopening, in either direction, unless a person has seen it (promise 3). */
function backwards({ decisions }: TaskView): Held[] {
  const held: Held[] = [];
  for (const { field, verdict, ours, theirs, by } of decisions) {
    if ((verdict !== "send" && verdict !== "adopt") || by?.kind === "resolution") continue;
    const [from, to] = verdict === "send" ? [theirs, ours] : [ours, theirs];
    const down = field === "percent" && Number(to ?? 0) < Number(from ?? 0);
    const reopened = field === "lifecycle" && isDelivered(from) && !isDelivered(to);
    const undated = field === "completedOn" && to === null;
    if (down || reopened || undated) {
      const kind = verdict === "send" ? "backwards_there" : "backwards_here";
      held.push(differing(kind, field, { from: shown(from), to: shown(to) }));
    }
  }
  return held;
}

/** A lifecycle that the portal has no word for cannot be told to it. */
function wordless({ decisions, status }: TaskView): Held[] {
  return decisions
    .filter(({ field, verdict }) => field === "lifecycle" && verdict === "send")
    .filter(({ ours }) => wordFor(status, ours as Lifecycle) === null)
    .map(({ field, ours, theirs }) =>
      differing("no_word", field, { ours: shown(ours), theirs: shown(theirs) }),
    );
}

/** "Completed" counts only with its actual date and evidence; a portal's own say-so does not make it true. */
function unprovenCompletion(view: TaskView): Held[] {
  const claimsHere = isDelivered(view.ours.lifecycle ?? null) && anySend(view.decisions);
  if (claimsHere && (isEmpty(view.ours.completedOn) || view.evidenceCount === 0)) {
    return [{ fields: ["lifecycle"], reason: phrase("reconcile.completed_unproven_here"), case: null }];
  }
  const lifecycle = view.decisions.find(({ field }) => field === "lifecycle");
  const claimsThere = lifecycle !== undefined && isNewClaim(lifecycle);
  if (claimsThere && (isEmpty(view.theirs.fields.completedOn) || view.theirs.evidence.length === 0)) {
    return [differing("completed_unproven_there", "lifecycle", { theirs: shown(lifecycle.theirs) })];
  }
  return [];
}

/** A completion that the portal does not know yet is told only with what the task's programmes ask for. */
function unmetProgramme({ ours, theirs, decisions, missingProofs }: TaskView): Held[] {
  const isNews = isDelivered(ours.lifecycle ?? null) && !isDelivered(theirs.fields.lifecycle ?? null);
  if (!isNews || !anySend(decisions) || missingProofs.length === 0) return [];
  const reason = phrase("reconcile.proofs_missing", { proofs: missingProofs.join(", ") });
  return [{ fields: ["lifecycle"], reason, case: null }];
}

/** The portal says "delivered", we do not, and neither the table nor a person has settled that otherwise. */
function isNewClaim({ ours, theirs, pattern, verdict, owner, by }: FieldDecision): boolean {
  if (!isDelivered(theirs) || isDelivered(ours)) return false;
  if (pattern === "ours" || by?.kind === "resolution") return false;
  return verdict === "adopt" || (verdict === "keep" && owner !== "derived");
}

/** A late task must say why and when it will be done (letter S4, item 1; S3, item 2). */
function unexplainedDelay({ decisions, ours, today }: TaskView): Held[] {
  const standing = timeliness(
    {
      lifecycle: (ours.lifecycle ?? "not_started") as Lifecycle,
      dueOn: (ours.dueOn ?? null) as Day | null,
      completedOn: (ours.completedOn ?? null) as Day | null,
    },
    today,
  );
  if (standing !== "overdue" || !anySend(decisions)) return [];
  const missing = (["lateReason", "expectedOn"] as const).filter((name) => isEmpty(ours[name]));
  if (missing.length === 0) return [];
  const reason = phrase("reconcile.late_unexplained", { due: showDay(String(ours.dueOn)) });
  return [{ fields: [...missing], reason, case: null }];
}

function closedPeriod({ theirs, decisions }: TaskView): Held[] {
  if (theirs.locked === null || !anySend(decisions)) return [];
  return [{ fields: [], reason: phrase("reconcile.locked", { words: theirs.locked }), case: null }];
}

function anySend(decisions: readonly FieldDecision[]): boolean {
  return decisions.some(({ verdict }) => verdict === "send");
}

function isDelivered(value: FieldValue): boolean {
  return delivered.some((lifecycle) => lifecycle === value);
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === "";
}

/** A value inside a sentence: a day as people write it, nothing as a dash. */
export function shown(value: FieldValue): string {
  if (value === null || value === "") return "–";
  return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? showDay(String(value)) : String(value);
}
