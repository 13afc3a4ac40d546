// Makes one migrated embedded database per run, as a dump and as a directory; tests then begin with a copy of it instead
// of a new one.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, PGliteDialect } from "kysely";
import type { TestProject } from "vitest/node";
import { openStore } from "../src/store/connection.ts";
import { startInMemory } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the dump of a migrated data directory. */
    embeddedTemplate: string;
    /** A migrated data directory that nobody owns. */
    embeddedDirectory: string;
  }
}

/** Provides both; what it returns removes them again. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "dongbo-template-"));
  const path = join(folder, "template.tar");
  const pglite = await startInMemory(undefined);
  await migrate(new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) }));
  await writeFile(path, (await pglite.dumpDataDir("none")).stream());
  await pglite.close();
  project.provide("embeddedTemplate", path);
  const directory = join(folder, "directory");
  await (await openStore({ directory })).close();
  project.provide("embeddedDirectory", directory);
  return () => rm(folder, { recursive: true, force: true });
}
