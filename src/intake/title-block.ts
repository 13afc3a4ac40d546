// What stands above a table: which appendix this is, to which document it belongs, and its secrecy stamp. Never guesses
// an identity: without a document number there is none.
import type { Classification, SourceDocument } from "../../schemas/task.ts";
import { appendixIn, readDocuments } from "../register/documents.ts";
import { fold } from "../register/wording.ts";
import { textOf, type GridReader } from "./grid.ts";
import { findStamp, strictest } from "./marking.ts";

export interface TitleBlock {
  /** "Phụ lục I", or "" when none is named. */
  appendix: string;
  documents: SourceDocument[];
  stamp: Classification;
  /** First part of the codes of tasks without a code of their own; null without a document number. */
  identity: string | null;
}

/** Reads the rows from `top` down to the header, and the sheet's name ("PL I"). */
export function readTitleBlock(reader: GridReader, top: number, headerTop: number): TitleBlock {
  const rows = reader.grid.rows.slice(top, headerTop);
  const texts = rows.flatMap((row) => row.map(textOf).filter((text) => text.trim() !== ""));
  const appendix = [...texts, reader.grid.name].map(appendixIn).find((found) => found !== null) ?? null;
  const documents = texts.filter(namesDocument).flatMap((text) => {
    const read = readDocuments(text.replace(/^[^]*?kèm theo/iu, ""));
    return "fault" in read ? [] : read.documents;
  });
  return {
    appendix: appendix?.name ?? "",
    documents,
    stamp: strictest(texts.map((text) => findStamp(text) ?? "normal")),
    identity: identityOf(appendix?.number ?? null, documents),
  };
}

function namesDocument(text: string): boolean {
  return /kèm theo|ban hành|(thực hiện|tại|theo) (kế hoạch|chỉ thị|nghị quyết|quyết định|công văn)/.test(
    fold(text),
  );
}

/**
 * "PL2-013CT-UBND-021225": appendix, document number, day of the document. The day belongs to it because numbers
 * repeat: 02-KH/BCĐ exists of 29/8/2025 and of 06/11/2025 (letter S3, item 1).
 */
function identityOf(appendix: number | null, documents: SourceDocument[]): string | null {
  const document = documents.find((one) => one.number !== null);
  if (document?.number === undefined || document.number === null) return null;
  const [figures = "", symbol = "", ...issuer] = document.number.split(/[-/]/);
  const day = document.issuedOn?.split("-").toReversed().join("") ?? "";
  const shortDay = day === "" ? "" : `${day.slice(0, 4)}${day.slice(6)}`;
  const parts = [appendix === null ? "" : `PL${appendix}`, `${figures}${symbol}`, ...issuer, shortDay];
  return parts.filter((part) => part !== "").join("-");
}
