// Connects to a PostgreSQL server. Sessions speak UTC and ISO dates whatever the server's settings are, because
// column-values reads only those. Never shows a URL to anybody: it may hold a password.
import { PostgresDialect, type Dialect } from "kysely";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Connections } from "./connection.ts";
import { columnReaders } from "./column-values.ts";
import { hangUpOnSilence } from "./silence.ts";
import { lendPool, type LentDatabase } from "./lent.ts";

const oldestVersion = 15;

/** A pool on the server, checked by one query. Throws UserError if it cannot be reached or is older than 15. */
export async function connectServer(
  url: string,
): Promise<{ dialect: Dialect; lent: LentDatabase; connections(): Connections }> {
  const { default: pg } = await import("pg");
  const session = {
    connectionString: url,
    application_name: "dongbo",
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  };
  const pool = new pg.Pool({
    ...session,
    onConnect: hangUpOnSilence(
      (ms) => new pg.Client({ ...session, connectionTimeoutMillis: ms, query_timeout: ms }),
    ),
    max: 10,
    connectionTimeoutMillis: 10_000,
    // The register fits into memory, or lies on flash: a page found by an index costs about what the next one does. Our
    // questions are short: compiling one takes longer than asking it.
    options: "-c TimeZone=UTC -c DateStyle=ISO -c random_page_cost=1.1 -c jit=off",
    types: { getTypeParser: (oid, format) => columnReaders[oid] ?? pg.types.getTypeParser(oid, format) },
  });
  // The pool drops an idle connection that broke; whoever asks next gets a new one, or the error. One that breaks inside
  // a transaction tells it by the next query.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await checkVersion(pool, url);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    dialect: new PostgresDialect({ pool }),
    lent: lendPool(pool, { getTypeParser: pg.types.getTypeParser }),
    connections: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      awaited: pool.waitingCount,
    }),
  };
}

async function checkVersion(
  pool: { query(sql: string): Promise<{ rows: unknown[] }> },
  url: string,
): Promise<void> {
  const { rows } = await pool
    .query("select current_setting('server_version_num')::int / 10000 as version")
    .catch((error: unknown) => {
      throw new UserError([
        phrase("store.unreachable", { where: withoutSecrets(url), why: reasonOf(error) }),
      ]);
    });
  const { version } = rows[0] as { version: number };
  if (version < oldestVersion) {
    throw new UserError([phrase("store.too_old", { where: withoutSecrets(url), version })]);
  }
}

function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return "DATABASE_URL";
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
