// Portals that people reach: what each was last known to show, and the slips with what is to be entered.
import { sql, type Kysely } from "kysely";

const statements = [
  `create table noted_task (
    portal text not null,
    remote_id text not null,
    code text not null,
    document text,
    fields jsonb not null,
    said jsonb not null,
    files jsonb not null default '[]',
    primary key (portal, remote_id)
  )`,
  `create table slip (
    number integer generated always as identity primary key,
    portal text not null,
    remote_id text not null,
    fields jsonb not null,
    files jsonb not null,
    since timestamptz not null,
    state text not null check (state in ('open', 'entered', 'not_taken', 'withdrawn')),
    ended_at timestamptz,
    ended_by text
  )`,
  // Never two lines for one field of one task.
  `create unique index slip_open on slip (portal, remote_id) where state = 'open'`,
  `create index slip_of_task on slip (portal, remote_id, number)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
