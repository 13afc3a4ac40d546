// Where every (task, portal) pair stands, and why the held ones are held: for status, conflicts and reports.
import type { Standing } from "../../schemas/link.ts";
import type { Instant } from "../../schemas/time.ts";
import { listHolds, type HoldFilter, type ListedHold } from "../store/holds.ts";
import { countStandings, standingsOfTasks } from "../store/standings.ts";
import type { Means } from "./lane.ts";

export type { ListedHold } from "../store/holds.ts";

export interface PortalStanding {
  portal: string;
  counts: Partial<Record<Standing, number>>;
  total: number;
  /** Since when the oldest due or held pair has waited. */
  oldest: Instant | null;
  /** The same by where it stands. */
  ages: Partial<Record<Standing, Instant>>;
}

/**
 * Counts by portal, and how many tasks the register holds: each total is that number, always (promise 2). With `units`
 * only the tasks that these organisations lead.
 */
export async function accountOf(
  means: Pick<Means, "store">,
  portals: readonly string[],
  units: readonly string[] | null = null,
): Promise<{ tasks: number; portals: PortalStanding[] }> {
  const { tasks, counts } = await means.store.snapshot(
    async (tx) => await countStandings(tx, portals, units),
  );
  return { tasks, portals: summed(counts) };
}

/** Counts by portal. */
export async function standings(means: Means, portals: readonly string[]): Promise<PortalStanding[]> {
  return (await accountOf(means, portals)).portals;
}

function summed(rows: Awaited<ReturnType<typeof countStandings>>["counts"]): PortalStanding[] {
  return [...new Set(rows.map((row) => row.portal))].map((portal) => {
    const own = rows.filter((row) => row.portal === portal && row.count > 0);
    const ages = own.flatMap(({ standing, oldest }) =>
      oldest === null ? [] : [[standing, oldest] as const],
    );
    const waiting = ages.map(([, since]) => since).toSorted();
    return {
      portal,
      counts: Object.fromEntries(own.map((row) => [row.standing, row.count])),
      total: own.reduce((sum, row) => sum + row.count, 0),
      oldest: waiting[0] ?? null,
      ages: Object.fromEntries(ages),
    };
  });
}

/** Where some tasks stand, by task id. */
export async function standingsByTask(
  means: Means,
  taskIds: readonly string[],
): Promise<{ taskId: string; portal: string; standing: Standing; remoteId: string }[]> {
  return await means.store.read(async (tx) => await standingsOfTasks(tx, taskIds));
}

/** Everything that waits for a person, oldest first. */
export async function holds(means: Means, filter: HoldFilter = {}): Promise<ListedHold[]> {
  return await means.store.read(async (tx) => await listHolds(tx, filter));
}
