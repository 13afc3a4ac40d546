// Starts the embedded database (PGlite): in memory for tests and the demo, or in a directory that this process owns.
// A new directory appears whole or not at all.
import type { PGlite } from "@electric-sql/pglite";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { columnReaders } from "./column-values.ts";
import type { FileLayer } from "./durable-files.ts";

/** A database in memory, gone at close. `template` is the dump of a data directory to begin with. */
export async function startInMemory(template: Blob | undefined): Promise<PGlite> {
  const { PGlite } = await import("@electric-sql/pglite");
  return PGlite.create({ parsers: columnReaders, ...(template && { loadDataDir: template }) });
}

/**
 * The database in `directory`/database, made if missing; every acknowledged commit survives a power cut. The caller
 * owns the directory (owner-lock). `prepare` as in durable-files.
 */
export async function startInDirectory(
  directory: string,
  prepare?: (layer: FileLayer) => void,
): Promise<PGlite> {
  const [{ PGlite }, { durableFiles, durableSettings, syncOne, syncTree }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("./durable-files.ts"),
  ]);
  const path = join(directory, "database");
  if (!existsSync(path)) {
    const unfinished = join(directory, "database.new");
    await rm(unfinished, { recursive: true, force: true });
    await (await PGlite.create(unfinished)).close();
    await syncTree(unfinished);
    await rename(unfinished, path);
    await syncOne(directory);
  }
  return PGlite.create({
    fs: durableFiles(path, prepare),
    parsers: columnReaders,
    startParams: durableSettings,
  });
}
