// Tables for spreadsheets, RFC 4180: every cell quoted, and none that a spreadsheet would take for a formula.
import type { FileReply } from "./route.ts";

export type CsvValue = string | number | null;

/** One row with its line break. */
export function csvRow(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(",")}\r\n`;
}

// Spreadsheets read these as the beginning of a formula, also behind blanks that they strip.
const steers = /^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@\t\r＝＋－＠]|^[\t\r]/;

function cell(value: CsvValue): string {
  if (value === null) return '""';
  if (typeof value === "number") return `"${value}"`;
  const text = steers.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/** A file that is written as it is read: the head, then page after page of rows. */
export function csvFile(
  name: string,
  { head, pages }: { head: readonly string[]; pages: AsyncIterable<readonly (readonly CsvValue[])[]> },
): FileReply {
  const encoder = new TextEncoder();
  const lines = (async function* () {
    // Without the mark of its encoding Excel reads the letters wrongly.
    yield encoder.encode(`\ufeff${csvRow(head)}`);
    for await (const rows of pages) yield encoder.encode(rows.map(csvRow).join(""));
  })();
  return { name, type: "text/csv; charset=utf-8; header=present", body: ReadableStream.from(lines) };
}
