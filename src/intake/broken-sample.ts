// A workbook with twenty mistakes that real appendices make, for showing how an import answers. Nothing in it can be
// imported.
import { writeFile } from "node:fs/promises";
import type { CellValue } from "./grid.ts";
import { writeWorkbook } from "./spreadsheet.ts";

type Row = CellValue[];

const header: Row = [
  "STT",
  "Mã nhiệm vụ",
  "Nội dung nhiệm vụ",
  "Cơ quan chủ trì",
  "Cơ quan phối hợp",
  "Thời hạn",
  "Hạn nội bộ",
  "Sản phẩm",
  "Văn bản giao",
  "Loại",
];

/** A sound row, which `mistakes` spoil one cell at a time. Columns as in the header, A to J. */
function soundRow(number: number): Row {
  const title = `Rà soát, công khai thủ tục hành chính đợt ${number}`;
  return [
    number,
    `HONG-${number}`,
    title,
    "Sở Nội vụ",
    "Công an tỉnh",
    "31/12/2025",
    "",
    "Báo cáo kết quả",
    "",
    "",
  ];
}

/** Column (from 0) and what is wrong there. */
const mistakes: [column: number, wrong: CellValue][] = [
  [5, "31/02/2026"],
  [5, "31/12/25"],
  [5, "31/12"],
  [5, "Quý V/2026"],
  [5, "Tháng 13/2025"],
  [5, "12/31/2025"],
  [5, "Trước tháng 12/2025"],
  [5, "Sớm nhất có thể"],
  [5, 12],
  [6, "15/01/2026"],
  [2, ""],
  [2, 2025],
  [3, ""],
  [3, "Công an tỉnh; Sở Tư pháp"],
  [1, ""],
  [1, "HONG 16"],
  [1, "HONG-1B"],
  [8, "Theo chỉ đạo của lãnh đạo"],
  [8, "Kế hoạch số 02-KH/BCĐ ngày 31/11/2025"],
  [9, "#REF!"],
];

/** Row of the first mistake, as spreadsheets count: below title, empty row, header and the sound row. */
const firstRow = 5;

/** Writes the workbook and returns the twenty cells that are wrong, in order ("F4", ...). */
export async function writeBrokenAppendix(path: string): Promise<string[]> {
  const rows = mistakes.map(([column, wrong], at) => soundRow(at + 1).with(column, wrong));
  // One sound row, so that its code can come a second time.
  const twin = soundRow(21).with(1, "HONG-1B");
  await writeFile(
    path,
    await writeWorkbook([{ name: "Phụ lục", rows: [["PHỤ LỤC"], [], header, twin, ...rows] }]),
  );
  return mistakes.map(([column], at) => `${"ABCDEFGHIJ".charAt(column)}${firstRow + at}`);
}
