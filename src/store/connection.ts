// Opens the one database there is, brings it to the newest shape and hands out units of work. Never lets a unit of
// work open another one: whoever is inside passes its own `tx` on.
import { AsyncLocalStorage } from "node:async_hooks";
import { Kysely, PGliteDialect, sql, type Dialect } from "kysely";
import type { FileLayer } from "./durable-files.ts";
import { startInDirectory, startInMemory } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { ownDirectory } from "./owner-lock.ts";
import { connectServer } from "./server.ts";
import type { Tables } from "./tables.ts";

/** A unit of work. Every query takes one; inside a transaction only the transaction's own. */
export type Tx = Kysely<Tables>;

export interface Store {
  /** "pilot" on the embedded database, "server" on PostgreSQL. */
  mode: "pilot" | "server";
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
  /** May be called again; waits for what is running. */
  close(): Promise<void>;
}

/** Where the database is. `url` wins; `directory: "memory"` keeps everything in memory (tests). */
export interface StoreLocation {
  url?: string | undefined;
  directory: string;
  /** For a database in memory: the dump of a data directory to start from. Saves most of the start. */
  template?: Blob | undefined;
  /** For a database in a directory: sees its file layer just before it starts (tests). */
  prepare?: ((layer: FileLayer) => void) | undefined;
}

/** Opens and migrates. Throws UserError when another process owns the directory or the server cannot be reached. */
export async function openStore(location: StoreLocation): Promise<Store> {
  const { url } = location;
  if (url !== undefined) return storeOn(await connectServer(url), "server");
  if (location.directory === "memory") {
    return storeOn(new PGliteDialect({ pglite: await startInMemory(location.template) }), "pilot");
  }
  return openOwned(location);
}

async function openOwned({ directory, prepare }: StoreLocation): Promise<Store> {
  const giveUp = await ownDirectory(directory);
  try {
    const store = await storeOn(
      new PGliteDialect({ pglite: await startInDirectory(directory, prepare) }),
      "pilot",
    );
    return { ...store, close: () => store.close().finally(giveUp) };
  } catch (error) {
    await giveUp();
    throw error;
  }
}

async function storeOn(dialect: Dialect, mode: Store["mode"]): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  let closed: Promise<void> | undefined;
  return { mode, ...unitsOfWork(db), close: () => (closed ??= db.destroy()) };
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
