// The first shape of the database: register, links and their due marks, ledger. Plain SQL that PostgreSQL 15 and
// PGlite both take; one statement per entry.
import { sql, type Kysely } from "kysely";

const statements = [
  // Who
  `create table organisation (
    id uuid primary key,
    name text not null,
    short_name text not null,
    kind text not null
  )`,
  `create table organisation_code (
    scheme text not null,
    code text not null,
    organisation_id uuid not null references organisation (id),
    valid_from date,
    valid_to date,
    primary key (scheme, code)
  )`,
  // Every spelling an organisation is known by, its name and short name included; folded for matching.
  `create table organisation_alias (
    folded text primary key,
    alias text not null,
    organisation_id uuid not null references organisation (id)
  )`,
  // What
  `create table source_document (
    id uuid primary key,
    kind text not null,
    number text,
    issuer text,
    issued_on date,
    unique nulls not distinct (kind, number, issuer, issued_on)
  )`,
  `create table task (
    id uuid primary key,
    code text not null unique,
    kind text not null,
    programmes jsonb not null,
    title text not null,
    description text not null,
    lead_organisation_id uuid references organisation (id),
    cooperating_organisation_ids jsonb not null,
    supervising_organisation_id uuid references organisation (id),
    responsible_person text not null,
    due_on date,
    due_precision text not null,
    due_text text not null,
    internal_due_on date,
    extension text not null,
    deliverable text not null,
    milestones jsonb not null,
    resources text not null,
    lifecycle text not null,
    percent integer not null,
    progress_text text not null,
    difficulties text not null,
    late_reason text not null,
    expected_on date,
    completed_on date,
    budget_registered numeric(20, 0),
    budget_allocated numeric(20, 0),
    budget_disbursed numeric(20, 0),
    classification text not null,
    priority text not null,
    version integer not null,
    updated_at timestamptz not null
  )`,
  `create index task_lead on task (lead_organisation_id)`,
  `create index task_due on task (due_on)`,
  `create table task_source (
    task_id uuid not null references task (id),
    document_id uuid not null references source_document (id),
    item text not null,
    appendix text not null,
    primary key (task_id, document_id, item, appendix)
  )`,
  // Each field's past values: who set it, through which system, in which run, and why a merge chose it.
  `create table history (
    id bigint generated always as identity primary key,
    task_id uuid not null references task (id),
    field text not null,
    old_value jsonb not null,
    new_value jsonb not null,
    at timestamptz not null,
    who text not null,
    system text not null,
    run text not null,
    why jsonb
  )`,
  `create index history_task on history (task_id, field, id)`,
  // Evidence: bytes lie in the content-addressed folder, never here.
  `create table evidence (
    sha256 text primary key,
    size bigint not null,
    mime text not null
  )`,
  `create table task_evidence (
    task_id uuid not null references task (id),
    sha256 text not null references evidence (sha256),
    name text not null,
    document_number text not null,
    document_on date,
    classification text not null,
    added_at timestamptz not null,
    added_by text not null,
    primary key (task_id, sha256)
  )`,
  // Where
  `create table link (
    id uuid primary key,
    task_id uuid not null references task (id),
    portal text not null,
    lane text not null,
    remote_id text not null,
    base jsonb not null,
    mapping text not null,
    linked_at timestamptz not null,
    linked_by text not null,
    last_seen_at timestamptz,
    last_verified_at timestamptz,
    unique (task_id, portal),
    unique (portal, remote_id)
  )`,
  // That a link is due, never what to send. A change while it is being carried raises the revision, so settling
  // clears only what was seen. The lease is fenced: a newer claim has a higher fence.
  `create table due (
    link_id uuid primary key references link (id) on delete cascade,
    revision integer not null,
    since timestamptz not null,
    not_before timestamptz,
    priority integer not null,
    reason text not null,
    lease_owner text,
    lease_until timestamptz,
    fence integer not null default 0,
    tries integer not null default 0
  )`,
  `create index due_order on due (priority, since)`,
  // Why nothing is sent for a link until a person or the portal acts; kind is held or refused.
  `create table hold (
    link_id uuid primary key references link (id) on delete cascade,
    kind text not null,
    reasons jsonb not null,
    fields jsonb not null,
    ours jsonb not null,
    theirs jsonb not null,
    base jsonb not null,
    since timestamptz not null,
    run text not null
  )`,
  // Files of ours that a portal was seen to hold.
  `create table link_evidence (
    link_id uuid not null references link (id) on delete cascade,
    sha256 text not null references evidence (sha256),
    remote_id text not null,
    verified_at timestamptz not null,
    primary key (link_id, sha256)
  )`,
  // The last complete listing of each portal: the size that the next one is measured against.
  `create table listing (
    portal text primary key,
    at timestamptz not null,
    listed integer not null
  )`,
  // Plans that were approved, and that were used: each runs once.
  `create table plan_approval (
    checksum text not null,
    who text not null,
    at timestamptz not null,
    primary key (checksum, who)
  )`,
  `create table plan_use (
    checksum text primary key,
    who text not null,
    run text not null,
    at timestamptz not null
  )`,
  `create table guard_override (
    id uuid primary key,
    portal text not null,
    guard text not null,
    who text not null,
    reason text not null,
    granted_at timestamptz not null,
    until timestamptz not null
  )`,
  // The ledger: body is the exact canonical JSON that the hash covers.
  `create table ledger (
    lane text not null,
    seq bigint not null,
    at timestamptz not null,
    kind text not null,
    attempt_id uuid,
    link_id uuid,
    run text not null,
    body text not null,
    prev_hash text not null,
    hash text not null,
    primary key (lane, seq)
  )`,
  `create index ledger_link on ledger (link_id)`,
  `create index ledger_attempt on ledger (attempt_id)`,
  `create table ledger_head (
    lane text primary key,
    seq bigint not null,
    hash text not null
  )`,
  `create function ledger_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the ledger is append-only';
    end
  $$`,
  `create trigger ledger_append_only before update or delete or truncate on ledger
    for each statement execute function ledger_is_append_only()`,
  // Attempts whose outcome is not yet known; a row leaves only together with its outcome's ledger row.
  `create table open_attempt (
    attempt_id uuid primary key,
    link_id uuid not null references link (id),
    lane text not null,
    opened_at timestamptz not null,
    key text not null,
    operation jsonb not null,
    run text not null,
    looks integer not null default 0
  )`,
  `create index open_attempt_link on open_attempt (link_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
