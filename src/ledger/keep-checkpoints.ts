// Keeps the ledger provable from outside: makes a checkpoint when a lane has moved, and exports what is not exported.
// Never stops its caller over a key or a directory: what went wrong is handed back in words.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import { lastCheckpoint, unexportedCheckpoints, type StoredCheckpoint } from "../store/checkpoints.ts";
import type { Store } from "../store/connection.ts";
import { expectKeyOf, makeCheckpoint } from "./checkpoint.ts";
import { exportCheckpoints, problemOutside } from "./export-checkpoints.ts";
import type { KeyPlace } from "./signing-key.ts";

/** Where the signing key lies, and where checkpoints are exported; `null`: nowhere is configured. */
export interface CheckpointPlaces {
  key: KeyPlace;
  directory: string | null;
}

export interface KeptCheckpoints {
  /** Null when no lane has moved since the last one, or it could not be signed. */
  made: StoredCheckpoint | null;
  exported: number[];
  /** How many are not exported now. */
  waiting: number;
  problems: Phrase[];
}

/** Makes and exports. May be called at any moment, also by several processes at once. */
export async function keepCheckpoints(
  store: Store,
  { key, directory }: CheckpointPlaces,
  now: () => Instant,
): Promise<KeptCheckpoints> {
  const problems: Phrase[] = [];
  const made = await told(problems, null, async () =>
    store.transaction(async (tx) => await makeCheckpoint(tx, { key, at: now() })),
  );
  const nothing = { exported: [], problem: null };
  const { exported, problem } =
    directory === null
      ? nothing
      : await told(problems, nothing, async () => await exportCheckpoints(store, { key, directory }, now));
  const waiting = (await store.read(unexportedCheckpoints)).length;
  if (problem !== null) problems.push(problem);
  if (directory !== null && waiting > 0) problems.push(phrase("ledger.not_exported", { count: waiting }));
  return { made, exported, waiting, problems };
}

/** What is wrong with keeping checkpoints now, and what would be better; makes and exports nothing. */
export async function checkKeeping(
  store: Store,
  { key, directory }: CheckpointPlaces,
): Promise<{ problems: Phrase[]; advice: Phrase[] }> {
  const problems: Phrase[] = [];
  await told(problems, null, async () => {
    await expectKeyOf(await store.read(lastCheckpoint), key);
    return null;
  });
  if (directory === null) return { problems, advice: [phrase("ledger.no_directory")] };
  const problem = await told(problems, null, async () => await problemOutside(store, { key, directory }));
  const waiting = (await store.read(unexportedCheckpoints)).length;
  if (problem !== null) problems.push(problem);
  if (waiting > 0) problems.push(phrase("ledger.not_exported", { count: waiting }));
  return { problems, advice: [] };
}

/** Does the work; a UserError becomes problems, and `otherwise` the result. */
async function told<Result>(
  problems: Phrase[],
  otherwise: Result,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems);
    return otherwise;
  }
}
