// Starts the embedded database (PGlite): in memory for tests and the demo.
import type { PGlite } from "@electric-sql/pglite";
import { columnReaders } from "./column-values.ts";

/** A database in memory, gone at close. `template` is the dump of a data directory to begin with. */
export async function startInMemory(template: Blob | undefined): Promise<PGlite> {
  const { PGlite } = await import("@electric-sql/pglite");
  return PGlite.create({ parsers: columnReaders, ...(template && { loadDataDir: template }) });
}
