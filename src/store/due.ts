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
      not_before = null,
      unapproved = false`.execute(tx);
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

/**
 * Marks links due themselves: after linking, after a person decided, or for a full reconciliation. Their tries begin
 * anew: what an earlier run had tried to the end is tried again, not given up unseen.
 */
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
    on conflict (link_id) do update set
      revision = due.revision + 1,
      tries = 0,
      not_before = null,
      unapproved = false`.execute(tx);
}

/** A due link as a run took it up; `revision` proves at settling that nothing changed meanwhile. */
export interface Claim {
  linkId: string;
  revision: number;
  /** Attempts since the mark was last renewed that ended without the portal showing what was sent. */
  tries: number;
  /** Whether it waited for an approved plan when a push looked at it last. */
  unapproved: boolean;
}

/**
 * The due links of a lane, the most urgent first: by priority, the task's deadline, how long they have
 * waited, their code. With `by` only those whose time has come by then.
 */
export async function listDue(tx: Tx, lane: string, by: Instant | null = null): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    select due.link_id as "linkId", due.revision, due.tries, due.unapproved
    from due join link on link.id = due.link_id join task on task.id = link.task_id
    where link.lane = ${lane}
      and (${by}::timestamptz is null or due.not_before is null or due.not_before <= ${by}::timestamptz)
    order by due.priority, coalesce(task.extended_on, task.due_on) nulls last, due.since, task.code, due.link_id`.execute(
    tx,
  );
  return rows;
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

/** Clears marks that were carried; one that changed meanwhile stays. */
export async function clearDue(tx: Tx, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await sql`delete from due using ${claimRows(claims)}
    where due.link_id = given.link_id and due.revision = given.revision`.execute(tx);
}

/** Puts marks off: they stay due, not before the given instant, with `tried` more tries; not one that changed meanwhile. */
export async function putOff(
  tx: Tx,
  claims: readonly Claim[],
  until: { notBefore: Instant | null; tried: number },
): Promise<void> {
  if (claims.length === 0) return;
  await lockDue(tx, { linkIds: claims.map(({ linkId }) => linkId) });
  await sql`update due set not_before = ${until.notBefore}::timestamptz, tries = due.tries + ${until.tried}::integer
    from ${claimRows(claims)} where due.link_id = given.link_id and due.revision = given.revision`.execute(
    tx,
  );
}

/** How many links of a lane are due, and since when the oldest has been. */
export async function dueAt(tx: Tx, lane: string): Promise<{ count: number; oldest: Instant | null }> {
  return await tx
    .selectFrom("due")
    .innerJoin("link", "link.id", "due.link_id")
    .where("link.lane", "=", lane)
    .select((eb) => [eb.fn.countAll<number>().as("count"), eb.fn.min("due.since").as("oldest")])
    .executeTakeFirstOrThrow();
}

/** What a push of a lane would carry: tasks, and files of theirs that the portal was not seen to hold. */
export async function workAt(tx: Tx, lane: string): Promise<{ tasks: number; files: number }> {
  const { rows } = await sql<{ tasks: number; files: number }>`
    select count(*) as tasks, coalesce(sum((
      select count(*) from task_evidence cited join evidence on evidence.sha256 = cited.sha256
      where cited.task_id = link.task_id and evidence.classification = 'normal' and not exists (
        select from link_evidence seen
        where seen.link_id = link.id and seen.sha256 = cited.sha256 and seen.proof is not null)
    )), 0)::bigint as files
    from due join link on link.id = due.link_id where link.lane = ${lane} and not due.unapproved`.execute(tx);
  return rows[0] ?? { tasks: 0, files: 0 };
}

/** Links of some portals that have been due since before an instant. */
export async function dueSince(
  tx: Tx,
  of: { portals: readonly string[]; before: Instant },
): Promise<string[]> {
  const rows = await tx
    .selectFrom("due")
    .innerJoin("link", "link.id", "due.link_id")
    .where(sql<boolean>`link.portal in ${givenValues(of.portals, "text")}`)
    .where("due.since", "<=", of.before)
    .select("due.link_id")
    .execute();
  return rows.map((row) => row.link_id);
}

/** When a push may carry the first mark of a lane: `now` if at once, `null` if there is none, or only what needs approval. */
export async function firstDueAt(tx: Tx, lane: string, now: Instant): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(greatest(coalesce(due.not_before, ${now}::timestamptz), ${now}::timestamptz)) as at
    from due join link on link.id = due.link_id where link.lane = ${lane} and not due.unapproved`.execute(tx);
  return rows[0]?.at ?? null;
}

/** When the next mark of a lane (of these links) may be carried that waits for its time; `null`: none waits. */
export async function nextDueAt(
  tx: Tx,
  lane: string,
  only: readonly string[] | null = null,
): Promise<Instant | null> {
  const row = await tx
    .selectFrom("due")
    .innerJoin("link", "link.id", "due.link_id")
    .where("link.lane", "=", lane)
    .$if(only !== null, (marks) => marks.where(sql<boolean>`link.id in ${givenValues(only ?? [], "uuid")}`))
    .select((eb) => eb.fn.min("due.not_before").as("at"))
    .executeTakeFirst();
  return row?.at ?? null;
}

function claimRows(claims: readonly Claim[]) {
  return givenRows(
    { link_id: "uuid", revision: "integer" },
    claims.map((claim) => ({ link_id: claim.linkId, revision: claim.revision })),
  );
}
