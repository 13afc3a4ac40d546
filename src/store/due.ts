// Due marks: that a link is due at its portal, never what to send. A mark commits with the change that caused it;
// a change while it is carried raises its revision, so settling clears only what was seen.
import { sql } from "kysely";
import { phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenRows, givenValues } from "./rows.ts";

/** Smaller goes first. */
export const ordinaryPriority = 100;

interface Mark {
  reason: string;
  at: Instant;
  priority?: number;
  /** The portal that caused the change: it knows already. */
  except?: string;
}

// What left before its task was marked secret must still be looked for, or nobody would ever know what became of it.
const mayBeDue = sql<boolean>`(task.classification = 'normal'
  or exists (select 1 from open_attempt where open_attempt.link_id = link.id))`;

/**
 * Marks every link of some tasks due. Tasks that may not leave never enter the outbox (promise 5), but for a look at
 * what became of an attempt that left before.
 */
export async function markTasksDue(tx: Tx, mark: Mark & { taskIds: readonly string[] }): Promise<void> {
  if (mark.taskIds.length === 0) return;
  await sql`
    insert into due (link_id, revision, since, priority, reason)
    select link.id, 1, ${mark.at}::timestamptz, ${mark.priority ?? ordinaryPriority}::integer, ${mark.reason}::text
    from link join task on task.id = link.task_id
    where link.task_id in ${givenValues(mark.taskIds, "uuid")}
      and ${mayBeDue}
      and link.portal is distinct from ${mark.except ?? null}::text
    order by link.id
    on conflict (link_id) do update set
      revision = due.revision + 1,
      priority = least(due.priority, excluded.priority),
      reason = excluded.reason,
      tries = 0,
      not_before = null`.execute(tx);
  await keepSecretsHome(tx, mark);
}

/** Links of tasks that may not leave are held, with nothing of their content, and due only to be looked at. */
async function keepSecretsHome(tx: Tx, mark: { taskIds: readonly string[]; at: Instant }): Promise<void> {
  const secret = sql`select link.id from link join task on task.id = link.task_id
    where link.task_id in ${givenValues(mark.taskIds, "uuid")} and task.classification <> 'normal'`;
  const settled = sql`${secret} and not ${mayBeDue}`;
  const reasons = JSON.stringify([phrase("reconcile.secret")]);
  await sql`delete from due where link_id in (${settled})`.execute(tx);
  await sql`
    insert into hold (link_id, kind, reasons, fields, ours, theirs, base, since, run)
    select secret.id, 'held', ${reasons}::jsonb, '[]', '{}', '{}', '{}', ${mark.at}::timestamptz, ''
    from (${secret}) as secret
    on conflict (link_id) do update set kind = excluded.kind, reasons = excluded.reasons, fields = excluded.fields,
      ours = excluded.ours, theirs = excluded.theirs, base = excluded.base, raw = null, since = excluded.since`.execute(
    tx,
  );
}

/** Marks links due themselves: after linking, after a person decided, or for a full reconciliation. */
export async function markLinksDue(
  tx: Tx,
  mark: { linkIds: readonly string[]; reason: string; at: Instant },
): Promise<void> {
  await sql`
    insert into due (link_id, revision, since, priority, reason)
    select link.id, 1, ${mark.at}::timestamptz, ${ordinaryPriority}::integer, ${mark.reason}::text
    from link join task on task.id = link.task_id
    where link.id in ${givenValues(mark.linkIds, "uuid")}
      and ${mayBeDue}
    order by link.id
    on conflict (link_id) do update set revision = due.revision + 1, not_before = null`.execute(tx);
}

/** A due link as it was claimed; `revision` and `fence` prove at settling that nothing came between. */
export interface Claim {
  linkId: string;
  revision: number;
  fence: number;
  /** Attempts since the mark was last renewed that ended without the portal showing what was sent. */
  tries: number;
}

/**
 * Leases the due links of a lane, most urgent first, at most `limit`. Links that another worker holds are passed
 * over, so several may claim at once; each claim raises the fence.
 */
