// Reads the export of a portal that people reach: the configured columns, nothing else. Promises every problem with file,
// sheet and cell, and then nothing of it; never guesses a word, a code or a number.
import { UserError } from "../../schemas/errors.ts";
import type { ExportColumns, ExportedTask } from "../../schemas/by-hand.ts";
import { fieldNames, fields, type FieldName, type FieldValue } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { meaningOf, type StatusMap } from "../../schemas/status.ts";
import { fold, tidy } from "../register/wording.ts";
import { readDeadline } from "./deadline.ts";
import {
  cellName,
  columnName,
  gridReader,
  isErrorValue,
  textOf,
  type CellValue,
  type Grid,
  type GridReader,
} from "./grid.ts";
import { openFile } from "./open-file.ts";
import { problemAt } from "./place.ts";

export interface ExportShape {
  columns: ExportColumns;
  status: StatusMap;
}

type Key = keyof ExportColumns;
const keys: readonly Key[] = ["code", "document", "files", ...fieldNames];

/** Every row of an export. UserError with every problem at once. */
export async function readExport(
  path: string,
  shape: ExportShape,
): Promise<{ file: string; tasks: ExportedTask[] }> {
  const opened = await openFile(path);
  if ("problem" in opened) throw new UserError([opened.problem]);
  const { file, grids } = opened;
  const found = findHeader(
    grids.filter(({ hidden }) => !hidden),
    shape.columns.code,
  );
  if (found === null)
    throw new UserError([phrase("by_hand.no_header", { file, heading: shape.columns.code })]);
  const problems: Phrase[] = [];
  const places = placesOf({ file, ...found }, shape.columns, problems);
  if (problems.length > 0) throw new UserError(problems);
  const tasks = readRows({ file, ...found, places, shape }, problems);
  if (problems.length > 0) throw new UserError(problems);
  return { file, tasks };
}

/** Headers stand at the top; a word further down is content. */
const deepestHeader = 50;

interface Header {
  reader: GridReader;
  row: number;
}

function findHeader(grids: readonly Grid[], code: string): Header | null {
  for (const grid of grids) {
    const reader = gridReader(grid);
    const row = grid.rows
      .slice(0, deepestHeader)
      .findIndex((cells) => cells.some((cell) => isHeading(cell, code)));
    if (row !== -1) return { reader, row };
  }
  return null;
}

function isHeading(cell: CellValue, heading: string): boolean {
  const text = typeof cell === "string" ? tidy(cell) : "";
  return text !== "" && (text === tidy(heading) || fold(text) === fold(heading));
}

function placesOf(
  { file, reader, row }: Header & { file: string },
  columns: ExportColumns,
  problems: Phrase[],
): Partial<Record<Key, number>> {
  const places: Partial<Record<Key, number>> = {};
  const cells = reader.grid.rows[row] ?? [];
  const at = { file, sheet: reader.grid.name, row: row + 1 };
  for (const key of keys) {
    const heading = columns[key];
    if (heading === undefined) continue;
    const [first, second] = cells.flatMap((cell, column) => (isHeading(cell, heading) ? [column] : []));
    if (first === undefined) {
      const found = cells.map((cell) => tidy(textOf(cell))).filter((text) => text !== "");
      problems.push(phrase("by_hand.no_column", { ...at, heading, found: found.join(", ") }));
    } else if (second !== undefined) {
      const [cell, other] = [cellName(row, first), cellName(row, second)];
      problems.push(phrase("by_hand.twice_column", { ...at, heading, cell, other }));
    } else places[key] = first;
  }
  return places;
}

interface Sheet extends Header {
  file: string;
  places: Partial<Record<Key, number>>;
  shape: ExportShape;
}

