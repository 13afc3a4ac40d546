// The worksheet as a workbook, a sheet for each unit. Every cell is text and stays what it is: nothing in it is ever taken
// for a formula, a date or a number.
import { writeXlsx, type CellStyle, type WriteSheet } from "hucre/xlsx";
import { showDay, showInstant } from "../../schemas/time.ts";
import type { SheetTask, SheetUnit, SheetWords, Worksheet } from "./worksheet.ts";

/** The bytes of an .xlsx, A4 across, with the headings on every page. */
export async function worksheetWorkbook(sheet: Worksheet, words: SheetWords): Promise<Uint8Array> {
  const { say } = words;
  const taken = new Set<string>();
  const sheets = sheet.units.map((unit) => unitSheet(sheet, unit, { words, taken }));
  const empty: WriteSheet = {
    name: say("sheet.title"),
    rows: [[say("by_hand.empty", { portal: sheet.portal })]],
  };
  return await writeXlsx({ sheets: sheets.length === 0 ? [empty] : sheets });
}

const widths = [8, 14, 36, 12, 22, 24, 40, 16, 16, 16];
const side = { style: "thin", color: { rgb: "FF8C959F" } } as const;
const body: CellStyle = {
  numFmt: "@",
  alignment: { wrapText: true, vertical: "top" },
  border: { top: side, right: side, bottom: side, left: side },
};
const head: CellStyle = {
  ...body,
  font: { bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FFEAEEF2" } },
};
const headerRow = 4;

function unitSheet(
  { portal, madeAt, madeBy }: Worksheet,
  unit: SheetUnit,
  { words: { say }, taken }: { words: SheetWords; taken: Set<string> },
): WriteSheet {
  const name = unit.unit ?? say("sheet.no_unit");
  const gone = unit.withdrawn.map(({ slip, code, at }) =>
    say("sheet.withdrawn_one", { slip, code, at: showInstant(at) }),
  );
  const headings = [
    "sheet.slip",
    "sheet.code",
    "sheet.task",
    "sheet.due",
    "sheet.where",
    "sheet.old",
    "sheet.new",
    "sheet.who",
    "sheet.when",
    "sheet.number",
  ] as const;
  const rows = [
    [`${say("sheet.title")} · ${say("sheet.portal", { portal })}`],
    [`${say("sheet.unit", { unit: name })} · ${say("sheet.count", { count: unit.tasks.length })}`],
    [say("sheet.made", { at: showInstant(madeAt), who: madeBy })],
    [gone.length === 0 ? "" : `${say("sheet.withdrawn")}: ${gone.join("; ")}`],
    headings.map((key) => say(key)),
    ...unit.tasks.flatMap((task) => rowsOf(task, say)),
  ];
  const cells = rows.flatMap((row, at) =>
    row.map((value, column): [string, { value: string; type: "string"; style: CellStyle }] => [
      `${at},${column}`,
      { value, type: "string", style: styleOf(at) },
    ]),
  );
  return {
    name: sheetName(name, taken),
    rows,
    cells: new Map(cells),
    columns: widths.map((width) => ({ width })),
    freezePane: { rows: headerRow + 1 },
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${headerRow + 1}:$${headerRow + 1}`,
    },
  };
}

function styleOf(row: number): CellStyle {
  if (row > headerRow) return body;
  if (row === headerRow) return head;
  return { numFmt: "@", font: { bold: row < 2, size: row === 0 ? 14 : 11 } };
}

function rowsOf(task: SheetTask, say: SheetWords["say"]): string[][] {
  const { slip, replaces, code, title, dueOn } = task;
  const told = replaces === null ? title : `${title}\n${say("sheet.replaces", { slip: replaces })}`;
  const lead = [String(slip), code, told, dueOn === null ? "" : showDay(dueOn)];
  const blanks = ["", "", ""];
  return [
    ...task.lines.map((line) => [
      ...lead,
      line.where,
      line.old,
      line.new === "" ? say("sheet.clear") : line.new,
      ...blanks,
    ]),
    ...task.files.map(({ where, name, size, sha256, place }) => [
      ...lead,
      where,
      "",
      [
        `${say("sheet.upload")}: ${name}`,
        `${say("sheet.size", { size })}, SHA-256 ${sha256}`,
        ...(place === null ? [] : [say("sheet.at_place", { place })]),
      ].join("\n"),
      ...blanks,
    ]),
  ];
}

/** Workbooks allow 31 characters, without some, and each name once. */
function sheetName(unit: string, taken: Set<string>): string {
  const plain = unit.replaceAll(/[[\]:*?/\\']/g, " ").trim() || "–";
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? "" : ` (${number})`;
    const name = `${plain.slice(0, 31 - end.length).trim()}${end}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
