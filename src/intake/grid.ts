// A sheet as plain rows of values, whatever file it came from, and the reading of merged cells on it. Rows and columns
// count from 0 here and are shown to people as "D17".
import { showDay } from "../../schemas/time.ts";

export type CellValue = string | number | boolean | Date | null;

/** A rectangle of merged cells, both ends included; its value stands in the top left cell. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Grid {
  name: string;
  rows: CellValue[][];
  merges: Merge[];
  hidden: boolean;
  hiddenRows: number[];
  hiddenColumns: number[];
  /** Day 0 of serial numbers in this workbook. */
  epoch: "1900" | "1904";
}

/** A grid with its merges resolved. */
export interface GridReader {
  grid: Grid;
  /** The value seen at a cell: a merged cell shows the value of its rectangle. */
  at(row: number, column: number): CellValue;
  /** The rectangle that a cell belongs to, if it is merged. */
  mergeAt(row: number, column: number): Merge | undefined;
}

/** Name of a cell as spreadsheets show it: (16, 3) is "D17". */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** Name of a column as spreadsheets show it: 0 is "A", 26 is "AA". */
export function columnName(column: number): string {
  const letter = String.fromCodePoint(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** A value as a person sees it in the cell; a date as dd/MM/yyyy. */
export function textOf(value: CellValue): string {
  if (value === null) return "";
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "" : showDay(value.toISOString().slice(0, 10));
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return String(value);
}

/** True for what a spreadsheet shows when a formula failed. */
export function isErrorValue(value: CellValue): boolean {
  return (
    typeof value === "string" &&
    value.startsWith("#") &&
    /^#(REF!|DIV\/0!|N\/A|VALUE!|NAME\?|NUM!|NULL!|SPILL!)$/.test(value)
  );
}

/** Resolves the merges of a grid; rectangles are cut to the rows and columns in use. */
export function gridReader(grid: Grid): GridReader {
  const byRow = new Map<number, Merge[]>();
  for (const merge of grid.merges) {
    for (let row = merge.top; row <= Math.min(merge.bottom, grid.rows.length - 1); row += 1) {
      const there = byRow.get(row);
      if (there === undefined) byRow.set(row, [merge]);
      else there.push(merge);
    }
  }
  const mergeAt = (row: number, column: number) =>
    byRow.get(row)?.find((merge) => merge.left <= column && column <= merge.right);
  return {
    grid,
    mergeAt,
    at(row, column) {
      const merge = mergeAt(row, column);
      return grid.rows[merge?.top ?? row]?.[merge?.left ?? column] ?? null;
    },
  };
}
