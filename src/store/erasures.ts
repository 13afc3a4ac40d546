// Takes parts off ledger rows: the only change that a row ever sees. Decides nothing; the room ledger says which.
import { sql } from "kysely";
import type { Tx } from "./connection.ts";
import { givenRows, piecesOf } from "./rows.ts";

/** Lets nobody else take parts off until the transaction ends: two at once could bring a part back. */
export async function lockErasures(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('dongbo ledger erasures'))`.execute(tx);
}

/** A row, and the parts that stay on it. */
export interface KeptParts {
  lane: string;
  seq: number;
  parts: string;
}

/** Leaves these rows with these parts. */
export async function keepParts(tx: Tx, rows: readonly KeptParts[]): Promise<void> {
  for (const piece of piecesOf(rows, 500)) {
    await sql`update ledger set parts = given.parts
      from ${givenRows({ lane: "text", seq: "bigint", parts: "text" }, piece)}
      where ledger.lane = given.lane and ledger.seq = given.seq`.execute(tx);
  }
}

/** The attempts that wait for their outcome. */
export async function openAttemptIds(tx: Tx): Promise<Set<string>> {
  const rows = await tx.selectFrom("open_attempt").select("attempt_id").execute();
  return new Set(rows.map((row) => row.attempt_id));
}

/** The bodies of every entry that accounts for parts taken off. */
export async function erasureBodies(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom("ledger").select("body").where("kind", "=", "erasure").execute();
  return rows.map(({ body }) => body);
}

/** The links of a task, those that were cut since included: the ledger still names the task. */
export async function linksOfTask(tx: Tx, code: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select link_id as id from ledger where kind = 'attempt' and body::jsonb->'about'->>'taskCode' = ${code}
    union
    select link.id from link join task on task.id = link.task_id where task.code = ${code}`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
