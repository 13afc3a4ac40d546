// The text of a file's first page, as far as it can be had cheaply: bounded in bytes, in time and in memory. A scan has
// no text, and most kinds of files are not read at all; both are said, and prove nothing.
import { open } from "node:fs/promises";
import { Parser } from "htmlparser2";
import type { FirstPage } from "../../schemas/evidence.ts";
import { readEntries } from "./archive.ts";
import { pdfPage } from "./pdf-page.ts";

/** About three pages: a marking stands at the top of the first. */
const mostCharacters = 10_000;
const openXml = "application/vnd.openxmlformats-officedocument";

export interface PageText {
  firstPage: FirstPage;
  text: string;
}

const unread: PageText = { firstPage: "unread", text: "" };

/** The text that `mime` lets us read; never throws for what the file holds. */
export async function firstPageOf(
  path: string,
  { mime, size }: { mime: string; size: number },
): Promise<PageText> {
  if (mime === "application/pdf") return pageText(await pdfPage(path, size));
  if (mime === `${openXml}.wordprocessingml.document`) {
    return pageText(await xmlText(path, /^word\/(?:document|header\d{1,3})\.xml$/));
  }
  if (mime === `${openXml}.spreadsheetml.sheet`) {
    return pageText(await xmlText(path, /^xl\/(?:sharedStrings|worksheets\/sheet1)\.xml$/));
  }
  if (mime.startsWith("text/")) return pageText(await beginning(path));
  return unread;
}

function pageText(text: string | null): PageText {
  if (text === null) return unread;
  const shown = text.slice(0, mostCharacters);
  return { firstPage: shown.trim() === "" ? "no_text" : "read", text: shown };
}

/** The text of a few parts of an Office file, of each its beginning, paragraph by paragraph. */
async function xmlText(path: string, wanted: RegExp): Promise<string | null> {
  const parts = await readEntries(path, { wanted, most: 6, bytes: 1_000_000 });
  if (parts === null || parts.length === 0) return null;
  return parts.map((xml) => textOf(xml).slice(0, mostCharacters / parts.length)).join("\n");
}

function textOf(xml: string): string {
  const pieces: string[] = [];
  const parser = new Parser(
    {
      ontext: (text) => void pieces.push(text),
      // A paragraph or a cell ends; words of one paragraph may be cut into many runs.
      onclosetag: (name) => void (/^(?:w:p|si|v|is|oddHeader)$/.test(name) && pieces.push("\n")),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  return pieces.join("");
}

async function beginning(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(4 * mostCharacters);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await file.close();
  }
}
