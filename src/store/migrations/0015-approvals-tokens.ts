// Saved plans in the register, why somebody approved one, and what the programming interface knows its callers by.
import { sql, type Kysely } from "kysely";

const statements = [
  // body: the plan as it was hashed, a JSON document; what lists show of it stands beside it.
  `create table saved_plan (
    checksum text primary key,
    made_at timestamptz not null,
    made_by text not null,
    items integer not null,
    refusals integer not null,
    portals jsonb not null,
    body text not null
  )`,
  `create index saved_plan_made on saved_plan (made_at)`,
  `alter table plan_approval add column reason text not null default ''`,
  // digest: SHA-256 of the token, in hex; the token itself is kept nowhere. units: short names; null: all.
  `create table api_token (
    id uuid primary key,
    name text not null,
    digest text not null unique,
    role text not null,
    units jsonb,
    made_by text not null,
    made_at timestamptz not null,
    last_used_at timestamptz,
    revoked_by text,
    revoked_at timestamptz
  )`,
  `create unique index api_token_name on api_token (name) where revoked_at is null`,
  // What was answered under an idempotency key. request: digest of what was asked.
  `create table api_answer (
    token_id uuid not null references api_token (id),
    key text not null,
    request text not null,
    status integer not null,
    body text not null,
    at timestamptz not null,
    primary key (token_id, key)
  )`,
  `create index api_answer_at on api_answer (at)`,
  // Lists go on behind a code, in the byte order that is the same on every database.
  `create index task_code_bytes on task (code collate "C")`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
