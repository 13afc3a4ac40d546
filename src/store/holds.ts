// Holds: why nothing is sent for a link until a person or the portal acts. One per link, replaced by the next look.
import { sql } from "kysely";
import type { FieldName, FieldValues } from "../../schemas/field.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenRows, givenValues } from "./rows.ts";

export interface Hold {
  linkId: string;
  kind: "held" | "refused";
  reasons: Phrase[];
  fields: FieldName[];
  ours: FieldValues;
  theirs: FieldValues;
  base: FieldValues;
  /** What the portal said, unmapped; `null` where it showed nothing. */
  raw: unknown;
}

export interface ListedHold extends Hold {
  taskCode: string;
  taskTitle: string;
  portal: string;
  since: Instant;
  run: string;
}

const columns = {
  link_id: "uuid",
  kind: "text",
  reasons: "jsonb",
  fields: "jsonb",
  ours: "jsonb",
  theirs: "jsonb",
  base: "jsonb",
  raw: "jsonb",
};

/** Places or renews holds; an unchanged kind keeps its first date. */
export async function placeHolds(
  tx: Tx,
  holds: readonly Hold[],
  by: { at: Instant; run: string },
): Promise<void> {
  if (holds.length === 0) return;
  const rows = holds.map(({ linkId, ...rest }) => ({ link_id: linkId, ...rest }));
  await sql`
    insert into hold (link_id, kind, reasons, fields, ours, theirs, base, raw, since, run)
    select given.link_id, given.kind, given.reasons, given.fields, given.ours, given.theirs, given.base, given.raw,
      ${by.at}::timestamptz, ${by.run}::text
    from ${givenRows(columns, rows)}
    on conflict (link_id) do update set kind = excluded.kind, reasons = excluded.reasons, fields = excluded.fields,
      ours = excluded.ours, theirs = excluded.theirs, base = excluded.base, raw = excluded.raw, run = excluded.run,
      since = case when hold.kind = excluded.kind then hold.since else excluded.since end`.execute(tx);
}

/** Links that a run held last. */
export async function holdsOfRun(tx: Tx, run: string): Promise<string[]> {
  const rows = await tx.selectFrom("hold").select("link_id").where("run", "=", run).execute();
  return rows.map((row) => row.link_id);
}

/** Lifts holds, if there are any. */
export async function liftHolds(tx: Tx, linkIds: readonly string[]): Promise<void> {
  if (linkIds.length === 0) return;
  await sql`delete from hold
    where link_id in ${givenValues(linkIds, "uuid")}`.execute(tx);
}

export interface HoldFilter {
  portal?: string;
  code?: string;
  /** Only tasks that one of these organisations leads; `null` or left out: all. */
  units?: readonly string[] | null;
  /** Only of these portals; `null` or left out: all. */
  portals?: readonly string[] | null;
}

/** All holds, oldest first; of one portal or one task when asked. */
export async function listHolds(tx: Tx, filter: HoldFilter = {}): Promise<ListedHold[]> {
  const { units = null, portals = null } = filter;
  const rows = await tx
    .selectFrom("hold")
    .innerJoin("link", "link.id", "hold.link_id")
    .innerJoin("task", "task.id", "link.task_id")
    .$if(filter.portal !== undefined, (query) => query.where("link.portal", "=", filter.portal ?? ""))
    .$if(filter.code !== undefined, (query) => query.where("task.code", "=", filter.code ?? ""))
    .$if(units !== null, (query) =>
      query.where(sql<boolean>`task.lead_organisation_id in ${givenValues(units ?? [], "uuid")}`),
    )
    .$if(portals !== null, (query) =>
      query.where(sql<boolean>`link.portal in ${givenValues(portals ?? [], "text")}`),
    )
    .selectAll("hold")
    .select(["task.code", "task.title", "link.portal"])
    .orderBy("hold.since")
    .orderBy("task.code")
    .execute();
  return rows.map((row) => ({
    linkId: row.link_id,
    kind: row.kind,
    reasons: row.reasons as Phrase[],
    fields: row.fields as FieldName[],
    ours: row.ours,
    theirs: row.theirs,
    base: row.base,
    raw: row.raw,
    since: row.since,
    run: row.run,
    taskCode: row.code,
    taskTitle: row.title,
    portal: row.portal,
  }));
}

/** How many links of a portal are held or refused. */
export async function countHolds(tx: Tx, portal: string): Promise<number> {
  const row = await tx
    .selectFrom("hold")
    .innerJoin("link", "link.id", "hold.link_id")
    .where("link.portal", "=", portal)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}
