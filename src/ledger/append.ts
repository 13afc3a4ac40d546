// Writes to the ledger: the only way in. Rows of one lane are chained in the order they come; a lane's writers wait
// for each other, lanes do not. Never changes a row. Everything is part of the caller's transaction.
import type { Attempt, LedgerBody, Outcome } from "../../schemas/attempt.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import {
  deleteOpenAttempts,
  insertOpenAttempts,
  insertRows,
  lockHead,
  type NewRow,
} from "../store/ledger-writes.ts";
import { digestOf, genesisHash, hashOf } from "./chain.ts";
import { seal } from "./seal.ts";

/** Where an entry lies, and its hash. */
export interface Place {
  lane: string;
  seq: number;
  hash: string;
}

/** Appends entries to a lane in order, any number in one write, and holds the lane's lock until the transaction ends. */
export async function appendEntries(
  tx: Tx,
  { lane, bodies, at }: { lane: string; bodies: LedgerBody[]; at: Instant },
): Promise<Place[]> {
  if (bodies.length === 0) return [];
  const head = await lockHead(tx, lane, genesisHash);
  const place = { lane, at: new Date(at).toISOString() };
  const rows = chain(head, place, bodies);
  await insertRows(tx, place, rows);
  return rows.map(({ seq, hash }) => ({ lane, seq, hash }));
}

/**
 * Writes down attempts before the wire is touched: their entries, and that they are open. Commit before sending.
 * Throws when one of them is open already.
 */
export async function openAttempts(
  tx: Tx,
  { lane, attempts, at }: { lane: string; attempts: Attempt[]; at: Instant },
): Promise<Place[]> {
  if (attempts.length === 0) return [];
  const places = await appendEntries(tx, { lane, bodies: attempts, at });
  await insertOpenAttempts(tx, { lane, openedAt: at, attempts });
  return places;
}

/**
 * Writes down how open attempts ended: their entries, and that they are open no more. Throws, so that nothing of it
 * happens, when one of them is not open in this lane: somebody else has settled it.
 */
export async function closeAttempts(
  tx: Tx,
  { lane, outcomes, at }: { lane: string; outcomes: Outcome[]; at: Instant },
): Promise<Place[]> {
  if (outcomes.length === 0) return [];
  const places = await appendEntries(tx, { lane, bodies: outcomes, at });
  const ids = outcomes.map((outcome) => outcome.attemptId);
  const closed = await deleteOpenAttempts(tx, lane, ids);
  if (closed !== ids.length)
    throw new Error(`${ids.length - closed} of the attempts ${ids.join(", ")} are not open`);
  return places;
}

function chain(
  head: { seq: number; hash: string },
  place: { lane: string; at: Instant },
  bodies: LedgerBody[],
): NewRow[] {
  let { seq, hash: prev } = head;
  return bodies.map((entry) => {
    seq += 1;
    const { body, parts } = seal(entry);
    const hash = hashOf(prev, digestOf({ ...place, seq, body }));
    const row = { seq, ...columnsOf(entry), body, parts, prev_hash: prev, hash };
    prev = hash;
    return row;
  });
}

/** The parts of a body that have columns of their own, to be searched by. */
export function columnsOf(
  body: Pick<LedgerBody, "kind" | "run"> & { attemptId?: string; linkId?: string | null },
): Pick<NewRow, "kind" | "attempt_id" | "link_id" | "run"> {
  return {
    kind: body.kind,
    attempt_id: body.attemptId?.toLowerCase() ?? null,
    link_id: body.linkId?.toLowerCase() ?? null,
    run: body.run,
  };
}
