// What an imitated portal of a profile holds: tasks, entries, files, accounts, and what its owner does to them. Keeps
// canonical values; how they are shown stands in simulator-rows.ts. Never imports convert.ts.
import { fieldNames, type FieldName } from "../../schemas/field.ts";
import { newRewriting, type Rewriting } from "../../src/portal/simulator-lapses.ts";
import type { SimulatorSettings } from "../../src/portal/simulator-spec.ts";
import type { HeldTask, SeededTask } from "../../src/portal/simulator.ts";
import type { Profile } from "./schema.ts";

export type Value = string | number | null;
export type Values = Partial<Record<FieldName, Value>>;

interface StoredEntry {
  id: number;
  at: number;
  fields: Values;
  /** What else came with it: two entries are the same only if this is the same too. */
  rest: string;
}

export interface StoredTask {
  id: number;
  code: string;
  document: string | null;
  /** The status as its word; a text with its sender's mark, as it came. */
  fields: Values;
  entries: StoredEntry[];
  files: Set<string>;
  version: number;
  /** Place in the row of changes; lists of the newest show the highest first. */
  changed: number;
  /** How often people changed its status: a new round may repeat old words. */
  round: number;
}

export interface StoredFile {
  id: string;
  token: string;
  name: string;
  bytes: Uint8Array;
  sha256: string;
  goneAt: number | null;
}

export interface PortalState {
  profile: Profile;
  /** What each option must be to sign in. */
  account: Readonly<Record<string, string>>;
  passes: Map<string, { csrf: string }>;
  tasks: Map<string, StoredTask>;
  files: Map<string, StoredFile>;
  clock: number;
  rewriting: Rewriting;
  next(): number;
  invent(): string;
}

/** An empty portal with one account, its secrets invented. */
export function createPortalState(profile: Profile, settings: SimulatorSettings): PortalState {
  let last = 1000;
  const account = Object.entries(profile.options).map(([name, { secret }]) => [
    name,
    secret === undefined ? `don-vi-${name}` : settings.invent(),
  ]);
  if (profile.signIn.person !== undefined) account.push(["session", `PHIEN=${settings.invent()}`]);
  const state: PortalState = {
    profile,
    account: Object.fromEntries(account) as Record<string, string>,
    passes: new Map(),
    tasks: new Map(),
    files: new Map(),
    clock: Date.parse("2025-12-01T01:00:00Z"),
    rewriting: newRewriting((remoteId, fields) => setBack(state, remoteId, fields)),
    next: () => (last += 1),
    invent: settings.invent,
  };
  return state;
}

/** The portal's word for a lifecycle: one that it reads as just that, without an opinion of time where there is one. */
export function wordOf({ profile }: PortalState, lifecycle: string): string {
  const words = Object.entries(profile.task.status.reads).map(([word, said]) =>
    typeof said === "string"
      ? { word, lifecycle: said, timed: false }
      : { word, lifecycle: said.lifecycle, timed: said.timeliness !== undefined },
  );
  const fitting = words.filter((one) => one.lifecycle === lifecycle);
  const found = fitting.find(({ timed }) => !timed) ?? fitting[0];
  if (found === undefined) throw new Error(`the portal has no status for ${lifecycle}`);
  return found.word;
}

/** Puts tasks in as the portal's owner would, none of them begun. */
export function seed(state: PortalState, tasks: readonly SeededTask[]): string[] {
  return tasks.map(({ code, title, dueOn, leadOrganisation, document = null }) => {
    const id = state.next();
    const empty: Values = Object.fromEntries(fieldNames.map((name) => [name, null]));
    const begun = { title, dueOn, leadOrganisation, percent: 0, lifecycle: wordOf(state, "not_started") };
    state.tasks.set(String(id), {
      id,
      code,
      document,
      fields: { ...empty, ...begun },
      entries: [],
      files: new Set(),
      version: 1,
      changed: state.next(),
      round: 0,
    });
    return String(id);
  });
}

/** Changes a task: a new version, first in the list of the newest; with an entry where the portal keeps them. */
export function change(
  state: PortalState,
  task: StoredTask,
  { set, entry }: { set: Values; entry: boolean },
): number {
  Object.assign(task.fields, set);
  touch(state, task);
  if (!entry) return task.id;
  const id = state.next();
  const { entries } = state.profile.task;
  const inEntry = Object.keys(entries.fields) as FieldName[];
  const texts = new Set(state.profile.writes.flatMap(({ marker }) => marker ?? []));
  // An entry says only the words that came with it; numbers it shows as they stand.
  const fields = inEntry.map((name) => [name, name in set || !texts.has(name) ? task.fields[name] : null]);
  const others = Object.entries(set).filter(([name]) => !inEntry.includes(name as FieldName));
  task.entries.push({
    id,
    at: state.clock,
    fields: Object.fromEntries(fields) as Values,
    rest: JSON.stringify([task.round, ...others]),
  });
  return id;
}

