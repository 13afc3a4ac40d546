// Which files of a task must still go to a portal, and which cannot. Pure; the bytes are never looked at here.
import type { Evidence } from "../../schemas/evidence.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { RemoteEvidence } from "../../schemas/remote.ts";
import { mayLeave } from "../../schemas/task.ts";
import type { Day } from "../../schemas/time.ts";
import { lossOf, matchFiles, namesakeOf, type FileSides } from "./copies.ts";

export interface FileDecisions {
  send: Evidence[];
  /** Sent before and not whole at the portal any more: sent once more. */
  mend: { ours: Evidence; found: "changed" | "missing" }[];
  /** At the portal already: ours beside theirs. */
  there: { ours: Evidence; theirs: RemoteEvidence }[];
  held: Phrase[];
}

/**
 * Compares our files with the portal's. The same file is never sent twice (`matchFiles`), unless the portal changed or
 * lost its copy: then once, and when that is lost too it is held. A stranger's file of the same name is held, not sent
 * over it.
 */
export function decideFiles(sides: FileSides, facts: PortalFacts["evidence"], today: Day): FileDecisions {
  const decisions: FileDecisions = { send: [], mend: [], there: [], held: [] };
  if ("none" in facts) return decisions;
  const matched = matchFiles(sides);
  for (const file of sides.ours) {
    const match = matched.get(file.sha256);
    if (match !== undefined) {
      decisions.there.push({ ours: file, theirs: match });
      continue;
    }
    const why = whyHeld(file, sides, facts);
    const loss = lossOf(file, sides, today);
    if (why !== null) decisions.held.push(why);
    else if (loss === null) decisions.send.push(file);
    else if (!loss.again) decisions.mend.push({ ours: file, found: loss.found });
    else decisions.held.push(phrase(`reconcile.file_${loss.found}_again`, { name: file.name }));
  }
  return decisions;
}

/** Why a file that is not there cannot go. */
function whyHeld(
  file: Evidence,
  sides: FileSides,
  facts: Exclude<PortalFacts["evidence"], { none: string }>,
): Phrase | null {
  const { name, size, mime } = file;
  if (!mayLeave(file.classification)) {
    return phrase("reconcile.file_secret", { sha256: file.sha256.slice(0, 12) });
  }
  const namesake = namesakeOf(file, sides);
  if (namesake) return phrase("reconcile.file_differs", { name, ours: size, theirs: namesake.size });
  if (size > facts.maxBytes) return phrase("reconcile.file_too_large", { name, size, max: facts.maxBytes });
  if (facts.types.includes(mime)) return null;
  return phrase("reconcile.file_type", { name, type: mime, types: facts.types.join(", ") });
}
