// A change as the calls of the portal: which of them, in what order, with what in them. Pure. What no call carries is
// named and never dropped; what the portal would surely refuse is said before anything leaves.
import { Refused } from "../../schemas/errors.ts";
import { fieldNames, type FieldName, type FieldValue } from "../../schemas/field.ts";
import { marked } from "../../schemas/marker.ts";
import { inWords, phrase } from "../../schemas/phrase.ts";
import { wordFor, type Lifecycle } from "../../schemas/status.ts";
import type { ProgressChange } from "../../src/portal/contract.ts";
import { idOf, listAt, type Lookups, type Reading } from "./convert.ts";
import { itemOf, pickedBy, putAt, valueAt } from "./path.ts";
import type { Field, Profile, Write } from "./schema.ts";
import { toNative } from "./spellings.ts";

/** One call to make. */
export interface Wish {
  write: Write;
  body: Record<string, unknown>;
}

/** The calls of one change, in the profile's order; Refused when the portal has no call for a part of it. */
export function toWishes(reading: Reading, change: ProgressChange, lookups: Lookups): Wish[] {
  const made = reading.profile.writes.filter((write) => isMade(reading, write, change));
  const possible = new Set<FieldName>(made.flatMap((write) => carriedBy(write, change)));
  const impossible = fieldNames.filter((name) => name in change.set && !possible.has(name));
  if (impossible.length > 0) throw refused(phrase("profile.no_call", { fields: namesOf(impossible) }));
  for (const write of made) assertReady(write, change);
  if (made.length === 0) throw new Error("a change without content was sent");
  return made.map((write) => ({ write, body: bodyOf(reading, write, { change, lookups }) }));
}

function isMade({ status }: Reading, write: Write, { set }: ProgressChange): boolean {
  const lifecycle = lifecycleOf(set.lifecycle);
  if (write.only !== undefined) return lifecycle !== null && write.only.includes(lifecycle);
  if (lifecycle !== null && write.moves?.includes(lifecycle) === true) return true;
  return write.carries.some(
    (name) =>
      name in set && (name !== "lifecycle" || (lifecycle !== null && wordFor(status, lifecycle) !== null)),
  );
}

function carriedBy(write: Write, { set }: ProgressChange): FieldName[] {
  const lifecycle = lifecycleOf(set.lifecycle);
  const acts = lifecycle !== null && [...(write.only ?? []), ...(write.moves ?? [])].includes(lifecycle);
  return acts ? [...write.carries, "lifecycle"] : write.carries;
}

function assertReady({ needs }: Write, change: ProgressChange): void {
  const { percent, filled = [] } = needs ?? {};
  const lacking = filled.filter((name) => isEmpty(wanted(change, name)));
  if (lacking.length > 0) throw refused(phrase("profile.needs_filled", { fields: namesOf(lacking) }));
  if (percent !== undefined && wanted(change, "percent") !== percent)
    throw refused(phrase("profile.needs_percent", { percent }));
}

function bodyOf(
  reading: Reading,
  write: Write,
  { change, lookups }: { change: ProgressChange; lookups: Lookups },
): Record<string, unknown> {
  const { version } = reading.profile;
  const body = structuredClone(write.fixed);
  const under = write.under === undefined ? "" : `${write.under}.`;
  const isAlways = (name: FieldName) => write.always === "all" || write.always.includes(name);
  const sent = write.carries.filter((name) => name in change.set || isAlways(name));
  for (const name of sent) {
    const field = reading.profile.task.fields[name];
    const native = nativeOf(reading, write, { name, change, lookups });
    putAt(body, `${under}${placeOf(field, name, change)}`, native);
  }
  if (write.cites !== undefined)
    putAt(
      body,
      `${under}${write.cites}`,
      change.cites.map(({ remoteId }) => numberIfOne(remoteId)),
    );
  if (version?.to !== undefined)
    putAt(body, `${under}${version.to}`, numberIfOne(change.before.version ?? ""));
  return body;
}

