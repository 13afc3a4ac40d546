// Reads an appendix into proposed tasks. Promises every problem of the file at once, each at its cell, and notes for what
// was seen and not taken; changes nothing anywhere.
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { ProposedTask } from "../../schemas/task.ts";
import { readDocuments } from "../register/documents.ts";
import { remembering } from "../register/wording.ts";
import { agencyNames } from "./agency-names.ts";
import type { ColumnKey } from "./columns.ts";
import { readDeadline } from "./deadline.ts";
import { cellName, columnName, gridReader, textOf, type Grid, type GridReader } from "./grid.ts";
import { openFile } from "./open-file.ts";
import { problemAt, type Place } from "./place.ts";
import { looksLikeTask, walkRows } from "./rows.ts";
import { findTable, nearestHeader, type Table } from "./table.ts";
import { readTask, type TaskSource } from "./task-cells.ts";
import { readTitleBlock, type TitleBlock } from "./title-block.ts";

export interface PlacedProposal {
  task: ProposedTask;
  place: Place;
}

export interface Appendix {
  file: string;
  /** Sound rows, each with its own code. */
  proposals: PlacedProposal[];
  /** Rows with problems, read as far as possible, so that their agencies can be checked as well. Never imported. */
  flawed: PlacedProposal[];
  /** Rows that are tasks, those with problems included. */
  taskRows: number;
  problems: Phrase[];
  /** What the reader should know though nothing is wrong: hidden rows, columns not taken, sheets without a table. */
  notes: Phrase[];
}

/** Reads an .xlsx or .csv appendix. The same file gives the same proposals. Throws only what the disk throws. */
export async function readAppendix(path: string): Promise<Appendix> {
  const opened = await openFile(path);
  const appendix: Appendix = {
    file: opened.file,
    proposals: [],
    flawed: [],
    taskRows: 0,
    problems: [],
    notes: [],
  };
  if ("problem" in opened) return { ...appendix, problems: [opened.problem] };
  let tables = 0;
  for (const grid of opened.grids) tables += readSheet(gridReader(grid), appendix);
  if (tables === 0 && appendix.problems.length === 0)
    appendix.problems.push(noTable(opened.file, opened.grids));
  refuseDoubles(appendix);
  return appendix;
}

/** Reads one sheet into the appendix and returns how many tables it had. */
function readSheet(reader: GridReader, into: Appendix): number {
  const { grid } = reader;
  const first = findTable(reader, 0);
  if (first === null) {
    if (hasWords(grid)) into.notes.push(phrase("intake.note.sheet", { file: into.file, sheet: grid.name }));
    return 0;
  }
  if (grid.hidden) {
    into.notes.push(phrase("intake.note.hidden_sheet", { file: into.file, sheet: grid.name }));
    return 1;
  }
  noteHidden(grid, into);
  let tables = 0;
  let top = 0;
  let block: TitleBlock | null = null;
  for (let table: Table | null = first; table !== null; tables += 1) {
    const own = readTitleBlock(reader, top, table.headerTop);
    block = block !== null && own.identity === null ? block : own;
    top = readTable(reader, { table, block }, into);
    const next: Table | null = findTable(reader, top);
    refuseStragglers(reader, { table, from: top, to: next?.headerTop ?? grid.rows.length }, into);
    table = next;
  }
  return tables;
}

/** Reads one table into the appendix and returns the row where it ended. */
function readTable(reader: GridReader, source: { table: Table; block: TitleBlock }, into: Appendix): number {
  const { table, block } = source;
  const sheet = reader.grid.name;
  const where = { file: into.file, sheet };
  for (const { column, heading, known } of table.leftOut) {
    const cell = cellName(table.headerTop, column);
    into.notes.push(
      phrase(known ? "intake.note.not_taken" : "intake.note.unknown_column", { ...where, cell, heading }),
    );
  }
  for (const { first, second } of table.doubled) {
    const cell = cellName(table.headerBottom, second);
    const other = cellName(table.headerBottom, first);
    into.problems.push(
      problemAt("intake.header.double", { ...where, cell, other, read: table.headings[second] ?? "" }),
    );
  }
  for (const [key, heading] of [
    ["lead", "Cơ quan chủ trì"],
    ["dueOn", "Thời hạn"],
  ] as const) {
    if (table.columns[key] !== undefined) continue;
    into.notes.push(phrase("intake.note.no_column", { ...where, row: table.headerTop + 1, heading }));
  }
  const walk = walkRows(reader, table);
  const hasCodes = table.columns.code !== undefined || block.identity !== null;
  if (!hasCodes) {
    const cell = cellName(table.headerTop, 0);
    into.problems.push(
      problemAt("intake.code.no_identity", { ...where, cell, read: table.headings[0] ?? "" }),
    );
  }
  for (const row of walk.unclear) {
    const column = table.columns.title ?? 0;
    const read = textOf(reader.at(row, column));
    into.problems.push(problemAt("intake.row.unclear", { ...where, cell: cellName(row, column), read }));
  }
  const taskSource: TaskSource = {
    reader,
    table,
    block,
    file: into.file,
    parts: partsOf(reader, table, walk.tasks),
    named: Object.entries(table.columns).map(([key, column]) => ({
      key: key as ColumnKey,
      column,
      letters: columnName(column),
    })),
    agencies: remembering(agencyNames),
    documents: remembering(readDocuments),
    deadlines: remembering((text) => readDeadline(text, reader.grid.epoch)),
  };
  for (const found of walk.tasks) {
    const { proposal, problems, notes } = readTask(taskSource, found);
    into.taskRows += 1;
    into.problems.push(...problems);
    into.notes.push(...notes);
    (problems.length === 0 ? into.proposals : into.flawed).push(proposal);
  }
  return walk.end === reader.grid.rows.length ? walk.end : walk.end + 1;
}