function readRows(sheet: Sheet, problems: Phrase[]): ExportedTask[] {
  const { reader, row: header, places, file } = sheet;
  const taken = Object.values(places);
  const isFilled = (row: number) => taken.some((column) => tidy(textOf(reader.at(row, column))) !== "");
  const rows = [...reader.grid.rows.keys()].filter((row) => row > header && isFilled(row));
  if (rows.length === 0) problems.push(phrase("by_hand.no_rows", { file, sheet: reader.grid.name }));
  const seen = new Map<string, string>();
  const areShares = sharesIn(sheet, rows);
  return rows.map((row) => {
    const read = (key: Key) => (places[key] === undefined ? null : reader.at(row, places[key]));
    const code = tidy(textOf(read("code")));
    const cell = cellName(row, places.code ?? 0);
    const at = { file, sheet: reader.grid.name, cell, read: code };
    const other = seen.get(code);
    if (code === "") problems.push(problemAt("by_hand.no_code", at));
    else if (other !== undefined) problems.push(problemAt("by_hand.twice_code", { ...at, other }));
    seen.set(code, cell);
    const values = fieldNames.flatMap((name): [FieldName, FieldValue][] => {
      const value =
        places[name] === undefined ? undefined : readField(sheet, { row, name, areShares }, problems);
      return value === undefined ? [] : [[name, value]];
    });
    const files = places.files === undefined ? null : namesIn(textOf(read("files")));
    const document = tidy(textOf(read("document")));
    return { code, document: document === "" ? null : document, fields: Object.fromEntries(values), files };
  });
}

/** A column of percentages may hold shares of one: then some lie between 0 and 1, and none above. */
function sharesIn({ reader, places: { percent } }: Sheet, rows: readonly number[]): boolean {
  if (percent === undefined) return false;
  const numbers = rows.map((row) => reader.at(row, percent)).filter((value) => typeof value === "number");
  return numbers.some((value) => value > 0 && value < 1) && numbers.every((value) => value <= 1);
}

function namesIn(text: string): string[] {
  const names = text.split(/[\r\n;]+/).map((name) => name.normalize("NFC").trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

/** A field's value; `undefined`: the word says nothing of it, or the cell is a problem. */
function readField(
  { reader, places, file, shape }: Sheet,
  { row, name, areShares }: { row: number; name: FieldName; areShares: boolean },
  problems: Phrase[],
): FieldValue | undefined {
  const column = places[name] ?? 0;
  const value = reader.at(row, column);
  const text = tidy(textOf(value));
  const at = { file, sheet: reader.grid.name, cell: `${columnName(column)}${row + 1}`, read: text };
  const { kind } = fields[name];
  if (kind === "lifecycle") {
    const meaning = meaningOf(shape.status, text);
    if (meaning === null) problems.push(problemAt("by_hand.unknown_word", at));
    return meaning?.lifecycle ?? undefined;
  }
  if (text === "") return null;
  const parsed = isErrorValue(value)
    ? undefined
    : parsers[kind](value, { areShares, epoch: reader.grid.epoch });
  if (parsed === undefined) {
    problems.push(problemAt("by_hand.bad_cell", { ...at, field: name, expects: expected[kind] }));
  }
  return parsed;
}

interface Around {
  areShares: boolean;
  epoch: Grid["epoch"];
}

type Kind = Exclude<(typeof fields)[FieldName]["kind"], "lifecycle">;

const expected: Readonly<Record<Kind, string>> = {
  text: "…",
  organisation: "…",
  percent: "0–100",
  money: "1.500.000.000",
  day: "31/12/2025",
};

const parsers: Readonly<Record<Kind, (value: CellValue, around: Around) => FieldValue | undefined>> = {
  text: (value) => textOf(value).normalize("NFC").trim(),
  organisation: (value) => tidy(textOf(value)),
  percent: (value, { areShares }) => {
    const number =
      typeof value === "number"
        ? value * (areShares ? 100 : 1)
        : Number(
            textOf(value)
              .replace(/\s*%\s*$/, "")
              .trim(),
          );
    const whole = Math.round(number * 1000) / 1000;
    return Number.isInteger(whole) && whole >= 0 && whole <= 100 ? whole : undefined;
  },
  money: (value) => {
    const text = tidy(textOf(value)).replace(/\s*(?:đồng|đ|₫|VNĐ|VND)$/iu, "");
    return /^\d+$|^\d{1,3}([., ]\d{3})+$/.test(text) ? String(BigInt(text.replaceAll(/\D/g, ""))) : undefined;
  },
  day: (value, { epoch }) => {
    const reading = readDeadline(value, epoch);
    return "fault" in reading ? undefined : reading.deadline.dueOn;
  },
};
