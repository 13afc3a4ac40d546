// Processes that stay (serve, worker): a row each, with its last sign of life. All times are the database's own, so that
// no machine's clock makes a living process silent.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

/** serve: everything that runs by itself. worker: only carries lanes. */
export type ProcessKind = "serve" | "worker";

export interface KnownProcess {
  id: string;
  kind: ProcessKind;
  /** Which process it is, for a person: user, machine, process number ("lan@may-1, pid 4711"). */
  carrier: string;
  startedAt: Instant;
  /** Its last sign of life; it gives one every `beatMs` (serve/presence.ts). */
  seenAt: Instant;
  /** The names of the parts that run in it. */
  parts: string[];
  /** Nothing was heard of it for a minute: killed, stopped, or cut off from the database. */
  silent: boolean;
}

/**
 * Notes that a process has started. Takes away the rows of silent ones that ran for the same user on the same machine,
 * whose place it takes, and of every one that has been silent for a month.
 */
export async function addProcess(
  tx: Tx,
  { id, kind, carrier, parts }: Pick<KnownProcess, "id" | "kind" | "carrier" | "parts">,
): Promise<void> {
  await sql`delete from process where ${isSilent} and kind = ${kind} and ${placeOf(sql.ref("carrier"))} =
    ${placeOf(sql`${carrier}::text`)}`.execute(tx);
  await sql`delete from process where seen_at < clock_timestamp() - interval '30 days'`.execute(tx);
  await sql`insert into process (id, kind, carrier, started_at, seen_at, parts)
    values (${id}, ${kind}, ${carrier}, clock_timestamp(), clock_timestamp(), ${JSON.stringify(parts)}::jsonb)`.execute(
    tx,
  );
}

/** A sign of life; `false` when somebody took the row away, and the process should be noted anew. */
export async function keepProcess(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update process set seen_at = clock_timestamp() where id = ${id}`.execute(tx);
  return numAffectedRows === 1n;
}

/** The process ended in order: nobody will miss it. */
export async function leaveProcess(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("process").where("id", "=", id).execute();
}

/** Every process that has not ended in order, the oldest first. */
export async function processesKnown(tx: Tx): Promise<KnownProcess[]> {
  const rows = await tx
    .selectFrom("process")
    .selectAll()
    .select(isSilent.as("silent"))
    .orderBy("started_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as ProcessKind,
    carrier: row.carrier,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    parts: row.parts,
    silent: row.silent,
  }));
}

/**
 * Takes away every row: only for the single owner of an embedded database, whose predecessors are all dead.
 */
export async function forgetProcesses(tx: Tx): Promise<void> {
  await tx.deleteFrom("process").execute();
}

/** Six signs of life missed. */
const isSilent = sql<boolean>`(seen_at < clock_timestamp() - interval '60 seconds')`;

/** User and machine of a carrier: what stands before its process number. */
function placeOf(carrier: ReturnType<typeof sql<string>>) {
  return sql`split_part(${carrier}, ', pid ', 1)`;
}
