// Writes the ledger's rows under the lane's lock, and keeps beside them which attempts are open. Computes no hash;
// only the room ledger calls this. Nothing here changes or removes a ledger row.
import { sql } from "kysely";
import type { Tx } from "./connection.ts";
import type { LedgerRow } from "./ledger.ts";

/**
 * Takes the lane's lock until the transaction ends and returns its newest row's number and hash. A lane without
 * rows begins with number 0 and the hash `before`.
 */
export async function lockHead(tx: Tx, lane: string, before: string): Promise<{ seq: number; hash: string }> {
  return tx
    .insertInto("ledger_head")
    .values({ lane, seq: 0, hash: before })
    .onConflict((taken) => taken.column("lane").doUpdateSet((head) => ({ seq: head.ref("ledger_head.seq") })))
    .returning(["seq", "hash"])
    .executeTakeFirstOrThrow();
}

/** What differs from row to row when several are written at once. */
export type NewRow = Omit<LedgerRow, "lane" | "at">;

/**
 * Writes the rows, in order, and moves the lane's head to the last of them, all in one statement. The caller holds
 * the lane's lock, and the first row follows the head that came with it.
 */
export async function insertRows(tx: Tx, place: { lane: string; at: string }, rows: NewRow[]): Promise<void> {
  const newest = rows.at(-1);
  if (newest === undefined) return;
  const column = (name: keyof NewRow): unknown[] => rows.map((row) => row[name]);
  await sql`
    with written as (
      insert into ledger (lane, at, seq, kind, attempt_id, link_id, run, body, parts, prev_hash, hash)
      select ${place.lane}, ${place.at}::timestamptz, new.* from unnest(
        ${column("seq")}::bigint[], ${column("kind")}::text[], ${column("attempt_id")}::uuid[],
        ${column("link_id")}::uuid[], ${column("run")}::text[], ${column("body")}::text[],
        ${column("parts")}::text[], ${column("prev_hash")}::text[], ${column("hash")}::text[]
      ) as new
    )
    update ledger_head set seq = ${newest.seq}, hash = ${newest.hash} where lane = ${place.lane}`.execute(tx);
}

export interface NewOpenAttempts {
  lane: string;
  openedAt: string;
  attempts: { attemptId: string; linkId: string; key: string; operation: unknown; run: string }[];
}

/** Adds the attempts in one statement. Throws on an attempt id that is open already. */
export async function insertOpenAttempts(
  tx: Tx,
  { lane, openedAt, attempts }: NewOpenAttempts,
): Promise<void> {
  await sql`
    insert into open_attempt (lane, opened_at, attempt_id, link_id, key, operation, run)
    select ${lane}, ${openedAt}::timestamptz, new.attempt_id, new.link_id, new.key, new.operation::jsonb, new.run
    from unnest(
      ${attempts.map((attempt) => attempt.attemptId)}::uuid[], ${attempts.map((attempt) => attempt.linkId)}::uuid[],
      ${attempts.map((attempt) => attempt.key)}::text[],
      ${attempts.map((attempt) => JSON.stringify(attempt.operation))}::text[],
      ${attempts.map((attempt) => attempt.run)}::text[]
    ) as new (attempt_id, link_id, key, operation, run)`.execute(tx);
}

/** Removes the attempts of this lane and returns how many of them were open. */
export async function deleteOpenAttempts(tx: Tx, lane: string, attemptIds: string[]): Promise<number> {
  const deleted = await tx
    .deleteFrom("open_attempt")
    .where("lane", "=", lane)
    .where("attempt_id", "=", sql<string>`any (${attemptIds}::uuid[])`)
    .executeTakeFirstOrThrow();
  return Number(deleted.numDeletedRows);
}
