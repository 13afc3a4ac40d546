// The order of the codes with the ids that are asked for, so that a walk over it reads nothing else.
import { sql, type Kysely } from "kysely";

const statements = [
  `drop index task_line_code`,
  `create unique index task_line_code on task_line (code) include (task_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
