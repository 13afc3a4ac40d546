// Where in a file something stands, and problems that say so. Every problem names file, sheet, cell and what was read.
import { phrase, type Phrase, type PhraseKey } from "../../schemas/phrase.ts";
import type { ColumnKey } from "./columns.ts";

/** Where a proposed task stands; `row` as spreadsheets count, `cells` such as { dueOn: "D17" }. */
export interface Place {
  file: string;
  sheet: string;
  row: number;
  cells: Partial<Record<ColumnKey, string>>;
}

/** A problem at one cell; `read` is cut to 80 characters. */
export function problemAt(
  key: PhraseKey,
  at: { file: string; sheet: string; cell: string; read: string } & Phrase["values"],
): Phrase {
  const read = at.read.length > 80 ? `${at.read.slice(0, 79)}…` : at.read;
  return phrase(key, { ...at, read });
}
