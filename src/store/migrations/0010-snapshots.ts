// What each unit had reported at a cut-off, frozen: one row a cut-off, and each task as it stood then.
import { sql, type Kysely } from "kysely";

const statements = [
  // period: which report rests on it ("weekly", "monthly"). since: the cut-off before. digest: of all its tasks, also on
  // the ledger, at ledger_seq of the lane of decisions. One a cut-off, however many processes freeze at once.
  `create table snapshot (
    id uuid primary key,
    period text not null,
    cut_off timestamptz not null,
    since timestamptz not null,
    frozen_at timestamptz not null,
    frozen_by text not null,
    digest text not null,
    tasks integer not null,
    ledger_seq bigint not null,
    unique (period, cut_off)
  )`,
  // state: what the digest covers. reported_by stands outside of it, so that a person's name can be taken out one day.
  `create table snapshot_task (
    snapshot_id uuid not null references snapshot (id),
    task_id uuid not null,
    state jsonb not null,
    reported_by text,
    primary key (snapshot_id, task_id)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
