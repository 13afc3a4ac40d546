// Brings a database to the newest shape. The list is explicit and in order; a step that ran is never edited, and
// processes that open one server at the same moment wait for each other (the migrator's advisory lock).
import type { Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import * as registerLinksLedger from "./migrations/0001-register-links-ledger.ts";
import * as reconciliation from "./migrations/0002-reconciliation.ts";
import * as delivery from "./migrations/0003-delivery.ts";
import * as evidence from "./migrations/0004-evidence.ts";
import * as evidenceChecks from "./migrations/0005-evidence-checks.ts";

const steps: Record<string, Migration> = {
  "0001-register-links-ledger": registerLinksLedger,
  "0002-reconciliation": reconciliation,
  "0003-delivery": delivery,
  "0004-evidence": evidence,
  "0005-evidence-checks": evidenceChecks,
};

/** Runs the steps that this database has not seen yet; may be called any number of times. Throws what a step threw. */
export async function migrate<Schema>(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(steps) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error("a migration failed", { cause: error });
}