export async function claimDue(
  tx: Tx,
  claim: { lane: string; owner: string; at: Instant; until: Instant; limit: number },
): Promise<Claim[]> {
  const { rows } = await sql<{ link_id: string; revision: number; fence: number; tries: number }>`
    update due set lease_owner = ${claim.owner}::text, lease_until = ${claim.until}::timestamptz, fence = due.fence + 1
    where link_id in (
      select due.link_id from due join link on link.id = due.link_id
      where link.lane = ${claim.lane}::text
        and (due.lease_until is null or due.lease_until < ${claim.at}::timestamptz)
        and (due.not_before is null or due.not_before <= ${claim.at}::timestamptz)
      order by due.priority, due.since, due.link_id
      limit ${claim.limit}::integer
      for update of due skip locked
    )
    returning link_id, revision, fence, tries`.execute(tx);
  return rows.map((row) => claimOf(row));
}

/** The due links of a portal or of all, without leasing any: for plans. */
export async function listDue(tx: Tx, lane: string): Promise<Claim[]> {
  const rows = await tx
    .selectFrom("due")
    .innerJoin("link", "link.id", "due.link_id")
    .where("link.lane", "=", lane)
    .select(["due.link_id", "due.revision", "due.fence", "due.tries"])
    .orderBy("due.priority")
    .orderBy("due.since")
    .orderBy("due.link_id")
    .execute();
  return rows.map((row) => claimOf(row));
}

/** Keeps a worker's leases alive until `until`. */
export async function extendLeases(tx: Tx, lease: { owner: string; until: Instant }): Promise<void> {
  await sql`update due set lease_until = ${lease.until}::timestamptz where link_id in (
    select link_id from due where lease_owner = ${lease.owner}::text order by link_id for update)`.execute(
    tx,
  );
}

/**
 * Locks the marks of some links and of every link of some tasks until the transaction ends; always in the order of
 * links, so that two lanes which mark each other's tasks never wait in a ring.
 */
export async function lockDue(
  tx: Tx,
  of: { linkIds: readonly string[]; taskIds?: readonly string[] },
): Promise<void> {
  await sql`select from due where link_id in ${givenValues(of.linkIds, "uuid")} or link_id in (
      select id from link where task_id in ${givenValues(of.taskIds ?? [], "uuid")})
    order by link_id for update`.execute(tx);
}

/** Clears marks that were carried; one that changed meanwhile, or was claimed anew, stays and is only released. */
export async function clearDue(tx: Tx, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await sql`delete from due using ${claimRows(claims)}
    where due.link_id = given.link_id and due.revision = given.revision and due.fence = given.fence`.execute(
    tx,
  );
  await releaseDue(tx, claims, { notBefore: null, tried: 0 });
}

/** Gives marks back; they stay due, not before the given instant, with `tried` more tries counted. */
export async function releaseDue(
  tx: Tx,
  claims: readonly Claim[],
  release: { notBefore: Instant | null; tried: number },
): Promise<void> {
  if (claims.length === 0) return;
  await lockDue(tx, { linkIds: claims.map(({ linkId }) => linkId) });
  await sql`update due set lease_owner = null, lease_until = null, not_before = ${release.notBefore}::timestamptz,
      tries = case when due.revision = given.revision then due.tries + ${release.tried}::integer else due.tries end
    from ${claimRows(claims)} where due.link_id = given.link_id and due.fence = given.fence`.execute(tx);
}

/** Frees every lease: only for the single owner of an embedded database, whose predecessors are all dead. */
export async function freeAllLeases(tx: Tx): Promise<void> {
  await tx
    .updateTable("due")
    .set({ lease_owner: null, lease_until: null })
    .where("lease_owner", "is not", null)
    .execute();
}

/** When the next mark of a lane may be carried that waits for its time; `null`: none waits. */
export async function nextDueAt(tx: Tx, lane: string): Promise<Instant | null> {
  const row = await tx
    .selectFrom("due")
    .innerJoin("link", "link.id", "due.link_id")
    .where("link.lane", "=", lane)
    .where("due.lease_until", "is", null)
    .select((eb) => eb.fn.min("due.not_before").as("at"))
    .executeTakeFirst();
  return row?.at ?? null;
}

function claimOf(row: { link_id: string; revision: number; fence: number; tries: number }): Claim {
  return { linkId: row.link_id, revision: row.revision, fence: row.fence, tries: row.tries };
}

function claimRows(claims: readonly Claim[]) {
  return givenRows(
    { link_id: "uuid", revision: "integer", fence: "integer" },
    claims.map((claim) => ({ link_id: claim.linkId, revision: claim.revision, fence: claim.fence })),
  );
}
