// Writes a recording of what went over the wire into a file of its own. Never writes over one.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { writeRecording, type RecordedExchange } from "../../schemas/recording.ts";
import { say, type Shell } from "./shell.ts";

export interface Recorder {
  keep(exchange: RecordedExchange): void;
  /** Writes what was kept, and says so on standard error. */
  write(shell: Shell): Promise<void>;
}

/** A recorder to the file of `--record`; without one it keeps nothing. UserError when the file exists. */
export function recorderTo(file: unknown): Recorder {
  if (typeof file !== "string") return { keep: () => undefined, write: async () => undefined };
  if (existsSync(file)) throw new UserError([phrase("record.exists", { file })]);
  const kept: RecordedExchange[] = [];
  return {
    keep: (exchange) => void kept.push(exchange),
    async write(shell) {
      await writeFile(file, writeRecording(kept), { flag: "wx", mode: 0o600 }).catch((error: Error) => {
        throw new UserError([phrase("record.unwritable", { file, why: error.message })]);
      });
      shell.err(`${say(shell, "record.written", { count: kept.length, file })}\n`);
    },
  };
}
