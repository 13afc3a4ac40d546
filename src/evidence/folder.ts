// The folder that keeps files by their hash. A file appears there whole or not at all, survives a power cut once it
// was acknowledged, and never changes: signatures stay valid. Made when the first file comes.
import { chmod, mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Sha256Schema } from "../../schemas/evidence.ts";
import type { FileKeeper } from "./file-keeper.ts";
import { isMissing, pieceBytes, type Incoming } from "./staging.ts";
import { swept } from "./sweep.ts";

/** Keeps files in `directory`, where they must have been staged too: a rename cannot leave a disk. */
export function createFolder(directory: string): FileKeeper {
  return {
    keep: async (incoming) => await keep(directory, incoming),
    open: async (sha256) => await openKept(directory, sha256),
  };
}

/** Where a hash lies. Throws when it is no hash, so no name from outside can lead out of the folder. */
export function placeOf(directory: string, sha256: string): string {
  const hash = Sha256Schema.parse(sha256);
  return join(directory, hash.slice(0, 2), hash);
}

/** The same bytes again replace the file, which mends a damaged one. */
async function keep(directory: string, incoming: Incoming): Promise<void> {
  const place = placeOf(directory, incoming.sha256);
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await chmod(incoming.path, 0o400);
  await rename(incoming.path, place);
  await syncFolder(dirname(place));
  await syncFolder(directory);
}

async function openKept(directory: string, sha256: string): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const file = await open(placeOf(directory, sha256), "r");
    return swept(file.createReadStream({ highWaterMark: pieceBytes }));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

// A rename is only on disk once its folder is. Windows cannot open folders and needs no such call.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
