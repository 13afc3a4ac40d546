// Sessions that people handed over. At most one of a portal is current; an ended one stays without its secret, for telling
// how long sessions last there.
import { sql } from "kysely";
import { z } from "zod";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

const EndSchema = z.enum(["early", "in_time", "replaced", "signed_out"]);
/** How a session ended: refused before or after the time it was promised for, replaced by a newer one, or given up. */
export type SessionEnd = z.infer<typeof EndSchema>;

export interface SessionRow {
  id: string;
  portal: string;
  /** Whom the portal takes it for, where it says so. */
  account: string | null;
  handedBy: string;
  handedAt: Instant;
  promisedUntil: Instant | null;
  /** When the portal last took it. */
  workedAt: Instant;
}

export interface CurrentSession extends SessionRow {
  sealed: string;
  /** Fingerprint of the key. */
  key: string;
}

export interface EndedSession extends SessionRow {
  endedAt: Instant;
  endedHow: SessionEnd;
}

/** The session of a portal that has not ended, as far as anybody knows. */
export async function currentSession(tx: Tx, portal: string): Promise<CurrentSession | null> {
  const found = await tx
    .selectFrom("portal_session")
    .selectAll()
    .where("portal", "=", portal)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (found === undefined || found.sealed === null) return null;
  return { ...rowOf(found), sealed: found.sealed, key: found.key };
}

/** The newest ended sessions of a portal, newest first; only of some ends, if named. */
export async function endedSessions(
  tx: Tx,
  of: { portal: string; newest: number; how?: readonly SessionEnd[] },
): Promise<EndedSession[]> {
  const rows = await tx
    .selectFrom("portal_session")
    .selectAll()
    .where("portal", "=", of.portal)
    .where("ended_at", "is not", null)
    .$if(of.how !== undefined, (query) => query.where("ended_how", "in", [...(of.how ?? [])]))
    .orderBy("ended_at", "desc")
    .limit(of.newest)
    .execute();
  return rows.map((row) => ({
    ...rowOf(row),
    endedAt: row.ended_at ?? row.worked_at,
    endedHow: EndSchema.parse(row.ended_how),
  }));
}

/** Portals with a current session that is sealed with another key. */
export async function portalsOfOtherKeys(tx: Tx, key: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("portal_session")
    .select("portal")
    .where("ended_at", "is", null)
    .where("key", "<>", key)
    .orderBy("portal")
    .execute();
  return rows.map(({ portal }) => portal);
}

/** Keeps a session as the current one of its portal; the one before it ends. */
export async function keepSession(tx: Tx, kept: CurrentSession): Promise<void> {
  // Two people may hand over at once: the later one replaces the earlier.
  await sql`lock table portal_session in share row exclusive mode`.execute(tx);
  const before = await currentSession(tx, kept.portal);
  if (before !== null) await endSession(tx, { id: before.id, at: kept.handedAt, how: "replaced" });
  await tx
    .insertInto("portal_session")
    .values({
      id: kept.id,
      portal: kept.portal,
      sealed: kept.sealed,
      key: kept.key,
      account: kept.account,
      handed_by: kept.handedBy,
      handed_at: kept.handedAt,
      promised_until: kept.promisedUntil,
      worked_at: kept.workedAt,
      ended_at: null,
      ended_how: null,
    })
    .execute();
}

/** Notes that the portal took a session; an ended one stays as it is. */
export async function sessionWorked(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx
    .updateTable("portal_session")
    .set({ worked_at: at })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .where("worked_at", "<", at)
    .execute();
}

/** Ends a session and overwrites what was sealed; whether it had not ended before. */
export async function endSession(
  tx: Tx,
  { id, at, how }: { id: string; at: Instant; how: SessionEnd },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("portal_session")
    .set({ sealed: null, ended_at: at, ended_how: how })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function rowOf(row: {
  id: string;
  portal: string;
  account: string | null;
  handed_by: string;
  handed_at: string;
  promised_until: string | null;
  worked_at: string;
}): SessionRow {
  return {
    id: row.id,
    portal: row.portal,
    account: row.account,
    handedBy: row.handed_by,
    handedAt: row.handed_at,
    promisedUntil: row.promised_until,
    workedAt: row.worked_at,
  };
}
