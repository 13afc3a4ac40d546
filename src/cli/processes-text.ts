// How processes that stay are shown: which live, since when, and which have fallen silent.
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import type { ProcessState } from "../serve/processes.ts";
import { say, type Shell } from "./shell.ts";

/** A line for each process. */
export function processesInText(shell: Shell, processes: readonly ProcessState[]): string[] {
  return processes.map(({ kind, carrier, startedAt, seenAt, parts, silent }) =>
    silent
      ? `! ${say(shell, "process.silent", { kind, carrier, seen: showInstant(seenAt) })}`
      : `▸ ${say(shell, "process.lives", { kind, carrier, since: showInstant(startedAt), parts: parts.join(", ") })}`,
  );
}

/** What to do about a process that is silent. */
export function adviceOn({ kind, carrier, seenAt }: ProcessState): Phrase {
  return phrase("process.silent_advice", { kind, carrier, seen: showInstant(seenAt) });
}
