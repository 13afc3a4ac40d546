// A portal's task in canonical values, as its profile declares it. Never guesses: a status word that nobody mapped is
// reported as unknown, a key or spelling that is not declared is Unrecognised.
import { Unrecognised } from "../../schemas/errors.ts";
import { fieldNames, type FieldName, type FieldValue, type FieldValues } from "../../schemas/field.ts";
import { unmarked } from "../../schemas/marker.ts";
import { meaningOf, type StatusMap } from "../../schemas/status.ts";
import type { RemoteEntry, RemoteEvidence, RemoteTask } from "../../src/portal/contract.ts";
import { assertDeclared, entryKeys, fileKeys, taskKeys, type DeclaredKeys } from "./declared-keys.ts";
import { compile, type Expression } from "./expression.ts";
import { statusOf } from "./facts.ts";
import { isRecord, valueAt } from "./path.ts";
import type { Field, Profile } from "./schema.ts";
import { toCanonical } from "./spellings.ts";

/** Ids and names of the portal's own lists, by the list's name in the profile. */
export type Lookups = ReadonlyMap<
  string,
  { ids: ReadonlyMap<string, unknown>; names: ReadonlyMap<string, string> }
>;

/** A profile made ready once: its words, its keys, its compiled expressions. */
export interface Reading {
  profile: Profile;
  status: StatusMap;
  keys: { task: DeclaredKeys; file: DeclaredKeys | null; entry: DeclaredKeys };
  expressions: ReadonlyMap<FieldName, Expression>;
  /** The fields whose text carries our mark. */
  marked: ReadonlySet<FieldName>;
}

/** What belongs to a task and stands in lists of its own. */
export interface Beside {
  files?: unknown[];
  entries?: unknown[];
}

export function readingOf(profile: Profile): Reading {
  const { fields, files, entries } = profile.task;
  const sources = fieldNames.flatMap((name) => {
    const source = fields[name].jsonata;
    return source === undefined ? [] : [[name, compile(source)] as const];
  });
  return {
    profile,
    status: statusOf(profile),
    keys: {
      task: taskKeys(profile),
      file: files === undefined ? null : fileKeys(files),
      entry: entryKeys(entries),
    },
    expressions: new Map(sources),
    marked: new Set(profile.writes.flatMap(({ marker }) => marker ?? [])),
  };
}

/** The task of one row; Unrecognised when the row is not as declared. */
export async function toRemoteTask(
  reading: Reading,
  row: unknown,
  { lookups, beside }: { lookups: Lookups; beside: Beside },
): Promise<RemoteTask> {
  const { task, version } = reading.profile;
  assertDeclared(reading.keys.task, row);
  const entries = entriesOf(reading, row, beside.entries);
  const shown = { ...(await shownFields(reading, row, lookups)), ...newestSaid(reading, entries ?? []) };
  const { lifecycle: word, ...others } = shown;
  const meaning = typeof word === "string" ? meaningOf(reading.status, word) : null;
  const lifecycle = meaning?.lifecycle ?? null;
  return {
    remoteId: idOf(valueAt(row, task.id), task.id),
    code: textAt(row, task.code),
    document: textAt(row, task.document),
    fields: inOrder({ ...others, ...(lifecycle !== null && { lifecycle }) }),
    unknownWords: typeof word === "string" && meaning === null ? [{ field: "lifecycle", word }] : [],
    evidence: filesOf(reading, row, beside.files),
    ...(entries !== null && { entries }),
    version: version === undefined ? null : versionAt(row, version.at),
    locked: lockedWords(reading.profile, row),
    raw: row,
  };
}

async function shownFields(reading: Reading, row: unknown, lookups: Lookups): Promise<FieldValues> {
  const shown: FieldValues = {};
  for (const name of fieldNames) {
    const field = reading.profile.task.fields[name];
    if (field.none !== undefined || field.as === undefined || field.newest === true) continue;
    const expression = reading.expressions.get(name);
    const native = expression === undefined ? valueAt(row, field.at ?? "") : await expression(row);
    const path = field.at ?? `the expression of ${name}`;
    const named = namedBy(field, native ?? null, lookups);
    const value = toCanonical(named, { as: field.as, empty: field.empty, path });
    shown[name] =
      reading.marked.has(name) && typeof value === "string" ? textOf(unmarked(value).text) : value;
  }
  return shown;
}

/** The fields that only entries show: what the newest one that says anything of it says. */
function newestSaid({ profile }: Reading, entries: readonly RemoteEntry[]): FieldValues {
  const names = fieldNames.filter((name) => profile.task.fields[name].newest === true);
  const said = (name: FieldName) =>
    entries.map(({ fields }) => fields[name] ?? null).findLast((value) => value !== null);
  return Object.fromEntries(names.map((name) => [name, said(name) ?? null]));
}

