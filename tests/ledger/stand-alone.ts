// A ledger with its checkpoints outside, and the stand-alone verifier run on it as somebody else would: a process of its
// own, which gets files and nothing else.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import type { Exchange } from "../../schemas/attempt.ts";
import { closeAttempts, openAttempts } from "../../src/ledger/append.ts";
import { keepCheckpoints, type CheckpointPlaces } from "../../src/ledger/keep-checkpoints.ts";
import { exportLedger } from "../../src/ledger/read.ts";
import type { Store, Tx } from "../../src/store/connection.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { aLink, anAttempt, anOutcome, at } from "./entries.ts";

const program = fileURLToPath(new URL("../../src/ledger/verify-ledger.mjs", import.meta.url));

/** A folder with a place for the key and a directory that stands for a stick. */
export async function somePlaces(): Promise<CheckpointPlaces & { folder: string; directory: string }> {
  const folder = await temporaryFolder();
  const directory = await temporaryFolder();
  return {
    folder,
    directory,
    key: { file: join(folder, "keys", "ledger-signing.pem"), origin: "made here" },
  };
}

/** Makes a checkpoint and exports it. */
export async function checkpoint(store: Store, places: CheckpointPlaces) {
  return await keepCheckpoints(store, places, () => at);
}

/** Writes attempts with their outcomes, two rows each, and returns the link they are of. */
export async function pushSome(
  store: Store,
  { lane = "nq57", count, exchanges }: { lane?: string; count: number; exchanges?: Exchange[] },
): Promise<string> {
  const linkId = await aLink(store, randomUUID());
  for (let made = 0; made < count; made += 1) {
    const attempt = anAttempt({ linkId });
    await store.transaction((tx) => openAttempts(tx, { lane, attempts: [attempt], at }));
    const outcome = anOutcome(attempt, exchanges === undefined ? {} : { exchanges });
    await store.transaction((tx) => closeAttempts(tx, { lane, outcomes: [outcome], at }));
  }
  return linkId;
}

/** The export as text. */
export async function exported(store: Store): Promise<string> {
  return await store.snapshot(async (tx) => (await Array.fromAsync(exportLedger(tx))).join(""));
}

/** Does to the database what only somebody with rights over it can do. */
export async function tamper(store: Store, change: (tx: Tx) => Promise<unknown>): Promise<void> {
  await store.transaction(async (tx) => {
    await sql`alter table ledger disable trigger user`.execute(tx);
    await sql`alter table checkpoint disable trigger user`.execute(tx);
    await change(tx);
    await sql`alter table ledger enable trigger user`.execute(tx);
    await sql`alter table checkpoint enable trigger user`.execute(tx);
  });
}

export interface Judged {
  code: number;
  out: string;
}

/** Runs the stand-alone verifier on a text, with the checkpoints kept outside unless told otherwise. */
export async function judged(
  text: string,
  places: { folder: string; directory: string },
  { outside = ["--checkpoint", places.directory], key = join(places.directory, "ledger-key.pem") } = {},
): Promise<Judged> {
  const file = join(places.folder, "to-check");
  await writeFile(file, text);
  return await verifier(file, "--key", key, "--lang", "en", ...outside);
}

/** Runs the stand-alone verifier with these words. */
export async function verifier(...words: string[]): Promise<Judged> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { cwd: "/" }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out: out + err });
    });
  });
}
