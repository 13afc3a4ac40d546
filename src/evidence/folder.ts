// The folder that keeps files by their hash. A file appears there whole or not at all, survives a power cut once it
// was acknowledged, and never changes: signatures stay valid. Knows no tasks.
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Sha256Schema } from "../../schemas/evidence.ts";

export interface Measured {
  sha256: string;
  size: number;
}

/** A file taken in under a temporary name, not yet visible. */
export interface Incoming extends Measured {
  path: string;
}

const pieceBytes = 256 * 1024;

/** Where a hash lies. Throws when it is no hash, so no name from outside can lead out of the folder. */
export function placeOf(directory: string, sha256: string): string {
  const hash = Sha256Schema.parse(sha256);
  return join(directory, hash.slice(0, 2), hash);
}

/** Copies a file, or bytes, in under a temporary name, hashing on the way, and syncs it; memory stays constant. */
export async function takeIn(
  directory: string,
  source: string | AsyncIterable<Uint8Array>,
): Promise<Incoming> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `incoming-${randomBytes(12).toString("hex")}`);
  const target = await open(path, "wx", 0o600);
  try {
    const measured = await copyInto(target, source);
    await target.sync();
    return { ...measured, path };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await target.close();
  }
}

/** Makes an incoming file visible under its hash. The same bytes again replace the file, which mends a damaged one. */
export async function settle(directory: string, incoming: Incoming): Promise<void> {
  const place = placeOf(directory, incoming.sha256);
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await chmod(incoming.path, 0o400);
  await rename(incoming.path, place);
  await syncFolder(dirname(place));
  await syncFolder(directory);
}

/** Gives up an incoming file. */
export async function discard(incoming: Incoming): Promise<void> {
  await rm(incoming.path, { force: true });
}

/** Hash and size of the kept file as it is now; `null` when it is missing. */
export async function measure(directory: string, sha256: string): Promise<Measured | null> {
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const piece of createReadStream(placeOf(directory, sha256), { highWaterMark: pieceBytes })) {
      hash.update(piece);
      size += piece.length;
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  return { sha256: hash.digest("hex"), size };
}

/** True for the error of a file that does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

async function copyInto(target: FileHandle, source: string | AsyncIterable<Uint8Array>): Promise<Measured> {
  const hash = createHash("sha256");
  let size = 0;
  const pieces =
    typeof source === "string" ? createReadStream(source, { highWaterMark: pieceBytes }) : source;
  for await (const piece of pieces) {
    hash.update(piece);
    await writeAll(target, piece);
    size += piece.length;
  }
  return { sha256: hash.digest("hex"), size };
}

async function writeAll(target: FileHandle, piece: Uint8Array): Promise<void> {
  let written = 0;
  while (written < piece.length) {
    written += (await target.write(piece, written)).bytesWritten;
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
