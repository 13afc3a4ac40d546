// Due marks that only an approved plan may carry, as the last push found.
import { sql, type Kysely } from "kysely";

const statements = [
  `alter table due add column unapproved boolean not null default false`,
  `create index due_unapproved on due (link_id) where unapproved`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
