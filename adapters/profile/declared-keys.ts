// Strict about what a portal says: a key that the profile does not declare is Unrecognised, and so is a declared key
// that is not there any more. Pure; knows nothing of what the values mean.
import { Unrecognised } from "../../schemas/errors.ts";
import { isNamed, isRecord, itemOf, stepsOf, type Step } from "./path.ts";
import type { Profile } from "./schema.ts";

/** What may and must stand at one place. */
interface Place {
  keys: Map<string, Place>;
  picks: { pick: NonNullable<Step["pick"]>; place: Place }[];
  items: Place | null;
  /** Anything may stand below. */
  open: boolean;
  /** Other keys than the named ones may stand here. */
  others: boolean;
  required: boolean;
}

export type DeclaredKeys = Place;

/** Every key that a task may and must have. */
export function taskKeys({ task, version }: Profile): DeclaredKeys {
  const root = newPlace();
  const fields = Object.values(task.fields);
  declare(root, [task.id, task.code, task.document, task.locked?.at, task.locked?.if, version?.at]);
  for (const field of fields) {
    if (field.by !== undefined) declare(root, [`${itemOf(field.at ?? "") ?? ""}.${field.by}`], false);
    declare(root, [field.at, ...(field.inputs ?? [])], field.optional !== true);
  }
  if (task.allowed !== undefined) placeAt(root, task.allowed.in, true).open = true;
  ignore(root, task.ignored);
  const { files, entries } = task;
  if (files?.in !== undefined) placeAt(root, files.in, true).items = fileKeys(files);
  if (entries.in !== undefined) placeAt(root, entries.in, true).items = entryKeys(entries);
  return root;
}

/** Every key of a file. */
export function fileKeys(files: NonNullable<Profile["task"]["files"]>): DeclaredKeys {
  const root = newPlace();
  declare(root, [files.id, files.name, files.size, files.sha256]);
  ignore(root, files.ignored);
  return root;
}

/** Every key of an entry. */
export function entryKeys(entries: Profile["task"]["entries"]): DeclaredKeys {
  const root = newPlace();
  declare(root, [entries.id, entries.at, ...Object.values(entries.fields).map((field) => field?.at)]);
  ignore(root, entries.ignored);
  return root;
}

/** Throws Unrecognised, naming every key that is not declared or not there. */
export function assertDeclared(declared: DeclaredKeys, row: unknown): void {
  const wrong = differences(declared, row, "");
  if (wrong.length === 0) return;
  throw new Unrecognised(`the portal shows a task otherwise: ${wrong.slice(0, 10).join("; ")}`, clip(row));
}

function differences(place: Place, value: unknown, path: string): string[] {
  if (place.open || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => itemDifferences(place, item, `${path}[${index}]`));
  if (place.items !== null || place.picks.length > 0) return [`${path} is no list`];
  if (!isRecord(value)) return place.keys.size === 0 ? [] : [`${path} holds no keys`];
  if (place.keys.size === 0 && path !== "") return place.others ? [] : [`${path} holds keys`];
  const said = Object.keys(value).flatMap((key) => {
    const below = place.keys.get(key);
    if (below !== undefined) return differences(below, value[key], joined(path, key));
    return place.others ? [] : [`${joined(path, key)} is not declared`];
  });
  const missing = [...place.keys].filter(([key, { required }]) => required && !Object.hasOwn(value, key));
  return [...said, ...missing.map(([key]) => `${joined(path, key)} is missing`)];
}

function itemDifferences(place: Place, item: unknown, path: string): string[] {
  if (place.items !== null) return differences(place.items, item, path);
  if (place.picks.length === 0) return [`${path} is not declared as a list`];
  const picked = place.picks.find(({ pick }) => isRecord(item) && isNamed(item[pick.key], pick.value));
  if (picked !== undefined) return differences(picked.place, item, path);
  return place.others ? [] : [`${path} is not declared`];
}

function declare(root: Place, paths: readonly (string | undefined)[], required = true): void {
  for (const path of paths) if (path !== undefined) placeAt(root, path, required);
}

function ignore(root: Place, list: Profile["task"]["ignored"]): void {
  for (const one of list) {
    if (typeof one === "string") placeAt(root, one, false).open = true;
    else if (one.path === "*") root.others = true;
    else placeAt(root, one.path.slice(0, -2), false).others = true;
  }
}

/** The place at a path, made where there is none; required wherever one declaration of it is. */
function placeAt(root: Place, path: string, required: boolean): Place {
  let place = root;
  for (const { key, pick } of stepsOf(path)) {
    const below = place.keys.get(key) ?? newPlace();
    place.keys.set(key, below);
    below.required ||= required;
    place = pick === null ? below : pickedIn(below, pick);
  }
  return place;
}

function pickedIn(list: Place, pick: NonNullable<Step["pick"]>): Place {
  const known = list.picks.find((one) => one.pick.key === pick.key && one.pick.value === pick.value);
  if (known !== undefined) return known.place;
  const place = newPlace();
  declare(place, [pick.key]);
  list.picks.push({ pick, place });
  return place;
}

function newPlace(): Place {
  return { keys: new Map(), picks: [], items: null, open: false, others: false, required: false };
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function clip(row: unknown): string {
  return JSON.stringify(row).slice(0, 2_000);
}
