// Who carries a lane, what its account may still ask of the portal, whether the portal is out of order; and a ledger
// whose entries can lose personal data and bulk without breaking its chain.
import { sql, type Kysely } from "kysely";
import { UserError } from "../../../schemas/errors.ts";
import { phrase } from "../../../schemas/phrase.ts";

const statements = [
  // One worker at a time carries a lane; a newer one has a higher fence. Times are the database's own.
  `create table lane (
    lane text primary key,
    owner text,
    carrier text not null,
    taken_at timestamptz not null,
    lease_until timestamptz not null,
    fence bigint not null
  )`,
  `alter table due drop column lease_owner, drop column lease_until, drop column fence`,
  `alter table open_attempt drop column looks`,
  // When the account's next request may start, and until when its portal asked for silence. Times are the database's.
  `create table rate_budget (
    lane text primary key,
    next_at timestamptz not null,
    quiet_until timestamptz
  )`,
  // The circuit breaker of an account: its library's own state, why it opened, and when the portal is asked again;
  // or that a person paused the portal.
  `create table breaker (
    lane text primary key,
    state jsonb not null,
    reason jsonb,
    opened_at timestamptz,
    probe_at timestamptz,
    paused_by text,
    paused_at timestamptz,
    paused_reason text
  )`,
  // Parts of an entry that may go one day: part name -> [salt, canonical JSON]. The hashed body holds their digests.
  `alter table ledger add column parts text not null default '{}'`,
  `drop trigger ledger_append_only on ledger`,
  `create trigger ledger_append_only before delete or truncate on ledger
    for each statement execute function ledger_is_append_only()`,
  `create function ledger_keeps_its_bodies() returns trigger language plpgsql as $$
    begin
      if (new.lane, new.seq, new.at, new.kind, new.attempt_id, new.link_id, new.run, new.body, new.prev_hash, new.hash)
        is distinct from
        (old.lane, old.seq, old.at, old.kind, old.attempt_id, old.link_id, old.run, old.body, old.prev_hash, old.hash)
      then raise exception 'the ledger is append-only';
      end if;
      return new;
    end
  $$`,
  `create trigger ledger_keeps_its_bodies before update on ledger
    for each row execute function ledger_keeps_its_bodies()`,
  // Every run that may write: what it was to do, of which earlier run, where each lane's ledger stood before and after.
  // Without an end: it was interrupted, or is still going on.
  `create table run (
    id text primary key,
    what text not null,
    of_run text,
    who text not null,
    carrier text not null,
    portals jsonb not null,
    started_at timestamptz not null,
    heads_before jsonb not null,
    ended_at timestamptz,
    heads_after jsonb,
    reports jsonb
  )`,
  `create index run_started on run (started_at)`,
  // Signed statements of where every lane ended: body is the exact canonical JSON that was signed.
  `create table checkpoint (
    number bigint primary key,
    at timestamptz not null,
    body text not null,
    signature text not null,
    exported_at timestamptz
  )`,
  `create trigger checkpoint_append_only before delete or truncate on checkpoint
    for each statement execute function ledger_is_append_only()`,
  `create function checkpoint_stays() returns trigger language plpgsql as $$
    begin
      if (new.number, new.at, new.body, new.signature) is distinct from (old.number, old.at, old.body, old.signature)
      then raise exception 'the ledger is append-only';
      end if;
      return new;
    end
  $$`,
  `create trigger checkpoint_stays before update on checkpoint
    for each row execute function checkpoint_stays()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql`select 1 from ledger limit 1`.execute(db);
  // The chain is computed otherwise since this step; entries of before the first release are not carried over.
  if (rows.length > 0) throw new UserError([phrase("store.old_ledger")]);
  for (const statement of statements) await sql.raw(statement).execute(db);
}
