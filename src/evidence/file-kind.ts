// Says what kind of file something is: its bytes and the ending of its name must agree. Never believes a name alone
// where the bytes tell; a container counts as what it holds inside.
import { open } from "node:fs/promises";
import { endingOf, fileTypes, shortTypeName, typeOfEnding } from "../../schemas/file-types.ts";
import { visible } from "../../schemas/evidence.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { checkArchive } from "./archive.ts";

export type FileKind = { mime: string } | { problem: Phrase };

/**
 * The media type of a file on disk that was added under `name`; "application/octet-stream" when nobody can tell and the
 * name claims nothing. A problem when bytes and ending disagree, or the file is an archive that must not be opened.
 */
export async function kindOf(
  path: string,
  { name, size }: { name: string; size: number },
): Promise<FileKind> {
  const shown = visible(name);
  const start = await startOf(path);
  if (start.subarray(0, 2).toString("latin1") === "PK") {
    const archive = await checkArchive(path, size);
    if (archive.kind === "damaged") return { problem: phrase("evidence.damaged_archive", { name: shown }) };
    if (archive.kind === "bomb") {
      const megabytes = Math.ceil(archive.inflatedBytes / 1_000_000);
      return {
        problem: phrase("evidence.inflates", { name: shown, size, megabytes, entries: archive.entries }),
      };
    }
  }
  return agreed(await readType(path), { shown, claimed: typeOfEnding(endingOf(name)), start });
}

async function readType(path: string): Promise<string | null> {
  // Loaded here, because most commands add no file.
  const { fileTypeFromFile } = await import("file-type");
  return (await fileTypeFromFile(path))?.mime ?? null;
}

function agreed(
  read: string | null,
  { shown, claimed, start }: { shown: string; claimed: string | null; start: Buffer },
): FileKind {
  if (claimed === null) return { mime: read ?? "application/octet-stream" };
  if (read === claimed) return { mime: claimed };
  if (fileTypes[claimed]?.told === "by its ending" && mayBe(claimed, { read, start }))
    return { mime: claimed };
  const values = {
    name: shown,
    claimed: shortTypeName(claimed),
    read: read === null ? null : shortTypeName(read),
  };
  return {
    problem: phrase(read === null ? "evidence.not_what_it_says" : "evidence.is_something_else", values),
  };
}

/** Old Office files are one and the same container; a signature is binary without a mark of its own; the rest is text. */
function mayBe(claimed: string, { read, start }: { read: string | null; start: Buffer }): boolean {
  if (claimed.startsWith("application/vnd.ms-") || claimed === "application/msword") {
    return read === "application/x-cfb";
  }
  if (claimed === "application/pkcs7-signature") return read === null;
  // Two letters at the start of a text can look like a picture: what holds no zero byte is text.
  return !start.includes(0);
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(4096);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
