// Says what kind of file something is: by its bytes, and by its extension where bytes do not tell.
import { extname } from "node:path";

const byExtension: Readonly<Record<string, string>> = {
  ".pdf": "application/pdf",
  ".doc": "application/msword",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".xls": "application/vnd.ms-excel",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".ppt": "application/vnd.ms-powerpoint",
  ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ".txt": "text/plain",
  ".csv": "text/csv",
  ".xml": "application/xml",
  ".p7s": "application/pkcs7-signature",
};

// Containers say nothing of what is inside: old Office files, and archives that Office writes.
const containers: ReadonlySet<string> = new Set(["application/x-cfb", "application/zip"]);

/** The media type of a file on disk that was added under `name`; "application/octet-stream" when nobody can tell. */
export async function mediaTypeOf(path: string, name: string): Promise<string> {
  const told = byExtension[extname(name).toLowerCase()];
  // Loaded here, because most commands add no file.
  const { fileTypeFromFile } = await import("file-type");
  const read = (await fileTypeFromFile(path))?.mime;
  if (read === undefined) return told ?? "application/octet-stream";
  return containers.has(read) ? (told ?? read) : read;
}
