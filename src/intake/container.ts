// Looks at a file before any parser does: how large it is, what it really is, how large it would become. Never trusts a
// file name or the sizes that a zip directory states.
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { phrase, type Phrase } from "../../schemas/phrase.ts";

/** Largest file, largest content once inflated, most entries: an appendix of 100,000 rows stays below a third. */
export const limits = { fileBytes: 30_000_000, inflatedBytes: 200_000_000, entries: 1000 };

export type Container = { kind: "xlsx" | "text" } | { problem: Phrase };

/** Says what the bytes are, or why they are refused. An archive is inflated once, counted and thrown away. */
export async function checkContainer(bytes: Buffer, file: string): Promise<Container> {
  if (bytes.length === 0) return { problem: phrase("intake.file.empty", { file }) };
  if (bytes.length > limits.fileBytes) {
    return { problem: phrase("intake.file.large", { file, ...inMegabytes(bytes.length, limits.fileBytes) }) };
  }
  const start = bytes.subarray(0, 8).toString("latin1");
  if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) return { problem: phrase("intake.file.old", { file }) };
  if (start.startsWith("%PDF")) return { problem: phrase("intake.file.kind", { file }) };
  if (!start.startsWith("PK")) return { kind: "text" };
  return checkArchive(bytes, file);
}

async function checkArchive(bytes: Buffer, file: string): Promise<Container> {
  try {
    const archive = await fromBufferPromise(bytes, { lazyEntries: true });
    if (archive.entryCount > limits.entries) return { problem: bomb(file, archive.entryCount) };
    const entries: Entry[] = [];
    for await (const entry of archive.eachEntry()) entries.push(entry);
    const stated = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    if (stated > limits.inflatedBytes) return { problem: inflates(file, stated) };
    const damaged = phrase("intake.file.damaged", { file });
    if (entries.some(isSizeless)) return { problem: damaged };
    const inflated = await inflatedSize(archive, entries);
    if (inflated > limits.inflatedBytes) return { problem: inflates(file, inflated) };
    if (entries.some((entry) => entry.fileName === "xl/workbook.xml")) return { kind: "xlsx" };
    return { problem: phrase("intake.file.kind", { file }) };
  } catch {
    // yauzl's errors (broken directory, sizes that lie, unknown compression) all mean the same to the user.
    return { problem: phrase("intake.file.damaged", { file }) };
  }
}

/** An entry that names its size only behind its content: readers disagree on it, and no office program writes it so. */
function isSizeless(entry: Entry): boolean {
  const sizeFollows = (entry.generalPurposeBitFlag & 8) !== 0;
  return sizeFollows && entry.compressedSize === 0 && !entry.fileName.endsWith("/");
}

async function inflatedSize(archive: ZipFile, entries: Entry[]): Promise<number> {
  let inflated = 0;
  for (const entry of entries) {
    const content = await archive.openReadStreamPromise(entry);
    for await (const chunk of content) {
      inflated += (chunk as Buffer).length;
      if (inflated > limits.inflatedBytes) return inflated;
    }
  }
  return inflated;
}

function bomb(file: string, entries: number): Phrase {
  return phrase("intake.file.entries", { file, entries, limit: limits.entries });
}

function inflates(file: string, size: number): Phrase {
  return phrase("intake.file.inflates", { file, ...inMegabytes(size, limits.inflatedBytes) });
}

function inMegabytes(size: number, limit: number): { size: number; limit: number } {
  return { size: Math.ceil(size / 1_000_000), limit: limit / 1_000_000 };
}
