// Which files of a task must still go to a portal, and which cannot. Pure; the bytes are never looked at here.
import type { Evidence } from "../../schemas/evidence.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { RemoteEvidence } from "../../schemas/remote.ts";
import { mayLeave } from "../../schemas/task.ts";

export interface FileDecisions {
  send: Evidence[];
  /** At the portal already: ours beside theirs. */
  there: { ours: Evidence; theirs: RemoteEvidence }[];
  held: Phrase[];
}

/**
 * Compares our files with the portal's. The same file is never sent twice: it matches by digest where the portal
 * shows one, else by name and size. A file of the same name with other content is held, not sent over it.
 */
export function decideFiles(
  ours: readonly Evidence[],
  theirs: readonly RemoteEvidence[],
  facts: PortalFacts["evidence"],
): FileDecisions {
  const decisions: FileDecisions = { send: [], there: [], held: [] };
  if ("none" in facts) return decisions;
  for (const file of ours) {
    const match = theirs.find((remote) => isSame(file, remote));
    const namesake = theirs.find((remote) => sameName(file, remote));
    if (match) decisions.there.push({ ours: file, theirs: match });
    else if (!mayLeave(file.classification)) {
      decisions.held.push(phrase("reconcile.file_secret", { sha256: file.sha256.slice(0, 12) }));
    } else if (namesake) {
      decisions.held.push(
        phrase("reconcile.file_differs", { name: file.name, ours: file.size, theirs: namesake.size }),
      );
    } else if (file.size > facts.maxBytes) {
      decisions.held.push(
        phrase("reconcile.file_too_large", { name: file.name, size: file.size, max: facts.maxBytes }),
      );
    } else if (!facts.types.includes(file.mime)) {
      decisions.held.push(
        phrase("reconcile.file_type", { name: file.name, type: file.mime, types: facts.types.join(", ") }),
      );
    } else decisions.send.push(file);
  }
  return decisions;
}

function isSame(ours: Evidence, theirs: RemoteEvidence): boolean {
  if (theirs.sha256 !== null) return theirs.sha256 === ours.sha256;
  return sameName(ours, theirs) && (theirs.size === null || theirs.size === ours.size);
}

function sameName(ours: Evidence, theirs: RemoteEvidence): boolean {
  return ours.name.normalize("NFC") === theirs.name.normalize("NFC");
}
