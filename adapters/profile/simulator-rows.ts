// How an imitated portal shows a task, its entries and its files: at the paths and in the spellings that its profile
// declares, with the lapses of reading.
import { fieldNames, fields as fieldTable, type FieldName } from "../../schemas/field.ts";
import { dayShown } from "../../src/portal/simulator-lapses.ts";
import type { Asked } from "../../src/portal/simulator-spec.ts";
import type { Profile, Spelling } from "./schema.ts";
import { place, spelled } from "./simulator-spelling.ts";
import { filesOf, type PortalState, type StoredTask, type Value } from "./simulator-state.ts";

type Row = Record<string, unknown>;

/** Ids that the portal gives to the names of a list; the same name has the same id. */
export function idOfName(list: string, name: string): number {
  return (
    [...`${list}/${name}`].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 99_991, 7) + 1
  );
}

/** Tasks as shown now, bent by the faults of reading. */
export function shownTasks(asked: Asked, state: PortalState, tasks: readonly StoredTask[]): Row[] {
  const { profile } = state;
  state.clock = asked.now;
  for (const { id, goneAt } of state.files.values())
    if (goneAt !== null && goneAt <= asked.now) state.files.delete(id);
  const word = asked.faults.fires("unknown-word");
  const extra = asked.faults.fires("extra-field");
  const vanished = asked.faults.fires("vanished-field");
  const locked = asked.faults.fires("period-shows-locked");
  const day = dayShown(asked.faults);
  const rows = tasks.map((task) => {
    const row = shown(state, task, {
      day,
      word: word === null ? null : String(word["word"] ?? "Đã phê duyệt"),
    });
    if (extra !== null) row[String(extra["field"] ?? "do_khan")] = "hoa_toc";
    if (vanished !== null) delete row[String(vanished["field"] ?? lastKey(profile))];
    if (locked !== null) close(profile, row, lockedWords(locked["message"]));
    return row;
  });
  state.rewriting.showed(tasks.map((task) => String(task.id)));
  return rows;
}

/** What a closed reporting period says, unless another sentence is scripted. */
export function lockedWords(scripted: string | number | boolean | undefined): string {
  return String(scripted ?? "Kỳ báo cáo đã khóa lúc 23:30 ngày 10/12/2025");
}

function shown(
  state: PortalState,
  task: StoredTask,
  { day, word }: { day: (day: string | null) => string | null; word: string | null },
): Row {
  const { task: declared, version, simulator } = state.profile;
  const row: Row = structuredClone(simulator.also);
  for (const [path, value] of Object.entries(simulator.also)) {
    delete row[path];
    place(row, path, structuredClone(value));
  }
  place(row, declared.id, task.id);
  if (declared.code !== undefined) place(row, declared.code, task.code);
  if (declared.document !== undefined) place(row, declared.document, task.document);
  if (version !== undefined) place(row, version.at, versionOf(state.profile, task));
  if (declared.locked !== undefined) place(row, declared.locked.at, null);
  if (declared.locked?.if !== undefined) place(row, declared.locked.if, false);
  for (const name of fieldNames) {
    const field = declared.fields[name];
    const source = simulator.shows[name] ?? field;
    if (field.none !== undefined || source.at === undefined || source.as === undefined) continue;
    const isDay = fieldTable[name].kind === "day";
    const stored = task.fields[name] ?? null;
    const value: Value = isDay
      ? day(stored as string | null)
      : name === "lifecycle" && word !== null
        ? word
        : stored;
    const native = spelled(value, source.as, field.empty);
    const asId = field.lookup !== undefined && field.to === undefined && native !== null;
    if (field.by !== undefined) place(row, atItem(source.at, field.by), numberOf(name));
    place(row, source.at, asId ? idOfName(field.lookup ?? "", String(native)) : native);
  }
  if (declared.allowed !== undefined) {
    const { in: list, name } = declared.allowed;
    const words = Object.keys(declared.status.reads).map((said) => {
      const item: Row = {};
      place(item, name, said);
      return item;
    });
    place(row, list, words);
  }
  if (declared.files?.in !== undefined) place(row, declared.files.in, fileRows(state, task));
  if (declared.entries.in !== undefined) place(row, declared.entries.in, entryRows(state, task));
  return row;
}

/** The number that the portal gives to a field of its own making. */
export function numberOf(name: FieldName): number {
  return fieldNames.indexOf(name) + 101;
}

/** A key of the item that a path picks. */
function atItem(path: string, key: string): string {
  return `${path.replace(/\][^\]]*$/, "]")}.${key}`;
}

/** The version as the portal writes it: a number where it stands in the body, else a quoted tag. */
export function versionOf({ version }: Profile, task: StoredTask): string | number {
  return version?.header === undefined ? task.version : `"v${task.version}"`;
}

/** The files of a task, each with the keys that the profile declares. */
export function fileRows(state: PortalState, task: StoredTask): Row[] {
  const { files } = state.profile.task;
  if (files === undefined) return [];
  return filesOf(state, task).map(({ id, name, bytes, sha256 }) => {
    const row: Row = {};
    place(row, files.id, Number(id));
    place(row, files.name, name);
    if (files.size !== undefined) place(row, files.size, bytes.length);
    if (files.sha256 !== undefined) place(row, files.sha256, sha256);
    return row;
  });
}

/** The entries of a task, in the portal's order. */
export function entryRows(state: PortalState, task: StoredTask): Row[] {
  const { entries } = state.profile.task;
  const rows = task.entries.map(({ id, at, fields }) => {
    const row: Row = {};
    place(row, entries.id ?? "id", id);
    if (entries.at !== undefined) place(row, entries.at, new Date(at).toISOString());
    for (const [name, source] of Object.entries(entries.fields))
      place(
        row,
        source.at,
        spelled(fields[name as keyof typeof fields] ?? null, source.as as Spelling, undefined),
      );
    return row;
  });
  return entries.order === "newest-last" ? rows : rows.toReversed();
}

function close({ task: { locked } }: Profile, row: Row, words: string): void {
  if (locked === undefined) return;
  place(row, locked.at, words);
  if (locked.if !== undefined) place(row, locked.if, true);
}

/** The first key of the last declared field: what vanishes when nobody says which. */
function lastKey({ task }: Profile): string {
  const paths = fieldNames.flatMap((name) => task.fields[name].at ?? []);
  return paths.at(-1)?.split(/[.[]/)[0] ?? task.id;
}
