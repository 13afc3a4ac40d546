// Figures of the whole register for whoever watches over it from outside. Each costs by lanes or by what is unfinished,
// never by all that was ever sent. All ages are left to the reader: instants go out, in seconds of Unix time.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { countStandings } from "./standings.ts";

export type Figures = Awaited<ReturnType<typeof figuresOf>>;

/** Everything at once, of these portals. */
export async function figuresOf(tx: Tx, portals: readonly string[]) {
  return {
    standings: (await countStandings(tx, portals)).counts,
    attempts: await openAttempts(tx),
    lanes: await lanes(tx),
    budgets: await budgets(tx),
    calls: await calls(tx),
    processes: await processes(tx),
    ledger: await tx.selectFrom("ledger_head").select(["lane", "seq"]).execute(),
    checkpoint: await checkpoint(tx),
  };
}

/** Attempts without an outcome, by lane, and since when the oldest has none. */
async function openAttempts(tx: Tx) {
  return await tx
    .selectFrom("open_attempt")
    .select((eb) => ["lane", eb.fn.countAll<number>().as("count"), eb.fn.min("opened_at").as("oldest")])
    .groupBy("lane")
    .execute();
}

/** Of every lane that was ever carried or stopped: whether it is carried, out of order, paused. */
async function lanes(tx: Tx) {
  const { rows } = await sql<{ lane: string; carried: boolean; out_of_order: boolean; paused: boolean }>`
    select lane, coalesce(lane.owner is not null and lane.lease_until >= clock_timestamp(), false) as carried,
      breaker.opened_at is not null as out_of_order, breaker.paused_at is not null as paused
    from lane full join breaker using (lane)`.execute(tx);
  return rows;
}

/** Seconds for which an account's requests are spoken for, and for which its portal wants silence; never below 0. */
async function budgets(tx: Tx) {
  const { rows } = await sql<{ lane: string; reserved: number; quiet: number }>`
    select lane, greatest(0, extract(epoch from (next_at - clock_timestamp())))::float8 as reserved,
      greatest(0, coalesce(extract(epoch from (quiet_until - clock_timestamp())), 0))::float8 as quiet
    from rate_budget`.execute(tx);
  return rows;
}

/** Lanes that wait to be carried, and since when the first could have been. */
async function calls(tx: Tx): Promise<{ waiting: number; oldest: Instant | null }> {
  const { rows } = await sql<{ waiting: number; oldest: Instant | null }>`
    select count(*) as waiting, min(greatest(since, coalesce(not_before, since))) as oldest from lane_call`.execute(
    tx,
  );
  return rows[0] ?? { waiting: 0, oldest: null };
}

/** A process without a sign of life for so long counts as gone; six signs were due. */
const silentSeconds = 60;

/** Processes that live, by kind. */
async function processes(tx: Tx) {
  return await tx
    .selectFrom("process")
    .where(sql<boolean>`seen_at >= clock_timestamp() - make_interval(secs => ${silentSeconds}::float8)`)
    .select((eb) => ["kind", eb.fn.countAll<number>().as("count")])
    .groupBy("kind")
    .execute();
}

/** When the last checkpoint was made, and how many lie on this machine alone. */
async function checkpoint(tx: Tx): Promise<{ last: Instant | null; kept_here: number }> {
  const { rows } = await sql<{ last: Instant | null; kept_here: number }>`
    select max(at) as last, count(*) filter (where exported_at is null) as kept_here from checkpoint`.execute(
    tx,
  );
  return rows[0] ?? { last: null, kept_here: 0 };
}
