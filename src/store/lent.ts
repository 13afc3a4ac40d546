// What the queue engine is lent of a store: statements on the same connections, without our readers of columns and
// outside our units of work. Its tables are its own (schema pgboss); nothing of ours is asked through here.
import type { PGlite } from "@electric-sql/pglite";
import type { Kysely } from "kysely";
import type { CustomTypesConfig, Pool } from "pg";

export interface LentDatabase {
  backend: "postgres" | "pglite";
  /** One statement with values, or several without: then the rows of all of them. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The pool of a server, with the driver's own readers. */
export function lendPool(pool: Pool, types: CustomTypesConfig): LentDatabase {
  return {
    backend: "postgres",
    async executeSql(text, values) {
      const answer: unknown = await pool.query({ text, ...(values && { values }), types });
      const results = (Array.isArray(answer) ? answer : [answer]) as { rows: unknown[] }[];
      return { rows: results.flatMap(({ rows }) => rows) };
    },
  };
}

/**
 * The embedded database. The one connection is taken as every unit of work takes it, so that a block that fails half
 * way is rolled back before anybody else is served.
 */
export function lendEmbedded<Schema>(db: Kysely<Schema>, pglite: PGlite): LentDatabase {
  return {
    backend: "pglite",
    executeSql: async (text, values) =>
      await db.connection().execute(async () => {
        try {
          if (values !== undefined && values.length > 0) return await pglite.query(text, values);
          const results = await pglite.exec(text);
          return { rows: results.flatMap(({ rows }) => rows as unknown[]) };
        } catch (error) {
          await pglite.query("rollback");
          throw error;
        }
      }),
  };
}
