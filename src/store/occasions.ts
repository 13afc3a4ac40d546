// What became of each occasion of the timetable.
import { sql, type Selectable } from "kysely";
import type { Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { columnList, givenRows, piecesOf } from "./rows.ts";
import type { Tables } from "./tables.ts";

export interface OccasionRow {
  schedule: string;
  portal: string;
  at: Instant;
  dueAt: Instant;
  byCron: boolean;
  cutOff: Instant | null;
  outcome: string;
  decidedAt: Instant;
  why: Phrase;
}

const occasionColumns = {
  schedule: "text",
  portal: "text",
  at: "timestamptz",
  due_at: "timestamptz",
  by_cron: "boolean",
  cut_off: "timestamptz",
  outcome: "text",
  decided_at: "timestamptz",
  why: "jsonb",
} as const;

/** Writes occasions down, in the place of what they were. */
export async function writeOccasions(tx: Tx, occasions: readonly OccasionRow[]): Promise<void> {
  for (const piece of piecesOf(occasions)) {
    const rows = piece.map(({ dueAt, byCron, cutOff, decidedAt, ...row }) => ({
      ...row,
      due_at: dueAt,
      by_cron: byCron,
      cut_off: cutOff,
      decided_at: decidedAt,
    }));
    await sql`insert into occasion (${columnList(occasionColumns)})
      select ${columnList(occasionColumns, "given.")} from ${givenRows(occasionColumns, rows)}
      on conflict (schedule, portal, at) do update set due_at = excluded.due_at, by_cron = excluded.by_cron,
        cut_off = excluded.cut_off, outcome = excluded.outcome, decided_at = excluded.decided_at,
        why = excluded.why`.execute(tx);
  }
}

/** Occasions with one of these outcomes. */
export async function occasionsThatAre(tx: Tx, outcomes: readonly string[]): Promise<OccasionRow[]> {
  const rows = await tx
    .selectFrom("occasion")
    .selectAll()
    .where("outcome", "in", outcomes)
    .orderBy("at")
    .execute();
  return rows.map(occasionOf);
}

/** Occasions due after an instant whose outcome is another than this. */
export async function occasionsDueAfter(tx: Tx, due: Instant, not: string): Promise<OccasionRow[]> {
  const rows = await tx
    .selectFrom("occasion")
    .selectAll()
    .where("due_at", ">", due)
    .where("outcome", "<>", not)
    .execute();
  return rows.map(occasionOf);
}

/** The newest occasions that came up to an instant, of one schedule or of all. */
export async function newestOccasions(
  tx: Tx,
  { until, limit, schedule }: { until: Instant; limit: number; schedule?: string | undefined },
): Promise<OccasionRow[]> {
  const all = tx.selectFrom("occasion").selectAll().where("at", "<=", until);
  const some = schedule === undefined ? all : all.where("schedule", "=", schedule);
  const rows = await some.orderBy("at", "desc").orderBy("schedule").orderBy("portal").limit(limit).execute();
  return rows.map(occasionOf);
}

/** The last occasion of each line with this outcome. */
export async function lastThatWere(
  tx: Tx,
  outcome: string,
): Promise<{ schedule: string; portal: string; at: Instant }[]> {
  return await tx
    .selectFrom("occasion")
    .select(({ fn }) => ["schedule", "portal", fn.max("at").as("at")])
    .where("outcome", "=", outcome)
    .groupBy(["schedule", "portal"])
    .execute();
}

/** How many occasions of a schedule have one of these outcomes. */
export async function countHeld(
  tx: Tx,
  { schedule, outcomes }: { schedule: string; outcomes: readonly string[] },
): Promise<number> {
  const { count } = await tx
    .selectFrom("occasion")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("schedule", "=", schedule)
    .where("outcome", "in", outcomes)
    .executeTakeFirstOrThrow();
  return count;
}

/** Settles what waits of a schedule: from one outcome to another. How many there were. */
export async function settleHeld(
  tx: Tx,
  change: { schedule: string; from: readonly string[]; to: string; at: Instant; why: Phrase },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("occasion")
    .set({ outcome: change.to, decided_at: change.at, why: JSON.stringify(change.why) })
    .where("schedule", "=", change.schedule)
    .where("outcome", "in", change.from)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Occasions of one outcome that were due by an instant become another. */
export async function settlePassed(
  tx: Tx,
  { now, from, to, why }: { now: Instant; from: string; to: string; why: Phrase },
): Promise<void> {
  await tx
    .updateTable("occasion")
    .set({ outcome: to, why: JSON.stringify(why), decided_at: now })
    .where("outcome", "=", from)
    .where("due_at", "<=", now)
    .execute();
}

/** Takes away occasions that came before an instant and wait for nothing. */
export async function forgetOccasions(tx: Tx, before: Instant, held: readonly string[]): Promise<void> {
  await tx.deleteFrom("occasion").where("due_at", "<", before).where("outcome", "not in", held).execute();
}

function occasionOf(row: Selectable<Tables["occasion"]>): OccasionRow {
  const { schedule, portal, at, outcome } = row;
  return {
    schedule,
    portal,
    at,
    dueAt: row.due_at,
    byCron: row.by_cron,
    cutOff: row.cut_off,
    outcome,
    decidedAt: row.decided_at,
    why: row.why as Phrase,
  };
}
