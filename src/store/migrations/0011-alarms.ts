// What has been silent, since when, and who was told.
import { sql, type Kysely } from "kysely";

const statements = [
  // How a lane was carried last, whoever carried it. trouble_since: kept while the same trouble lasts.
  // lost_at: the last time without a connection. proved_since: from when it is nobody's fault but the portal's.
  // doubtful: at the last try nobody else was reached either.
  `create table freshness (
    lane text primary key,
    tried_at timestamptz not null,
    reached_at timestamptz,
    worked_at timestamptz,
    lost_at timestamptz,
    cause text,
    told jsonb,
    trouble_since timestamptz,
    proved_since timestamptz,
    doubtful boolean not null
  )`,
  // One row: of several serves on one database the one that holds it looks. back_since: since when somebody has been
  // looking without a gap; nothing counts as silent from before it.
  `create table lookout (
    name text primary key,
    looked_at timestamptz not null,
    back_since timestamptz not null,
    units_at timestamptz
  )`,
  `create table alarm (
    kind text not null,
    subject text not null,
    since timestamptz not null,
    began_at timestamptz not null,
    told jsonb not null,
    well_since timestamptz,
    told_at timestamptz not null,
    ended_at timestamptz,
    returns integer not null,
    primary key (kind, subject)
  )`,
  `create table notice (
    id uuid primary key,
    at timestamptz not null,
    change text not null,
    kind text,
    alarms jsonb not null
  )`,
  // One row a notice and channel. claimed_until: somebody is sending it now.
  `create table delivery (
    notice_id uuid not null references notice (id) on delete cascade,
    channel text not null,
    state text not null,
    tries integer not null,
    not_before timestamptz not null,
    claimed_until timestamptz,
    failing_since timestamptz,
    failed text not null,
    delivered_at timestamptz,
    primary key (notice_id, channel)
  )`,
  `create index delivery_waiting on delivery (not_before) where state = 'waiting'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
