// A bounded look into a zip archive, which every newer Office file is: what its directory says it would become, and a
// few of its entries as text. Never unpacks more than it was told to, and never onto the disk.
import { openPromise, type Entry, type ZipFile } from "yauzl";

/** A report with its pictures stays far below; a zip bomb is far above in one or the other. */
export const archiveLimits = {
  entries: 10_000,
  inflatedBytes: 500_000_000,
  ratioFrom: 50_000_000,
  ratio: 100,
};

/** What an archive is: fit to be kept, or why not. */
export type Archive =
  { kind: "fit" } | { kind: "damaged" } | { kind: "bomb"; inflatedBytes: number; entries: number };

/** Reads the directory alone: how much the archive says it would become. */
export async function checkArchive(path: string, size: number): Promise<Archive> {
  const found = await withArchive(path, async (archive) => {
    const bomb = (inflatedBytes: number): Archive => ({
      kind: "bomb",
      inflatedBytes,
      entries: archive.entryCount,
    });
    if (archive.entryCount > archiveLimits.entries) return bomb(0);
    let inflated = 0;
    for await (const entry of archive.eachEntry()) inflated += (entry as Entry).uncompressedSize;
    const isDense = inflated > archiveLimits.ratioFrom && inflated > size * archiveLimits.ratio;
    return isDense || inflated > archiveLimits.inflatedBytes ? bomb(inflated) : ({ kind: "fit" } as const);
  });
  return found ?? { kind: "damaged" };
}

/** The beginnings of the entries that `wanted` picks, at most so many bytes each; `null` when it cannot be read. */
export async function readEntries(
  path: string,
  { wanted, most, bytes }: { wanted: RegExp; most: number; bytes: number },
): Promise<string[] | null> {
  return await withArchive(path, async (archive) => {
    const texts: string[] = [];
    for await (const one of archive.eachEntry()) {
      const entry = one as Entry;
      if (wanted.test(entry.fileName)) texts.push(await beginningOf(archive, entry, bytes));
      if (texts.length >= most) break;
    }
    return texts;
  });
}

async function beginningOf(archive: ZipFile, entry: Entry, bytes: number): Promise<string> {
  const stream = await archive.openReadStreamPromise(entry);
  const pieces: Buffer[] = [];
  let read = 0;
  for await (const piece of stream) {
    pieces.push(piece as Buffer);
    read += (piece as Buffer).length;
    // Leaving the loop ends the stream; nothing more is inflated.
    if (read >= bytes) break;
  }
  return Buffer.concat(pieces).subarray(0, bytes).toString("utf8");
}

/** Whatever is wrong with an archive means the same to the user: it cannot be read. */
async function withArchive<Result>(
  path: string,
  work: (archive: ZipFile) => Promise<Result>,
): Promise<Result | null> {
  let archive: ZipFile | null = null;
  try {
    archive = await openPromise(path, { lazyEntries: true, autoClose: false });
    return await work(archive);
  } catch {
    return null;
  } finally {
    archive?.close();
  }
}
