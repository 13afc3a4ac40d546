// Sessions that people handed over for portals where only a person can sign in: the current one sealed, ended ones without.
import { sql, type Kysely } from "kysely";

const statements = [
  // sealed: nonce, tag and ciphertext; it goes the moment the session ends. key: the fingerprint of the key it is sealed with.
  // worked_at: when the portal last took it. ended_how: early, in_time, replaced, signed_out.
  `create table portal_session (
    id uuid primary key,
    portal text not null,
    sealed text,
    key text not null,
    account text,
    handed_by text not null,
    handed_at timestamptz not null,
    promised_until timestamptz,
    worked_at timestamptz not null,
    ended_at timestamptz,
    ended_how text,
    check ((ended_at is null) = (sealed is not null)),
    check ((ended_at is null) = (ended_how is null))
  )`,
  `create unique index portal_session_current on portal_session (portal) where ended_at is null`,
  `create index portal_session_ended on portal_session (portal, ended_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
