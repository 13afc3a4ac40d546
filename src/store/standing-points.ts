// How many pairs of each portal stood where, hour by hour: what is drawn of how green we have been.
import { sql } from "kysely";
import type { Standing } from "../../schemas/link.ts";
import { later, type Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { countStandings } from "./standings.ts";

export interface StandingPoint {
  portal: string;
  /** The beginning of an hour. */
  at: Instant;
  counts: Partial<Record<Standing, number>>;
}

const [hourMs, keptMs] = [3_600_000, 400 * 86_400_000];

/** Notes the hour's point of each portal, once an hour; forgets what is older than 400 days. */
export async function noteStandingPoint(
  tx: Tx,
  { portals, at }: { portals: readonly string[]; at: Instant },
): Promise<void> {
  const hour = new Date(Math.floor(Date.parse(at) / hourMs) * hourMs).toISOString();
  const known = await tx.selectFrom("standing_point").select("portal").where("at", "=", hour).execute();
  if (portals.every((portal) => known.some((one) => one.portal === portal))) return;
  const counted = Map.groupBy((await countStandings(tx, portals)).counts, ({ portal }) => portal);
  const points = portals.map((portal) => {
    const counts = (counted.get(portal) ?? []).map(({ standing, count }) => [standing, count]);
    return { portal, at: hour, counts: JSON.stringify(Object.fromEntries(counts)) };
  });
  await tx
    .insertInto("standing_point")
    .values(points)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx.deleteFrom("standing_point").where("at", "<", later(hour, -keptMs)).execute();
}

/** The last point of each day (of Vietnam) since an instant, by portal and day. */
export async function dailyStandings(
  tx: Tx,
  { portals, since }: { portals: readonly string[]; since: Instant },
): Promise<StandingPoint[]> {
  const { rows } = await sql<StandingPoint>`
    select distinct on (portal, day) portal, at, counts
    from (select *, date_trunc('day', at at time zone 'Asia/Ho_Chi_Minh') as day from standing_point) as point
    where at >= ${since}::timestamptz
      and portal in (select value from json_array_elements_text(${JSON.stringify(portals)}::json))
    order by portal, day, at desc`.execute(tx);
  return rows;
}
