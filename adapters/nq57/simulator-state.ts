// What the imitated portal holds: its tasks, its files, its door. Counts ids up and never gives one twice.
import { newRewriting, type Rewriting } from "../../src/portal/simulator-lapses.ts";
import type { Door } from "./simulator-door.ts";
import { edited, newRow, type HeldFile, type HeldRow } from "./simulator-records.ts";

export interface State {
  door: Door;
  tasks: Map<number, HeldRow>;
  files: Map<number, HeldFile>;
  lastId: number;
  rewriting: Rewriting;
}

/** An empty portal behind this door. */
export function newState(door: Door): State {
  const tasks = new Map<number, HeldRow>();
  const rewriting = newRewriting((remoteId, fields) => {
    const row = tasks.get(Number(remoteId));
    if (row !== undefined) tasks.set(row.id, edited(row, fields));
  });
  return { door, tasks, files: new Map(), lastId: 0, rewriting };
}

/** The task of this id; throws when the portal holds none. */
export function rowOf(state: State, remoteId: string): HeldRow {
  const row = state.tasks.get(Number(remoteId));
  if (row === undefined) throw new Error(`the portal holds no task ${remoteId}`);
  return row;
}

/** The files of a task, in the order in which they came. */
export function filesOf(state: State, taskId: number): HeldFile[] {
  return [...state.files.values()].filter((file) => file.nhiem_vu_id === taskId);
}

/** Keeps a file under a new id. */
export function keepFile(state: State, file: Omit<HeldFile, "id">): HeldFile {
  const held = { ...file, id: (state.lastId += 1) };
  state.files.set(held.id, held);
  return held;
}

/** Enters a task as its assigner would. */
export function add(state: State, task: Parameters<typeof newRow>[1]): HeldRow {
  const row = newRow((state.lastId += 1), task);
  state.tasks.set(row.id, row);
  return row;
}
