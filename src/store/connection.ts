// Opens the one database there is, brings it to the newest shape and hands out units of work. Never lets a unit of
// work open another one: whoever is inside passes its own `tx` on.
import { AsyncLocalStorage } from "node:async_hooks";
import { Kysely, PGliteDialect, sql, type Dialect } from "kysely";
import { holdDirectory, type DirectoryLocation } from "./directory.ts";
import { startInMemory } from "./embedded.ts";
import { lendEmbedded, type LentDatabase } from "./lent.ts";
import { migrate } from "./migrate.ts";
import { connectServer } from "./server.ts";
import type { Tables } from "./tables.ts";

/** A unit of work. Every query takes one; inside a transaction only the transaction's own. */
export type Tx = Kysely<Tables>;

export interface Store {
  /** "pilot" on the embedded database, "server" on PostgreSQL. */
  mode: "pilot" | "server";
  /** The embedded database is another process's, which lends it through the control socket. */
  guest: boolean;
  /**
   * Runs `work` in one transaction. Calling it (or the two others) inside another one throws: on the embedded database it
   * would wait for itself for ever, on a server it would silently escape the transaction. `work` may run again from
   * its start when the server had to end a deadlock, so it leaves nothing behind outside the database.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Runs queries that change nothing, outside a transaction. */
  read<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Runs queries that change nothing and that all see one moment, whatever others write meanwhile. */
  snapshot<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** For the queue engine alone. Absent where the database is another process's. */
  lent?: LentDatabase;
  /** Of a server: how its connections are doing. */
  connections?(): Connections;
  /** May be called again; waits for what is running. */
  close(): Promise<void>;
}

/** Connections of this process to a server, and units of work that wait for one. */
export interface Connections {
  busy: number;
  idle: number;
  awaited: number;
}

/** Where the database is. `url` wins; `directory: "memory"` keeps everything in memory (tests). */
export interface StoreLocation extends DirectoryLocation {
  url?: string | undefined;
  /** For a database in memory: the dump of a data directory to start from. Saves most of the start. */
  template?: Blob | undefined;
}

/**
 * Opens and migrates. Throws UserError when another process owns the directory that takes no guests, or the server cannot
 * be reached.
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  const { url, directory, template } = location;
  if (url !== undefined) {
    const { dialect, lent, connections } = await connectServer(url);
    return { ...(await migrated(dialect, "server", () => lent)), connections };
  }
  if (directory === "memory") {
    const pglite = await startInMemory(template);
    return await migrated(new PGliteDialect({ pglite }), "pilot", (db) => lendEmbedded(db, pglite));
  }
  const { dialect, pglite, admit, leave } = await holdDirectory(location);
  try {
    const store =
      pglite === null
        ? { mode: "pilot" as const, guest: true, ...storeOn(new Kysely<Tables>({ dialect })) }
        : await migrated(dialect, "pilot", (db) => lendEmbedded(db, pglite));
    await admit();
    let closed: Promise<void> | undefined;
    return { ...store, close: () => (closed ??= leave(store.close)) };
  } catch (error) {
    await leave(async () => {});
    throw error;
  }
}

/** Whether the database answers at all. */
export async function answers({ read }: Pick<Store, "read">): Promise<boolean> {
  try {
    await read(async (tx) => await sql`select 1`.execute(tx));
    return true;
  } catch {
    return false;
  }
}

async function migrated(
  dialect: Dialect,
  mode: Store["mode"],
  lend: (db: Kysely<Tables>) => LentDatabase,
): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { mode, guest: false, lent: lend(db), ...storeOn(db) };
}

function storeOn(db: Kysely<Tables>): Omit<Store, "mode" | "guest" | "lent" | "connections"> {
  let closed: Promise<void> | undefined;
  return { ...unitsOfWork(db), close: () => (closed ??= db.destroy()) };
}

/** Of two transactions that wait for each other a server ends one: nothing of it happened, it simply runs again. */
const deadlockTries = 5;

function isDeadlock(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "40P01";
}

function unitsOfWork(db: Tx): Pick<Store, "transaction" | "read" | "snapshot"> {
  // Marks the code that a transaction runs. The mark says when it ended: work that a transaction merely started,
  // and that goes on after it, is outside.
  const inside = new AsyncLocalStorage<{ ended: boolean }>();
  const forbidNesting = (): void => {
    if (inside.getStore()?.ended === false) throw new Error("inside a transaction: pass its tx on");
  };
  return {
    async transaction(work) {
      forbidNesting();
      for (let left = deadlockTries; ; left -= 1) {
        const mark = { ended: false };
        try {
          return await inside.run(mark, () => db.transaction().execute(work));
        } catch (error) {
          if (left === 1 || !isDeadlock(error)) throw error;
        } finally {
          mark.ended = true;
        }
      }
    },
    async read(work) {
      forbidNesting();
      return work(db);
    },
    async snapshot(work) {
      forbidNesting();
      const mark = { ended: false };
      const oneMoment = async (tx: Tx) => {
        // As a statement: the embedded database's dialect passes no settings of a transaction on.
        await sql`set transaction isolation level repeatable read, read only`.execute(tx);
        return await work(tx);
      };
      try {
        return await inside.run(mark, () => db.transaction().execute(oneMoment));
      } finally {
        mark.ended = true;
      }
    },
  };
}
