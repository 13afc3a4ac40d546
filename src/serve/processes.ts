// Which processes stay, as commands show them.
import type { Means } from "../push/lane.ts";
import { processesKnown, type KnownProcess } from "../store/processes.ts";

export type ProcessState = KnownProcess;

/**
 * Every process that has not ended in order, the oldest first. Whoever owns an embedded database itself knows that they
 * are all dead: then all are silent. Not for a process that stays.
 */
export async function processStates({ store }: Pick<Means, "store">): Promise<ProcessState[]> {
  const known = await store.read(processesKnown);
  const allDead = store.mode === "pilot" && !store.guest;
  return known.map((one) => ({ ...one, silent: one.silent || allDead }));
}
