// The look at a file before it is kept: what it is, whether it is signed, and whether its name or first page bears a mark
// of secrecy. Reads, bounded; changes nothing.
import type { Evidence } from "../../schemas/evidence.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { kindOf } from "./file-kind.ts";
import { firstPageOf, type PageText } from "./first-page.ts";
import { marksInName, marksOnPage } from "./marks.ts";
import { tracesIn, type PdfTraces } from "./signature.ts";

export type Look = Pick<Evidence, "mime" | "signed" | "firstPage" | "marks"> | { problem: Phrase };

/** Looks at the bytes at `path`, which were added under `name`. */
export async function lookAt(path: string, file: { name: string; size: number }): Promise<Look> {
  const kind = await kindOf(path, file);
  if ("problem" in kind) return kind;
  const { mime } = kind;
  const traces: PdfTraces =
    mime === "application/pdf" ? await tracesIn(path) : { signed: "unknown", hasObjects: true };
  // A PDF without an object has no page: no need to start a reader for it.
  const page: PageText = traces.hasObjects
    ? await firstPageOf(path, { mime, size: file.size })
    : { firstPage: "unread", text: "" };
  const marks = [...new Set([...marksInName(file.name), ...marksOnPage(page.text)])];
  return { mime, signed: traces.signed, firstPage: page.firstPage, marks };
}
