// Pages of tasks for people, however many there are: the lines that `listTasks` gives, found and filtered without reading
// the others. Changes nothing.
import type { Store } from "../store/connection.ts";
import { selectShortNames } from "../store/organisations.ts";
import {
  leadsKnown,
  programmesKnown,
  selectLinesOf,
  taskPage,
  type LineFilter,
} from "../store/task-lines.ts";
import type { TaskLine } from "../store/tasks.ts";

export type TaskPageFilter = LineFilter;

/** One page, in the order of the codes; the next one is `after` its last code. */
export async function pageOfTasks(
  store: Pick<Store, "read">,
  filter: TaskPageFilter,
): Promise<(TaskLine & { taskId: string })[]> {
  return await store.read(async (tx) => {
    const found = await taskPage(tx, filter);
    const lines = await selectLinesOf(
      tx,
      found.map(({ taskId }) => taskId),
    );
    return found.flatMap(({ taskId }) => {
      const line = lines.get(taskId);
      return line === undefined ? [] : [{ taskId, ...line }];
    });
  });
}

/** Organisations that lead a task, by their short names; those among `units` where they are given. */
export async function agenciesKnown(
  store: Pick<Store, "read">,
  units: readonly string[] | null,
): Promise<{ id: string; shortName: string }[]> {
  const known = await store.read(leadsKnown);
  return known.filter(({ id }) => units === null || units.includes(id));
}

/** Every programme that a task serves. */
export async function programmesOf(store: Pick<Store, "read">): Promise<string[]> {
  return await store.read(programmesKnown);
}

/** Short names of some organisations, by id. */
export async function shortNamesOf(
  store: Pick<Store, "read">,
  ids: readonly string[],
): Promise<Map<string, string>> {
  return await store.read(async (tx) => await selectShortNames(tx, ids));
}
