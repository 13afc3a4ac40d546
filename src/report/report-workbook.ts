// A report as a workbook: the totals and each list on a sheet of its own, A4 across. Texts stay texts, whatever they look
// like; counts are numbers.
import { writeXlsx, type CellStyle, type WriteSheet } from "hucre/xlsx";
import { inWords } from "../../schemas/phrase.ts";
import { asPlainText } from "./plain-text.ts";
import type { ReportColumn, ReportPage, ReportTable } from "./report-page.ts";

/** The bytes of an .xlsx. */
export async function reportWorkbook(page: ReportPage): Promise<Uint8Array> {
  return await writeXlsx({ sheets: page.tables.map((table, at) => sheetOf(page, table, at === 0)) });
}

/** Characters that fit across an A4 page at this size of letters. */
const pageWidth = 140;
const font = { name: "Times New Roman", size: 13 };
const side = { style: "thin", color: { rgb: "FF404040" } } as const;
const border = { top: side, right: side, bottom: side, left: side };

const bold: CellStyle = { numFmt: "@", font: { ...font, bold: true } };
const plain: CellStyle = { numFmt: "@", font };
const title: CellStyle = {
  ...bold,
  font: { ...font, size: 15, bold: true },
  alignment: { horizontal: "center" },
};
const head: CellStyle = {
  ...bold,
  border,
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FFEAEEF2" } },
  alignment: { horizontal: "center", vertical: "center", wrapText: true },
};

interface Line {
  cells: (string | number)[];
  styles: (column: number) => CellStyle;
  /** One text across the whole table. */
  isWide: boolean;
}

function sheetOf(page: ReportPage, table: ReportTable, isFirst: boolean): WriteSheet {
  const { columns } = table;
  const above = [
    ...(isFirst ? letterHead(page) : [wide(table.heading, { ...title, font: { ...font, bold: true } })]),
    ...(isFirst ? [wide("", plain), wide(table.heading, bold)] : page.lines.slice(0, 1).map(centred)),
    ...table.notes.map((note) => wide(note, { ...plain, alignment: { wrapText: true, vertical: "top" } })),
  ];
  const headings: Line = { cells: columns.map((column) => column.title), styles: () => head, isWide: false };
  const hasRows = table.rows.length > 0;
  const lines = [...above, ...(hasRows ? [headings, ...bodyOf(table)] : [])];
  const cells = lines.flatMap(({ cells: values, styles }, at) =>
    values.map((value, column): [string, NonNullable<ReturnType<typeof cellOf>>] => [
      `${at},${column}`,
      cellOf(value, styles(column)),
    ]),
  );
  return {
    name: inWords({ key: `report.sheet.${table.name}`, values: {} }, page.language),
    rows: lines.map(({ cells: values }) => values.map(safe)),
    cells: new Map(cells),
    columns: columns.map((column) => ({ width: widthOf(column, columns) })),
    rowDefs: new Map(lines.map((line, at) => [at, { height: heightOf(line, columns) }])),
    merges: lines.flatMap(({ isWide }, at) =>
      isWide && columns.length > 1
        ? [{ startRow: at, startCol: 0, endRow: at, endCol: columns.length - 1 }]
        : [],
    ),
    ...(hasRows && { freezePane: { rows: above.length + 1 } }),
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      ...(hasRows && { printTitlesRow: `$${above.length + 1}:$${above.length + 1}` }),
    },
  };
}

function letterHead({ superior, issuer, title: name, subject, lines }: ReportPage): Line[] {
  const names = [superior, issuer].filter((text) => text !== "");
  return [
    ...names.map((text) => wide(text, bold)),
    wide(name, title),
    wide(subject, { ...title, font: { ...font, bold: true } }),
    ...lines.map(centred),
  ];
}

function centred(text: string): Line {
  return wide(text, { ...plain, font: { ...font, italic: true }, alignment: { horizontal: "center" } });
}

function wide(text: string, style: CellStyle): Line {
  return { cells: [text], styles: () => style, isWide: true };
}

function bodyOf({ rows, columns, hasSum }: ReportTable): Line[] {
  return rows.map((cells, at) => ({
    cells,
    isWide: false,
    styles: (column) => ({
      font: { ...font, bold: hasSum && at === rows.length - 1 },
      border,
      alignment: { horizontal: columns[column]?.align ?? "left", vertical: "top", wrapText: true },
    }),
  }));
}

function cellOf(value: string | number, style: CellStyle) {
  if (typeof value === "number") return { value, type: "number" as const, style: { ...style, numFmt: "0" } };
  return { value: asPlainText(value), type: "string" as const, style: { ...style, numFmt: "@" } };
}

function safe(value: string | number): string | number {
  return typeof value === "number" ? value : asPlainText(value);
}

function widthOf({ share }: ReportColumn, columns: readonly ReportColumn[]): number {
  const all = columns.reduce((sum, column) => sum + column.share, 0);
  return Math.max(5, Math.round((share / all) * pageWidth));
}

/** Points that a line of this font takes. */
const lineHeight = 17;

/** A row as high as its highest text; not every program grows rows by itself. */
function heightOf({ cells, isWide }: Line, columns: readonly ReportColumn[]): number {
  const lines = cells.map((cell, at) => {
    const column = columns[at];
    const width = isWide || column === undefined ? pageWidth : widthOf(column, columns);
    // Letters of this font are narrow; words are not cut.
    const fits = Math.max(1, Math.floor(width * 1.1) - 1);
    return String(cell)
      .split("\n")
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / fits)), 0);
  });
  return Math.max(1, ...lines) * lineHeight + 3;
}
