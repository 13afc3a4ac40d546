// The notebook of portals that people reach: what each was last known to show, by whose word, and the slips with what is
// to be entered. A slip that ended stays, so that a late receipt for it can be understood.
import { sql, type Selectable } from "kysely";
import type { NotedTask, Slip, SlipFile } from "../../schemas/by-hand.ts";
import { Transient } from "../../schemas/errors.ts";
import type { FieldValues } from "../../schemas/field.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Store, Tx } from "./connection.ts";
import { givenRows, givenValues, piecesOf } from "./rows.ts";
import type { Tables } from "./tables.ts";

export interface NotebookSettings {
  portal: string;
  now(): Instant;
  /** Asked before each change; `false`: somebody else carries this portal now. */
  mayWrite(): boolean;
}

/** The notebook of one portal, as its adapter is given it. */
export function createNotebook(store: Store, { portal, now, mayWrite }: NotebookSettings) {
  const change = async <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => {
    if (!mayWrite()) throw new Transient("the notebook of this portal is not this run's to write in");
    return await store.transaction(work);
  };
  return {
    pages: async () => await store.read(async (tx) => await pagesOf(tx, portal)),
    page: async (remoteId: string) =>
      await store.read(async (tx) => (await pagesOf(tx, portal, [remoteId]))[0] ?? null),
    handOut: async (what: Handing) =>
      await change(async (tx) => await handOut(tx, { portal, at: now() }, what)),
    withdraw: async (remoteId: string) =>
      await change(
        async (tx) => await endOpenSlip(tx, { portal, remoteId, state: "withdrawn", at: now(), by: null }),
      ),
  };
}

interface Handing {
  remoteId: string;
  fields: FieldValues;
  files: readonly SlipFile[];
}

/** Whoever writes what people say of a portal waits for others that do, until the transaction ends. */
export async function lockNotebook(tx: Tx, portal: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`notebook ${portal}`}::text, 0))`.execute(tx);
}

/** Tasks that a portal was last known to show, each with its open slip. */
export async function pagesOf(
  tx: Tx,
  portal: string,
  remoteIds?: readonly string[],
): Promise<(NotedTask & { slip: Slip | null })[]> {
  const rows = await tx
    .selectFrom("noted_task")
    .selectAll()
    .where("portal", "=", portal)
    .$if(remoteIds !== undefined, (query) =>
      query.where(sql<boolean>`remote_id in ${givenValues(remoteIds ?? [], "text")}`),
    )
    .orderBy("remote_id")
    .execute();
  const open = await tx
    .selectFrom("slip")
    .selectAll()
    .where("portal", "=", portal)
    .where("state", "=", "open")
    .$if(remoteIds !== undefined, (query) =>
      query.where(sql<boolean>`remote_id in ${givenValues(remoteIds ?? [], "text")}`),
    )
    .execute();
  const slips = new Map(open.map((row) => [row.remote_id, slipOf(row)]));
  return rows.map((row) => ({
    remoteId: row.remote_id,
    code: row.code,
    document: row.document,
    fields: row.fields,
    said: row.said as NotedTask["said"],
    files: row.files as NotedTask["files"],
    slip: slips.get(row.remote_id) ?? null,
  }));
}

async function handOut(
  tx: Tx,
  { portal, at }: { portal: string; at: Instant },
  { remoteId, fields, files }: Handing,
): Promise<number> {
  const open = await tx
    .selectFrom("slip")
    .selectAll()
    .where("portal", "=", portal)
    .where("remote_id", "=", remoteId)
    .where("state", "=", "open")
    .forUpdate()
    .executeTakeFirst();
  if (open !== undefined) {
    const kept = open.files.filter((file) => !files.some(({ sha256 }) => sha256 === file.sha256));
    await tx
      .updateTable("slip")
      .set({
        fields: JSON.stringify({ ...open.fields, ...fields }),
        files: JSON.stringify([...kept, ...files]),
      })
      .where("number", "=", open.number)
      .execute();
    return open.number;
  }
  const before = (await unansweredSlips(tx, portal, [remoteId]))[0];
  const made = await tx
    .insertInto("slip")
    .values({
      portal,
      remote_id: remoteId,
      fields: JSON.stringify(fields),
      files: JSON.stringify(files),
      since: before?.since ?? at,
      state: "open",
      ended_at: null,
      ended_by: null,
    })
    .returning("number")
    .executeTakeFirstOrThrow();
  return made.number;
}

/** Ends the open slip of a task, if there is one. */
export async function endOpenSlip(
  tx: Tx,
  slip: { portal: string; remoteId: string; state: Slip["state"]; at: Instant; by: string | null },
): Promise<void> {
  await tx
    .updateTable("slip")
    .set({ state: slip.state, ended_at: slip.at, ended_by: slip.by })
    .where("portal", "=", slip.portal)
    .where("remote_id", "=", slip.remoteId)
    .where("state", "=", "open")
    .execute();
}

/** A person's word on one slip, open or withdrawn. */
export async function answerSlip(
  tx: Tx,
  answer: { number: number; state: "entered" | "not_taken"; at: Instant; by: string },
): Promise<void> {
  await tx
    .updateTable("slip")
    .set({ state: answer.state, ended_at: answer.at, ended_by: answer.by })
    .where("number", "=", answer.number)
    .execute();
}

/**
 * Slips that nobody has answered since the last one of the same task that somebody did, oldest first: the open one, and
 * those that were withdrawn before it. A person may hold any of them in hand.
 */
export async function unansweredSlips(tx: Tx, portal: string, remoteIds: readonly string[]): Promise<Slip[]> {
  const { rows } = await sql<Selectable<Tables["slip"]>>`
    select slip.* from slip
    where portal = ${portal} and state in ('open', 'withdrawn')
      and remote_id in ${givenValues(remoteIds, "text")}
      and not exists (select from slip as later where later.portal = slip.portal
        and later.remote_id = slip.remote_id and later.number > slip.number
        and later.state in ('entered', 'not_taken'))
    order by number`.execute(tx);
  return rows.map(slipOf);
}

/** Writes what a portal is known to show of some tasks, in the place of what was known before. */
export async function noteTasks(tx: Tx, portal: string, tasks: readonly NotedTask[]): Promise<void> {
  const columns = {
    remote_id: "text",
    code: "text",
    document: "text",
    fields: "jsonb",
    said: "jsonb",
    files: "jsonb",
  };
  for (const piece of piecesOf(tasks)) {
    const rows = piece.map(({ remoteId, ...rest }) => ({ remote_id: remoteId, ...rest }));
    await sql`
      insert into noted_task (portal, remote_id, code, document, fields, said, files)
      select ${portal}::text, remote_id, code, document, fields, said, files from ${givenRows(columns, rows)}
      on conflict (portal, remote_id) do update set code = excluded.code, document = excluded.document,
        fields = excluded.fields, said = excluded.said, files = excluded.files`.execute(tx);
  }
}

/** Forgets tasks that a portal lists no more. */
export async function forgetTasks(tx: Tx, portal: string, remoteIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom("noted_task")
    .where("portal", "=", portal)
    .where(sql<boolean>`remote_id in ${givenValues(remoteIds, "text")}`)
    .execute();
}

/** A row as a slip. */
export function slipOf(row: Selectable<Tables["slip"]>): Slip {
  return {
    number: row.number,
    remoteId: row.remote_id,
    fields: row.fields,
    files: row.files,
    since: row.since,
    state: row.state as Slip["state"],
  };
}