/** Where the task shows an id, the name that the portal's own list gives it. */
function namedBy({ lookup, to }: Field, native: unknown, lookups: Lookups): unknown {
  if (lookup === undefined || to !== undefined || native === null) return native;
  const name = lookups.get(lookup)?.names.get(String(native));
  if (name === undefined) throw new Unrecognised(`the list ${lookup} has no id ${String(native)}`, "");
  return name;
}

function filesOf({ profile, keys }: Reading, row: unknown, beside: unknown[] | undefined): RemoteEvidence[] {
  const { files } = profile.task;
  if (files === undefined || keys.file === null) return [];
  const shown = beside ?? listAt(row, files.in ?? "");
  return shown.map((file) => {
    if (keys.file !== null && beside !== undefined) assertDeclared(keys.file, file);
    const size = files.size === undefined ? null : valueAt(file, files.size);
    if (size !== null && !Number.isSafeInteger(size)) throw strangeAt(files.size, file);
    return {
      remoteId: idOf(valueAt(file, files.id), files.id),
      name: textAt(file, files.name) ?? "",
      size: size as number | null,
      sha256: textAt(file, files.sha256),
    };
  });
}

function entriesOf(reading: Reading, row: unknown, beside: unknown[] | undefined): RemoteEntry[] | null {
  const { entries } = reading.profile.task;
  if (entries.none !== undefined) return null;
  const items = beside ?? listAt(row, entries.in ?? "");
  if (beside !== undefined) for (const item of items) assertDeclared(reading.keys.entry, item);
  const shown = items.map((item) => entryOf(reading, item)).filter((entry) => entry !== null);
  return entries.order === "newest-last" ? shown : shown.toReversed();
}

function entryOf({ profile, marked }: Reading, item: unknown): RemoteEntry | null {
  const { entries } = profile.task;
  let marker: string | null = null;
  const fields: FieldValues = {};
  for (const name of fieldNames) {
    const field = entries.fields[name];
    if (field === undefined) continue;
    const value = toCanonical(valueAt(item, field.at) ?? null, { as: field.as, path: field.at });
    const split = marked.has(name) && typeof value === "string" ? unmarked(value) : null;
    marker ??= split?.marker ?? null;
    fields[name] = split === null ? value : textOf(split.text);
  }
  if (entries.onlyWith !== undefined && (fields[entries.onlyWith] ?? null) === null && marker === null)
    return null;
  const at = entries.at === undefined ? null : instantAt(item, entries.at);
  return { id: idOf(valueAt(item, entries.id ?? "id"), entries.id ?? "id"), at, fields, marker };
}

/** The words of a closed task; whatever else stands there, a task that says it is closed is. */
function lockedWords({ task: { locked } }: Profile, row: unknown): string | null {
  if (locked === undefined) return null;
  if (locked.if !== undefined && valueAt(row, locked.if) !== true) return null;
  const words = textAt(row, locked.at);
  return locked.if === undefined ? words : (words ?? locked.if);
}

/** The list at a path; Unrecognised where there is none. */
export function listAt(from: unknown, path: string | undefined): unknown[] {
  const list = path === undefined ? from : valueAt(from, path);
  if (!Array.isArray(list)) throw strangeAt(path, from);
  return list;
}

/** An id as text; Unrecognised when it is neither text nor a number. */
export function idOf(id: unknown, path: string): string {
  if ((typeof id === "string" && id !== "") || Number.isSafeInteger(id)) return String(id);
  throw new Unrecognised(`${path} is no id`, JSON.stringify(id ?? null).slice(0, 200));
}

function textAt(from: unknown, path: string | undefined): string | null {
  if (path === undefined) return null;
  const value = valueAt(from, path) ?? null;
  if (value !== null && typeof value !== "string") throw strangeAt(path, from);
  return textOf(value);
}

function instantAt(from: unknown, path: string): string | null {
  const text = textAt(from, path);
  if (text === null) return null;
  if (Number.isNaN(Date.parse(text))) throw strangeAt(path, from);
  return new Date(text).toISOString();
}

function versionAt(row: unknown, path: string): string {
  const value = valueAt(row, path);
  return typeof value === "number" ? JSON.stringify(value) : idOf(value, path);
}

function textOf(text: string | null): string | null {
  return text === "" ? null : text;
}

function inOrder(values: FieldValues): FieldValues {
  const shown = fieldNames.filter((name) => name in values);
  return Object.fromEntries(shown.map((name): [FieldName, FieldValue] => [name, values[name] ?? null]));
}

function strangeAt(path: string | undefined, from: unknown): Unrecognised {
  const where = path ?? "the answer";
  return new Unrecognised(
    `${where} is not what the profile says`,
    isRecord(from) ? JSON.stringify(from).slice(0, 2_000) : "",
  );
}
