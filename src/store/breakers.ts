// Whether the portal of a lane is out of order, as all workers know it, and whether a person paused it. All times are
// the database's own. What the state means is its library's business.
import { sql } from "kysely";
import type { Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

export interface BreakerRow {
  /** The library's own; `null` before anything ever failed. */
  state: unknown;
  /** Why nobody asks the portal, since when, and when it is asked next; `null`: it is asked. */
  open: Opened | null;
}

export interface Opened {
  reason: Phrase;
  since: Instant;
  askedNext: Instant;
}

export interface Pause {
  by: string;
  at: Instant;
  reason: string;
}

/** The breaker of a lane. */
export async function breakerOf(tx: Tx, lane: string): Promise<BreakerRow> {
  const row = await tx.selectFrom("breaker").selectAll().where("lane", "=", lane).executeTakeFirst();
  if (row === undefined) return { state: null, open: null };
  const { reason, opened_at: since, probe_at: askedNext } = row;
  if (reason === null || since === null || askedNext === null) return { state: row.state, open: null };
  return { state: row.state, open: { reason: reason as Phrase, since, askedNext } };
}

/** Remembers failures of a breaker that is closed; one that somebody opened meanwhile stays as it is. */
export async function countFailures(tx: Tx, lane: string, state: unknown): Promise<void> {
  await sql`insert into breaker as known (lane, state) values (${lane}, ${JSON.stringify(state)}::jsonb)
    on conflict (lane) do update set state = excluded.state where known.opened_at is null`.execute(tx);
}

/** Opens a breaker, or opens it again: its portal is asked next after `forMs`. It stays open since it first was. */
export async function openBreaker(
  tx: Tx,
  { lane, state, reason, forMs }: { lane: string; state: unknown; reason: Phrase; forMs: number },
): Promise<Opened> {
  const { rows } = await sql<{ since: Instant; asked_next: Instant }>`
    insert into breaker as known (lane, state, reason, opened_at, probe_at)
    values (${lane}, ${JSON.stringify(state)}::jsonb, ${JSON.stringify(reason)}::jsonb, clock_timestamp(), ${inMs(forMs)})
    on conflict (lane) do update set state = excluded.state, reason = excluded.reason,
      opened_at = coalesce(known.opened_at, excluded.opened_at), probe_at = excluded.probe_at
    returning opened_at as since, probe_at as asked_next`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error(`breaker ${lane} was not written`);
  return { reason, since: row.since, askedNext: row.asked_next };
}

/** Closes a breaker: its portal answers again. */
export async function closeBreaker(tx: Tx, lane: string, state: unknown): Promise<void> {
  await tx
    .updateTable("breaker")
    .set({ state: JSON.stringify(state), reason: null, opened_at: null, probe_at: null })
    .where("lane", "=", lane)
    .execute();
}

/** Takes the next question to a portal whose time has come; nobody else may ask within `forMs`. */
export async function takeProbe(tx: Tx, lane: string, forMs: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update breaker set probe_at = ${inMs(forMs)}
    where lane = ${lane} and probe_at <= clock_timestamp()`.execute(tx);
  return numAffectedRows === 1n;
}

/** A person pauses a portal: nothing is sent there until it is resumed. */
export async function pauseLane(tx: Tx, lane: string, { by, at, reason }: Pause): Promise<void> {
  await sql`insert into breaker (lane, state, paused_by, paused_at, paused_reason)
    values (${lane}, 'null'::jsonb, ${by}, ${at}::timestamptz, ${reason})
    on conflict (lane) do update set paused_by = excluded.paused_by, paused_at = excluded.paused_at,
      paused_reason = excluded.paused_reason`.execute(tx);
}

/** Ends a pause. */
export async function resumeLane(tx: Tx, lane: string): Promise<void> {
  await tx
    .updateTable("breaker")
    .set({ paused_by: null, paused_at: null, paused_reason: null })
    .where("lane", "=", lane)
    .execute();
}

/** Who paused the portal, and why; `null`: nobody. */
export async function pauseOf(tx: Tx, lane: string): Promise<Pause | null> {
  const row = await tx.selectFrom("breaker").selectAll().where("lane", "=", lane).executeTakeFirst();
  if (row === undefined || row.paused_by === null || row.paused_at === null) return null;
  return { by: row.paused_by, at: row.paused_at, reason: row.paused_reason ?? "" };
}

function inMs(ms: number) {
  return sql`clock_timestamp() + make_interval(secs => ${ms}::float8 / 1000)`;
}
