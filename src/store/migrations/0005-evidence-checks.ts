// What a portal gave for each file of ours, and how far it was proven to be whole there.
import { sql, type Kysely } from "kysely";

const statements = [
  // seen_at: a look showed it. checked_at: its digest was compared, the portal's own or that of the downloaded bytes.
  `alter table link_evidence rename column verified_at to seen_at`,
  `alter table link_evidence
    alter column remote_id drop not null,
    alter column seen_at drop not null,
    add column remote_name text,
    add column size bigint,
    add column proof text,
    add column checked_at timestamptz,
    add column broken jsonb not null default '[]',
    add column mended integer not null default 0,
    add column mended_at timestamptz`,
  `create index link_evidence_checked on link_evidence (checked_at nulls first)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
