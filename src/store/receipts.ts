// What a receipt is made of: the ledger rows of a task or a span of time, and what the register knows of their files
// and markings. Reads only.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import type { LedgerRow } from "./ledger.ts";
import { givenValues } from "./rows.ts";

/** Attempts of one task, or of one span of time (`until` excluded). */
export type AttemptFilter =
  | { taskCode: string; portal: string | undefined }
  | { from: Instant; until: Instant; portal: string | undefined };

/** The attempts that pass the filter and their outcomes, lane by lane in order. */
export async function attemptRows(tx: Tx, filter: AttemptFilter): Promise<LedgerRow[]> {
  const { portal } = filter;
  const wanted = tx
    .selectFrom("ledger as attempt")
    .select("attempt.attempt_id")
    .where("attempt.kind", "=", "attempt")
    .$if(portal !== undefined, (rows) =>
      rows.where(sql<boolean>`attempt.body::jsonb->'about'->>'portal' = ${portal ?? ""}`),
    )
    .where(
      "taskCode" in filter
        ? sql<boolean>`attempt.body::jsonb->'about'->>'taskCode' = ${filter.taskCode}`
        : sql<boolean>`attempt.at >= ${filter.from}::timestamptz and attempt.at < ${filter.until}::timestamptz`,
    );
  return tx
    .selectFrom("ledger")
    .selectAll()
    .where("attempt_id", "in", wanted)
    .orderBy("lane")
    .orderBy("seq")
    .execute();
}

/** Sizes in bytes of the files that the register keeps, by SHA-256. */
export async function fileSizes(tx: Tx, sha256s: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom("evidence")
    .select(["sha256", "size"])
    .where("sha256", "in", givenValues(sha256s, "text"))
    .execute();
  return new Map(rows.map(({ sha256, size }) => [sha256, size]));
}

/** What the register calls each of the tasks, by code; `isMarked`: its content may not be shown. */
export async function titlesByCode(
  tx: Tx,
  codes: readonly string[],
): Promise<Map<string, { title: string; isMarked: boolean }>> {
  const rows = await tx
    .selectFrom("task")
    .select(["code", "title", "classification"])
    .where("code", "in", givenValues(codes, "text"))
    .execute();
  return new Map(
    rows.map(({ code, title, classification }) => [code, { title, isMarked: classification !== "normal" }]),
  );
}
