// What the imitated portal holds and how it shows it. A progress entry is appended for ever, the newest one is what
// a task shows; the suffix of a state word follows the clock. Never imports convert.ts or wire.ts.
import { newRewriting, type Rewriting } from "../../src/portal/simulator-lapses.ts";
import type { SimulatorSettings } from "../../src/portal/simulator-spec.ts";
import type { HeldTask, SeededTask } from "../../src/portal/simulator.ts";

interface StoredEntry {
  id: number;
  percent: number;
  explain: string;
  difficulties: string | null;
  createdAt: number;
  /** What else came with it: two entries are the same only if this is the same too. */
  rest: string;
  /** The mark that its sender gave it. */
  marker: string | null;
}

export interface StoredTask {
  id: number;
  code: string;
  title: string;
  dueOn: string | null;
  leadOrganisation: string | null;
  state: string;
  percent: number;
  progressText: string | null;
  difficulties: string | null;
  lateReason: string | null;
  expectedOn: string | null;
  completedOn: string | null;
  budgetRegistered: number | null;
  budgetAllocated: number | null;
  budgetDisbursed: number | null;
  entries: StoredEntry[];
  attachments: Set<number>;
  /** Place in the row of changes; lists show the highest first. */
  changed: number;
  /** How often people moved it to another state: a new round may repeat old words. */
  round: number;
}

export interface StoredFile {
  id: number;
  name: string;
  bytes: Uint8Array;
  sha256: string;
  /** From this moment on the portal does not have it any more. */
  goneAt: number | null;
}

export interface PortalState {
  email: string;
  password: string;
  tokens: Set<string>;
  tasks: Map<number, StoredTask>;
  files: Map<number, StoredFile>;
  /** Milliseconds since 1970 of the last request; edits happen then. */
  clock: number;
  rewriting: Rewriting;
  next(): number;
  invent(): string;
}

/** Canonical lifecycle to the portal's state word; the portal has no word for a cancelled task. */
export const lifecycleStates: Readonly<Record<string, string>> = {
  not_started: "chuathuchien",
  in_progress: "dangthuchien",
  submitted: "choxacnhan",
  returned: "tuchoixacnhan",
  completed: "dahoanthanh",
  on_hold: "tamhoan",
  declined: "tuchoithuchien",
};

/** An empty portal with one account, its password invented. */
export function createPortalState(settings: SimulatorSettings): PortalState {
  let last = 1000;
  const state: PortalState = {
    email: "donvi@dongnai.example",
    password: settings.invent(),
    tokens: new Set(),
    tasks: new Map(),
    files: new Map(),
    clock: Date.parse("2025-12-01T01:00:00Z"),
    rewriting: newRewriting((remoteId, fields) => setBack(state, remoteId, fields)),
    next: () => (last += 1),
    invent: settings.invent,
  };
  return state;
}

/** Puts tasks in as the province would, none of them begun. */
export function seed(state: PortalState, tasks: readonly SeededTask[]): string[] {
  return tasks.map(({ code, title, dueOn, leadOrganisation }) => {
    const id = state.next();
    state.tasks.set(id, {
      id,
      code,
      title,
      dueOn,
      leadOrganisation,
      state: "chuathuchien",
      percent: 0,
      progressText: null,
      difficulties: null,
      lateReason: null,
      expectedOn: null,
      completedOn: null,
      budgetRegistered: null,
      budgetAllocated: null,
      budgetDisbursed: null,
      entries: [],
      attachments: new Set(),
      changed: state.next(),
      round: 0,
    });
    return String(id);
  });
}

/** Moves a task to the front of the list. */
export function touch(state: PortalState, task: StoredTask): void {
  task.changed = state.next();
}

/** Appends a progress entry and shows its values as the task's; the entry's id. */
export function appendEntry(
  state: PortalState,
  task: StoredTask,
  entry: { now: number; set: Partial<StoredTask> },
): number {
  state.clock = entry.now;
  Object.assign(task, entry.set);
  const id = state.next();
  const { percent, difficulties } = task;
  const { percent: _percent, progressText: _text, ...others } = entry.set;
  const rest = JSON.stringify({ round: task.round, ...others });
  // An entry without words of its own shows the ones before it, whose sender marked them.
  const marker = entry.set.progressText === undefined ? null : splitMark(task.progressText ?? "").marker;
  task.entries.push({
    id,
    percent,
    explain: task.progressText ?? "",
    difficulties,
    createdAt: entry.now,
    rest,
    marker,
  });
  touch(state, task);
  return id;
}

/** A task as the portal answers it. */
export function shown(state: PortalState, task: StoredTask, now: number): Record<string, unknown> {
  state.clock = now;
  return {
    id: task.id,
    code: task.code,
    title: task.title,
    lead_org: task.leadOrganisation,
    deadline: task.dueOn,
    status: `${task.state}${suffix(task, now)}`,
    percent: task.percent,
    explain: task.progressText,
    difficulties: task.difficulties,
    late_reason: task.lateReason,
    expected_date: task.expectedOn,
    completed_at: task.completedOn,
    budget: {
      registered: task.budgetRegistered,
      allocated: task.budgetAllocated,
      disbursed: task.budgetDisbursed,
    },
    entries: task.entries.map(({ id, percent, explain, difficulties, createdAt }) => ({
      id,
      percent,
      explain,
      difficulties,
      created_at: new Date(createdAt).toISOString(),
    })),
    attachments: filesOf(state, task).map(({ id, name, bytes, sha256 }) => ({
      id,
      name,
      size: bytes.length,
      sha256,
    })),
    period: { locked: false, message: null },
  };
}

