// Links: which remote record a task is at each portal, what both sides last agreed on.
import { sql } from "kysely";
import type { FieldValues } from "../../schemas/field.ts";
import type { Link } from "../../schemas/link.ts";
import type { Day, Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenRows, givenValues, piecesOf } from "./rows.ts";
import type { Tables } from "./tables.ts";
import type { Selectable } from "kysely";

/** Adds links; a task or a remote record that is linked at that portal already makes it throw. */
export async function addLinks(
  tx: Tx,
  links: readonly Pick<Link, "id" | "taskId" | "portal" | "lane" | "remoteId" | "mapping">[],
  by: { who: string; at: Instant },
): Promise<void> {
  for (const piece of piecesOf(links)) {
    await tx
      .insertInto("link")
      .values(
        piece.map((link) => ({
          id: link.id,
          task_id: link.taskId,
          portal: link.portal,
          lane: link.lane,
          remote_id: link.remoteId,
          base: "{}",
          mapping: link.mapping,
          linked_at: by.at,
          linked_by: by.who,
        })),
      )
      .execute();
  }
}

/** Removes the link of one task at one portal with its due mark and hold; its ledger rows stay. */
export async function removeLink(tx: Tx, link: { taskId: string; portal: string }): Promise<number> {
  const result = await tx
    .deleteFrom("link")
    .where("task_id", "=", link.taskId)
    .where("portal", "=", link.portal)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Every link of a portal. */
export async function linksOfPortal(tx: Tx, portal: string): Promise<Link[]> {
  const rows = await tx.selectFrom("link").selectAll().where("portal", "=", portal).orderBy("id").execute();
  return rows.map(linkOf);
}

/** Which task each linked record of a portal is, without what both sides agreed on. */
export async function linkedRecords(tx: Tx, portal: string): Promise<{ remoteId: string; taskId: string }[]> {
  return await tx
    .selectFrom("link")
    .select(["remote_id as remoteId", "task_id as taskId"])
    .where("portal", "=", portal)
    .orderBy("id")
    .execute();
}

/** Links by id, in the order of the ids. */
export async function linksById(tx: Tx, ids: readonly string[]): Promise<Link[]> {
  const rows = await tx
    .selectFrom("link")
    .selectAll()
    .where(sql<boolean>`link.id in ${givenValues(ids, "uuid")}`)
    .execute();
  const found = new Map(rows.map((row) => [row.id, linkOf(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** What linking compares of a task, and its record at a portal where it has one. */
export interface LinkableTask {
  id: string;
  code: string;
  title: string;
  dueOn: Day | null;
  leadOrganisationId: string | null;
  /** Whether its classification lets it leave this machine. */
  mayLeave: boolean;
  remoteId: string | null;
}

/** Every task of the register as linking compares it with a portal's records. */
export async function tasksToLink(tx: Tx, portal: string): Promise<LinkableTask[]> {
  const rows = await tx
    .selectFrom("task")
    .leftJoin("link", (join) => join.onRef("link.task_id", "=", "task.id").on("link.portal", "=", portal))
    .select(["task.id", "task.code", "task.title", "task.due_on", "task.lead_organisation_id"])
    .select(["link.remote_id", sql<boolean>`task.classification = 'normal'`.as("may_leave")])
    .orderBy("task.code")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    title: row.title,
    dueOn: row.due_on,
    leadOrganisationId: row.lead_organisation_id,
    mayLeave: row.may_leave,
    remoteId: row.remote_id,
  }));
}

/** The links of one task. */
export async function linksOfTask(tx: Tx, taskId: string): Promise<Link[]> {
  const rows = await tx
    .selectFrom("link")
    .selectAll()
    .where("task_id", "=", taskId)
    .orderBy("portal")
    .execute();
  return rows.map(linkOf);
}

/** How many links a portal has. Read from an index alone, where `countLinks` reads every link. */
export async function countLinked(tx: Tx, portal: string): Promise<number> {
  const { count } = await tx
    .selectFrom("link")
    .where("portal", "=", portal)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** How many links a portal has, and how many of them were agreed under another mapping than `mapping`. */
export async function countLinks(
  tx: Tx,
  portal: string,
  mapping: string,
): Promise<{ links: number; otherMapping: number }> {
  const row = await tx
    .selectFrom("link")
    .where("portal", "=", portal)
    .select([
      (eb) => eb.fn.countAll<number>().as("links"),
      sql<number>`count(*) filter (where mapping <> ${mapping} and base <> '{}'::jsonb)`.as("other"),
    ])
    .executeTakeFirstOrThrow();
  return { links: row.links, otherMapping: row.other };
}

/** Moves bases after a look at the portal; `verified` where that look proved that nothing is left to do. */
export async function moveBases(
  tx: Tx,
  moves: readonly { linkId: string; base: FieldValues; mapping: string; verified: boolean }[],
  at: Instant,
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((move) => ({
    id: move.linkId,
    base: move.base,
    mapping: move.mapping,
    verified: move.verified,
  }));
  await sql`
    update link set base = given.base, mapping = given.mapping, last_seen_at = ${at}::timestamptz,
      last_verified_at = case when given.verified then ${at}::timestamptz else link.last_verified_at end
    from ${givenRows({ id: "uuid", base: "jsonb", mapping: "text", verified: "boolean" }, rows)}
    where link.id = given.id`.execute(tx);
}

/** Counts complete listings without the remote record; 0 once it is seen again. */
export async function countMissed(
  tx: Tx,
  counts: readonly { linkId: string; missed: number }[],
): Promise<void> {
  if (counts.length === 0) return;
  const rows = counts.map(({ linkId, missed }) => ({ id: linkId, missed }));
  await sql`update link set missed = given.missed
    from ${givenRows({ id: "uuid", missed: "integer" }, rows)} where link.id = given.id`.execute(tx);
}

/** Size of the last complete listing of a portal; `null` before the first. */
export async function lastListing(tx: Tx, portal: string): Promise<number | null> {
  const row = await tx.selectFrom("listing").select("listed").where("portal", "=", portal).executeTakeFirst();
  return row?.listed ?? null;
}

/** Remembers a complete listing that passed the guards. */
export async function recordListing(
  tx: Tx,
  listing: { portal: string; at: Instant; listed: number },
): Promise<void> {
  await tx
    .insertInto("listing")
    .values(listing)
    .onConflict((conflict) =>
      conflict.column("portal").doUpdateSet({ at: listing.at, listed: listing.listed }),
    )
    .execute();
}

function linkOf(row: Selectable<Tables["link"]>): Link {
  return {
    id: row.id,
    taskId: row.task_id,
    portal: row.portal,
    lane: row.lane,
    remoteId: row.remote_id,
    base: row.base,
    mapping: row.mapping,
    lastSeenAt: row.last_seen_at,
    lastVerifiedAt: row.last_verified_at,
    missed: row.missed,
  };
}
