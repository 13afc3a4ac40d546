// Who carries a lane: one worker at a time, by a lease that it keeps alive and a fence that only grows. All times are
// the database's own, so that no worker's clock can end or stretch another's lease.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

/** A lane as its carrier holds it: good while nobody has taken the lane with a higher fence. */
export interface Fence {
  lane: string;
  fence: number;
}

/** Who carries a lane now: words for a person ("lan@may-1, pid 4711"). */
export interface Carrying {
  lane: string;
  owner: string;
  carrier: string;
  takenAt: Instant;
  leaseUntil: Instant;
}

/**
 * Takes a lane that nobody carries, or whose carrier has let its lease run out; else says who carries it. Waits for a
 * transaction of the last carrier's, and counts from when it ended.
 */
export async function takeLane(
  tx: Tx,
  {
    lane,
    owner,
    carrier,
    leaseMs,
    guest = false,
  }: { lane: string; owner: string; carrier: string; leaseMs: number; guest?: boolean },
): Promise<Fence | Carrying> {
  const { rows } = await sql<{ fence: number }>`
    insert into lane (lane, owner, carrier, taken_at, lease_until, fence, guest)
    select ${lane}, ${owner}, ${carrier}, clock_timestamp(), ${until(leaseMs)}, 1, ${guest} from ${neverSilent}
    on conflict (lane) do update set owner = excluded.owner, carrier = excluded.carrier,
      taken_at = clock_timestamp(), lease_until = ${until(leaseMs)}, fence = lane.fence + 1,
      guest = excluded.guest
    where lane.owner is null or lane.lease_until < clock_timestamp()
    returning fence`.execute(tx);
  const [taken] = rows;
  if (taken !== undefined) return { lane, fence: taken.fence };
  const row = await tx.selectFrom("lane").selectAll().where("lane", "=", lane).executeTakeFirstOrThrow();
  return {
    lane,
    owner: row.owner ?? "",
    carrier: row.carrier,
    takenAt: row.taken_at,
    leaseUntil: row.lease_until,
  };
}

/**
 * Makes the lease last `leaseMs` from now; `false` when the lane is somebody else's. Throws rather than wait long: were
 * the process stopped meanwhile, it would get the lane's row in its sleep and keep it from everybody.
 */
export async function keepLane(tx: Tx, { lane, fence }: Fence, leaseMs: number): Promise<boolean> {
  await sql`select set_config('lock_timeout', ${longestWait}, true)`.execute(tx);
  const { numAffectedRows } = await sql`update lane set lease_until = ${until(leaseMs)} from ${neverSilent}
    where lane = ${lane} and fence = ${fence} and owner is not null`.execute(tx);
  return numAffectedRows === 1n;
}

/** Gives the lane back, if it is still ours. */
export async function leaveLane(tx: Tx, { lane, fence }: Fence): Promise<void> {
  await sql`update lane set owner = null, lease_until = clock_timestamp() from ${neverSilent}
    where lane = ${lane} and fence = ${fence}`.execute(tx);
}

/** Whether the lane is still ours; if so it stays ours until the transaction ends. */
export async function holdLane(tx: Tx, { lane, fence }: Fence): Promise<boolean> {
  const { rows } = await sql`select from lane, ${neverSilent}
    where lane = ${lane} and fence = ${fence} and owner is not null for share of lane`.execute(tx);
  return rows.length === 1;
}

/**
 * Frees the lanes of dead carriers: only for the single owner of an embedded database, whose predecessors are all dead.
 * Their guests may live; what those carry is free when its lease has run out.
 */
export async function freeLanesOfTheDead(tx: Tx): Promise<void> {
  await tx
    .updateTable("lane")
    .set({ owner: null })
    .where("owner", "is not", null)
    .where("guest", "=", false)
    .execute();
}

/** Every lane that is being carried now. */
export async function lanesCarried(tx: Tx): Promise<Carrying[]> {
  const rows = await tx
    .selectFrom("lane")
    .selectAll()
    .where("owner", "is not", null)
    .where("lease_until", ">=", sql<string>`clock_timestamp()`)
    .orderBy("lane")
    .execute();
  return rows.map((row) => ({
    lane: row.lane,
    owner: row.owner ?? "",
    carrier: row.carrier,
    takenAt: row.taken_at,
    leaseUntil: row.lease_until,
  }));
}

/** For how many milliseconds the lease of whoever carries the lane is good yet; `null`: nobody carries it. */
export async function leaseLeftMs(tx: Tx, lane: string): Promise<number | null> {
  const { rows } = await sql<{ left: number }>`
    select (extract(epoch from lease_until - clock_timestamp()) * 1000)::float8 as left from lane
    where lane = ${lane} and owner is not null and lease_until >= clock_timestamp()`.execute(tx);
  return rows[0]?.left ?? null;
}

/**
 * How long a process may be silent inside a transaction that holds a lane before the server hangs up on it: one that was
 * stopped there would keep its locks, and nobody could take the lane. Shorter than a lease (push/lane-lease.ts).
 */
const longestSilence = "15s";
const neverSilent = sql`(select set_config('idle_in_transaction_session_timeout', ${longestSilence}, true)) as setting`;

/** How long a heartbeat waits for a transaction of its own carrier's to end: less than from one to the next. */
const longestWait = "4s";

function until(leaseMs: number) {
  return sql`clock_timestamp() + make_interval(secs => ${leaseMs}::float8 / 1000)`;
}
