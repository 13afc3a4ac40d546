// What runs by itself: lanes that are to be carried, and the processes that carry them.
import { sql, type Kysely } from "kysely";

const statements = [
  // That a lane is to be carried, never what to send. `full`: everything is looked at, not only what is due.
  // revision: raised by each new call, so that carrying it answers only the calls that it saw.
  `create table lane_call (
    lane text primary key,
    revision integer not null,
    since timestamptz not null,
    not_before timestamptz,
    "full" boolean not null,
    reason text not null
  )`,
  // A process that stays: serve or worker. seen_at: its last sign of life. One that ends in order takes its row along.
  `create table process (
    id uuid primary key,
    kind text not null,
    carrier text not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    parts jsonb not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
