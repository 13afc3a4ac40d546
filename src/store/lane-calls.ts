// Calls: that a lane is to be carried soon, never what to send. One row a lane, so ten reasons make one carrying; a call
// that comes while the lane is carried raises the revision, and is answered by the next carrying. Jobs of the queue
// engine only point here: a lost or doubled job costs nothing.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

export interface LaneCall {
  lane: string;
  revision: number;
  since: Instant;
  /** Not to be carried earlier; `null`: at once. */
  notBefore: Instant | null;
  /** Everything that is linked is looked at, not only what is due. */
  full: boolean;
  /** Who or what called last: the name of a schedule, "window", "person". */
  reason: string;
}

/** Calls for a lane; joins a call that waits already. A full one stays full. */
export async function callLane(
  tx: Tx,
  { lane, at, full = false, reason }: { lane: string; at: Instant; full?: boolean; reason: string },
): Promise<void> {
  await sql`
    insert into lane_call (lane, revision, since, not_before, "full", reason)
    values (${lane}, 1, ${at}::timestamptz, null, ${full}, ${reason})
    on conflict (lane) do update set revision = lane_call.revision + 1, not_before = null,
      "full" = lane_call."full" or excluded."full", reason = excluded.reason`.execute(tx);
}

/** The call for one lane, or null when nobody called. */
export async function callFor(tx: Tx, lane: string): Promise<LaneCall | null> {
  const row = await tx.selectFrom("lane_call").selectAll().where("lane", "=", lane).executeTakeFirst();
  return row === undefined ? null : callOf(row);
}

/** Every call whose time has come, the oldest first. */
export async function callsAt(tx: Tx, now: Instant): Promise<LaneCall[]> {
  const rows = await tx
    .selectFrom("lane_call")
    .selectAll()
    .where((is) => is.or([is("not_before", "is", null), is("not_before", "<=", now)]))
    .orderBy("since")
    .orderBy("lane")
    .execute();
  return rows.map(callOf);
}

/** The call was carried out: it goes, or waits until `again`; a newer call for the lane stays as it is. */
export async function answerCall(
  tx: Tx,
  { lane, revision }: Pick<LaneCall, "lane" | "revision">,
  again: Instant | null,
): Promise<void> {
  if (again === null) {
    await tx.deleteFrom("lane_call").where("lane", "=", lane).where("revision", "=", revision).execute();
    return;
  }
  await tx
    .updateTable("lane_call")
    .set({ not_before: again, full: false })
    .where("lane", "=", lane)
    .where("revision", "=", revision)
    .execute();
}

/** The call cannot be carried out yet: it waits until `until`, whole as it is; a newer call stays as it is. */
export async function putOffCall(
  tx: Tx,
  { lane, revision }: Pick<LaneCall, "lane" | "revision">,
  until: Instant,
): Promise<void> {
  await tx
    .updateTable("lane_call")
    .set({ not_before: until })
    .where("lane", "=", lane)
    .where("revision", "=", revision)
    .execute();
}

function callOf(row: {
  lane: string;
  revision: number;
  since: string;
  not_before: string | null;
  full: boolean;
  reason: string;
}): LaneCall {
  const { lane, revision, since, not_before, full, reason } = row;
  return { lane, revision, since, notBefore: not_before, full, reason };
}
