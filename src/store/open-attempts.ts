// Attempts without an outcome: what to look for at the portal before anything is repeated. Rows come and go only
// with their ledger entries (ledger room).
import { sql } from "kysely";
import { OperationSchema, type Operation } from "../../schemas/operation.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenValues } from "./rows.ts";

export interface OpenAttempt {
  attemptId: string;
  linkId: string;
  openedAt: Instant;
  run: string;
  operation: Operation;
}

/** The open attempts of some links, oldest first. */
export async function openAttemptsOf(tx: Tx, linkIds: readonly string[]): Promise<OpenAttempt[]> {
  const rows = await tx
    .selectFrom("open_attempt")
    .selectAll()
    .where(sql<boolean>`link_id in ${givenValues(linkIds, "uuid")}`)
    .orderBy("opened_at")
    .execute();
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    linkId: row.link_id,
    openedAt: row.opened_at,
    run: row.run,
    operation: OperationSchema.parse(row.operation),
  }));
}
