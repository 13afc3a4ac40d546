// What only the owner of the imitated portal can do to a task: take it away, enter it a second time, lose its files.
import { taskOf, type PortalState } from "./simulator-state.ts";

/** Takes a task away; its files stay where they were uploaded. */
export function remove(state: PortalState, remoteId: string): void {
  state.tasks.delete(taskOf(state, remoteId).id);
}

/** Enters a task once more, with entries of its own and the same files; the new id. */
export function copy(state: PortalState, remoteId: string): string {
  const task = taskOf(state, remoteId);
  const id = state.next();
  const entries = task.entries.map((entry) => ({ ...entry, id: state.next() }));
  const attachments = new Set(task.attachments);
  state.tasks.set(id, { ...task, id, entries, attachments, changed: state.next() });
  return String(id);
}

/** Loses the files of a task. */
export function loseFiles(state: PortalState, remoteId: string): void {
  for (const id of taskOf(state, remoteId).attachments) state.files.delete(id);
}
