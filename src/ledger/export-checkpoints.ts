// Lays checkpoints outside, one file each beside the public key, in a directory off this machine. Writes over nothing
// that lies there: a difference is told, because it shows a database that was put back or another register's place.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Checkpoint } from "../../schemas/checkpoint.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import {
  lastCheckpoint,
  markExported,
  unexportedCheckpoints,
  type StoredCheckpoint,
} from "../store/checkpoints.ts";
import type { Store } from "../store/connection.ts";
import { writeWhole } from "../store/whole-file.ts";
import { findSigningKey, type KeyPlace } from "./signing-key.ts";

/** Where the public key lies beside the checkpoints. */
export const publicKeyFile = "ledger-key.pem";

/** The name of an exported checkpoint's file. */
export function fileNameOf(number: number): string {
  return `checkpoint-${String(number).padStart(6, "0")}.json`;
}

export interface Outside {
  key: KeyPlace;
  directory: string;
}

/**
 * Exports what is not exported yet, in order, and says which; what stays behind is exported the next time. A file that
 * lies there already with the same content counts as exported, so this may be called again at any moment.
 */
export async function exportCheckpoints(
  store: Store,
  outside: Outside,
  now: () => Instant,
): Promise<{ exported: number[]; problem: Phrase | null }> {
  const waiting = await store.read(unexportedCheckpoints);
  const exported: number[] = [];
  let problem = await problemOutside(store, outside);
  for (const checkpoint of problem === null ? waiting : []) {
    problem = await layOutside(outside, checkpoint);
    if (problem !== null) break;
    await store.transaction(async (tx) => await markExported(tx, checkpoint.number, now()));
    exported.push(checkpoint.number);
  }
  return { exported, problem };
}

/** Why nothing can be exported to the directory; null when it can, as far as looking shows. */
export async function problemOutside(
  store: Store,
  { key: place, directory }: Outside,
): Promise<Phrase | null> {
  const last = await store.read(lastCheckpoint);
  try {
    const numbers = (await readdir(directory)).map(numberIn);
    const newest = Math.max(0, ...numbers);
    if (newest > (last?.number ?? 0))
      return phrase("ledger.outside_newer", { directory, newest, number: last?.number ?? 0 });
    const key = await findSigningKey(place);
    const there = await readIfThere(join(directory, publicKeyFile));
    if (key !== null && there !== null && there.trim() !== key.publicPem.trim())
      return phrase("ledger.outside_other_key", { file: join(directory, publicKeyFile) });
    return null;
  } catch (error) {
    return unreachable(directory, error);
  }
}

async function layOutside(
  { key: place, directory }: Outside,
  made: StoredCheckpoint,
): Promise<Phrase | null> {
  const file = join(directory, fileNameOf(made.number));
  const text = fileTextOf(made);
  try {
    const there = await readIfThere(file);
    if (there !== null && there !== text)
      return phrase("ledger.outside_differs", { file, number: made.number });
    const keyFile = join(directory, publicKeyFile);
    const key = await findSigningKey(place);
    if (key !== null && (await readIfThere(keyFile)) === null)
      await writeWhole(keyFile, key.publicPem, 0o644);
    if (there === null) await writeWhole(file, text, 0o644);
    return null;
  } catch (error) {
    return unreachable(directory, error);
  }
}

function fileTextOf({ body, signature }: Checkpoint): string {
  return `${JSON.stringify({ body, signature })}\n`;
}

function numberIn(name: string): number {
  return Number(/^checkpoint-(\d{6,15})\.json$/.exec(name)?.[1] ?? 0);
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Errors of the file system become words; any other is a bug or the key's own refusal and is thrown on. */
function unreachable(directory: string, error: unknown): Phrase {
  if (!(error instanceof Error) || !("syscall" in error)) throw error;
  return phrase("ledger.outside_unreachable", { directory, why: error.message });
}
