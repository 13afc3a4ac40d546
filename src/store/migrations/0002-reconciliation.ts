// What reconciliation remembers: resolutions and rules of people, learned status words, extensions of deadlines, what
// a portal said in its own words, and how a merge came to its value.
import { sql, type Kysely } from "kysely";

const statements = [
  // The day asked for or granted; due_on stays the assigned one.
  `alter table task add column extended_on date, add column extension_reason text not null default ''`,
  // How many complete listings in a row lacked the task.
  `alter table link add column missed integer not null default 0`,
  // The portal's own words for what the hold is about.
  `alter table hold add column raw jsonb`,
  // How a merge chose the value: the three values, their pattern, the owner, and the portal's own words.
  `alter table history add column trace jsonb`,
  // One decision of a person about one field of one link, good while both sides say what the person saw.
  `create table resolution (
    id uuid primary key,
    link_id uuid not null references link (id) on delete cascade,
    field text not null,
    take text not null,
    ours jsonb not null,
    theirs jsonb not null,
    reason text not null,
    who text not null,
    run text not null,
    at timestamptz not null,
    spent_at timestamptz
  )`,
  `create index resolution_link on resolution (link_id)`,
  // "Always so": one kind of difference of one field at one portal. Removed rules stay as what they were.
  `create table rule (
    id uuid primary key,
    portal text not null,
    field text not null,
    kind text not null,
    take text not null,
    reason text not null,
    made_by text not null,
    made_at timestamptz not null,
    removed_by text,
    removed_at timestamptz,
    removed_reason text
  )`,
  `create unique index rule_in_force on rule (portal, field, kind) where removed_at is null`,
  // Status words that no map of an adapter knows: in quarantine until a person says what they mean. word is composed
  // Unicode, raw is what the portal sent.
  `create table status_word (
    portal text not null,
    field text not null,
    word text not null,
    raw text not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    meaning text,
    reason text,
    mapped_by text,
    mapped_at timestamptz,
    primary key (portal, field, word)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