/** Where a field is written; the item of a list by the id that the task itself shows for it. */
function placeOf(field: Field, name: FieldName, { before }: ProgressChange): string {
  const place = field.to ?? field.at ?? name;
  if (field.by === undefined) return place;
  const id = valueAt(before.raw, `${itemOf(place) ?? place}.${field.by}`) ?? null;
  if (id === null) throw refused(phrase("profile.not_shown_here", { fields: namesOf([name]) }));
  return pickedBy(place, field.by, idOf(id, place));
}

function nativeOf(
  reading: Reading,
  write: Write,
  { name, change, lookups }: { name: FieldName; change: ProgressChange; lookups: Lookups },
): unknown {
  const field = reading.profile.task.fields[name];
  const isUnmarked = write.marker !== name;
  // What does not change goes back exactly as the portal showed it.
  if (
    !(name in change.set) &&
    field.at !== undefined &&
    field.to === undefined &&
    field.toAs === undefined &&
    isUnmarked
  )
    return valueAt(change.before.raw, field.at) ?? null;
  const value = name === "lifecycle" ? statusWord(reading, change) : wanted(change, name);
  const text =
    !isUnmarked && typeof value === "string" && value !== "" ? entryText(write, value, change.marker) : value;
  const native = toNative(text, { as: field.toAs ?? field.as ?? "text", empty: field.empty });
  if (typeof native === "string" && write.longest !== undefined && native.length > write.longest)
    throw refused(phrase("profile.too_long", { fields: namesOf([name]), max: write.longest }));
  return field.lookup === undefined || native === null
    ? native
    : idByName(lookups, field.lookup, String(native));
}

/** A mark that would be cut off finds nothing, and a text is not given up for it. */
function entryText({ longest = Infinity }: Write, text: string, marker: string): string {
  const whole = marked(text, marker);
  return whole.length > longest ? text : whole;
}

function statusWord({ profile, status }: Reading, change: ProgressChange): FieldValue {
  const lifecycle = lifecycleOf(wanted(change, "lifecycle"));
  const word = lifecycle === null ? null : wordFor(status, lifecycle);
  if (word !== null) {
    assertAllowed(profile, word, change);
    return word;
  }
  if ("lifecycle" in change.set) throw refused(phrase("profile.no_call", { fields: namesOf(["lifecycle"]) }));
  const { at } = profile.task.fields.lifecycle;
  return String(valueAt(change.before.raw, at ?? "") ?? "");
}

/** A portal that takes all but the status and says yes would leave half a report. */
function assertAllowed({ task }: Profile, word: string, { set, before }: ProgressChange): void {
  const { allowed } = task;
  if (allowed === undefined || !("lifecycle" in set)) return;
  const words = listAt(before.raw, allowed.in).map((item) =>
    String(valueAt(item, allowed.name)).normalize("NFC"),
  );
  if (words.includes(word.normalize("NFC"))) return;
  throw refused(phrase("profile.not_allowed_now", { word, allowed: words.join(", ") }));
}

function idByName(lookups: Lookups, list: string, name: string): unknown {
  const id = lookups.get(list)?.ids.get(name.normalize("NFC"));
  if (id === undefined) throw refused(phrase("profile.not_in_list", { list, name }));
  return id;
}

/** What is set (even to nothing), else ours, else what the portal shows. */
function wanted({ set, whole, before }: ProgressChange, name: FieldName): FieldValue {
  if (name in set) return set[name] ?? null;
  return isEmpty(whole[name]) ? (before.fields[name] ?? null) : (whole[name] ?? null);
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === "";
}

function lifecycleOf(value: FieldValue | undefined): Lifecycle | null {
  return typeof value === "string" && value !== "" ? (value as Lifecycle) : null;
}

function numberIfOne(id: string): string | number {
  return /^(0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
}

function namesOf(names: readonly FieldName[]): string {
  return names.map((name) => inWords(phrase(`field.${name}`), "vi")).join(", ");
}

function refused(said: ReturnType<typeof phrase>): Refused {
  return new Refused(inWords(said, "vi"));
}

/** The words that a profile's writes put into a field by a list of the portal's: each must be in that list. */
export function writtenWords(profile: Profile, status: Reading["status"]): { list: string; word: string }[] {
  const { lookup } = profile.task.fields.lifecycle;
  if (lookup === undefined) return [];
  return Object.values(status.writes).flatMap((word) =>
    typeof word === "string" ? [{ list: lookup, word }] : [],
  );
}
