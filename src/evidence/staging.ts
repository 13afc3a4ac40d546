// Takes a file in under a temporary name of this machine, before it is kept anywhere: hashed on the way and synced, so
// that what is kept afterwards is what was read. Never visible under its hash.
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { swept } from "./sweep.ts";

export interface Measured {
  sha256: string;
  size: number;
}

/** A file taken in under a temporary name, not yet visible. */
export interface Incoming extends Measured {
  path: string;
}

/** How much of a file is read at a time. */
export const pieceBytes = 256 * 1024;

/** The bytes of a file of this machine, in constant memory. */
export function piecesOf(path: string): AsyncGenerator<Uint8Array> {
  return swept(createReadStream(path, { highWaterMark: pieceBytes }));
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

/** Gives up an incoming file. */
export async function discard(incoming: Incoming): Promise<void> {
  await rm(incoming.path, { force: true });
}

/** True for the error of a file that does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

async function copyInto(target: FileHandle, source: string | AsyncIterable<Uint8Array>): Promise<Measured> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const piece of typeof source === "string" ? piecesOf(source) : swept(source)) {
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
