// The one place that knows the spreadsheet library: bytes to grids and back. Swap the library here and nowhere else.
// Never called with bytes that `checkContainer` has not passed.
import { parseCsv } from "hucre/csv";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import type { CellValue, Grid, Merge } from "./grid.ts";

/** Reads every sheet of an .xlsx; formulas by their last computed value. Throws the library's error on damage. */
export async function readWorkbook(bytes: Uint8Array): Promise<Grid[]> {
  const workbook = await readXlsx(bytes);
  return workbook.sheets.map((sheet) => ({
    name: sheet.name,
    rows: sheet.rows,
    merges: (sheet.merges ?? []).map((merge) => ({
      top: merge.startRow,
      left: merge.startCol,
      bottom: merge.endRow,
      right: merge.endCol,
    })),
    hidden: sheet.hidden === true || sheet.veryHidden === true,
    hiddenRows: [...(sheet.rowDefs ?? [])].filter(([, row]) => row.hidden === true).map(([row]) => row),
    hiddenColumns: (sheet.columns ?? []).flatMap((column, at) => (column?.hidden === true ? [at] : [])),
    epoch: workbook.dateSystem ?? "1900",
  }));
}

/** Reads CSV text separated by comma, semicolon or tab, whichever fits; every value stays text. */
export function readCsv(text: string, name: string): Grid {
  const rows = parseCsv(text, { delimiter: delimiterOf(text) });
  return { name, rows, merges: [], hidden: false, hiddenRows: [], hiddenColumns: [], epoch: "1900" };
}

/** The separator that splits lines into most fields outside quotes: titles hold commas, headers hold none. */
function delimiterOf(text: string): string {
  const bare = text.slice(0, 100_000).replaceAll(/"[^"]*"/g, "");
  const widest = (delimiter: string) =>
    Math.max(...bare.split(/\r?\n/).map((line) => line.split(delimiter).length));
  const [best] = ["\t", ";", ","].toSorted((one, other) => widest(other) - widest(one));
  return best ?? ",";
}

/** A sheet to write: rows, merges, and the looks that an appendix has. */
export interface SheetToWrite {
  name: string;
  rows: CellValue[][];
  merges?: Merge[];
  widths?: number[];
  hiddenRows?: number[];
  hidden?: boolean;
}

/** Writes sheets as .xlsx: wrapped text, landscape A4. */
export async function writeWorkbook(sheets: SheetToWrite[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows,
      hidden: sheet.hidden === true,
      columns: (sheet.widths ?? []).map((width) => ({
        width,
        style: { alignment: { wrapText: true, vertical: "top" as const } },
      })),
      merges: (sheet.merges ?? []).map((merge) => ({
        startRow: merge.top,
        startCol: merge.left,
        endRow: merge.bottom,
        endCol: merge.right,
      })),
      rowDefs: new Map((sheet.hiddenRows ?? []).map((row) => [row, { hidden: true }])),
      pageSetup: {
        paperSize: "a4",
        orientation: "landscape",
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
      },
    })),
  });
}
