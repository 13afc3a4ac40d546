// Guests of an embedded database: processes that carry lanes while another one owns the directory.
import { sql, type Kysely } from "kysely";

const statements = [
  // guest: the carrier outlives the owner of the database, so a new owner may not free the lane; its lease runs out.
  `alter table lane add column guest boolean not null default false`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
