// A report as a letter (.docx): A4 across, as official letters are set (Times New Roman 13), tables in full, page numbers.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type ParagraphChild,
} from "docx";
import { asPlainText } from "./plain-text.ts";
import type { ReportColumn, ReportPage, ReportTable } from "./report-page.ts";

/** Twentieths of a point: margins, and what they leave of the width of A4 across. */
const margin = 1134;
const pageWidth = 16_838 - 2 * margin;

/** Half points. */
const [textSize, tableSize] = [26, 22];

/** The bytes of a .docx. */
export async function reportLetter(page: ReportPage): Promise<Uint8Array> {
  const letter = new Document({
    creator: "dongbo",
    title: asPlainText(`${page.title}: ${page.subject}`),
    styles: {
      default: {
        document: {
          run: { font: "Times New Roman", size: textSize, language: { value: page.language } },
          paragraph: { spacing: { before: 60, after: 60 } },
        },
      },
    },
    sections: [
      {
        // The two measures are those of the upright page.
        properties: {
          page: {
            size: { orientation: PageOrientation.LANDSCAPE, width: 11_906, height: 16_838 },
            margin: { top: margin, bottom: margin, left: margin, right: margin },
          },
        },
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: [letterHead(page), ...titleOf(page), ...page.tables.flatMap(tableOf)],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(letter));
}

function pageNumber(): Paragraph {
  const number = new TextRun({ children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES], size: 20 });
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [number] });
}

/** Issuer on the left, state and motto on the right; without lines. */
function letterHead({ superior, issuer, state, motto }: ReportPage): Table {
  const left = [
    ...(superior === "" ? [] : [centred(superior)]),
    ...(issuer === "" ? [] : [centred(issuer, { bold: true })]),
  ];
  const right = [centred(state, { bold: true }), centred(motto, { bold: true })];
  const cells = [left.length === 0 ? [new Paragraph("")] : left, right].map(
    (children) => new TableCell({ children, width: { size: pageWidth / 2, type: WidthType.DXA } }),
  );
  const none = { style: BorderStyle.NONE, size: 0, color: "FFFFFF" };
  return new Table({
    rows: [new TableRow({ children: cells })],
    width: { size: pageWidth, type: WidthType.DXA },
    columnWidths: [pageWidth / 2, pageWidth / 2],
    layout: TableLayoutType.FIXED,
    borders: {
      top: none,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
  });
}

function titleOf({ title, subject, lines }: ReportPage): Paragraph[] {
  return [
    centred(title, { bold: true, size: 30, before: 300 }),
    centred(subject, { bold: true }),
    ...lines.map((line) => centred(line, { italics: true, size: 24 })),
  ];
}

interface Look {
  bold?: boolean;
  italics?: boolean;
  size?: number;
  before?: number;
}

function centred(text: string, { before, ...look }: Look = {}): Paragraph {
  const spacing = before === undefined ? {} : { spacing: { before, after: 60 } };
  return new Paragraph({ alignment: AlignmentType.CENTER, ...spacing, children: runs(text, look) });
}

/** The text as it is read; a line break stays one. */
function runs(text: string, look: Omit<Look, "before">): ParagraphChild[] {
  return asPlainText(text)
    .split("\n")
    .map((line, at) => new TextRun({ text: line, ...look, ...(at > 0 && { break: 1 }) }));
}

function tableOf(table: ReportTable, at: number): (Paragraph | Table)[] {
  const { heading, notes, columns, rows, hasSum } = table;
  const told = [
    new Paragraph({
      keepNext: true,
      spacing: { before: 300, after: 100 },
      children: runs(`${roman(at + 1)}. ${heading}`, { bold: true }),
    }),
    ...notes.map((note) => new Paragraph({ children: runs(note, { size: 24 }) })),
  ];
  if (rows.length === 0) return told;
  const widths = widthsOf(columns);
  const head = columns.map(({ title }, column) =>
    cellOf(title, { width: widths[column] ?? 0, isHead: true, align: "center" }),
  );
  const body = rows.map((cells, row) => {
    const isBold = hasSum && row === rows.length - 1;
    return new TableRow({
      cantSplit: true,
      children: cells.map((cell, column) =>
        cellOf(String(cell), { width: widths[column] ?? 0, align: columns[column]?.align ?? "left", isBold }),
      ),
    });
  });
  return [
    ...told,
    new Table({
      rows: [new TableRow({ tableHeader: true, cantSplit: true, children: head }), ...body],
      width: { size: pageWidth, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
    }),
  ];
}

function roman(number: number): string {
  return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"][number - 1] ?? String(number);
}

function widthsOf(columns: readonly ReportColumn[]): number[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map(({ share }) => Math.floor((share / all) * pageWidth));
}

function cellOf(
  text: string,
  {
    width,
    align,
    isHead = false,
    isBold = false,
  }: {
    width: number;
    align: ReportColumn["align"];
    isHead?: boolean;
    isBold?: boolean;
  },
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { left: 60, right: 60, top: 30, bottom: 30 },
    verticalAlign: isHead ? VerticalAlign.CENTER : VerticalAlign.TOP,
    ...(isHead && { shading: { type: ShadingType.CLEAR, fill: "EAEEF2", color: "auto" } }),
    children: [
      new Paragraph({
        alignment: align === "center" ? AlignmentType.CENTER : AlignmentType.LEFT,
        spacing: { before: 0, after: 0 },
        children: runs(text, { size: tableSize, bold: isHead || isBold }),
      }),
    ],
  });
}
