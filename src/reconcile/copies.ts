// Which file at a portal is which of ours, and what follows where one of ours is not there whole any more. Pure. A file
// at the portal is taken for one of ours at most; what is broken for none.
import type { Evidence } from "../../schemas/evidence.ts";
import type { Copy, RemoteEvidence, RemoteId } from "../../schemas/remote.ts";
import { dayOf, type Day } from "../../schemas/time.ts";

/** The files of a task on both sides, and what is known of earlier copies. */
export interface FileSides {
  ours: readonly Evidence[];
  theirs: readonly RemoteEvidence[];
  copies: readonly Copy[];
}

/** A portal that loses a file again within thirty days is not fed any more: a person must look. */
const mendedOnceInMs = 30 * 86_400_000;

/**
 * Our files that the portal holds, by our hash: found by the digest it shows; where it shows none by the id it gave, and
 * then by name, each with the size, where it says one.
 */
export function matchFiles({ ours, theirs, copies }: FileSides): Map<string, RemoteEvidence> {
  const broken = new Set(copies.flatMap((copy) => copy.broken));
  const left = new Set(theirs.filter(({ remoteId }) => !broken.has(remoteId)));
  const found = new Map<string, RemoteEvidence>();
  const byGivenId = (file: Evidence, remote: RemoteEvidence) =>
    copies.some(({ sha256, remoteId }) => sha256 === file.sha256 && remoteId === remote.remoteId);
  const rules = [
    (file: Evidence, remote: RemoteEvidence) => remote.sha256 === file.sha256,
    (file: Evidence, remote: RemoteEvidence) => byGivenId(file, remote) && hasItsSize(file, remote),
    (file: Evidence, remote: RemoteEvidence) => sameName(file, remote) && hasItsSize(file, remote),
  ];
  for (const rule of rules) {
    for (const file of ours) {
      if (found.has(file.sha256)) continue;
      const match = [...left].find((remote) => rule(file, remote));
      if (match === undefined) continue;
      found.set(file.sha256, match);
      left.delete(match);
    }
  }
  return found;
}

/** What became of a copy that was there, or that the portal had said yes to; `null`: there never was one. */
export function lossOf(
  file: Evidence,
  { theirs, copies }: FileSides,
  today: Day,
): { found: "changed" | "missing"; again: boolean } | null {
  const copy = copies.find(({ sha256 }) => sha256 === file.sha256);
  if (copy === undefined) return null;
  const known = new Set<RemoteId | null>([...copy.broken, copy.remoteId]);
  const found = theirs.some(({ remoteId }) => known.has(remoteId)) ? "changed" : "missing";
  const again =
    copy.mendedAt !== null && Date.parse(today) - Date.parse(dayOf(copy.mendedAt)) < mendedOnceInMs;
  return { found, again };
}

/** A file under our file's name that is not known to be a copy of ours. */
export function namesakeOf(file: Evidence, { theirs, copies }: FileSides): RemoteEvidence | undefined {
  const copy = copies.find(({ sha256 }) => sha256 === file.sha256);
  const own = new Set([...copies.flatMap(({ broken }) => broken), copy?.remoteId]);
  return theirs.find((remote) => sameName(file, remote) && !own.has(remote.remoteId));
}

/** Whether both have the same name, whatever the composition of its letters. */
export function sameName(ours: { name: string }, theirs: RemoteEvidence): boolean {
  return ours.name.normalize("NFC") === theirs.name.normalize("NFC");
}

/** Whether nothing that the portal says of a file without a digest speaks against its size. */
function hasItsSize(ours: Evidence, theirs: RemoteEvidence): boolean {
  return theirs.sha256 === null && (theirs.size === null || theirs.size === ours.size);
}
