// Makes texts fit into a line for people: one line each, no control characters, long ones cut with an ellipsis. Texts
// of one row are cut at the same place, so that what tells them apart stays in sight.
import { fields, type FieldName, type FieldValue } from "../../schemas/field.ts";
import type { Language } from "../../schemas/phrase.ts";
import { valueWord } from "./shell.ts";

/** The text in one line, safe on a terminal; line breaks show as ↵. */
export function oneLine(text: string): string {
  return text
    .normalize("NFC")
    .trim()
    .replaceAll(/[^\S\n]*(?:\r\n?|\n)[^\S\n]*/g, " ↵ ")
    .replaceAll(/[\p{C}\p{Z}]+/gu, " ")
    .trim();
}

/** A field's value as people read it, in one line of any length. */
export function valueLine(field: FieldName, value: FieldValue, language: Language): string {
  const { kind } = fields[field];
  // Free text that happens to read like a code word stays as it is.
  const isText = kind === "text" || kind === "organisation";
  return (isText && value !== null ? oneLine(String(value)) : valueWord(value, language)) || "–";
}

/** The beginning of a line, at most `width` letters. */
export function cut(line: string, width: number): string {
  return windowOf([...line], { start: 0, width });
}

/** Lines of one row, each at most `width` letters, in a window in which the first difference between them shows. */
export function cutAlike(lines: readonly string[], width: number): string[] {
  const letters = lines.map((line) => [...line]);
  const same = sharedStart(letters);
  const before = Math.floor(width / 3);
  const isVisible = same < width - before || letters.every((line) => line.length <= width);
  const start = isVisible ? 0 : same - before;
  return letters.map((line) => windowOf(line, { start, width }));
}

function windowOf(line: readonly string[], { start, width }: { start: number; width: number }): string {
  const isCut = line.length - start > width;
  const shown = line.slice(start, start + width - (isCut ? 1 : 0));
  if (start > 0 && shown.length > 0) shown[0] = "…";
  return `${shown.join("")}${isCut ? "…" : ""}`;
}

/** How many letters all lines have in common at their start. */
function sharedStart(lines: readonly (readonly string[])[]): number {
  const [first = [], ...others] = lines;
  const at = first.findIndex((letter, place) => others.some((line) => line[place] !== letter));
  return at === -1 ? first.length : at;
}
