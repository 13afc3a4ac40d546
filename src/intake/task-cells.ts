// From the cells of one row to one proposed task. Promises all problems of the row at once; never fills a gap by
// guessing.
import type { Phrase, PhraseKey } from "../../schemas/phrase.ts";
import type { Deadline, ProposedTask, SourceDocument } from "../../schemas/task.ts";
import { showDay } from "../../schemas/time.ts";
import { resolutionsIn, type DocumentReading } from "../register/documents.ts";
import { fold, tidy } from "../register/wording.ts";
import type { PlacedProposal } from "./appendix.ts";
import type { ColumnKey } from "./columns.ts";
import { readDeadline, type DeadlineReading } from "./deadline.ts";
import { cellName, isErrorValue, textOf, type CellValue, type GridReader } from "./grid.ts";
import { findStamp, readMarking, strictest } from "./marking.ts";
import { isItemNumber } from "./outline.ts";
import { problemAt, type Place } from "./place.ts";
import { linesAt, type FoundTask } from "./rows.ts";
import type { Table } from "./table.ts";
import type { TitleBlock } from "./title-block.ts";

export interface TaskSource {
  reader: GridReader;
  table: Table;
  block: TitleBlock;
  file: string;
  /** Row -> position among tasks that share one merged number cell. */
  parts: Map<number, number>;
  /** The table's columns with their letters, for naming cells. */
  named: { key: ColumnKey; column: number; letters: string }[];
  agencies: (text: string) => string[];
  documents: (text: string) => DocumentReading;
  deadlines: (text: string) => DeadlineReading;
}

interface RowReading {
  source: TaskSource;
  found: FoundTask;
  place: Place;
  problems: Phrase[];
  notes: Phrase[];
}

/** Reads one task row. With problems the proposal has gaps and must not be imported. */
export function readTask(
  source: TaskSource,
  found: FoundTask,
): { proposal: PlacedProposal; problems: Phrase[]; notes: Phrase[] } {
  const place = placeOf(source, found);
  const row: RowReading = { source, found, place, problems: [], notes: [] };
  refuseErrorValues(row);
  const deadline = deadlineIn(row, "dueOn");
  const documents = documentsIn(row);
  const title = titleIn(row);
  const task: ProposedTask = {
    code: codeIn(row),
    kind: kindIn(row),
    programmes: programmesIn(row, documents, title),
    title,
    sources: documents.map((document) => ({ document, item: found.path, appendix: source.block.appendix })),
    leadOrganisation: leadIn(row),
    cooperatingOrganisations: row.source.agencies(rawText(row, "cooperating")),
    deadline,
    internalDueOn: internalDueOnIn(row, deadline),
    deliverable: deliverableIn(row),
    classification: classificationIn(row, title),
  };
  return { proposal: { task, place }, problems: row.problems, notes: row.notes };
}

function placeOf(source: TaskSource, found: FoundTask): Place {
  const cells: Place["cells"] = {};
  for (const { key, column, letters } of source.named) {
    const merge = source.reader.mergeAt(found.row, column);
    cells[key] = merge === undefined ? `${letters}${found.row + 1}` : cellName(merge.top, merge.left);
  }
  return { file: source.file, sheet: source.reader.grid.name, row: found.row + 1, cells };
}

function valueIn(row: RowReading, key: ColumnKey): CellValue {
  const column = row.source.table.columns[key];
  return column === undefined ? null : row.source.reader.at(row.found.row, column);
}

function rawText(row: RowReading, key: ColumnKey): string {
  return textOf(valueIn(row, key));
}

function textIn(row: RowReading, key: ColumnKey): string {
  return tidy(rawText(row, key));
}

function refuse(row: RowReading, key: PhraseKey, column: ColumnKey, values: Phrase["values"] = {}): void {
  if (key !== "intake.cell.error" && isErrorValue(valueIn(row, column))) return;
  const { file, sheet, cells } = row.place;
  // A task without a number column is shown by its title.
  const cell = cells[column] ?? cells.title ?? "";
  row.problems.push(problemAt(key, { ...values, file, sheet, cell, read: textIn(row, column) }));
}

/** A failed formula is reported once, as itself; `refuse` then stays silent about its cell. */
function refuseErrorValues(row: RowReading): void {
  for (const { key } of row.source.named) {
    if (isErrorValue(valueIn(row, key))) refuse(row, "intake.cell.error", key);
  }
}

function titleIn(row: RowReading): string {
  const value = valueIn(row, "title");
  const title = tidy(textOf(value));
  if (title === "") refuse(row, "intake.title.missing", "title");
  else if (typeof value !== "string" || !/\p{L}/u.test(title)) refuse(row, "intake.title.no_words", "title");
  return title;
}

