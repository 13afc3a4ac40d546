// Opens the one database there is. CONTRACT STUB, being built.
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** A unit of work. Every query takes one; inside a transaction only the transaction's own. */
export type Tx = Kysely<Tables>;

export interface Store {
  /** "pilot" on the embedded database, "server" on PostgreSQL. */
  mode: "pilot" | "server";
  /**
   * Runs `work` in one transaction. Calling it (or `read`) inside another one throws: on the embedded database it
   * would wait for itself for ever, on a server it would silently escape the transaction.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Runs queries that change nothing, outside a transaction. */
  read<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Where the database is. `url` wins; `directory: "memory"` keeps everything in memory (tests). */
export interface StoreLocation {
  url?: string | undefined;
  directory: string;
}

/** Opens and migrates. Throws UserError when another process owns the directory or the server cannot be reached. */
export function openStore(_location: StoreLocation): Promise<Store> {
  throw new Error("not built yet");
}
