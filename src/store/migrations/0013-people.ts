// People who may sign in to the console, their sessions, and tries to sign in.
import { sql, type Kysely } from "kysely";

const statements = [
  // The sign-in library asks for a row of this shape; email is made of the name and never written to. units, portals:
  // ids and names that a person is limited to, null: all.
  `create table person (
    id text primary key,
    name text not null unique,
    email text not null unique,
    email_verified boolean not null,
    image text,
    role text not null,
    units jsonb,
    portals jsonb,
    disabled_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create table person_session (
    id text primary key,
    person_id text not null references person (id) on delete cascade,
    token text not null unique,
    expires_at timestamptz not null,
    ip_address text,
    user_agent text,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index person_session_person on person_session (person_id)`,
  // How a person proves who they are: a password's hash, or an account at the office's own sign-in.
  `create table person_account (
    id text primary key,
    person_id text not null references person (id) on delete cascade,
    account_id text not null,
    provider_id text not null,
    password text,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (provider_id, account_id),
    unique (person_id, provider_id)
  )`,
  `create table person_verification (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index person_verification_identifier on person_verification (identifier)`,
  // Failed tries under one name or from one address, counted from `since` on.
  `create table sign_in_try (
    subject text primary key,
    since timestamptz not null,
    tries integer not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
