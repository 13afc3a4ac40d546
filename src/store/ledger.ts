// Reads rows of the ledger, in order and in pages. Judges nothing; the room ledger does.
import { sql, type Selectable } from "kysely";
import type { Tx } from "./connection.ts";
import { givenRows } from "./rows.ts";
import type { Tables } from "./tables.ts";

export type LedgerRow = Selectable<Tables["ledger"]>;

/** Where a lane stands: what its head says (null without one), and the number of its last row (0 without rows). */
export interface LaneEnd {
  lane: string;
  head: { seq: number; hash: string } | null;
  lastSeq: number;
}

/** Every lane that has a row or a head, in a fixed order, all as of one moment. Never scans the rows. */
export async function laneEnds(tx: Tx): Promise<LaneEnd[]> {
  // Jumps from lane to lane along the primary key ("loose index scan", PostgreSQL wiki).
  const { rows } = await sql<{ lane: string; seq: number | null; hash: string | null; last_seq: number }>`
    with recursive in_rows (lane) as (
      (select lane from ledger order by lane limit 1)
      union all
      select (select next.lane from ledger next where next.lane > in_rows.lane order by next.lane limit 1)
      from in_rows where in_rows.lane is not null
    ), lanes as (
      select lane from in_rows where lane is not null union select lane from ledger_head
    )
    select lanes.lane, head.seq, head.hash,
      coalesce((select max(seq) from ledger where ledger.lane = lanes.lane), 0) as last_seq
    from lanes left join ledger_head head on head.lane = lanes.lane
    order by lanes.lane`.execute(tx);
  return rows.map(({ lane, seq, hash, last_seq }) => ({
    lane,
    head: seq === null || hash === null ? null : { seq, hash },
    lastSeq: last_seq,
  }));
}

/** A row as it lies there: `at_exact` is false when the instant is finer than the milliseconds we ever write. */
export type ExactRow = LedgerRow & { at_exact: boolean };

/** The rows of a lane after number `after`, in order, at most `limit`. */
export async function rowsAfter(
  tx: Tx,
  { lane, after, limit }: { lane: string; after: number; limit: number },
): Promise<ExactRow[]> {
  return tx
    .selectFrom("ledger")
    .selectAll()
    .select(sql<boolean>`at = date_trunc('milliseconds', at)`.as("at_exact"))
    .where("lane", "=", lane)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute();
}

/** Those of the attempts that have neither an outcome row nor a row in open_attempt. */
export async function forgottenAttempts(tx: Tx, attemptIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select asked.id from unnest(${attemptIds}::uuid[]) as asked (id)
    where not exists (select from open_attempt where open_attempt.attempt_id = asked.id)
      and not exists (select from ledger where ledger.attempt_id = asked.id and ledger.kind = 'outcome')`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

export interface RowFilter {
  lane?: string | undefined;
  linkId?: string | undefined;
  run?: string | undefined;
  taskCode?: string | undefined;
  /** Only rows older than this one, in the order of the answer. */
  before?: { at: string; lane: string; seq: number } | undefined;
  limit: number;
}

/** The newest rows that pass the filter, newest first. Reads at most `limit` rows of each lane. */
export async function newestRows(
  tx: Tx,
  { lane, linkId, run, taskCode, before, limit }: RowFilter,
): Promise<LedgerRow[]> {
  const inLane = tx
    .selectFrom("ledger")
    .selectAll()
    .where(sql<boolean>`ledger.lane = ledger_head.lane`)
    .$if(linkId !== undefined, (rows) => rows.where("link_id", "=", linkId ?? null))
    .$if(run !== undefined, (rows) => rows.where("run", "=", run ?? ""))
    .$if(taskCode !== undefined, (rows) =>
      rows.where("link_id", "in", (of) =>
        of
          .selectFrom("link")
          .innerJoin("task", "task.id", "link.task_id")
          .where("task.code", "=", taskCode ?? "")
          .select("link.id"),
      ),
    )
    .$if(before !== undefined, (rows) =>
      rows.where(
        sql<boolean>`(at, lane, seq) < (${before?.at}::timestamptz, ${before?.lane}, ${before?.seq}::bigint)`,
      ),
    )
    .orderBy("seq", "desc")
    .limit(limit)
    .as("ledger");
  return tx
    .selectFrom("ledger_head")
    .innerJoinLateral(
      () => inLane,
      (join) => join.onTrue(),
    )
    .$if(lane !== undefined, (rows) => rows.where("ledger_head.lane", "=", lane ?? ""))
    .selectAll("ledger")
    .orderBy("ledger.at", "desc")
    .orderBy("ledger.lane", "desc")
    .orderBy("ledger.seq", "desc")
    .limit(limit)
    .execute();
}

/** An attempt that the portal was seen to have taken. */
export interface AppliedAttempt {
  linkId: string;
  at: string;
  run: string;
  body: string;
  parts: string;
}

/** The newest applied attempts of each link, at most `limit` of one, oldest first. */
export async function appliedAttempts(
  tx: Tx,
  linkIds: readonly string[],
  limit: number,
): Promise<AppliedAttempt[]> {
  const { rows } = await sql<{ link_id: string; at: string; run: string; body: string; parts: string }>`
    select newest.* from ${givenRows(
      { id: "uuid" },
      linkIds.map((id) => ({ id })),
    )}
    cross join lateral (
      select attempt.link_id, attempt.at, attempt.run, attempt.body, attempt.parts, attempt.lane, attempt.seq from ledger as attempt
      where attempt.link_id = given.id and attempt.kind = 'attempt' and exists (
        select from ledger as outcome where outcome.attempt_id = attempt.attempt_id and outcome.kind = 'outcome'
          and outcome.body::jsonb->>'outcome' = 'applied')
      order by attempt.lane, attempt.seq desc limit ${limit}::integer
    ) as newest
    order by newest.link_id, newest.lane, newest.seq`.execute(tx);
  return rows.map(({ link_id: linkId, at, run, body, parts }) => ({ linkId, at, run, body, parts }));
}

/** One row by its place, or undefined. */
export async function rowAt(tx: Tx, lane: string, seq: number): Promise<LedgerRow | undefined> {
  return tx
    .selectFrom("ledger")
    .selectAll()
    .where("lane", "=", lane)
    .where("seq", "=", seq)
    .executeTakeFirst();
}

/** The rows of one attempt, in order: the attempt and, once known, its outcome. */
export async function rowsOfAttempt(tx: Tx, attemptId: string): Promise<LedgerRow[]> {
  return tx.selectFrom("ledger").selectAll().where("attempt_id", "=", attemptId).orderBy("seq").execute();
}
