// Files that are dangerous, damaged or not what their name says.
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { writeWorkbook } from "../../src/intake/spreadsheet.ts";
import { aRow, foundIn, header, problemsOf, readBytes, readSheets, titleBlock } from "./sheets.ts";

const table = [...titleBlock, header, aRow("1", "Rà soát, công khai thủ tục"), aRow("2", "Kết nối dữ liệu")];

function quoted(value: unknown): string {
  return `"${String(value ?? "").replaceAll('"', '""')}"`;
}

function csv(separator: string): string {
  return table.map((row) => row.map(quoted).join(separator)).join("\r\n");
}

test.each([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
])("reads CSV separated by %s, with and without byte order mark", async (_, separator) => {
  const plain = await readBytes("phu-luc.csv", csv(separator));
  const marked = await readBytes("phu-luc.csv", `\ufeff${csv(separator)}`);

  expect(problemsOf(plain)).toEqual([]);
  expect(foundIn(plain)).toEqual([
    "PL2-013CT-UBND-021225-1 Rà soát, công khai thủ tục",
    "PL2-013CT-UBND-021225-2 Kết nối dữ liệu",
  ]);
  expect(marked).toEqual(plain);
});

test("refuses CSV in Windows-1258 with the way out", async () => {
  // "STT,Nội dung" as that code page writes it: a base letter, then its tone as one byte of its own.
  const bytes = Buffer.from("STT,N\u00f4\u00f2i dung\n", "latin1");
  const appendix = await readBytes("phu-luc.csv", bytes);

  expect(problemsOf(appendix)).toEqual([expect.stringContaining("CSV UTF-8")]);
});

test.each([
  ["an empty file", "", "intake.file.empty"],
  ["a PDF", "%PDF-1.7 ...", "intake.file.kind"],
  ["an old workbook", Buffer.from("d0cf11e0a1b11ae1".padEnd(2000, "0"), "hex"), "intake.file.old"],
  ["half a workbook", "PK\u0003\u0004 and nothing more", "intake.file.damaged"],
  ["a binary", "MZ\0\0\0", "intake.file.kind"],
  ["text without a table", "Kính gửi: Các sở, ban, ngành", "intake.file.no_table"],
])("refuses %s", async (_, content, key) => {
  const appendix = await readBytes("phu-luc.xlsx", content);

  expect(appendix.problems.map((problem) => problem.key)).toEqual([key]);
  expect(appendix.proposals).toEqual([]);
});

test("refuses a workbook that would inflate to gigabytes, whatever sizes it states", async () => {
  const honest = await readBytes("bomb.xlsx", archiveOf({ inflated: 300_000_000, stated: 300_000_000 }));
  const lying = await readBytes("bomb.xlsx", archiveOf({ inflated: 300_000_000, stated: 1000 }));

  expect(honest.problems.map(({ key }) => key)).toEqual(["intake.file.inflates"]);
  expect(lying.problems.map(({ key }) => key)).toEqual(["intake.file.damaged"]);
});

test("refuses a sheet with a cell far from everything", async () => {
  const far = Array.from({ length: 60 }, (_, row) =>
    row === 50 ? [...Array<null>(400).fill(null), "x"] : [],
  );
  const appendix = await readSheets({ rows: [...table, ...far] });

  expect(problemsOf(appendix)).toEqual([expect.stringContaining("ô cuối cùng là OK57")]);
});

test("refuses merged cells that would take for ever to follow", async () => {
  const rows = Array.from({ length: 2000 }, () => ["x"]);
  const merges = Array.from({ length: 600 }, (_, at) => ({ top: 0, left: at, bottom: 1_048_575, right: at }));
  const appendix = await readSheets({ rows, merges });

  expect(appendix.problems.map(({ key }) => key)).toEqual(["intake.sheet.merges"]);
});

test("refuses a sheet whose two cells span all of Excel", async () => {
  const bytes = await writeWorkbook([{ name: "A", rows: [["x"]] }]);
  const spanned = await rewriteSheet(bytes, '<c r="XFD1048576"><v>1</v></c>');
  const appendix = await readBytes("far.xlsx", spanned);

  expect(appendix.problems.map(({ key }) => key)).toEqual(["intake.file.far"]);
});

test("says that a file is missing", async () => {
  const { readAppendix } = await import("../../src/intake/appendix.ts");
  const appendix = await readAppendix("/nowhere/phu-luc.xlsx");

  expect(problemsOf(appendix)).toEqual([expect.stringContaining("/nowhere/phu-luc.xlsx")]);
});

/** A zip of one entry that inflates to zeros; the directory may state another size than the truth. */
function archiveOf({ inflated, stated }: { inflated: number; stated: number }): Buffer {
  const content = deflateRawSync(Buffer.alloc(inflated), { level: 1 });
  return zipOf([{ name: "xl/workbook.xml", content, stated, crc: 0 }]);
}

interface ZipEntry {
  name: string;
  content: Buffer;
  stated: number;
  crc: number;
}

function zipOf(entries: ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stated, crc } of entries) {
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(crc, 10);
    fixed.writeUInt32LE(content.length, 14);
    fixed.writeUInt32LE(stated, 18);
    fixed.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    fixed.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    bodies.push(Buffer.from("PK\u0003\u0004"), fixed, Buffer.from(name), content);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

/** The same workbook with one more row, the last that Excel has. */
async function rewriteSheet(bytes: Uint8Array, cell: string): Promise<Buffer> {
  const { fromBufferPromise } = await import("yauzl");
  const { crc32 } = await import("node:zlib");
  const archive = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  const entries: ZipEntry[] = [];
  for await (const entry of archive.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const row = `<row r="1048576">${cell}</row></sheetData>`;
    const raw = Buffer.from(
      entry.fileName.includes("worksheets/") ? text.replace("</sheetData>", row) : text,
    );
    entries.push({ name: entry.fileName, content: deflateRawSync(raw), stated: raw.length, crc: crc32(raw) });
  }
  return zipOf(entries);
}
