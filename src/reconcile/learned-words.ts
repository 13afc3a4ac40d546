// Status words that an adapter does not know but a person has mapped since. Never guesses: a word means what was said
// of exactly this word. Pure.
import type { FieldName } from "../../schemas/field.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import type { Lifecycle } from "../../schemas/status.ts";

/** A word of one portal's field, in composed Unicode, and its meaning; `unchanged`: it says nothing of the field. */
export interface LearnedWord {
  field: FieldName;
  word: string;
  meaning: Lifecycle | "unchanged";
}

/** The task as it reads with the learned words. */
export function withLearnedWords(task: RemoteTask, learned: readonly LearnedWord[]): RemoteTask {
  if (task.unknownWords.length === 0 || learned.length === 0) return task;
  const read = { ...task, fields: { ...task.fields }, unknownWords: [] as RemoteTask["unknownWords"] };
  for (const unknown of task.unknownWords) {
    const known = learned.find(
      (one) => one.field === unknown.field && one.word === unknown.word.normalize("NFC"),
    );
    if (known === undefined) read.unknownWords.push(unknown);
    else if (known.meaning !== "unchanged") read.fields[unknown.field] = known.meaning;
  }
  return read;
}
