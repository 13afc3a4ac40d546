// Walks the rows of a table and tells tasks from headings, repeated headers, totals and blanks. Promises that every row
// with words in it becomes something: a task, a heading, a continuation, or a fault with its row.
import { fold, linesOf, tidy } from "../register/wording.ts";
import type { ColumnKey } from "./columns.ts";
import { textOf, type CellValue, type GridReader } from "./grid.ts";
import { isGroupNumber, joinPath, numberIn, openGroup, splitHeading, type Group } from "./outline.ts";
import type { Table } from "./table.ts";

export interface FoundTask {
  row: number;
  /** Rows below that only continue its deliverable. */
  continued: number[];
  /** Number from the top, "II.3"; "" when the row has none. */
  path: string;
  groups: string[];
}

export interface Walk {
  tasks: FoundTask[];
  /** Rows whose meaning nobody can tell. */
  unclear: number[];
  /** First row that no longer belongs to the table. */
  end: number;
}

const ending =
  /^(tổng cộng|tổng số|nơi nhận|người lập|thủ trưởng|kt|tm|t m|tl|ghi chú|lưu ý|xác nhận|[\p{L} ]+ ngày( \d+)? tháng)(?= |$)/u;
const subtotal = /^(cộng|tổng)( nhóm| mục| phần| phụ lục)?( [ivx\d]+)*( nhiệm vụ)?$/;
const headingWords = /^(nhóm|lĩnh vực|mục|phần|chương)(?= |$)/;
/** Columns whose content makes a row a task rather than a heading. */
const taskColumns: ColumnKey[] = [
  "lead",
  "cooperating",
  "dueOn",
  "internalDueOn",
  "deliverable",
  "code",
  "document",
];

/** Walks from below the header to the end of the table or of the sheet. */
export function walkRows(reader: GridReader, table: Table): Walk {
  const walk: Walk = { tasks: [], unclear: [], end: reader.grid.rows.length };
  let open: Group[] = [];
  for (let row = table.headerBottom + 1; row < walk.end; row += 1) {
    const view = viewRow(reader, table, row);
    if (isBlank(view) || isHeaderAgain(view, table)) continue;
    if (isEnd(view)) walk.end = row;
    else if (isSubtotal(view)) continue;
    else if (isHeading(view)) open = openGroup(open, ...headingOf(view));
    else if (isContinuation(view, walk.tasks.at(-1))) walk.tasks.at(-1)?.continued.push(row);
    else if (isUnclear(view)) walk.unclear.push(row);
    else walk.tasks.push(taskOf(view, open));
  }
  return walk;
}

/** True for a row that looks like a task though its table has ended: number, words, and someone or some day. */
export function looksLikeTask(reader: GridReader, table: Table, row: number): boolean {
  const view = viewRow(reader, table, row);
  return /^\d+(\.\d+)*$/.test(view.number) && view.title !== "" && view.hasTaskCells;
}

interface RowView {
  reader: GridReader;
  table: Table;
  row: number;
  values: CellValue[];
  number: string;
  title: string;
  hasTaskCells: boolean;
  /** The words of a cell merged across the title and its neighbours. */
  acrossText: string | null;
}

function viewRow(reader: GridReader, table: Table, row: number): RowView {
  const textAt = (key: ColumnKey) => {
    const column = table.columns[key];
    return column === undefined ? "" : tidy(textOf(reader.at(row, column)));
  };
  const across = acrossAt(reader, table, row);
  return {
    reader,
    table,
    row,
    values: reader.grid.rows[row] ?? [],
    number: across !== null && across.left <= (table.columns.item ?? -1) ? "" : numberIn(textAt("item")),
    title: textAt("title"),
    hasTaskCells: across?.whole !== true && taskColumns.some((key) => textAt(key) !== ""),
    acrossText: across === null ? null : textAt("title"),
  };
}

/** The merge over the title cell, if it also covers other known columns. `whole`: it covers who or when as well. */
function acrossAt(reader: GridReader, table: Table, row: number): { left: number; whole: boolean } | null {
  const title = table.columns.title ?? -1;
  const merge = reader.mergeAt(row, title);
  if (merge === undefined || merge.left === merge.right) return null;
  const covers = (key: ColumnKey) => {
    const column = table.columns[key];
    return column !== undefined && merge.left <= column && column <= merge.right;
  };
  if (!covers("item") && !taskColumns.some(covers)) return null;
  return { left: merge.left, whole: taskColumns.some(covers) };
}

