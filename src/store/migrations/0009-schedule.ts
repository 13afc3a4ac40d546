// The timetable: how far it is decided, and what became of each time at which a lane should have been carried.
import { sql, type Kysely } from "kysely";

const statements = [
  // One row: whoever looks at the timetable holds it. seed: draws each portal's share of the jitter.
  // gap_from, gap_to: the last time that was passed over in one go. lived_until: occasions up to then may be decided.
  `create table schedule_clock (
    id integer primary key check (id = 1),
    seed text not null,
    ticked_at timestamptz,
    gap_from timestamptz,
    gap_to timestamptz,
    lived_until timestamptz
  )`,
  // One schedule at one portal, as it was defined when it was last decided.
  `create table schedule_line (
    schedule text,
    portal text,
    digest text not null,
    definition jsonb not null,
    began timestamptz not null,
    decided_until timestamptz not null,
    primary key (schedule, portal)
  )`,
  `create table schedule_pause (
    schedule text primary key,
    paused_by text not null,
    paused_at timestamptz not null,
    reason text not null
  )`,
  // at: by the timetable. due_at: with the jitter.
  `create table occasion (
    schedule text,
    portal text,
    at timestamptz,
    due_at timestamptz not null,
    by_cron boolean not null,
    cut_off timestamptz,
    outcome text not null,
    decided_at timestamptz not null,
    why jsonb not null,
    primary key (schedule, portal, at)
  )`,
  `create index occasion_due on occasion (due_at)`,
  `create index occasion_held on occasion (schedule) where outcome in ('waiting', 'paused', 'asked')`,
  `create index occasion_early on occasion (due_at) where outcome = 'early'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
