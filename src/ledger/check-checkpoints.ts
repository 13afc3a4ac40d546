// Checks checkpoints: signatures, numbers without holes, each naming the one before it, and those kept outside being
// the same as ours. What they say of the lanes' ends is handed on, to be looked for in the rows.
import { hash } from "node:crypto";
import type { Checkpoint, CheckpointBody } from "../../schemas/checkpoint.ts";
import type { PhraseKey } from "../../schemas/phrase.ts";
import { checkpointsAfter } from "../store/checkpoints.ts";
import type { Tx } from "../store/connection.ts";
import { genesisHash } from "./chain.ts";
import { bad, type BadRow } from "./check-lane.ts";
import { bodyOf, isSigned } from "./checkpoint.ts";

/** Where a lane ended at some moment, kept outside the database: it shows a tail that was cut together with its head. */
export interface KnownHead {
  lane: string;
  seq: number;
  hash: string;
}

/** Who signs, and checkpoints from outside the database. */
export interface Trusted {
  /** Null when there is no key: then no checkpoint can be believed. */
  publicPem: string | null;
  outside: readonly Checkpoint[];
}

export interface CheckedCheckpoints {
  /** How many were checked, each once. */
  checkpoints: number;
  /** The ends that soundly signed checkpoints state, each once. */
  heads: KnownHead[];
  /** The first checkpoint that is wrong, as row `number` of the "lane" checkpoint. */
  bad: BadRow | null;
}

const checkpointsPerPage = 1000;

/** Checks the database's own checkpoints in order, then those from outside. */
export async function checkCheckpoints(tx: Tx, { publicPem, outside }: Trusted): Promise<CheckedCheckpoints> {
  const ours = new Map<number, string>();
  const heads = new Map<string, KnownHead>();
  let wrong: BadRow | null = null;
  const take = (checkpoint: Checkpoint, isAsItMustBe: (body: CheckpointBody) => PhraseKey | null): void => {
    const read = readSigned(checkpoint, publicPem);
    if ("why" in read) {
      wrong ??= badCheckpoint(read.number, read.why);
      return;
    }
    const why = isAsItMustBe(read.body);
    if (why !== null) wrong ??= badCheckpoint(read.body.number, why);
    for (const head of read.body.heads) heads.set(`${head.hash}/${head.seq}/${head.lane}`, head);
  };
  let previous = genesisHash;
  for (let number = 0; ;) {
    const page = await checkpointsAfter(tx, number, checkpointsPerPage);
    for (const checkpoint of page) {
      const expected = number + 1;
      take(checkpoint, (body) =>
        body.number === expected && body.previous === previous ? null : "ledger.bad.checkpoint_chain",
      );
      previous = hash("sha256", checkpoint.body, "hex");
      number = checkpoint.number;
      ours.set(number, previous);
    }
    if (page.length === 0) break;
  }
  for (const checkpoint of outside) {
    take(checkpoint, ({ number }) =>
      ours.get(number) === hash("sha256", checkpoint.body, "hex") ? null : "ledger.bad.checkpoint_outside",
    );
  }
  return { checkpoints: ours.size, heads: [...heads.values()], bad: wrong };
}

function readSigned(
  checkpoint: Checkpoint,
  publicPem: string | null,
): { body: CheckpointBody } | { number: number; why: PhraseKey } {
  try {
    const body = bodyOf(checkpoint);
    if (publicPem !== null && isSigned(checkpoint, publicPem)) return { body };
    return { number: body.number, why: "ledger.bad.checkpoint_signature" };
  } catch {
    return { number: 0, why: "ledger.bad.checkpoint_unreadable" };
  }
}

function badCheckpoint(number: number, why: PhraseKey): BadRow {
  return bad("checkpoint", number, why);
}
