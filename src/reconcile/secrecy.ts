// The secrecy guard in front of the outbox: whether a task or a file of it may leave this machine. Default deny, pure, and
// the only place that says so; asked by plans, by pushes, and once more right before each write.
import type { Evidence } from "../../schemas/evidence.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { mayLeave, type Classification } from "../../schemas/task.ts";

/** What the guard looks at. A task is as secret as the strictest of itself and the documents it rests on. */
export interface Guarded {
  classification: Classification;
  evidence: readonly Pick<Evidence, "sha256" | "classification" | "marks" | "settledBy">[];
}

/** Why a task stays here with everything of it; `null`: it may leave. */
export function whyTaskStays({ classification }: Pick<Guarded, "classification">): Phrase | null {
  return mayLeave(classification) ? null : phrase("reconcile.secret");
}

/**
 * Why a file of a task stays here; `null`: it may leave. A file that the task does not cite stays, too. Says nothing of
 * it but the beginning of its hash.
 */
export function whyFileStays(task: Guarded, sha256: string): Phrase | null {
  const file = task.evidence.find((one) => one.sha256 === sha256);
  const short = { sha256: sha256.slice(0, 12) };
  const taskStays = whyTaskStays(task);
  if (taskStays !== null) return taskStays;
  if (file === undefined || !mayLeave(file.classification)) return phrase("reconcile.file_secret", short);
  return file.marks.length > 0 && file.settledBy === null ? phrase("reconcile.file_asks", short) : null;
}
