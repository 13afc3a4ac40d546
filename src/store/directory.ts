// Comes by the embedded database of a data directory: as its owner, or as a guest of the process that owns it and takes
// guests. Who comes while such an owner is just starting or ending waits a little.
import type { PGlite } from "@electric-sql/pglite";
import { PGliteDialect, type Dialect } from "kysely";
import { setImmediate as othersFirst, setTimeout as wait } from "node:timers/promises";
import { hasControlSocket } from "./control-socket.ts";
import type { FileLayer } from "./durable-files.ts";
import { startInDirectory } from "./embedded.ts";
import { visit, type VisitedDatabase } from "./guest.ts";
import { hostGuests, type Host } from "./host.ts";
import { DirectoryOwned, ownDirectory } from "./owner-lock.ts";

export interface DirectoryLocation {
  directory: string;
  /** Sees the file layer just before the database starts (tests). */
  prepare?: ((layer: FileLayer) => void) | undefined;
  /** This process stays: it takes guests, and waits for a command that has the directory just now. */
  hosts?: { waitsFor(pid: string | null): void } | undefined;
}

export interface HeldDirectory {
  dialect: Dialect;
  /** The database itself; `null`: it is another process's, neither migrated nor closed from here. */
  pglite: PGlite | null;
  /** Lets guests in, where that was asked for: once the database has its newest shape. */
  admit(): Promise<void>;
  /** Sends guests away, closes the database (by `close`, if that does), and gives the directory up. */
  leave(close: () => Promise<void>): Promise<void>;
}

const askMs = 100;
/** How often a directory is asked for that another process has. */
const tries = { ofAHost: 300, byAHost: 600, otherwise: 3 };

/** Throws UserError while another owner lives that takes no guests. */
export async function holdDirectory(location: DirectoryLocation): Promise<HeldDirectory> {
  const { directory, hosts } = location;
  for (let asked = 1; ; asked += 1) {
    try {
      return await own(location);
    } catch (error) {
      if (!(error instanceof DirectoryOwned)) throw error;
      const { pid, takesGuests } = error;
      const lent = hosts === undefined ? await visit({ directory, pid }) : null;
      if (lent !== null) return visiting(lent);
      if (asked === 1 && !takesGuests) hosts?.waitsFor(pid);
      if (asked >= triesFor({ isHost: hosts !== undefined, takesGuests })) throw error;
    }
    await wait(askMs);
  }
}

function visiting({ dialect, leave }: VisitedDatabase): HeldDirectory {
  return {
    dialect,
    pglite: null,
    admit: async () => {},
    // A query builder that was never asked anything does not close what it was given.
    leave: async (close) => await close().finally(leave),
  };
}

function triesFor({ isHost, takesGuests }: { isHost: boolean; takesGuests: boolean }): number {
  if (isHost === takesGuests) return tries.otherwise;
  return isHost ? tries.byAHost : tries.ofAHost;
}

async function own({ directory, prepare, hosts }: DirectoryLocation): Promise<HeldDirectory> {
  const takesGuests = hosts !== undefined && hasControlSocket;
  const giveUp = await ownDirectory(directory, takesGuests);
  try {
    const pglite = await startInDirectory(directory, prepare);
    let host: Host | null = null;
    return {
      dialect: takesGuests ? sharedWithGuests(pglite) : new PGliteDialect({ pglite }),
      pglite,
      async admit() {
        if (takesGuests) host = await hostGuests(pglite, directory);
      },
      async leave(close) {
        try {
          await host?.close();
        } finally {
          await close()
            .then(async () => void (pglite.closed || (await pglite.close())))
            .finally(giveUp);
        }
      },
    };
  } catch (error) {
    await giveUp();
    throw error;
  }
}

/**
 * The embedded database works without ever waiting, so a loop over it would keep this process from hearing anybody. Where
 * guests and a door want to be heard, whoever begins a query or a transaction lets everything else go first.
 */
function sharedWithGuests(pglite: PGlite): Dialect {
  const dialect = new PGliteDialect({ pglite });
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async (options) => {
        await othersFirst();
        return await acquire(options);
      };
      return driver;
    },
  };
}
