// Which files of a task must still go to a portal, and which cannot. Pure; the bytes are never looked at here.
import type { Evidence } from "../../schemas/evidence.ts";
import type { EvidenceFacts, PortalFacts } from "../../schemas/facts.ts";
import { brokenRules } from "../../schemas/file-rules.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { RemoteEvidence } from "../../schemas/remote.ts";
import type { Day } from "../../schemas/time.ts";
import { lossOf, matchFiles, namesakeOf, type FileSides } from "./copies.ts";
import { whyFileStays, type Guarded } from "./secrecy.ts";

export interface FileDecisions {
  send: Evidence[];
  /** Sent before and not whole at the portal any more: sent once more. */
  mend: { ours: Evidence; found: "changed" | "missing" }[];
  /** At the portal already: ours beside theirs. */
  there: { ours: Evidence; theirs: RemoteEvidence }[];
  held: Phrase[];
}

/** One task's files on both sides, with what the secrecy guard looks at. */
export interface TaskFiles extends Omit<FileSides, "ours"> {
  ours: Guarded & { evidence: readonly Evidence[] };
}

/**
 * Compares our files with the portal's. The same file is never sent twice (`matchFiles`), unless the portal changed or
 * lost its copy: then once, and when that is lost too it is held. A stranger's file of the same name is held, not sent
 * over it, and so is one that breaks a rule of the portal, with every reason at once.
 */
export function decideFiles(
  { ours, theirs, copies }: TaskFiles,
  facts: PortalFacts["evidence"],
  today: Day,
): FileDecisions {
  const decisions: FileDecisions = { send: [], mend: [], there: [], held: [] };
  if ("none" in facts) return decisions;
  const sides = { ours: ours.evidence, theirs, copies };
  const matched = matchFiles(sides);
  for (const file of ours.evidence) {
    const match = matched.get(file.sha256);
    if (match !== undefined) {
      decisions.there.push({ ours: file, theirs: match });
      continue;
    }
    // Of what may not leave nothing is said but that it exists.
    const stays = whyFileStays(ours, file.sha256);
    const reasons = stays === null ? reasonsToHold(file, sides, facts) : [stays];
    const loss = lossOf(file, sides, today);
    if (reasons.length > 0) decisions.held.push(...reasons);
    else if (loss === null) decisions.send.push(file);
    else if (!loss.again) decisions.mend.push({ ours: file, found: loss.found });
    else decisions.held.push(phrase(`reconcile.file_${loss.found}_again`, { name: file.name }));
  }
  const sent = decisions.send.length + decisions.mend.length;
  const count = theirs.length + sent;
  if (sent > 0 && count > facts.maxFiles) {
    decisions.held.push(phrase("reconcile.file_too_many", { count, max: facts.maxFiles }));
  }
  return decisions;
}

function reasonsToHold(file: Evidence, sides: FileSides, facts: EvidenceFacts): readonly Phrase[] {
  const namesake = namesakeOf(file, sides);
  const broken = brokenRules(file, facts);
  if (namesake === undefined) return broken;
  const values = { name: file.name, ours: file.size, theirs: namesake.size };
  return [phrase("reconcile.file_differs", values), ...broken];
}
