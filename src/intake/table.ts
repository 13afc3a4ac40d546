// Finds the tables of a sheet: where the header is, how many rows it has, which column means what. Promises to say what
// it could not place; never takes a header that names no task column.
import { tidy } from "../register/wording.ts";
import { isErrorValue, textOf, type GridReader } from "./grid.ts";
import { columnNamed, type ColumnKey } from "./columns.ts";

export type Columns = Partial<Record<ColumnKey, number>>;

export interface Table {
  /** First and last header row. */
  headerTop: number;
  headerBottom: number;
  columns: Columns;
  /** Header texts by column, for recognising a repeated header. */
  headings: string[];
  /** Columns with a header that is not imported: `known` by its word or not. */
  leftOut: { column: number; heading: string; known: boolean }[];
  /** Two columns that both claim one meaning. */
  doubled: { key: ColumnKey; first: number; second: number }[];
}

/** The next table whose header starts at or below `from`; null when the rest of the sheet has none. */
export function findTable(reader: GridReader, from: number): Table | null {
  for (let row = from; row < reader.grid.rows.length; row += 1) {
    if (namedCells(reader, row).length < 2) continue;
    const found = [3, 2, 1].map((depth) => readHeader(reader, row, depth)).filter(isTable);
    const [best] = found.toSorted(
      (one, other) => placed(other) - placed(one) || depthOf(one) - depthOf(other),
    );
    if (best !== undefined) return best;
  }
  return null;
}

/** The row that looks most like a header without being one, for telling what is missing. */
export function nearestHeader(reader: GridReader): { row: number; found: string[] } | null {
  let nearest: { row: number; found: string[] } | null = null;
  for (const row of reader.grid.rows.keys()) {
    const found = namedCells(reader, row);
    if (found.length >= 2 && found.length > (nearest?.found.length ?? 0)) nearest = { row, found };
  }
  return nearest;
}

function namedCells(reader: GridReader, row: number): string[] {
  const short = (reader.grid.rows[row] ?? []).filter(
    (value) => typeof value === "string" && value.length <= 160,
  );
  return short.map((value) => tidy(textOf(value))).filter((text) => columnNamed(text) !== null);
}

/** A table needs the task itself, who leads or when it is due, and three known columns in all. */
function isTable(table: Table): boolean {
  const { title, lead, dueOn } = table.columns;
  return title !== undefined && (lead !== undefined || dueOn !== undefined) && placed(table) >= 3;
}

function placed(table: Table): number {
  return Object.keys(table.columns).length;
}

function depthOf(table: Table): number {
  return table.headerBottom - table.headerTop;
}

function readHeader(reader: GridReader, top: number, depth: number): Table {
  const bottom = Math.min(top + depth, reader.grid.rows.length) - 1;
  const width = Math.max(...reader.grid.rows.slice(top, bottom + 1).map((row) => row.length), 0);
  const table: Table = {
    headerTop: top,
    headerBottom: bottom,
    columns: {},
    headings: [],
    leftOut: [],
    doubled: [],
  };
  for (let column = 0; column < width; column += 1) {
    const heading = headingAt(reader, { top, bottom, column });
    table.headings.push(heading.whole);
    place(table, column, heading);
  }
  return table;
}

interface Heading {
  whole: string;
  /** The lowest text, which says more than a shared parent ("Cơ quan thực hiện" over "Chủ trì", "Phối hợp"). */
  lowest: string;
}

function headingAt(reader: GridReader, at: { top: number; bottom: number; column: number }): Heading {
  const texts: string[] = [];
  for (let row = at.top; row <= at.bottom; row += 1) {
    const value = reader.at(row, at.column);
    const text = typeof value === "string" && !isErrorValue(value) ? tidy(value) : "";
    if (text !== "" && text !== texts.at(-1)) texts.push(text);
  }
  return { whole: texts.join(" "), lowest: texts.at(-1) ?? "" };
}

function place(table: Table, column: number, heading: Heading): void {
  if (heading.whole === "" || heading.whole.length > 160) return;
  const key = columnNamed(heading.whole) ?? columnNamed(heading.lowest);
  if (key === null || key === "notTaken") {
    table.leftOut.push({ column, heading: heading.whole, known: key !== null });
    return;
  }
  const first = table.columns[key];
  if (first === undefined) table.columns[key] = column;
  else table.doubled.push({ key, first, second: column });
}
