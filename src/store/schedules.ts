// What the timetable remembers: how far it is decided, what became of each occasion, and which schedules are paused.
import { sql } from "kysely";
import type { Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { columnList, givenRows, piecesOf } from "./rows.ts";

export interface ClockRow {
  tickedAt: Instant;
  gapFrom: Instant | null;
  gapTo: Instant;
  livedUntil: Instant | null;
}

export interface LineRow {
  schedule: string;
  portal: string;
  digest: string;
  definition: unknown;
  began: Instant;
  decidedUntil: Instant;
}

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

export interface SchedulePause {
  schedule: string;
  by: string;
  at: Instant;
  reason: string;
}

/** The clock of the timetable, locked until the transaction ends; `newSeed` becomes its seed where it has none. */
export async function lockClock(tx: Tx, newSeed: string): Promise<{ memory: ClockRow | null; seed: string }> {
  await sql`insert into schedule_clock (id, seed) values (1, ${newSeed}) on conflict do nothing`.execute(tx);
  const row = await tx
    .selectFrom("schedule_clock")
    .selectAll()
    .where("id", "=", 1)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { memory: clockOf(row), seed: row.seed };
}

/** The same, only to look; `null` before the first tick. */
export async function readClock(tx: Tx): Promise<{ memory: ClockRow; seed: string } | null> {
  const row = await tx.selectFrom("schedule_clock").selectAll().executeTakeFirst();
  const memory = row === undefined ? null : clockOf(row);
  return row === undefined || memory === null ? null : { memory, seed: row.seed };
}

export async function writeClock(tx: Tx, { tickedAt, gapFrom, gapTo, livedUntil }: ClockRow): Promise<void> {
  await tx
    .updateTable("schedule_clock")
    .set({ ticked_at: tickedAt, gap_from: gapFrom, gap_to: gapTo, lived_until: livedUntil })
    .execute();
}

/** What the database's own clock shows, for processes on several machines. */
export async function databaseTime(tx: Tx): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`select clock_timestamp() as now`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("the database told no time");
  return row.now;
}

/** How far each line is decided. */
export async function scheduleLines(tx: Tx): Promise<LineRow[]> {
  const rows = await tx
    .selectFrom("schedule_line")
    .selectAll()
    .orderBy("schedule")
    .orderBy("portal")
    .execute();
  return rows.map(({ decided_until, ...row }) => ({ ...row, decidedUntil: decided_until }));
}

const lineColumns = {
  schedule: "text",
  portal: "text",
  digest: "text",
  definition: "jsonb",
  began: "timestamptz",
  decided_until: "timestamptz",
} as const;

/** Writes lines down, in the place of what they were. */
export async function writeLines(tx: Tx, lines: readonly LineRow[]): Promise<void> {
  for (const piece of piecesOf(lines)) {
    const rows = piece.map(({ decidedUntil, ...row }) => ({ ...row, decided_until: decidedUntil }));
    await sql`insert into schedule_line (${columnList(lineColumns)})
      select ${columnList(lineColumns, "given.")} from ${givenRows(lineColumns, rows)}
      on conflict (schedule, portal) do update set digest = excluded.digest, definition = excluded.definition,
        began = excluded.began, decided_until = excluded.decided_until`.execute(tx);
  }
}

export async function deleteLine(
  tx: Tx,
  { schedule, portal }: Pick<LineRow, "schedule" | "portal">,
): Promise<void> {
  await tx
    .deleteFrom("schedule_line")
    .where("schedule", "=", schedule)
    .where("portal", "=", portal)
    .execute();
}

/** Occasions due after one instant, up to and with another, become `outcome`; lines are decided no further than it. */
export async function reopenAfter(
  tx: Tx,
  { after, until, outcome, why }: { after: Instant; until: Instant | null; outcome: string; why: Phrase },
): Promise<void> {
  const upTo = until === null ? sql`true` : sql`due_at <= ${until}::timestamptz`;
  await sql`update occasion set outcome = ${outcome}, why = ${JSON.stringify(why)}::jsonb
    where due_at > ${after}::timestamptz and ${upTo}`.execute(tx);
  await sql`update schedule_line set decided_until = least(decided_until, ${after}::timestamptz),
    began = least(began, ${after}::timestamptz)`.execute(tx);
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

/** Takes away occasions that came before an instant and wait for nothing. */
export async function forgetOccasions(tx: Tx, before: Instant, held: readonly string[]): Promise<void> {
  await tx.deleteFrom("occasion").where("due_at", "<", before).where("outcome", "not in", held).execute();
}

export async function schedulePauses(tx: Tx): Promise<SchedulePause[]> {
  const rows = await tx.selectFrom("schedule_pause").selectAll().orderBy("schedule").execute();
  return rows.map(({ schedule, paused_by, paused_at, reason }) => ({
    schedule,
    by: paused_by,
    at: paused_at,
    reason,
  }));
}

export async function addSchedulePause(tx: Tx, { schedule, by, at, reason }: SchedulePause): Promise<void> {
  await tx.insertInto("schedule_pause").values({ schedule, paused_by: by, paused_at: at, reason }).execute();
}

export async function endSchedulePause(tx: Tx, schedule: string): Promise<void> {
  await tx.deleteFrom("schedule_pause").where("schedule", "=", schedule).execute();
}

function clockOf(row: {
  ticked_at: string | null;
  gap_from: string | null;
  gap_to: string | null;
  lived_until: string | null;
}): ClockRow | null {
  const { ticked_at: tickedAt, gap_from: gapFrom, gap_to: gapTo, lived_until: livedUntil } = row;
  return tickedAt === null || gapTo === null ? null : { tickedAt, gapFrom, gapTo, livedUntil };
}

function occasionOf(row: {
  schedule: string;
  portal: string;
  at: string;
  due_at: string;
  by_cron: boolean;
  cut_off: string | null;
  outcome: string;
  decided_at: string;
  why: unknown;
}): OccasionRow {
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