/** Nothing in any column that is imported. */
function isBlank(view: RowView): boolean {
  return view.number === "" && view.title === "" && !view.hasTaskCells;
}

/** A header repeated after a page break, or the row of column numbers "(1) (2) (3)" below one. */
function isHeaderAgain(view: RowView, table: Table): boolean {
  // Only a title that is empty, a column number or the heading itself can be one; spares most rows the rest.
  if (view.title.length > (table.headings[table.columns.title ?? -1]?.length ?? 0) + 4) return false;
  const filled = view.values.map((value) => fold(textOf(value))).filter((text) => text !== "");
  if (filled.length < 2) return false;
  const same = view.values.filter((value, column) => isHeadingText(table, column, fold(textOf(value))));
  if (same.length >= 2 && same.length * 2 >= filled.length) return true;
  const numbers = filled.filter((text) => /^\d{1,2}$/.test(text)).map(Number);
  return (
    filled.length >= 3 && numbers.length >= filled.length - 2 && isCounting(numbers) && numbers.length >= 3
  );
}

function isHeadingText(table: Table, column: number, text: string): boolean {
  const heading = fold(table.headings[column] ?? "");
  return text !== "" && (text === heading || heading.startsWith(`${text} `) || heading.endsWith(` ${text}`));
}

function isCounting(numbers: number[]): boolean {
  return numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1);
}

function isEnd(view: RowView): boolean {
  return !isNumbered(view) && ending.test(firstWords(view));
}

function isSubtotal(view: RowView): boolean {
  return !isNumbered(view) && subtotal.test(firstWords(view));
}

function firstWords(view: RowView): string {
  return fold(view.values.map(textOf).find((text) => text.trim() !== "") ?? "");
}

function isNumbered(view: RowView): boolean {
  return /^\d/.test(view.number) && view.title !== "";
}

function isHeading(view: RowView): boolean {
  if (view.hasTaskCells || (view.title === "" && view.number === "")) return false;
  if (view.acrossText !== null) return true;
  if (view.title === "") return /^[IVX\dA-ZĐ.]{1,8}[.):]\s*\p{L}{2,}/u.test(view.number);
  if (isGroupNumber(view.number) || hasChildren(view)) return true;
  return view.number === "" && (headingWords.test(fold(view.title)) || isShouted(view.title));
}

function isShouted(text: string): boolean {
  return text === text.toUpperCase() && /\p{L}{3}/u.test(text);
}

/** "1" is a heading when the next numbered row is "1.1". */
function hasChildren(view: RowView): boolean {
  const column = view.table.columns.item;
  if (column === undefined || view.number === "") return false;
  for (let row = view.row + 1; row < view.reader.grid.rows.length; row += 1) {
    const next = numberIn(tidy(textOf(view.reader.at(row, column))));
    if (next !== "") return next.startsWith(`${view.number}.`);
  }
  return false;
}

function headingOf(view: RowView): [label: string, title: string] {
  if (view.number !== "" && view.title !== "") return [view.number, view.title];
  const { label, title } = splitHeading(view.title === "" ? view.number : view.title);
  return [label, title];
}

/** A row that adds to the task above: nothing of its own but a deliverable, or all else merged with the row above. */
function isContinuation(view: RowView, above: FoundTask | undefined): boolean {
  if (above === undefined || !view.hasTaskCells) return false;
  const keys: ColumnKey[] = ["item", "code", "title", "lead", "dueOn"];
  const columns = keys.map((key) => view.table.columns[key]).filter((column) => column !== undefined);
  return columns.every((column) => {
    const merge = view.reader.mergeAt(view.row, column);
    if (merge !== undefined) return merge.top <= above.row;
    return textOf(view.values[column] ?? null).trim() === "";
  });
}

/** Words without number, agency or day under a task: a heading or a broken line, only a person can tell. */
function isUnclear(view: RowView): boolean {
  return view.number === "" && !view.hasTaskCells;
}

function taskOf(view: RowView, open: Group[]): FoundTask {
  return {
    row: view.row,
    continued: [],
    path: view.number === "" ? "" : joinPath(open, view.number),
    groups: open.map((group) => group.title),
  };
}

/** The lines of one column over a task's rows, each once. */
export function linesAt(reader: GridReader, task: FoundTask, column: number): string[] {
  const lines = [task.row, ...task.continued].flatMap((row) => linesOf(textOf(reader.at(row, column))));
  return [...new Set(lines)];
}
