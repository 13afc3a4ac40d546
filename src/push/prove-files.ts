// Downloads what a portal shows too little of, where only its bytes can tell whether a file is ours: before the same file
// is sent twice. Asks nothing where name, size, id or digest already say enough.
import { createHash } from "node:crypto";
import type { Evidence } from "../../schemas/evidence.ts";
import { Refused } from "../../schemas/errors.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import { isShown, type Copy, type RemoteEvidence, type Seen } from "../../schemas/remote.ts";
import { swept } from "../evidence/sweep.ts";
import type { PortalSession } from "../portal/contract.ts";
import { matchFiles } from "../reconcile/copies.ts";

interface Unproven {
  ours: readonly Evidence[];
  theirs: Seen;
  copies: readonly Copy[];
}

/**
 * Adds their digest to shown files that may be ours: one of another name and the size of a file that we do not find, and
 * one of which the portal tells no size. Throws what the session throws.
 */
export async function proveFiles(
  session: PortalSession,
  facts: PortalFacts["evidence"],
  { ours, theirs, copies }: Unproven,
): Promise<void> {
  if (!isShown(theirs) || "none" in facts || facts.proof !== "download") return;
  for (const remote of unclear({ ours, theirs: theirs.evidence, copies })) {
    remote.sha256 = await digestAt(session, { taskId: theirs.remoteId, fileId: remote.remoteId });
  }
}

/** The digest of a file's bytes as the portal holds them; `null` when it does not hand them out. */
export async function digestAt(
  session: PortalSession,
  file: { taskId: string; fileId: string },
): Promise<string | null> {
  let sha256: string | null = null;
  try {
    await session.readEvidence?.(file, async (bytes) => {
      const hash = createHash("sha256");
      for await (const piece of swept(bytes)) hash.update(piece);
      sha256 = hash.digest("hex");
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  return sha256;
}

function unclear(sides: Parameters<typeof matchFiles>[0]): RemoteEvidence[] {
  const found = matchFiles(sides);
  const matched = new Set(found.values());
  const broken = new Set(sides.copies.flatMap((copy) => copy.broken));
  const missing = sides.ours.filter(({ sha256 }) => !found.has(sha256));
  return sides.theirs.filter((remote) => {
    if (remote.sha256 !== null || broken.has(remote.remoteId)) return false;
    if (matched.has(remote)) return remote.size === null;
    return missing.some(({ size }) => remote.size === null || remote.size === size);
  });
}
