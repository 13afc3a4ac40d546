// What must be true of every write at the moment it leaves: it stands on the ledger as an open attempt, its task may
// leave, and nothing about it waits for a person. Says so in its own terms and asks only the database and the portal.
import type { Memory } from "../../../adapters/memory/memory.ts";
import { digestOf } from "../../../schemas/canonical.ts";
import { fieldNames, type FieldName, type FieldValue, type FieldValues } from "../../../schemas/field.ts";
import type { EvidenceFile, ProgressChange, RemoteTask } from "../../../src/portal/contract.ts";
import { isBlank, sameValue } from "../../../src/reconcile/normal.ts";
import { linksById } from "../../../src/store/links.ts";
import { openAttemptsOf } from "../../../src/store/open-attempts.ts";
import { isKept, type Side, type World } from "./world.ts";

/** So often a value may be put back that the portal had shown and lost, until persons must talk. */
const roundsOfWar = 2;

interface Place {
  side: Side;
  code: string;
  linkId: string;
}

/** Finds everything that is wrong about progress that leaves now. */
export async function checkProgress(
  world: World,
  { side, change }: { side: Side; change: ProgressChange },
): Promise<void> {
  const place = placeOf(world, side, change.remoteId);
  const { base, open } = await linkOf(world, place.linkId);
  const wrong = (what: string) => world.wrong.push(`${place.code}@${side.lane.portal}: ${what}`);
  const isOpen = open.some(
    ({ operation }) => operation.kind === "send_progress" && digestOf(operation.set) === digestOf(change.set),
  );
  if (!isOpen) wrong("progress left without an open attempt");
  if (world.secret.has(place.code)) wrong("progress of a secret task left");
  for (const field of fieldNames) {
    if (!isKept(side, field) && mustWait(world, { place, change, base }, field)) {
      wrong(`progress left while a person must decide about ${field}`);
    }
  }
  if (change.before.unknownWords.some(({ word }) => !world.meanings.has(`${side.lane.portal} ${word}`))) {
    wrong("progress left under a word that nobody mapped");
  }
  if (isUnproven(change)) wrong("a completion without date or evidence left");
  countWars(side, change, base, wrong);
}

/** Finds everything that is wrong about a file that leaves now. */
export async function checkFile(
  world: World,
  { side, file }: { side: Side; file: EvidenceFile },
): Promise<void> {
  const { code, linkId } = placeOf(world, side, file.remoteId);
  const { open } = await linkOf(world, linkId);
  const isOpen = open.some(
    ({ operation }) => operation.kind === "send_evidence" && operation.sha256 === file.sha256,
  );
  if (!isOpen) world.wrong.push(`${code}@${side.lane.portal}: a file left without an open attempt`);
  if (world.secret.has(code)) world.wrong.push(`${code}@${side.lane.portal}: a file of a secret task left`);
}

function placeOf(world: World, side: Side, remoteId: string): Place {
  const at = side.remoteIds.indexOf(remoteId);
  const [code, linkId] = [world.codes[at], side.linkIds[at]];
  if (code === undefined || linkId === undefined)
    throw new Error(`a write to ${remoteId}, which is not linked`);
  return { side, code, linkId };
}

async function linkOf(world: World, linkId: string) {
  return await world.store.read(async (tx) => ({
    base: (await linksById(tx, [linkId]))[0]?.base ?? {},
    open: await openAttemptsOf(tx, [linkId]),
  }));
}

