// Which files of a task must still go to a portal, and which cannot. Pure; the bytes are never looked at here.
import type { Evidence } from "../../schemas/evidence.ts";
import type { EvidenceFacts, PortalFacts } from "../../schemas/facts.ts";
import { brokenRules } from "../../schemas/file-rules.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { RemoteEvidence } from "../../schemas/remote.ts";
import { whyFileStays, type Guarded } from "./secrecy.ts";

export interface FileDecisions {
  send: Evidence[];
  /** At the portal already: ours beside theirs. */
  there: { ours: Evidence; theirs: RemoteEvidence }[];
  held: Phrase[];
}

/**
 * Compares our files with the portal's. The same file is never sent twice: it matches by digest where the portal
 * shows one, else by name and size. A file of the same name with other content is held, not sent over it, and so is
 * one that breaks a rule of the portal, with every reason at once.
 */
export function decideFiles(
  ours: Guarded & { evidence: readonly Evidence[] },
  theirs: readonly RemoteEvidence[],
  facts: PortalFacts["evidence"],
): FileDecisions {
  const decisions: FileDecisions = { send: [], there: [], held: [] };
  if ("none" in facts) return decisions;
  for (const file of ours.evidence) {
    const match = theirs.find((remote) => isSame(file, remote));
    if (match) {
      decisions.there.push({ ours: file, theirs: match });
      continue;
    }
    // Of what may not leave nothing is said but that it exists.
    const stays = whyFileStays(ours, file.sha256);
    const reasons = stays === null ? reasonsToHold(file, theirs, facts) : [stays];
    if (reasons.length === 0) decisions.send.push(file);
    else decisions.held.push(...reasons);
  }
  const count = theirs.length + decisions.send.length;
  if (decisions.send.length > 0 && count > facts.maxFiles) {
    decisions.held.push(phrase("reconcile.file_too_many", { count, max: facts.maxFiles }));
  }
  return decisions;
}

function reasonsToHold(
  file: Evidence,
  theirs: readonly RemoteEvidence[],
  facts: EvidenceFacts,
): readonly Phrase[] {
  const namesake = theirs.find((remote) => sameName(file, remote));
  const broken = brokenRules(file, facts);
  if (namesake === undefined) return broken;
  const values = { name: file.name, ours: file.size, theirs: namesake.size };
  return [phrase("reconcile.file_differs", values), ...broken];
}

function isSame(ours: Evidence, theirs: RemoteEvidence): boolean {
  if (theirs.sha256 !== null) return theirs.sha256 === ours.sha256;
  return sameName(ours, theirs) && (theirs.size === null || theirs.size === ours.size);
}

function sameName(ours: Evidence, theirs: RemoteEvidence): boolean {
  return ours.name.normalize("NFC") === theirs.name.normalize("NFC");
}
