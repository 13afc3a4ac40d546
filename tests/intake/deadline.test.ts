// Wordings of deadlines as letters and appendices have them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDeadline } from "../../src/intake/deadline.ts";

describe("reads a deadline", () => {
  test.each([
    ["31/12/2025", "2025-12-31", "day"],
    ["31-12-2025", "2025-12-31", "day"],
    ["31.12.2025", "2025-12-31", "day"],
    ["1/4/2026", "2026-04-01", "day"],
    ["02 / 12 / 2025", "2025-12-02", "day"],
    ["2025-12-31", "2025-12-31", "day"],
    ["trước 25/12/2025", "2025-12-25", "day"],
    ["Trước ngày 25/12/2025", "2025-12-25", "day"],
    ["Trước ngày 25/12/2025.", "2025-12-25", "day"],
    ["Trước 17 giờ 00 ngày 25/12/2025", "2025-12-25", "day"],
    ["Hoàn thành trước ngày 20/12/2025", "2025-12-20", "day"],
    ["chậm nhất là ngày 20/12/2025", "2025-12-20", "day"],
    ["đến hết 30/6/2026", "2026-06-30", "day"],
    ["Đến hết ngày 30/6/2026", "2026-06-30", "day"],
    ["Ngày 31 tháng 12 năm 2025", "2025-12-31", "day"],
    ["Từ 01/12/2025 đến 31/12/2025", "2025-12-31", "day"],
    ["tháng 12/2025", "2025-12-31", "month"],
    ["Tháng 12 năm 2025", "2025-12-31", "month"],
    ["Tháng 12\nnăm 2025", "2025-12-31", "month"],
    ["Trong tháng 02/2028", "2028-02-29", "month"],
    ["12/2025", "2025-12-31", "month"],
    ["Tháng 11 - 12/2025", "2025-12-31", "month"],
    ["Quý I/2026", "2026-03-31", "quarter"],
    ["quý 1 năm 2026", "2026-03-31", "quarter"],
    ["QUÝ IV/2025", "2025-12-31", "quarter"],
    ["Hết quý II/2026", "2026-06-30", "quarter"],
    ["6 tháng đầu năm 2026", "2026-06-30", "quarter"],
    ["Năm 2025", "2025-12-31", "year"],
    ["2026", "2026-12-31", "year"],
    ["Trong năm 2025", "2025-12-31", "year"],
    ["Giai đoạn 2025 – 2030", "2030-12-31", "year"],
    ["Thường xuyên", null, "none"],
    ["Hằng năm", null, "none"],
    ["Hàng năm", null, "none"],
    ["Thường xuyên, hằng năm", null, "none"],
    ["", null, "none"],
  ] as const)("%j is %s by %s", (text, dueOn, precision) => {
    const composed = readDeadline(text, "1900");
    const decomposed = readDeadline(text.normalize("NFD"), "1900");

    expect(composed).toMatchObject({ deadline: { dueOn, precision } });
    expect(decomposed).toEqual(composed);
  });

  test("keeps the wording, with white space tidied", () => {
    expect(readDeadline("  Trước\nngày 25/12/2025 ", "1900")).toMatchObject({
      deadline: { text: "Trước ngày 25/12/2025" },
    });
  });

  test.each([
    [46022, "1900"],
    [46022 - 1462, "1904"],
    [new Date("2025-12-31T00:00:00Z"), "1900"],
    [new Date("2025-12-31T17:30:00Z"), "1900"],
  ] as const)("takes the date cell %s (%s) for the day it shows", (value, epoch) => {
    const deadline = { dueOn: "2025-12-31", precision: "day", text: "31/12/2025" };

    expect(readDeadline(value, epoch)).toEqual({ deadline });
  });
});

test.each([
  ["31/02/2026", "impossible"],
  ["29/02/2027", "impossible"],
  ["12/31/2025", "impossible"],
  ["Quý V/2026", "impossible"],
  ["Quý 0/2026", "impossible"],
  ["tháng 13/2025", "impossible"],
  ["31/12/25", "year"],
  ["31/12", "year"],
  ["Tháng 12", "year"],
  ["Quý IV", "year"],
  ["31/12/2205", "year"],
  ["31/12/20255", "year"],
  ["Trước tháng 12/2025", "ambiguous"],
  ["Trước quý II/2026", "ambiguous"],
  ["Sớm nhất có thể", "unreadable"],
  ["Đầu tháng 12/2025", "unreadable"],
  ["31/12/2025 hoặc 30/6/2026", "unreadable"],
  ["tháng 12-11/2025", "unreadable"],
  [true, "unreadable"],
  [12, "number"],
  [-46022, "number"],
  [1e300, "number"],
] as const)("refuses %j as %s", (value, fault) => {
  expect(readDeadline(value, "1900")).toEqual({ fault });
});

test("never throws, whatever a cell holds", () => {
  const words = fc.constantFrom(
    "trước",
    "ngày",
    "tháng",
    "quý",
    "năm",
    "hết",
    "từ",
    "đến",
    "/",
    "-",
    "31",
    "12",
    "2025",
    "IV",
    " ",
  );
  const likely = fc.array(words, { maxLength: 8 }).map((parts) => parts.join(" "));
  const cells = fc.oneof(likely, fc.string({ unit: "grapheme" }), fc.double(), fc.date(), fc.boolean());

  fc.assert(
    fc.property(cells, (cell) => {
      const read = readDeadline(cell, "1900");
      if ("deadline" in read && read.deadline.dueOn !== null) {
        expect(read.deadline.dueOn).toMatch(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
      }
    }),
    { numRuns: 2000 },
  );
});

test("never gives a day outside the stated period, and always its last", () => {
  const year = fc.integer({ min: 2015, max: 2060 });
  const prefix = fc.constantFrom("", "trong ", "hết ", "đến hết ", "Cuối ");
  const roman = ["I", "II", "III", "IV"];
  const month = fc.record({
    year,
    month: fc.integer({ min: 1, max: 12 }),
    prefix,
    joint: fc.constantFrom("/", " năm ", "-"),
  });

  fc.assert(
    fc.property(month, (said) => {
      const first = `${said.year}-${String(said.month).padStart(2, "0")}`;
      const inMonth = readDeadline(`${said.prefix}tháng ${said.month}${said.joint}${said.year}`, "1900");
      const quarter = Math.ceil(said.month / 3);
      const inQuarter = readDeadline(
        `${said.prefix}quý ${roman[quarter - 1]}${said.joint}${said.year}`,
        "1900",
      );
      const inYear = readDeadline(`${said.prefix}năm ${said.year}`, "1900");

      expect(inMonth).toMatchObject({
        deadline: { dueOn: expect.stringContaining(first), precision: "month" },
      });
      expect(nextDay(inMonth)).toMatch(/-01$/);
      expect(nextDay(inQuarter)).toBe(
        quarter === 4
          ? `${said.year + 1}-01-01`
          : `${said.year}-${String(quarter * 3 + 1).padStart(2, "0")}-01`,
      );
      expect(inYear).toMatchObject({ deadline: { dueOn: `${said.year}-12-31`, precision: "year" } });
    }),
  );
});

function nextDay(read: ReturnType<typeof readDeadline>): string {
  const dueOn = "deadline" in read ? read.deadline.dueOn : null;
  return new Date(Date.parse(dueOn ?? "") + 86_400_000).toISOString().slice(0, 10);
}
