// Guards of one task: what must not happen to it unseen, whatever the field table says. Each refusal names the two
// values and what to do. Pure.
import type { RemoteTask } from "../../schemas/remote.ts";
import type { FieldName, FieldValue, FieldValues } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { timeliness, type Lifecycle } from "../../schemas/status.ts";
import { showDay, type Day } from "../../schemas/time.ts";
import type { FieldDecision } from "./decide.ts";

export interface Held {
  fields: FieldName[];
  reason: Phrase;
}

/** Lifecycles in which the work counts as delivered; leaving one for another is a reopening. */
const delivered: readonly Lifecycle[] = ["submitted", "completed"];

interface TaskView {
  decisions: readonly FieldDecision[];
  ours: FieldValues;
  /** Files of ours that the portal has or may receive. */
  evidenceCount: number;
  theirs: Pick<RemoteTask, "evidence" | "locked" | "unknownWords" | "fields">;
  today: Day;
}

/** Every reason to hold this task, all at once. */
export function reasonsToHold(view: TaskView): Held[] {
  return [
    ...differences(view),
    ...unknownWords(view),
    ...backwards(view),
    ...unprovenCompletion(view),
    ...unexplainedDelay(view),
    ...closedPeriod(view),
  ];
}

function differences({ decisions }: TaskView): Held[] {
  return decisions
    .filter(({ verdict }) => verdict === "hold")
    .map(({ field, pattern, ours, theirs, base }) => ({
      fields: [field],
      reason: phrase(pattern === "unmet_both" ? "reconcile.unmet" : "reconcile.both_changed", {
        field,
        ours: shown(ours),
        theirs: shown(theirs),
        base: shown(base ?? null),
      }),
    }));
}

function unknownWords({ theirs }: TaskView): Held[] {
  return theirs.unknownWords.map(({ field, word }) => ({
    fields: [field],
    reason: phrase("reconcile.unknown_word", { field, word }),
  }));
}

/** Progress going down or a delivered task reopening, in either direction (promise 3). */
function backwards({ decisions }: TaskView): Held[] {
  const held: Held[] = [];
  for (const { field, verdict, ours, theirs } of decisions) {
    if (verdict !== "send" && verdict !== "adopt") continue;
    const [from, to] = verdict === "send" ? [theirs, ours] : [ours, theirs];
    const key = verdict === "send" ? "reconcile.backwards_there" : "reconcile.backwards_here";
    const down = field === "percent" && Number(to ?? 0) < Number(from ?? 0);
    const reopened = field === "lifecycle" && isDelivered(from) && !isDelivered(to);
    const undated = field === "completedOn" && from !== null && to === null;
    if (down || reopened || undated) {
      held.push({ fields: [field], reason: phrase(key, { field, from: shown(from), to: shown(to) }) });
    }
  }
  return held;
}

/** "Completed" counts only with its actual date and evidence; a portal's own say-so does not make it true. */
function unprovenCompletion(view: TaskView): Held[] {
  const lifecycle = view.decisions.find(({ field }) => field === "lifecycle");
  const claimsHere = isDelivered(view.ours.lifecycle ?? null) && anySend(view.decisions);
  if (claimsHere && ((view.ours.completedOn ?? null) === null || view.evidenceCount === 0)) {
    return [{ fields: ["lifecycle"], reason: phrase("reconcile.completed_unproven_here") }];
  }
  const claimsThere = lifecycle?.verdict === "adopt" && isDelivered(lifecycle.theirs);
  if (
    claimsThere &&
    ((view.theirs.fields.completedOn ?? null) === null || view.theirs.evidence.length === 0)
  ) {
    return [{ fields: ["lifecycle"], reason: phrase("reconcile.completed_unproven_there") }];
  }
  return [];
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
  const missing = (["lateReason", "expectedOn"] as const).filter(
    (name) => (ours[name] ?? null) === null || ours[name] === "",
  );
  if (missing.length === 0) return [];
  return [
    {
      fields: [...missing],
      reason: phrase("reconcile.late_unexplained", { due: showDay(String(ours.dueOn)) }),
    },
  ];
}

function closedPeriod({ theirs, decisions }: TaskView): Held[] {
  if (theirs.locked === null || !anySend(decisions)) return [];
  return [{ fields: [], reason: phrase("reconcile.locked", { words: theirs.locked }) }];
}

function anySend(decisions: readonly FieldDecision[]): boolean {
  return decisions.some(({ verdict }) => verdict === "send");
}

function isDelivered(value: FieldValue): boolean {
  return delivered.some((lifecycle) => lifecycle === value);
}

function shown(value: FieldValue): string {
  if (value === null || value === "") return "–";
  return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? showDay(String(value)) : String(value);
}
