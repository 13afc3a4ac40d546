// Where every (task, portal) pair stands, and why the held ones are held: for status, conflicts and reports.
import type { Standing } from "../../schemas/link.ts";
import type { Instant } from "../../schemas/time.ts";
import { listHolds, type HoldFilter, type ListedHold } from "../store/holds.ts";
import { countTasks } from "../store/tasks.ts";
import { countStandings, standingsOfTasks } from "../store/standings.ts";
import type { Means } from "./lane.ts";

export type { ListedHold } from "../store/holds.ts";

export interface PortalStanding {
  portal: string;
  counts: Partial<Record<Standing, number>>;
  total: number;
  /** Since when the oldest due or held pair has waited. */
  oldest: Instant | null;
}

/** Counts by portal, and how many tasks the register holds: each total is that number, always (promise 2). */
export async function accountOf(
  means: Means,
  portals: readonly string[],
): Promise<{ tasks: number; portals: PortalStanding[] }> {
  const { tasks, rows } = await means.store.snapshot(async (tx) => ({
    tasks: await countTasks(tx),
    rows: await countStandings(tx, portals),
  }));
  return { tasks, portals: summed(rows) };
}

/** Counts by portal. */
export async function standings(means: Means, portals: readonly string[]): Promise<PortalStanding[]> {
  return (await accountOf(means, portals)).portals;
}

function summed(rows: Awaited<ReturnType<typeof countStandings>>): PortalStanding[] {
  return [...new Set(rows.map((row) => row.portal))].map((portal) => {
    const own = rows.filter((row) => row.portal === portal && row.count > 0);
    const waiting = own.flatMap((row) => (row.oldest === null ? [] : [row.oldest])).toSorted();
    return {
      portal,
      counts: Object.fromEntries(own.map((row) => [row.standing, row.count])),
      total: own.reduce((sum, row) => sum + row.count, 0),
      oldest: waiting[0] ?? null,
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
