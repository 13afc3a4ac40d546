// What is known of our files at a portal once some attempts were made: the ids that it gave, files that came since and are
// ours, copies that are not whole. Pure; what it cannot tell from a stranger's file it leaves alone.
import type { Evidence } from "../../schemas/evidence.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import type { Operation } from "../../schemas/operation.ts";
import type { Copy, Proof, RemoteEvidence, RemoteId } from "../../schemas/remote.ts";
import { matchFiles, sameName } from "../reconcile/copies.ts";
import type { TaskDecision } from "../reconcile/task.ts";
import type { SeenCopy } from "../store/copies.ts";

export interface Tried {
  attemptId: string;
  operation: Operation;
  /** The portal said yes: the id it gave, where it gave one. Left out: nobody knows what it said. */
  said?: { createdId: RemoteId | null };
}

interface Shown {
  ours: readonly Evidence[];
  theirs: readonly RemoteEvidence[];
}

/**
 * The copies known before with what attempts and this look add: where the portal shows no digest, a file of the right size
 * that was not there before is ours under another name; one of our name that is not our file is a broken copy.
 */
export function copiesWithSent(
  known: readonly Copy[],
  tried: readonly Tried[],
  { ours, theirs }: Shown,
): Copy[] {
  const copies = new Map(known.map((copy) => [copy.sha256, copy]));
  const change = (sha256: string, set: Partial<Copy>) =>
    copies.set(sha256, { ...(copies.get(sha256) ?? { ...unknown, sha256 }), ...set });
  const isThere = (sha256: string) => matchFiles({ ours, theirs, copies: [...copies.values()] }).has(sha256);
  for (const { operation, said } of tried) {
    if (operation.kind !== "send_evidence") continue;
    const { sha256 } = operation;
    if (said !== undefined) change(sha256, said.createdId === null ? {} : { remoteId: said.createdId });
    if (isThere(sha256) || typeof said?.createdId === "string") continue;
    const size = ours.find((file) => file.sha256 === sha256)?.size;
    const news = newcomers(operation, { ours, theirs }, [...copies.values()]);
    const renamed = news.find((remote) => remote.sha256 === null && remote.size === size);
    const torn = renamed === undefined ? news.find((remote) => sameName(operation, remote)) : undefined;
    if (renamed !== undefined) change(sha256, { remoteId: renamed.remoteId });
    if (torn !== undefined) change(sha256, { remoteId: torn.remoteId });
  }
  return [...copies.values()].map((copy) => (isThere(copy.sha256) ? copy : withBroken(copy, theirs)));
}

const unknown = { remoteId: null, remoteName: null, proof: null, broken: [], mendedAt: null };

/** Files that were not shown when the attempt was decided, and that nobody has claimed. */
function newcomers(
  { beside }: Operation & { kind: "send_evidence" },
  shown: Shown,
  copies: readonly Copy[],
): RemoteEvidence[] {
  const claimed = new Set([
    ...[...matchFiles({ ...shown, copies }).values()].map(({ remoteId }) => remoteId),
    ...copies.flatMap(({ remoteId, broken }) => [...broken, ...(remoteId === null ? [] : [remoteId])]),
  ]);
  return shown.theirs.filter(({ remoteId }) => !beside.includes(remoteId) && !claimed.has(remoteId));
}

/** A copy that is shown and is not our file stays known as broken, whatever is sent in its place. */
function withBroken(copy: Copy, theirs: readonly RemoteEvidence[]): Copy {
  const { remoteId, broken } = copy;
  if (remoteId === null || broken.includes(remoteId)) return copy;
  return theirs.some((remote) => remote.remoteId === remoteId)
    ? { ...copy, broken: [...broken, remoteId] }
    : copy;
}

/** What is to be remembered of a task's copies after a look; `mended`: what the portal took again. */
export function seenCopies(
  { copies, mended }: { copies: readonly Copy[]; mended: ReadonlySet<string> },
  { filesThere }: Pick<TaskDecision, "filesThere">,
  facts: PortalFacts["evidence"],
): Omit<SeenCopy, "linkId">[] {
  const there = new Map(filesThere.map(({ ours, theirs }) => [ours.sha256, theirs]));
  const broken = (sha256: string) => copies.find((copy) => copy.sha256 === sha256)?.broken ?? [];
  const whole = [...there].map(([sha256, remote]) => ({
    sha256,
    remoteId: remote.remoteId,
    remoteName: remote.name,
    size: remote.size,
    proof: proofOf(remote, facts),
    broken: broken(sha256),
    mended: mended.has(sha256),
  }));
  const lost = copies
    .filter(({ sha256 }) => !there.has(sha256))
    .map(({ sha256, remoteId, remoteName }) => ({
      sha256,
      remoteId,
      remoteName,
      size: null,
      proof: null,
      broken: broken(sha256),
      mended: mended.has(sha256),
    }));
  return [...whole, ...lost];
}

/** By what a file that matches ours is proven. */
export function proofOf(remote: RemoteEvidence, facts: PortalFacts["evidence"]): Proof {
  if (remote.sha256 === null) return remote.size === null ? "name" : "size";
  if ("none" in facts || facts.proof === "digest") return "digest";
  return facts.proof === "receipt" ? "receipt" : "download";
}
