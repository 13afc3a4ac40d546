// Writes small appendices for the tests of this room and reads them back through the front door.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inWords } from "../../schemas/phrase.ts";
import { readAppendix, type Appendix } from "../../src/intake/appendix.ts";
import type { CellValue, Merge } from "../../src/intake/grid.ts";
import { writeWorkbook, type SheetToWrite } from "../../src/intake/spreadsheet.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The usual title block of an appendix, three rows. */
export const titleBlock: CellValue[][] = [
  ["PHỤ LỤC II"],
  ["(Kèm theo Chỉ thị số 013/CT-UBND ngày 02/12/2025 của UBND tỉnh)"],
  [],
];
export const header: CellValue[] = [
  "STT",
  "Nội dung nhiệm vụ",
  "Cơ quan chủ trì",
  "Cơ quan phối hợp",
  "Thời hạn",
  "Sản phẩm",
];

/** A row under `header`. */
export function aRow(
  number: CellValue,
  title: CellValue,
  changes: { lead?: CellValue; dueOn?: CellValue } = {},
): CellValue[] {
  const { lead = "Sở Nội vụ", dueOn = "31/12/2025" } = changes;
  return [number, title, lead, "", dueOn, "Báo cáo"];
}

/** Merged cells, rows and columns counted from 0, both ends included. */
export function merge(top: number, left: number, bottom: number, right: number): Merge {
  return { top, left, bottom, right };
}

/** Writes the sheets as one .xlsx in a temporary folder and reads it. */
export async function readSheets(
  ...sheets: (Partial<SheetToWrite> & { rows: CellValue[][] })[]
): Promise<Appendix> {
  const named = sheets.map((sheet, at) => ({ name: `Trang ${at + 1}`, ...sheet }));
  return readBytes("phu-luc.xlsx", await writeWorkbook(named));
}

/** Writes bytes or text under a name in a temporary folder and reads it as an appendix. */
export async function readBytes(name: string, content: Uint8Array | string): Promise<Appendix> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return readAppendix(path);
}

/** Problems as a Vietnamese clerk reads them. */
export function problemsOf(appendix: Appendix): string[] {
  return appendix.problems.map((problem) => inWords(problem, "vi"));
}

/** Codes and titles, for comparing what was found. */
export function foundIn(appendix: Appendix): string[] {
  return appendix.proposals.map(({ task }) => `${task.code} ${task.title}`);
}
