// How each lane was carried last, whoever carried it: written where it happens, read by whoever looks for silence. Its
// times are the carrier's own clock's.
import {
  TroubleCauseSchema,
  withoutConnection,
  type Freshness,
  type Trouble,
  type TroubleCause,
} from "../../schemas/alarm.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { PhraseSchema } from "../../schemas/stored-phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import type { Selectable } from "kysely";
import type { Tables } from "./tables.ts";

/** How carrying a lane went just now. */
export interface CarriedNote {
  lane: string;
  at: Instant;
  /** The portal gave an answer of any kind. */
  reached: boolean;
  worked: boolean;
  trouble: { cause: TroubleCause; told: Phrase } | null;
}

/** The portal of a lane was asked, or there was nothing to ask it: how that went. */
export async function noteCarriedLane(tx: Tx, note: CarriedNote): Promise<void> {
  const known = await freshnessKnown(tx);
  const before = known.find(({ lane }) => lane === note.lane) ?? null;
  await keep(tx, freshnessAfter(note, { before, others: known.filter(({ lane }) => lane !== note.lane) }));
}

/** The portal of a lane is left alone since it was out of order: trouble, if none is known, but nobody asked it now. */
export async function noteLeftAlone(
  tx: Tx,
  { lane, since, trouble }: { lane: string; since: Instant; trouble: { cause: TroubleCause; told: Phrase } },
): Promise<void> {
  const before = (await freshnessKnown(tx)).find((one) => one.lane === lane) ?? null;
  if (before !== null && before.trouble !== null) return;
  await noteCarriedLane(tx, { lane, at: since, reached: false, worked: false, trouble });
}

/**
 * The rows' only rule. A trouble lasts while nothing works, whatever its cause becomes; a person's and our own are
 * others. A portal's silence is proved by an answer, or by a failed try after another portal was reached: then it counts
 * from its beginning, or from that try if others lost their connection meanwhile too.
 */
export function freshnessAfter(
  { lane, at, reached, worked, trouble }: CarriedNote,
  { before, others }: { before: Freshness | null; others: readonly Freshness[] },
): Freshness {
  const isLost = trouble !== null && withoutConnection.has(trouble.cause);
  const next = {
    lane,
    triedAt: at,
    reachedAt: reached ? at : (before?.reachedAt ?? null),
    workedAt: worked ? at : (before?.workedAt ?? null),
    lostAt: isLost ? at : (before?.lostAt ?? null),
  };
  if (trouble === null) return { ...next, trouble: null };
  const last = before?.trouble ?? null;
  const lasting = last !== null && sortOf(last.cause) === sortOf(trouble.cause) ? last : null;
  const since = lasting?.since ?? at;
  const othersReached = others.some(({ reachedAt }) => reachedAt !== null && reachedAt > since);
  const othersLost = others.some(({ lostAt }) => lostAt !== null && lostAt >= since);
  const isProved = !isLost || othersReached;
  const provedSince = lasting?.provedSince ?? (isProved ? (othersLost ? at : since) : null);
  return { ...next, trouble: { ...trouble, since, provedSince, doubtful: isLost && areAllLost(others) } };
}

/** Whether the last that is known of any of them is that there was no connection. */
function areAllLost(lanes: readonly Freshness[]): boolean {
  return newest(lanes.map(({ lostAt }) => lostAt)) > newest(lanes.map(({ reachedAt }) => reachedAt));
}

function newest(times: readonly (Instant | null)[]): Instant {
  return times.reduce<Instant>((last, at) => (at !== null && at > last ? at : last), "");
}

function sortOf(cause: TroubleCause): string {
  return cause === "sign_in" || cause === "own_fault" ? cause : "portal";
}

/** What is known of every lane that was ever carried. */
export async function freshnessKnown(tx: Tx): Promise<Freshness[]> {
  const rows = await tx.selectFrom("freshness").selectAll().orderBy("lane").execute();
  return rows.map((row) => ({
    lane: row.lane,
    triedAt: row.tried_at,
    reachedAt: row.reached_at,
    workedAt: row.worked_at,
    lostAt: row.lost_at,
    trouble: troubleOf(row),
  }));
}

function troubleOf(row: Selectable<Tables["freshness"]>): Trouble | null {
  if (row.cause === null || row.trouble_since === null) return null;
  const cause = TroubleCauseSchema.parse(row.cause);
  return {
    cause,
    told: PhraseSchema.parse(row.told),
    since: row.trouble_since,
    provedSince: row.proved_since,
    doubtful: row.doubtful,
  };
}

async function keep(tx: Tx, { lane, trouble, ...times }: Freshness): Promise<void> {
  const columns = {
    tried_at: times.triedAt,
    reached_at: times.reachedAt,
    worked_at: times.workedAt,
    lost_at: times.lostAt,
    cause: trouble?.cause ?? null,
    told: trouble && JSON.stringify(trouble.told),
    trouble_since: trouble?.since ?? null,
    proved_since: trouble?.provedSince ?? null,
    doubtful: trouble?.doubtful ?? false,
  };
  await tx
    .insertInto("freshness")
    .values({ lane, ...columns })
    .onConflict((conflict) => conflict.column("lane").doUpdateSet(columns))
    .execute();
}