/** Position of each task among those that share one merged number cell: such tasks are parts of one item. */
function partsOf(reader: GridReader, table: Table, tasks: { row: number }[]): Map<number, number> {
  const parts = new Map<number, number>();
  const column = table.columns.item;
  if (column === undefined) return parts;
  const byTop = Map.groupBy(
    tasks.filter(({ row }) => reader.mergeAt(row, column) !== undefined),
    ({ row }) => reader.mergeAt(row, column)?.top ?? row,
  );
  for (const sharing of byTop.values()) {
    if (sharing.length > 1) for (const [at, { row }] of sharing.entries()) parts.set(row, at + 1);
  }
  return parts;
}

/** Rows that look like tasks below the end of their table would be lost without a word. */
function refuseStragglers(
  reader: GridReader,
  range: { table: Table; from: number; to: number },
  into: Appendix,
): void {
  for (let row = range.from; row < range.to; row += 1) {
    if (!looksLikeTask(reader, range.table, row)) continue;
    const column = range.table.columns.title ?? 0;
    const at = { file: into.file, sheet: reader.grid.name, cell: cellName(row, column) };
    into.problems.push(problemAt("intake.row.after_end", { ...at, read: textOf(reader.at(row, column)) }));
  }
}

function refuseDoubles(appendix: Appendix): void {
  const seen = new Map<string, Place>();
  appendix.proposals = appendix.proposals.filter((proposal) => {
    const { task, place } = proposal;
    const first = seen.get(task.code);
    if (first === undefined) {
      seen.set(task.code, place);
      return true;
    }
    const cell = place.cells.code ?? place.cells.item ?? place.cells.title ?? "";
    const other = `${first.sheet}!${first.cells.code ?? first.cells.item ?? first.cells.title ?? ""}`;
    const at = { file: place.file, sheet: place.sheet, cell, other };
    appendix.problems.push(problemAt("intake.code.double", { ...at, read: task.code }));
    appendix.flawed.push(proposal);
    return false;
  });
}

function noteHidden(grid: Grid, into: Appendix): void {
  const where = { file: into.file, sheet: grid.name };
  const rows = grid.hiddenRows.filter((row) => grid.rows[row]?.some((value) => textOf(value) !== ""));
  if (rows.length > 0) {
    const shown = rows
      .slice(0, 10)
      .map((row) => row + 1)
      .join(", ");
    into.notes.push(phrase("intake.note.hidden_rows", { ...where, count: rows.length, rows: shown }));
  }
  const columns = grid.hiddenColumns.filter((column) =>
    grid.rows.some((row) => textOf(row[column] ?? null) !== ""),
  );
  if (columns.length > 0) {
    into.notes.push(
      phrase("intake.note.hidden_columns", { ...where, columns: columns.map(columnName).join(", ") }),
    );
  }
}

function hasWords(grid: Grid): boolean {
  return grid.rows.some((row) => row.some((value) => textOf(value).trim() !== ""));
}

function noTable(file: string, grids: Grid[]): Phrase {
  for (const grid of grids) {
    const nearest = nearestHeader(gridReader(grid));
    if (nearest === null) continue;
    const cell = cellName(nearest.row, 0);
    return problemAt("intake.sheet.no_header", {
      file,
      sheet: grid.name,
      cell,
      read: nearest.found.join(", "),
    });
  }
  return phrase("intake.file.no_table", { file, sheets: grids.map((grid) => grid.name).join(", ") });
}
