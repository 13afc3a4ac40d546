// How much of an attempt stands at the portal: by what it shows now, and by the entries it keeps, where somebody may have
// written a newer one over ours. Pure; never takes an old entry for a new one.
import type { PortalFacts } from "../../schemas/facts.ts";
import type { FieldName, FieldValues } from "../../schemas/field.ts";
import { markerOf } from "../../schemas/marker.ts";
import { isShown, type RemoteEntry, type RemoteTask, type Seen } from "../../schemas/remote.ts";
import { isBlank, shownAs } from "../reconcile/normal.ts";
import { matchFiles, sameName } from "../reconcile/copies.ts";
import { waitsForEntry } from "../reconcile/handed-out.ts";
import type { Item } from "./decide-lane.ts";
import { copiesWithSent, type Tried } from "./sent-files.ts";

export interface Landing {
  /** Fields (for a file: none) that the portal does not show as sent. */
  missing: FieldName[];
  /** `handed_out`: what the portal does not show of it lies before a person. */
  landed: "all" | "some" | "none" | "unseen" | "handed_out";
  /** What of it the portal took, though it may show something newer by now. */
  taken: FieldValues;
  /** How many entries carry this attempt's mark: more than one when something on the way delivered it twice. */
  copies: number;
  /** Of a file: how many copies of it there are not whole. */
  broken: number;
}

/** What of an item says where its attempts landed. */
export type Landed = Pick<Item, "ours" | "copies">;

/** Of a task that is gone or closed to us nobody can say. */
export const unseen: Landing = { missing: [], landed: "unseen", taken: {}, copies: 0, broken: 0 };

/** Of what never left this machine nothing stands there. */
export const nowhere: Landing = { missing: [], landed: "none", taken: {}, copies: 0, broken: 0 };

/** How much of an attempt stands at the portal. */
export function landingOf(
  tried: Tried,
  { item, theirs, facts }: { item: Landed; theirs: RemoteTask; facts: PortalFacts },
): Landing {
  const { operation } = tried;
  if (operation.kind === "send_evidence") return landingOfFile({ ...tried, operation }, item, theirs);
  if (operation.kind !== "send_progress") return { ...nowhere, landed: "all" };
  const names = Object.keys(operation.set) as FieldName[];
  const { entry, copies } = ownEntry({ ...tried, operation }, theirs, facts);
  const missing = names.filter((name) => {
    const sent = operation.set[name] ?? null;
    // An entry without a word on a field proves nothing about it.
    const places = [
      theirs.fields[name] ?? null,
      ...(entry?.fields[name] === undefined ? [] : [entry.fields[name]]),
    ];
    return !places.some((value) => shownAs(name, sent, value, facts.status));
  });
  const taken = Object.fromEntries(
    names.filter((name) => !missing.includes(name)).map((name) => [name, operation.set[name] ?? null]),
  );
  // Where its marked entry stands the call was taken, whatever was kept of it.
  const isTaken = missing.length < names.length || copies > 0;
  const waits =
    missing.length > 0 &&
    waitsForEntry(theirs.handedOut, [{ ...operation, set: only(operation.set, missing) }]);
  const landed = missing.length === 0 ? "all" : waits ? "handed_out" : isTaken ? "some" : "none";
  return { missing, landed, taken, copies, broken: 0 };
}

function only(values: FieldValues, names: readonly FieldName[]): FieldValues {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** The base with everything that open attempts are known to have brought there: the portal agreed to it then. */
export function baseWithLanded(
  base: FieldValues,
  open: readonly Tried[],
  { item, theirs, facts }: { item: Landed; theirs: Seen; facts: PortalFacts },
): FieldValues {
  if (!isShown(theirs)) return base;
  const landings = open.map((one) => ({ ...one, landing: landingOf(one, { item, theirs, facts }) }));
  const taken = Object.assign({ ...base }, ...landings.map(({ landing }) => landing.taken)) as FieldValues;
  return landings.some(isHalfway(theirs)) ? { ...taken, lifecycle: "in_progress" } : taken;
}

/**
 * Where a completion takes two calls, the first moves the task from "not started" to "in progress" by itself: that is our
 * doing, not an edit of the portal's.
 */
function isHalfway({ fields }: RemoteTask) {
  return ({ operation, landing }: Tried & { landing: Landing }): boolean =>
    landing.landed === "some" &&
    operation.kind === "send_progress" &&
    landing.missing.includes("lifecycle") &&
    operation.before.lifecycle === "not_started" &&
    fields.lifecycle === "in_progress";
}

function landingOfFile(
  tried: Tried & { operation: { kind: "send_evidence" } },
  { ours, copies: known }: Landed,
  theirs: RemoteTask,
): Landing {
  const { sha256 } = tried.operation;
  const shown = { ours: ours.evidence, theirs: theirs.evidence };
  const copies = copiesWithSent(known, [tried], shown);
  const isThere = ours.evidence.some((file) => file.sha256 === sha256)
    ? matchFiles({ ...shown, copies }).has(sha256)
    : theirs.evidence.some((remote) => remote.sha256 === sha256 || sameName(tried.operation, remote));
  const broken = copies.find((copy) => copy.sha256 === sha256)?.broken.length ?? 0;
  if (!isThere && waitsForEntry(theirs.handedOut, [tried.operation])) {
    return { ...nowhere, landed: "handed_out", broken };
  }
  return { ...nowhere, landed: isThere ? "all" : "none", broken };
}

/**
 * The entry that an attempt left: the one with its mark, else one that says exactly what was sent. Only entries count that
 * were not there when the attempt was decided: people may say the same thing twice.
 */
function ownEntry(
  { attemptId, operation }: Tried & { operation: { kind: "send_progress" } },
  { entries = [] }: RemoteTask,
  facts: PortalFacts,
): { entry: RemoteEntry | null; copies: number } {
  const news = entries.slice(entries.findIndex(({ id }) => id === operation.after) + 1);
  const marker = markerOf(attemptId);
  const own = news.filter((one) => one.marker === marker);
  if (own.length > 0) return { entry: own.at(-1) ?? null, copies: own.length };
  const names = Object.keys(operation.set) as FieldName[];
  const appended = names.filter(
    (name) => isAppended(facts, name) && !isBlank(name, operation.set[name] ?? null),
  );
  const says = (entry: RemoteEntry) =>
    appended.every((name) =>
      shownAs(name, operation.set[name] ?? null, entry.fields[name] ?? null, facts.status),
    );
  return { entry: appended.length === 0 ? null : (news.findLast(says) ?? null), copies: 0 };
}

function isAppended({ fields }: PortalFacts, name: FieldName): boolean {
  const fact = fields[name];
  return fact.write && fact.append === true;
}
