// Makes texts fit into a line for people: one line each, no control characters, long ones cut with an ellipsis. Texts
// of one row are cut so that what tells them apart stays in sight.
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
  if (value === null) return valueWord(value, language);
  switch (fields[field].kind) {
    // Free text that happens to read like a code word stays as it is.
    case "text":
    case "organisation":
      return oneLine(String(value)) || valueWord(null, language);
    case "money":
      return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ".");
    default:
      return valueWord(value, language);
  }
}

/** The beginning of a line, at most `width` letters. */
export function cut(line: string, width: number): string {
  return windowOf([...line], { start: 0, width });
}

/**
 * Lines beside the first one, each at most `width` letters: where a line is unlike the first, it is cut so that the
 * place shows, and the first so that the earliest of these places does.
 */
export function cutAlike(lines: readonly string[], width: number): string[] {
  const letters = lines.map((line) => [...line]);
  const [first = [], ...others] = letters;
  const starts = others.map((line) => startOf(first, line, width));
  const started = starts.filter((start) => start !== null);
  const earliest = started.length === 0 ? 0 : Math.min(...started);
  return letters.map((line, at) => {
    const own = at === 0 ? null : starts[at - 1];
    return windowOf(line, { start: own ?? earliest, width });
  });
}

/** Where a window must begin to show the first difference; `null`: there is none. */
function startOf(first: readonly string[], line: readonly string[], width: number): number | null {
  if (first.join("") === line.join("")) return null;
  const differs = line.findIndex((letter, at) => letter !== first[at]);
  const same = differs === -1 ? line.length : differs;
  const before = Math.floor(width / 3);
  if (same < width - before || Math.max(first.length, line.length) <= width) return 0;
  const word = line.indexOf(" ", same - before);
  return word === -1 || word >= same ? same - before : word;
}

function windowOf(line: readonly string[], { start, width }: { start: number; width: number }): string {
  const isCut = line.length - start > width;
  const shown = line.slice(start, start + width - (isCut ? 1 : 0));
  if (start > 0 && shown.length > 0) shown[0] = "…";
  return `${shown.join("")}${isCut ? "…" : ""}`;
}

/** Columns that every terminal has. */
const terminalWidth = 80;

/** A sentence folded at its blanks, later lines indented; only for a person's eyes, a pipe gets it in one line. */
export function folded(sentence: string, { isTerminal }: { isTerminal: boolean }): string {
  if (!isTerminal) return sentence;
  const indent = " ".repeat(/^[^\p{L}]*/u.exec(sentence)?.[0].length ?? 0);
  const lines: string[] = [];
  let line = "";
  for (const word of sentence.split(/(?<=\S) /)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || [...longer].length <= terminalWidth) line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].join("\n");
}