/** Both moved apart, or a step back: not without a person. */
function mustWait(
  world: World,
  { place, change, base }: { place: Place; change: ProgressChange; base: FieldValues },
  field: FieldName,
): boolean {
  const theirs = shownValue(world, place.side, change.before, field);
  const ours = change.whole[field] ?? null;
  if (theirs === undefined || sameValue(field, ours, theirs)) return false;
  if (isDecided(world, place, { field, ours, theirs })) return false;
  const brought = place.side.wire.brought.get(`${change.remoteId} ${field}`);
  const isOurs = brought !== undefined && sameValue(field, brought, theirs);
  const agreed = isOurs
    ? theirs
    : wasEntered(place.side, change, { field, value: ours })
      ? ours
      : base[field];
  if (agreed === undefined && !isBlank(field, ours) && !isBlank(field, theirs)) return true;
  if (agreed !== undefined && ![ours, theirs].some((value) => sameValue(field, value, agreed))) return true;
  if (!(field in change.set)) return false;
  if (field === "percent") return Number(ours) < Number(theirs);
  return field === "lifecycle" && isDone(theirs) && !isDone(ours);
}

/** Whether an entry of ours brought this value there once: the portal agreed to it then. */
function wasEntered(
  { simulator, keeps }: Side,
  { remoteId }: ProgressChange,
  { field, value }: { field: FieldName; value: FieldValue },
): boolean {
  if (value === null) return false;
  if (keeps === "newest" || (field !== "percent" && field !== "progressText")) return false;
  const { records } = simulator.options["memory"] as Memory;
  const entries = records.find((record) => record.remoteId === remoteId)?.entries ?? [];
  return entries.some(
    (entry) =>
      entry.marker !== null && sameValue(field, field === "percent" ? entry.percent : entry.text, value),
  );
}

function isDone(value: FieldValue): boolean {
  return value === "completed" || value === "submitted";
}

/** What the portal says of a field, with the words that persons mapped; `undefined`: nothing. */
export function shownValue(
  world: World,
  { lane }: Side,
  task: RemoteTask,
  field: FieldName,
): FieldValue | undefined {
  const unknown = task.unknownWords.find((one) => one.field === field);
  const meaning = unknown && world.meanings.get(`${lane.portal} ${unknown.word}`);
  return meaning === undefined || meaning === "unchanged" ? task.fields[field] : meaning;
}

/** Whether a person said what is to become of just these two values, or of all such cases. */
function isDecided(
  world: World,
  { side, code }: Place,
  { field, ours, theirs }: { field: FieldName; ours: FieldValue; theirs: FieldValue },
): boolean {
  return world.decided.some(({ portal, code: decidedCode, resolution, rule }) => {
    if (portal !== side.lane.portal || resolution.field !== field) return false;
    if (rule !== null) return true;
    const isSeen = sameValue(field, resolution.ours, ours) && sameValue(field, resolution.theirs, theirs);
    return decidedCode === code && isSeen;
  });
}

/** Where the portal says so itself and a person believed it, nothing is claimed. */
function isUnproven({ whole, before, cites }: ProgressChange): boolean {
  const isClaim = isDone(whole.lifecycle ?? null) && !isDone(before.fields.lifecycle ?? null);
  return isClaim && ((whole.completedOn ?? null) === null || cites.length === 0);
}

/** A value that the portal showed and lost, and that nobody changed since, is put back only so often. */
function countWars(
  side: Side,
  { remoteId, set, before }: ProgressChange,
  base: FieldValues,
  wrong: (what: string) => void,
): void {
  for (const name of Object.keys(set)) {
    const field = name as FieldName;
    const value = set[field] ?? null;
    const agreed = base[field];
    const key = `${remoteId} ${field}`;
    const isPutBack = agreed !== undefined && sameValue(field, agreed, value);
    const past = side.wire.wars.get(key);
    const rounds =
      isPutBack && past?.seen === true && sameValue(field, past.value, value) ? past.rounds + 1 : 0;
    if (rounds > roundsOfWar)
      wrong(`${field} was put back ${rounds} times, now over ${String(before.fields[field])}`);
    side.wire.wars.set(key, { value, rounds, seen: false });
  }
}

/** A person's decision ends a war. */
export function endWar({ wire, remoteIds }: Side, place: number, field: FieldName): void {
  wire.wars.delete(`${remoteIds[place]} ${field}`);
}
