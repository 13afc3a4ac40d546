// Reads a multipart form while it arrives: files are hashed and counted, and of a large one only the beginning is held.
// Strict: half a form is none.
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { Busboy, type BusboyHeaders } from "@fastify/busboy";
import type { ArrivedFile } from "./simulator-spec.ts";

export interface ArrivedForm {
  fields: Readonly<Record<string, string>>;
  files: ArrivedFile[];
}

/** So much of a file is held; more than any portal takes that gives files back. */
const heldBytes = 32_000_000;

/** The form, once all of it is here; rejects when it is none or breaks off. */
export async function formOf(request: Readable, contentType: string): Promise<ArrivedForm> {
  const headers: BusboyHeaders = { "content-type": contentType };
  const parser = new Busboy({ headers, preservePath: true, limits: { fieldSize: Infinity } });
  const fields: Record<string, string> = {};
  const files: Promise<ArrivedFile>[] = [];
  parser.on("field", (name, value) => {
    fields[unquoted(name)] = value;
  });
  parser.on("file", (field, bytes, name, _encoding, mime) => {
    const file = arrived({ field: unquoted(field), name: unquoted(name ?? ""), mime }, bytes);
    // Waited for below; an error of the parser may come first.
    file.catch(() => undefined);
    files.push(file);
  });
  await new Promise<void>((resolve, reject) => {
    parser.once("finish", resolve);
    parser.on("error", reject);
    request.on("error", reject);
    request.pipe(parser);
  });
  return { fields, files: await Promise.all(files) };
}

async function arrived(
  part: Pick<ArrivedFile, "field" | "name" | "mime">,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ArrivedFile> {
  const hash = createHash("sha256");
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    hash.update(piece);
    if (size < heldBytes) held.push(piece.subarray(0, heldBytes - size));
    size += piece.length;
  }
  return { ...part, size, sha256: hash.digest("hex"), bytes: Buffer.concat(held) };
}

/** Names in a form are escaped as the HTML standard says; the parser leaves them so. */
function unquoted(name: string): string {
  return name.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}
