// Brings a database to the newest shape. The list is explicit and in order; a step that ran is never edited, and
// processes that open one server at the same moment wait for each other (the migrator's advisory lock).
import type { Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import * as registerLinksLedger from "./migrations/0001-register-links-ledger.ts";
import * as reconciliation from "./migrations/0002-reconciliation.ts";
import * as delivery from "./migrations/0003-delivery.ts";
import * as evidence from "./migrations/0004-evidence.ts";
import * as evidenceChecks from "./migrations/0005-evidence-checks.ts";
import * as byHand from "./migrations/0006-by-hand.ts";
import * as sessions from "./migrations/0007-sessions.ts";
import * as unattended from "./migrations/0008-unattended.ts";
import * as schedule from "./migrations/0009-schedule.ts";
import * as snapshots from "./migrations/0010-snapshots.ts";
import * as alarms from "./migrations/0011-alarms.ts";
import * as guests from "./migrations/0012-guests.ts";
import * as people from "./migrations/0013-people.ts";
import * as consoleReads from "./migrations/0014-console-reads.ts";
import * as approvalsTokens from "./migrations/0015-approvals-tokens.ts";
import * as taskPages from "./migrations/0016-task-pages.ts";
import * as unapproved from "./migrations/0017-unapproved.ts";

const steps: Record<string, Migration> = {
  "0001-register-links-ledger": registerLinksLedger,
  "0002-reconciliation": reconciliation,
  "0003-delivery": delivery,
  "0004-evidence": evidence,
  "0005-evidence-checks": evidenceChecks,
  "0006-by-hand": byHand,
  "0007-sessions": sessions,
  "0008-unattended": unattended,
  "0009-schedule": schedule,
  "0010-snapshots": snapshots,
  "0011-alarms": alarms,
  "0012-guests": guests,
  "0013-people": people,
  "0014-console-reads": consoleReads,
  "0015-approvals-tokens": approvalsTokens,
  "0016-task-pages": taskPages,
  "0017-unapproved": unapproved,
};

/** The steps in their order. */
export const stepNames: readonly string[] = Object.keys(steps);

/** Runs the steps that this database has not seen yet; may be called any number of times. Throws what a step threw. */
export async function migrate<Schema>(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(steps) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error("a migration failed", { cause: error });
}
