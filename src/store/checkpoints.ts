// Every query on checkpoints: signed statements of where all lanes ended. Judges nothing; the room ledger does.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

/** A checkpoint as it lies there: `body` is the exact text that was signed. */
export interface StoredCheckpoint {
  number: number;
  at: Instant;
  body: string;
  signature: string;
}

const columns = ["number", "at", "body", "signature"] as const;

/** Lets nobody else make a checkpoint until the transaction ends. */
export async function lockCheckpoints(tx: Tx): Promise<void> {
  await sql`lock table checkpoint in share row exclusive mode`.execute(tx);
}

/** The newest checkpoint. */
export async function lastCheckpoint(tx: Tx): Promise<StoredCheckpoint | undefined> {
  return tx.selectFrom("checkpoint").select(columns).orderBy("number", "desc").limit(1).executeTakeFirst();
}

/** Checkpoints after number `after`, in order, at most `limit`. */
export async function checkpointsAfter(tx: Tx, after: number, limit: number): Promise<StoredCheckpoint[]> {
  return tx
    .selectFrom("checkpoint")
    .select(columns)
    .where("number", ">", after)
    .orderBy("number")
    .limit(limit)
    .execute();
}

/** Adds a checkpoint that is not exported yet; a number that exists fails the transaction. */
export async function insertCheckpoint(tx: Tx, made: StoredCheckpoint): Promise<void> {
  await tx
    .insertInto("checkpoint")
    .values({ ...made, exported_at: null })
    .execute();
}

/** Checkpoints that nobody exported so far, in order. */
export async function unexportedCheckpoints(tx: Tx): Promise<StoredCheckpoint[]> {
  return tx
    .selectFrom("checkpoint")
    .select(columns)
    .where("exported_at", "is", null)
    .orderBy("number")
    .execute();
}

/** Notes that a checkpoint lies outside now. */
export async function markExported(tx: Tx, number: number, at: Instant): Promise<void> {
  await tx.updateTable("checkpoint").set({ exported_at: at }).where("number", "=", number).execute();
}

/** The earliest checkpoint that covers a row of a lane: one whose head of that lane is at or after it. */
export async function coveringCheckpoint(
  tx: Tx,
  { lane, seq }: { lane: string; seq: number },
): Promise<StoredCheckpoint | undefined> {
  return tx
    .selectFrom("checkpoint")
    .select(columns)
    .where(
      sql<boolean>`exists (select from jsonb_array_elements(checkpoint.body::jsonb->'heads') as head
        where head->>'lane' = ${lane} and (head->>'seq')::bigint >= ${seq})`,
    )
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
}
