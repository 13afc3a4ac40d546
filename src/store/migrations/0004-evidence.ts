// What is known of a piece of evidence: the document it is, whether it is signed, what a look at it showed; how secret it
// is, which is the file's own and not each task's; how secret an assigning document is; and waived proofs.
import { sql, type Kysely } from "kysely";

const statements = [
  `alter table evidence
    add column classification text,
    add column signed text not null default 'unknown',
    add column first_page text not null default 'unread',
    add column marks jsonb not null default '[]',
    add column settled_by text,
    add column settled_reason text,
    add column settled_at timestamptz`,
  // The strictest of what its tasks said of it; a file that no task cites is unknown.
  `update evidence set classification = coalesce((
    select (array['normal','restricted','unknown','mat','toi_mat','tuyet_mat'])[max(array_position(
      array['normal','restricted','unknown','mat','toi_mat','tuyet_mat'], cited.classification))]
    from task_evidence cited where cited.sha256 = evidence.sha256), 'unknown')`,
  `alter table evidence alter column classification set not null`,
  `alter table task_evidence
    drop column classification,
    add column document_kind text not null default 'other',
    add column issuer text not null default '',
    add column signer text not null default '',
    add column link text not null default ''`,
  `alter table source_document add column classification text not null default 'normal'`,
  // A person lets a task be reported as completed without the proofs that its programmes ask for.
  `create table waiver (
    id uuid primary key,
    task_id uuid not null references task (id),
    reason text not null,
    granted_by text not null,
    granted_at timestamptz not null,
    withdrawn_by text,
    withdrawn_at timestamptz,
    withdrawn_reason text
  )`,
  `create unique index one_waiver_of_a_task on waiver (task_id) where withdrawn_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