/** A code of its own, else appendix identity + path ("PL2-013CT-UBND-021225-I.3"), the same at every import. */
function codeIn(row: RowReading): string {
  if (row.source.table.columns.code !== undefined) return ownCode(row);
  const { path, row: at } = row.found;
  const { identity } = row.source.block;
  // Without an identity the whole table was refused already, with one problem for all its rows.
  if (identity === null) return `${row.place.sheet}!${row.place.row}`;
  if (path === "") refuse(row, "intake.code.no_number", "item");
  else if (!isItemNumber(path) || valueIn(row, "item") instanceof Date)
    refuse(row, "intake.code.number", "item");
  const part = row.source.parts.get(at);
  return `${identity}-${path}${part === undefined ? "" : `-${part}`}`;
}

function ownCode(row: RowReading): string {
  const code = textIn(row, "code");
  if (code === "") refuse(row, "intake.code.missing", "code");
  else if (!/^[\p{L}\d][\p{L}\d._/-]{0,63}$/u.test(code)) refuse(row, "intake.code.form", "code");
  return code;
}

const kinds: Record<string, ProposedTask["kind"]> = {
  "": "task",
  "nhiệm vụ": "task",
  "dự án": "project",
  "đề án": "project",
  "chỉ tiêu": "target",
  "mục tiêu": "target",
  "sản phẩm": "deliverable",
};

function kindIn(row: RowReading): ProposedTask["kind"] {
  const kind = kinds[fold(rawText(row, "kind"))];
  if (kind === undefined) refuse(row, "intake.kind.unknown", "kind");
  return kind ?? "task";
}

/** Every task has one lead agency; the others cooperate. */
function leadIn(row: RowReading): string | null {
  if (row.source.table.columns.lead === undefined) return null;
  const names = row.source.agencies(rawText(row, "lead"));
  const [lead] = names;
  if (lead === undefined) refuse(row, "intake.lead.missing", "lead");
  else if (names.length > 1) refuse(row, "intake.lead.several", "lead", { count: names.length });
  else if (!/\p{L}{2}/u.test(lead)) refuse(row, "intake.lead.no_name", "lead");
  return lead ?? null;
}

function deadlineIn(row: RowReading, key: "dueOn" | "internalDueOn"): Deadline {
  const value = valueIn(row, key);
  const none: Deadline = { dueOn: null, precision: "none", text: "" };
  const { deadlines, reader } = row.source;
  const read = typeof value === "string" ? deadlines(value) : readDeadline(value, reader.grid.epoch);
  if ("deadline" in read) return read.deadline;
  refuse(row, `intake.deadline.${read.fault}`, key);
  return none;
}

/** The internal deadline (letter S0, item 1 of the requests: before 25/12/2025) must not be later than the official. */
function internalDueOnIn(row: RowReading, official: Deadline): string | null {
  const { dueOn } = deadlineIn(row, "internalDueOn");
  if (dueOn !== null && official.dueOn !== null && dueOn > official.dueOn) {
    refuse(row, "intake.internal.late", "internalDueOn", { official: showDay(official.dueOn) });
  }
  return dueOn;
}

/** The row's own documents, else those above the table. */
function documentsIn(row: RowReading): SourceDocument[] {
  const raw = rawText(row, "document");
  const read = row.source.documents(raw);
  if ("documents" in read) return read.documents.length > 0 ? read.documents : row.source.block.documents;
  refuse(row, `intake.document.${read.fault}`, "document");
  return [];
}

/** Resolutions by their number, and Đề án 06 where column, heading or title names it. */
function programmesIn(row: RowReading, documents: SourceDocument[], title: string): string[] {
  const named = textIn(row, "programme");
  const listed = named.split(/\s*[;,]\s*/).filter((name) => name !== "" && !isProject06(name));
  const resolutions = resolutionsIn(documents);
  const is06 = [named, title, ...row.found.groups].some(isProject06);
  return [...new Set([...listed, ...resolutions, ...(is06 ? ["ĐA06"] : [])])];
}

function isProject06(text: string): boolean {
  return text.includes("6") && /(?<!\p{L})(đề án|đa) ?0?6(?!\d)/u.test(fold(text));
}

function deliverableIn(row: RowReading): string {
  const column = row.source.table.columns.deliverable;
  return column === undefined ? "" : linesAt(row.source.reader, row.found, column).join("; ");
}

function classificationIn(row: RowReading, title: string): ProposedTask["classification"] {
  const marked = readMarking(rawText(row, "classification"));
  if (marked === "unknown") {
    const { file, sheet, cells } = row.place;
    const at = { file, sheet, cell: cells.classification ?? "" };
    row.notes.push(problemAt("intake.note.marking", { ...at, read: textIn(row, "classification") }));
  }
  return strictest([marked, findStamp(title) ?? "normal", row.source.block.stamp]);
}
