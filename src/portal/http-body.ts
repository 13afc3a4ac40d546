// Puts a request's body on the wire and on record. A file is streamed, never held; on record it is name and size.
import { randomUUID } from "node:crypto";
import type { HttpRequest, Multipart } from "./http.ts";

export interface SentBody {
  type: string | null;
  /** Bytes of a streamed body, which cannot be counted afterwards. */
  length: number | null;
  content: string | AsyncIterable<Uint8Array> | null;
}

/** The body as it is sent; opens the file (if any) and reads its beginning, so a file that cannot be read throws here. */
export async function sentBody(request: HttpRequest): Promise<SentBody> {
  const given = [request.json, request.form, request.multipart, request.bytes, request.text].filter(
    (body) => body !== undefined,
  );
  if (given.length > 1) throw new TypeError("a request has at most one body");
  if (request.multipart !== undefined) return multipartBody(request.multipart);
  if (request.bytes !== undefined) {
    const { size, open } = request.bytes;
    return { type: "application/octet-stream", length: size, content: await begun(open()) };
  }
  if (request.form !== undefined) {
    const content = new URLSearchParams(request.form).toString();
    return { type: "application/x-www-form-urlencoded", length: null, content };
  }
  if (request.text !== undefined) return { ...request.text, length: null };
  if (request.json === undefined) return { type: null, length: null, content: null };
  return { type: "application/json", length: null, content: JSON.stringify(request.json) };
}

/** The body as it is recorded, before redaction. */
export function recordedBody(request: HttpRequest): string {
  if (request.multipart !== undefined) {
    const { fields, file } = request.multipart;
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    return [...lines, `${file.field}: [file “${file.name}”, ${file.size} bytes]`].join("\n");
  }
  if (request.bytes !== undefined) return `[file “${request.bytes.name}”, ${request.bytes.size} bytes]`;
  if (request.form !== undefined) return new URLSearchParams(request.form).toString();
  if (request.text !== undefined) return request.text.content;
  return request.json === undefined ? "" : JSON.stringify(request.json);
}

/** multipart/form-data as in the HTML standard; values are sent exactly, line ends included. */
async function multipartBody({ fields, file }: Multipart): Promise<SentBody> {
  const boundary = `dongbo-${randomUUID()}`;
  const parts = Object.entries(fields).map(([name, value]) => `${head(boundary, name)}\r\n\r\n${value}\r\n`);
  const fileHead =
    `${head(boundary, file.field)}; filename="${quoted(file.name)}"\r\n` +
    `Content-Type: ${file.mime}\r\n\r\n`;
  const before = Buffer.from(parts.join("") + fileHead, "utf8");
  const after = Buffer.from(`\r\n--${boundary}--\r\n`, "utf8");
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: before.length + file.size + after.length,
    content: inOrder(before, await begun(file.open()), after),
  };
}

function head(boundary: string, name: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
}

function quoted(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

async function* inOrder(
  before: Uint8Array,
  file: AsyncIterable<Uint8Array>,
  after: Uint8Array,
): AsyncIterable<Uint8Array> {
  yield before;
  yield* file;
  yield after;
}

/** The same bytes, with the first piece already read. */
async function begun(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const rest = bytes[Symbol.asyncIterator]();
  const first = await rest.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => rest };
  })();
}
