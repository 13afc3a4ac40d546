// From a path to grids. Promises that a dangerous, damaged or unreadable file ends as a problem in words, never as a
// crash and never half read.
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { checkContainer, limits } from "./container.ts";
import { columnName, type Grid } from "./grid.ts";
import { readCsv, readWorkbook } from "./spreadsheet.ts";

/** Beyond these a sheet is a stray cell or not an appendix. */
const widest = 200;
const longest = 200_000;
/** Rows covered by merged rectangles, counted for each rectangle. */
const mostMergedRows = 1_000_000;

export type OpenedFile = { file: string; grids: Grid[] } | { file: string; problem: Phrase };

/** Opens an .xlsx or .csv. `file` is the bare name used in every message. Throws only what the disk throws. */
export async function openFile(path: string): Promise<OpenedFile> {
  const file = basename(path);
  const bytes = await readCapped(path);
  if (bytes === "missing") return { file, problem: phrase("intake.file.missing", { file: path }) };
  const container = await checkContainer(bytes, file);
  if ("problem" in container) return { file, problem: container.problem };
  const opened = container.kind === "xlsx" ? await openWorkbook(bytes, file) : openText(bytes, file);
  if ("problem" in opened) return opened;
  const stray = opened.grids.flatMap((grid) => strayCell(grid, file));
  return stray[0] === undefined ? opened : { file, problem: stray[0] };
}

/** Reads one byte more than the cap at most, so that a huge file is noticed without being held. */
async function readCapped(path: string): Promise<Buffer | "missing"> {
  const handle = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (handle === null) return "missing";
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return "missing";
    const buffer = Buffer.alloc(Math.min(stat.size, limits.fileBytes + 1));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function openWorkbook(bytes: Buffer, file: string): Promise<OpenedFile> {
  try {
    return { file, grids: await readWorkbook(bytes) };
  } catch (error) {
    const tooFar = error instanceof Error && /spans .* cells/.test(error.message);
    return { file, problem: phrase(tooFar ? "intake.file.far" : "intake.file.damaged", { file }) };
  }
}

/** Vietnamese text in an older encoding decodes to nonsense, so anything but UTF-8 is refused. */
function openText(bytes: Buffer, file: string): OpenedFile {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\0")) return { file, problem: phrase("intake.file.kind", { file }) };
    return { file, grids: [readCsv(text, "CSV")] };
  } catch {
    return { file, problem: phrase("intake.file.encoding", { file }) };
  }
}

function strayCell(grid: Grid, file: string): Phrase[] {
  const merged = grid.merges.reduce(
    (sum, { top, bottom }) => sum + Math.min(bottom, grid.rows.length) - top + 1,
    0,
  );
  if (merged > mostMergedRows) return [phrase("intake.sheet.merges", { file, sheet: grid.name, merged })];
  const used = grid.rows.map((row) => row.findLastIndex((value) => value !== null && value !== ""));
  const lastRow = used.findLastIndex((column) => column >= 0);
  const lastColumn = used.reduce((most, column) => Math.max(most, column), 0);
  if (lastColumn < widest && lastRow < longest) return [];
  const cell = `${columnName(lastColumn)}${lastRow + 1}`;
  const limit = `${columnName(widest - 1)}${longest}`;
  return [phrase("intake.sheet.far", { file, sheet: grid.name, cell, limit })];
}
