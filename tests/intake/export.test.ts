// Exports of portals that people reach: what is read, and every problem by its cell.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { portal } from "../../adapters/by-hand/adapter.ts";
import { readExport } from "../../src/intake/export.ts";
import type { CellValue } from "../../src/intake/grid.ts";
import { writeWorkbook } from "../../src/intake/spreadsheet.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const columns = {
  code: "Mã nhiệm vụ",
  title: "Tên",
  dueOn: "Hạn",
  lifecycle: "Trạng thái",
  percent: "Tiến độ (%)",
  budgetDisbursed: "Giải ngân",
  files: "Tệp",
};
const shape = { columns, status: portal.facts.status };
const header = Object.values(columns);

async function read(rows: CellValue[][]) {
  const path = join(await temporaryFolder(), "xuat.xlsx");
  await writeFile(path, await writeWorkbook([{ name: "Danh sách", rows }]));
  return await readExport(path, shape).catch((error: unknown) => error);
}

async function problemsOf(rows: CellValue[][]) {
  const refused = await read(rows);
  expect(refused).toBeInstanceOf(UserError);
  return (refused as UserError).problems.map(({ key, values }) => [key, values["cell"] ?? values["heading"]]);
}

it("reads the configured columns below a title block, whatever kind of cell they hold", async () => {
  const found = await read([
    ["DANH SÁCH NHIỆM VỤ"],
    [],
    ["STT", ...header],
    [
      1,
      "NV-1",
      "Xây dựng kho dữ liệu",
      new Date("2025-12-31"),
      "Đang thực hiện",
      60,
      1_500_000_000,
      "a.pdf; b.pdf",
    ],
    [2, "NV-2", "", "31/12/2025", "Hoàn thành", "75 %", "1.500.000 đ", ""],
    [],
    [3, "NV-3", "Rà soát", "Thường xuyên", "Chưa thực hiện", "", "", "c.pdf\nc.pdf"],
  ]);

  expect(found).toEqual({
    file: "xuat.xlsx",
    tasks: [
      {
        code: "NV-1",
        document: null,
        fields: {
          title: "Xây dựng kho dữ liệu",
          dueOn: "2025-12-31",
          lifecycle: "in_progress",
          percent: 60,
          budgetDisbursed: "1500000000",
        },
        files: ["a.pdf", "b.pdf"],
      },
      {
        code: "NV-2",
        document: null,
        fields: {
          title: null,
          dueOn: "2025-12-31",
          lifecycle: "completed",
          percent: 75,
          budgetDisbursed: "1500000",
        },
        files: [],
      },
      {
        code: "NV-3",
        document: null,
        fields: {
          title: "Rà soát",
          dueOn: null,
          lifecycle: "not_started",
          percent: null,
          budgetDisbursed: null,
        },
        files: ["c.pdf"],
      },
    ],
  });
});

/** A row that says nothing but a percentage. */
const row = (code: string, percent: number) => [code, "", "", "Hoàn thành", percent, "", ""];

it("takes a column of percentages for shares only when all of it can be", async () => {
  const shares = await read([header, row("NV-1", 0.6), row("NV-2", 1), row("NV-3", 0)]);
  const whole = await read([header, row("NV-1", 60), row("NV-2", 1)]);
  const mixed = await problemsOf([header, row("NV-1", 0.6), row("NV-2", 60)]);

  expect(shares).toMatchObject({
    tasks: [{ fields: { percent: 60 } }, { fields: { percent: 100 } }, { fields: { percent: 0 } }],
  });
  expect(whole).toMatchObject({ tasks: [{ fields: { percent: 60 } }, { fields: { percent: 1 } }] });
  expect(mixed).toEqual([["by_hand.bad_cell", "E2"]]);
});

it("names every cell that it cannot read, and reads nothing then", async () => {
  const problems = await problemsOf([
    header,
    ["NV-1", "A", "32/12/2025", "Đã phê duyệt", 160, "nhiều", ""],
    ["NV-1", "B", "", "", "#REF!", "", ""],
    ["", "Tổng cộng", "", "Hoàn thành", "", "", ""],
  ]);

  expect(problems).toEqual([
    ["by_hand.bad_cell", "C2"],
    ["by_hand.unknown_word", "D2"],
    ["by_hand.bad_cell", "E2"],
    ["by_hand.bad_cell", "F2"],
    ["by_hand.twice_code", "A3"],
    ["by_hand.unknown_word", "D3"],
    ["by_hand.bad_cell", "E3"],
    ["by_hand.no_code", "A4"],
  ]);
});

it("names every column that is missing or there twice, and a file without any", async () => {
  const missing = await problemsOf([
    ["Mã nhiệm vụ", "Tên", "Tên", "Hạn", "Trạng thái", "Tiến độ (%)"],
    ["NV-1", "A", "A", "", "", "", ""],
  ]);
  const other = await problemsOf([["Họ tên", "Chức vụ"]]);
  const empty = await problemsOf([header]);

  expect(missing).toEqual([
    ["by_hand.no_column", "Tệp"],
    ["by_hand.twice_column", "B1"],
    ["by_hand.no_column", "Giải ngân"],
  ]);
  expect(other).toEqual([["by_hand.no_header", "Mã nhiệm vụ"]]);
  expect(empty).toEqual([["by_hand.no_rows", undefined]]);
});
