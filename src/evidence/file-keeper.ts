// What keeps files by their hash, wherever they lie: in a folder or in a bucket. Knows no tasks.
import { createHash } from "node:crypto";
import type { Incoming, Measured } from "./staging.ts";

export interface FileKeeper {
  /**
   * Makes a staged file visible under its hash: whole or not at all, and lasting once this returns. Safe to repeat;
   * what lies there whole is never changed, and what lies there damaged is mended.
   */
  keep(incoming: Incoming): Promise<void>;
  /** The bytes that lie there now, unchecked; `null` when there are none. A hash that is none opens nothing. */
  open(sha256: string): Promise<AsyncIterable<Uint8Array> | null>;
}

/** Hash and size of what lies there now; `null` when nothing does. */
export async function measure(keeper: FileKeeper, sha256: string): Promise<Measured | null> {
  const bytes = await keeper.open(sha256);
  if (bytes === null) return null;
  const hash = createHash("sha256");
  let size = 0;
  for await (const piece of bytes) {
    hash.update(piece);
    size += piece.length;
  }
  return { sha256: hash.digest("hex"), size };
}
