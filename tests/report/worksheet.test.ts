// The worksheet as a page and as a workbook: every text is shown as text, whatever it looks like.
import { readXlsx } from "hucre/xlsx";
import { expect, it } from "vitest";
import { inWords, type Phrase, type PhraseKey } from "../../schemas/phrase.ts";
import { worksheetPage } from "../../src/report/worksheet-page.ts";
import { worksheetWorkbook } from "../../src/report/worksheet-workbook.ts";
import type { SheetTask, Worksheet } from "../../src/report/worksheet.ts";

const words = {
  language: "vi" as const,
  say: (key: PhraseKey, values: Phrase["values"] = {}) => inWords({ key, values }, "vi"),
};
const risky = ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "01/02/2026", "1.500.000.000", "007"];

function aSheetTask(set: Partial<SheetTask> = {}): SheetTask {
  return {
    slip: 3,
    since: "2025-12-08T02:00:00.000Z",
    replaces: null,
    code: "NV-1",
    ownCode: "NV-1",
    title: "Rà soát",
    dueOn: "2025-12-31",
    lines: risky.map((text) => ({ where: "Kết quả", old: "", new: text })),
    files: [],
    ...set,
  };
}

function aSheet(...units: (string | null)[]): Worksheet {
  return {
    portal: "so-khcn",
    madeAt: "2025-12-08T02:00:00.000Z",
    madeBy: "Lan",
    units: units.map((unit) => ({ unit, tasks: [aSheetTask()], withdrawn: [] })),
  };
}

it("keeps in a workbook every value as the text that it is, no formula, number or date", async () => {
  const book = await readXlsx(await worksheetWorkbook(aSheet("Sở Nội vụ"), words));

  const [sheet] = book.sheets;
  const entered = sheet?.rows.slice(5).map((row) => row[6]);
  const formulas = [...(sheet?.cells ?? new Map<string, { formula?: string }>()).values()].filter(
    ({ formula }) => formula !== undefined,
  );

  expect(entered).toEqual(risky);
  expect(formulas).toEqual([]);
});

it("gives each unit a sheet under a name that a workbook can have", async () => {
  const long = "Ban Quản lý các khu công nghiệp và khu chế xuất";
  const units = [`${long} A`, `${long} B`, "Sở [Y tế]: 1/2*?", null];

  const book = await readXlsx(await worksheetWorkbook(aSheet(...units), words));

  const names = book.sheets.map(({ name }) => name);
  expect(new Set(names).size).toBe(4);
  expect(names.every((name) => name.length <= 31 && !/[[\]:*?/\\]/.test(name))).toBe(true);
});

it("shows on the page what is to be typed, escaped, and holds nothing that runs or comes from outside", async () => {
  const sheet = aSheet("Sở Nội vụ");
  sheet.units[0]?.tasks.push(aSheetTask({ title: "<script>alert(1)</script>", replaces: 2, lines: [] }));

  const page = await worksheetPage(sheet, words);

  expect(page).toContain("=HYPERLINK(&quot;http://x&quot;,&quot;y&quot;)");
  expect(page).not.toMatch(/<script|src=|href=/);
  expect(page).toContain("default-src 'none'");
});

it("says so when nothing is to be entered", async () => {
  const page = await worksheetPage(aSheet(), words);
  const book = await readXlsx(await worksheetWorkbook(aSheet(), words));

  expect(page).toContain("không có gì chờ nhập tay");
  expect(book.sheets[0]?.rows[0]?.[0]).toContain("không có gì chờ nhập tay");
});
