// What the timetable remembers: its clock, how far each line is decided, and which schedules are paused.
import { sql, type Selectable } from "kysely";
import type { Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { columnList, givenRows, piecesOf } from "./rows.ts";
import type { Tables } from "./tables.ts";

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

function clockOf(row: Selectable<Tables["schedule_clock"]>): ClockRow | null {
  const { ticked_at: tickedAt, gap_from: gapFrom, gap_to: gapTo, lived_until: livedUntil } = row;
  return tickedAt === null || gapTo === null ? null : { tickedAt, gapFrom, gapTo, livedUntil };
}
