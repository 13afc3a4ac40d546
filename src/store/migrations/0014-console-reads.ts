// What the console reads quickly: tasks by the bare letters of their words, the ledger by day and person, and how many
// pairs were in step hour by hour. Uses no extension, so that any PostgreSQL and the embedded one will do.
import { sql, type Kysely } from "kysely";

/** As `effectiveDueOn` in schemas/task.ts. */
const effectiveDueOn = (
  row: string,
) => `case when ${row}.extension = 'granted' and ${row}.extended_on is not null
  then ${row}.extended_on else ${row}.due_on end`;

const lineFrom = (rows: string) => `
  select fresh.id, fresh.code, fresh.lead_organisation_id, fresh.programmes, ${effectiveDueOn("fresh")}, fresh.lifecycle,
    bare_words(concat_ws(' ', fresh.code, fresh.title, lead.short_name, lead.name))
  from ${rows} as fresh left join organisation as lead on lead.id = fresh.lead_organisation_id`;

const statements = [
  // Words without diacritics, "đ" as "d", lower case, one blank between; of very long ones the beginning.
  `create function bare_words(said text) returns text language sql immutable parallel safe as $$
    select trim(regexp_replace(regexp_replace(
      lower(translate(regexp_replace(normalize(left(said, 20000), NFD), '[\\u0300-\\u036f]', '', 'g'), 'đĐðÐ', 'dddd')),
      '[^[:alnum:]]+', ' ', 'g'), '(\\S{64})\\S+', '\\1', 'g'))
  $$`,
  // One narrow row a task, kept by triggers, so that neither the register nor an import has to think of it.
  `create table task_line (
    task_id uuid primary key references task (id) on delete cascade,
    code text collate "C" not null,
    lead uuid,
    programmes jsonb not null,
    due_on date,
    lifecycle text not null,
    words text not null
  )`,
  `insert into task_line (task_id, code, lead, programmes, due_on, lifecycle, words) ${lineFrom("task")}`,
  `create unique index task_line_code on task_line (code)`,
  `create index task_line_lead on task_line (lead, code)`,
  `create index task_line_programmes on task_line using gin (programmes)`,
  // To jump from one list of programmes to the next.
  `create index task_line_served on task_line (programmes)`,
  `create index task_line_words on task_line using gin (array_to_tsvector(string_to_array(words, ' ')))`,
  `create function add_task_lines() returns trigger language plpgsql as $$
    begin
      insert into task_line (task_id, code, lead, programmes, due_on, lifecycle, words) ${lineFrom("added")};
      return null;
    end
  $$`,
  `create trigger task_line_added after insert on task referencing new table as added
    for each statement execute function add_task_lines()`,
  `create function keep_task_lines() returns trigger language plpgsql as $$
    begin
      update task_line set code = line.code, lead = line.lead, programmes = line.programmes, due_on = line.due_on,
        lifecycle = line.lifecycle, words = line.words
      from (${lineFrom("changed")}) as line (task_id, code, lead, programmes, due_on, lifecycle, words)
      where task_line.task_id = line.task_id
        and (task_line.code, task_line.lead, task_line.programmes, task_line.due_on, task_line.lifecycle, task_line.words)
          is distinct from (line.code, line.lead, line.programmes, line.due_on, line.lifecycle, line.words);
      return null;
    end
  $$`,
  `create trigger task_line_kept after update on task referencing new table as changed
    for each statement execute function keep_task_lines()`,
  `create function rename_task_lines() returns trigger language plpgsql as $$
    begin
      update task_line
      set words = bare_words(concat_ws(' ', task.code, task.title, new.short_name, new.name))
      from task where task.id = task_line.task_id and task.lead_organisation_id = new.id;
      return null;
    end
  $$`,
  `create trigger task_line_renamed after update of name, short_name on organisation
    for each row execute function rename_task_lines()`,
  // Where a link belongs, without its values beside it.
  `create index link_places on link (id) include (task_id, portal, lane)`,
  // The entries of a link in their order, read from the index alone.
  `drop index ledger_link`,
  `create index ledger_link on ledger (link_id, at, lane, seq)`,
  // The newest first, whatever the lane; and by who did it, read from the part as it is stored: its JSON text, quoted.
  `create index ledger_at on ledger (at, lane, seq)`,
  `create index ledger_who on ledger (
    (substring(parts from '"who":\\["[0-9a-f]*",("(?:[^"\\\\]|\\\\.)*")')), at) where kind <> 'outcome'`,
  // How many pairs of a portal stood where at the beginning of an hour.
  `create table standing_point (
    portal text not null,
    at timestamptz not null,
    counts jsonb not null,
    primary key (portal, at)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