/** A new version, and first in the list of the newest. */
export function touch(state: PortalState, task: StoredTask): void {
  task.changed = state.next();
  task.version += 1;
}

/** Changes a task as a person at the portal would, in canonical values; throws on what it cannot hold. */
export function edit(state: PortalState, remoteId: string, fields: Readonly<Record<string, Value>>): void {
  const task = taskOf(state, remoteId);
  const set = stored(state, fields);
  if ("lifecycle" in set) task.round += 1;
  const { entries } = state.profile.task;
  const said = Object.keys(fields).some((name) => name in entries.fields);
  change(state, task, { set, entry: entries.none === undefined && said });
}

/** Changes a task and leaves no entry that would tell of it; passes over a task that is gone. */
function setBack(state: PortalState, remoteId: string, fields: Readonly<Record<string, Value>>): void {
  const task = state.tasks.get(remoteId);
  if (task !== undefined) change(state, task, { set: stored(state, fields), entry: false });
}

function stored(state: PortalState, fields: Readonly<Record<string, Value>>): Values {
  const set = Object.entries(fields).map(([name, value]) => {
    if (!fieldNames.includes(name as FieldName)) throw new Error(`the portal has no field ${name}`);
    return [name, name === "lifecycle" ? wordOf(state, String(value)) : value];
  });
  return Object.fromEntries(set) as Values;
}

/** The task of this id; throws when the portal holds none. */
export function taskOf(state: PortalState, remoteId: string): StoredTask {
  const task = state.tasks.get(remoteId);
  if (task === undefined) throw new Error(`the portal holds no task ${remoteId}`);
  return task;
}

/** Takes a task away; its files stay where they were uploaded. */
export function remove(state: PortalState, remoteId: string): void {
  state.tasks.delete(String(taskOf(state, remoteId).id));
}

/** Enters a task once more, with entries of its own and the same files; the new id. */
export function copy(state: PortalState, remoteId: string): string {
  const task = taskOf(state, remoteId);
  const id = state.next();
  state.tasks.set(String(id), {
    ...task,
    id,
    fields: { ...task.fields },
    entries: task.entries.map((entry) => ({ ...entry, id: state.next() })),
    files: new Set(task.files),
    changed: state.next(),
  });
  return String(id);
}

/** Loses the files of a task. */
export function loseFiles(state: PortalState, remoteId: string): void {
  for (const id of taskOf(state, remoteId).files) state.files.delete(id);
}

/** The files of a task that are still there. */
export function filesOf(state: PortalState, task: StoredTask): StoredFile[] {
  return [...task.files].flatMap((id) => state.files.get(id) ?? []);
}

/** Everything held, in canonical values. */
export function held(state: PortalState): HeldTask[] {
  return [...state.tasks.values()].map((task) => ({
    remoteId: String(task.id),
    code: task.code,
    fields: canonical(state, task.fields),
    entries: task.entries.map((entry, index) => {
      const { text, marker } = wordsOf(state, entry);
      const earlier = task.entries.slice(0, index).filter((one) => alike(state, one, entry));
      const isNew = earlier.length > 0 && earlier.every(({ rest }) => rest !== entry.rest);
      const percent = entry.fields.percent;
      return {
        percent: typeof percent === "number" ? percent : null,
        text: isNew ? `${text} ${entry.rest}` : text,
        marker,
      };
    }),
    evidence: filesOf(state, task).map(({ name, bytes, sha256 }) => ({ name, size: bytes.length, sha256 })),
  }));
}

function canonical(state: PortalState, fields: Values): Record<string, Value> {
  const { reads } = state.profile.task.status;
  const said = reads[String(fields.lifecycle)];
  const lifecycle = typeof said === "string" ? said : (said?.lifecycle ?? null);
  const texts = state.profile.writes.flatMap(({ marker }) => marker ?? []);
  const bare = texts.map((name) => [name, bareOf(fields[name] ?? null).text]);
  return { ...fields, lifecycle, ...(Object.fromEntries(bare) as Values) };
}

function wordsOf({ profile }: PortalState, { fields }: StoredEntry): { text: string; marker: string | null } {
  const name = profile.writes.find(({ marker }) => marker !== undefined)?.marker ?? "progressText";
  const { text, marker } = bareOf(fields[name] ?? null);
  return { text: String(text ?? ""), marker };
}

function alike(state: PortalState, one: StoredEntry, other: StoredEntry): boolean {
  return (
    one.fields.percent === other.fields.percent && wordsOf(state, one).text === wordsOf(state, other).text
  );
}

/** A sender may mark his texts; the portal keeps them as they are, and counts what they say. */
function bareOf(value: Value): { text: Value; marker: string | null } {
  const found = typeof value === "string" ? / ?(\[\S+\])$/.exec(value) : null;
  if (found === null || typeof value !== "string") return { text: value, marker: null };
  return { text: value.slice(0, found.index), marker: found[1] ?? null };
}