// By the clock of the moment, on finished tasks as well: the same task shows another word tomorrow.
function suffix(task: StoredTask, now: number): string {
  if (["tamhoan", "tuchoithuchien"].includes(task.state)) return "";
  if (task.dueOn === null) return "_khonghan";
  const today = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);
  if (today > task.dueOn) return "_quahan";
  if (Date.parse(task.dueOn) - Date.parse(today) <= 3 * 86_400_000) return "_sapquahan";
  return task.state === "chuathuchien" ? "" : "_tronghan";
}

/** Everything held, in canonical values. */
export function held(state: PortalState): HeldTask[] {
  const canonical = new Map(Object.entries(lifecycleStates).map(([lifecycle, word]) => [word, lifecycle]));
  return [...state.tasks.values()].map((task) => ({
    remoteId: String(task.id),
    code: task.code,
    fields: {
      title: task.title,
      dueOn: task.dueOn,
      leadOrganisation: task.leadOrganisation,
      lifecycle: canonical.get(task.state) ?? "returned",
      percent: task.percent,
      progressText: task.progressText === null ? null : splitMark(task.progressText).text,
      difficulties: task.difficulties,
      lateReason: task.lateReason,
      expectedOn: task.expectedOn,
      completedOn: task.completedOn,
      budgetRegistered: digits(task.budgetRegistered),
      budgetAllocated: digits(task.budgetAllocated),
      budgetDisbursed: digits(task.budgetDisbursed),
    },
    entries: task.entries.map((entry, place) => ({
      percent: entry.percent,
      text: sayItOnce(entry, task.entries.slice(0, place)),
      marker: entry.marker,
    })),
    evidence: filesOf(state, task).map(({ name, bytes, sha256 }) => ({ name, size: bytes.length, sha256 })),
  }));
}

function filesOf(state: PortalState, task: StoredTask): StoredFile[] {
  return [...task.attachments].flatMap((id) => state.files.get(id) ?? []);
}

function digits(amount: number | null): string | null {
  return amount === null ? null : String(amount);
}

// An entry that repeats an earlier one's words but brings something else (a budget, a date) is no double.
function sayItOnce(entry: StoredEntry, earlier: StoredEntry[]): string {
  const { text } = splitMark(entry.explain);
  const sameWords = earlier.filter(
    (one) => one.percent === entry.percent && splitMark(one.explain).text === text,
  );
  const isNew = sameWords.length > 0 && sameWords.every((one) => one.rest !== entry.rest);
  return isNew ? `${text} ${entry.rest}` : text;
}

/** A sender may mark his texts; the portal keeps them as they are, and counts what they say. */
function splitMark(explain: string): { text: string; marker: string | null } {
  const found = / ?(\[\S+\])$/.exec(explain);
  return found === null
    ? { text: explain, marker: null }
    : { text: explain.slice(0, found.index), marker: found[1] ?? null };
}

/** Changes a task as a person at the portal would; percent or text leave an entry. Throws on what it cannot hold. */
export function edit(state: PortalState, remoteId: string, fields: EditedFields): void {
  const task = taskOf(state, remoteId);
  const set = moved(task, fields);
  if ("percent" in set || "progressText" in set) appendEntry(state, task, { now: state.clock, set });
  else Object.assign(task, set);
  touch(state, task);
}

/** Changes a task and leaves no entry that would tell of it; passes over a task that is gone. */
function setBack(state: PortalState, remoteId: string, fields: EditedFields): void {
  const task = state.tasks.get(Number(remoteId));
  if (task === undefined) return;
  Object.assign(task, moved(task, fields));
  touch(state, task);
}

type EditedFields = Readonly<Record<string, string | number | null>>;

/** Moves the task to its new state, if one is named; the other fields as they are stored. */
function moved(task: StoredTask, { lifecycle, ...others }: EditedFields): Partial<StoredTask> {
  const set = Object.entries(others).map(([field, value]) => {
    if (!(field in task)) throw new Error(`the portal has no field ${field}`);
    return [field, field.startsWith("budget") && value !== null ? Number(value) : value] as const;
  });
  if (lifecycle !== undefined) {
    const word = lifecycleStates[String(lifecycle)];
    if (word === undefined) throw new Error(`the portal has no state for ${String(lifecycle)}`);
    task.state = word;
    task.round += 1;
  }
  return Object.fromEntries(set);
}

/** The task of this id; throws when the portal holds none. */
export function taskOf(state: PortalState, remoteId: string): StoredTask {
  const task = state.tasks.get(Number(remoteId));
  if (task === undefined) throw new Error(`the portal holds no task ${remoteId}`);
  return task;
}
