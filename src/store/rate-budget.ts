// What the account of a lane may still ask of its portal: one row for all workers, so that together they keep the
// limit. All times are the database's own; nobody's clock can stretch the budget.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

/** Moments for requests, evenly apart; or for how long the portal wants silence, where that is past patience. */
export type Reserved = { inMs: number } | { quietMs: number };

/** A reserved moment is never further ahead than this, so that a clock set back cannot lock an account. */
const furthestMs = 60_000;

/**
 * Reserves `count` moments `everyMs` apart and says when the first one is. Nothing is reserved where the portal wants
 * silence for longer than `patienceMs`. The generic cell rate algorithm (ITU-T I.371) without a burst.
 */
export async function reserveRequests(
  tx: Tx,
  wish: { lane: string; count: number; everyMs: number; patienceMs: number },
): Promise<Reserved> {
  const span = milliseconds(wish.count * wish.everyMs);
  const { rows } = await sql<{ in_ms: number }>`
    insert into rate_budget as budget (lane, next_at)
    select ${wish.lane}, clock_timestamp() + ${span} from ${withoutSync}
    on conflict (lane) do update set next_at = ${span} + greatest(
      least(budget.next_at, clock_timestamp() + ${milliseconds(furthestMs)}), budget.quiet_until, clock_timestamp())
    where budget.quiet_until is null
      or budget.quiet_until <= clock_timestamp() + ${milliseconds(wish.patienceMs)}
    returning (extract(epoch from (budget.next_at - ${span} - clock_timestamp())) * 1000)::float8 as in_ms`.execute(
    tx,
  );
  const [reserved] = rows;
  if (reserved !== undefined) return { inMs: Math.max(0, reserved.in_ms) };
  return { quietMs: (await budgetOf(tx, wish.lane)).quietMs };
}

/** No request of the account starts for this long; a longer silence that was asked for before stays. */
export async function keepQuiet(tx: Tx, lane: string, ms: number): Promise<void> {
  await sql`
    insert into rate_budget as budget (lane, next_at, quiet_until)
    values (${lane}, clock_timestamp(), clock_timestamp() + ${milliseconds(ms)})
    on conflict (lane) do update set quiet_until = greatest(budget.quiet_until, excluded.quiet_until)`.execute(
    tx,
  );
}

/** How long the account is silent for, 0 when it is not, and until when. */
export async function budgetOf(
  tx: Tx,
  lane: string,
): Promise<{ quietMs: number; quietUntil: Instant | null }> {
  const { rows } = await sql<{ quiet_until: Instant; quiet_ms: number }>`
    select quiet_until, (extract(epoch from (quiet_until - clock_timestamp())) * 1000)::float8 as quiet_ms
    from rate_budget where lane = ${lane} and quiet_until > clock_timestamp()`.execute(tx);
  const [quiet] = rows;
  if (quiet === undefined) return { quietMs: 0, quietUntil: null };
  return { quietMs: Math.max(0, quiet.quiet_ms), quietUntil: quiet.quiet_until };
}

// A power cut may forget the last moments that were reserved: by the time it is over they are past.
const withoutSync = sql`(select set_config('synchronous_commit', 'off', true)) as setting`;

function milliseconds(ms: number) {
  return sql`make_interval(secs => ${ms}::float8 / 1000)`;
}
