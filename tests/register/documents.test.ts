// Names of documents as letters S0-S4 have them, page breaks and blanks included.
import { expect, test } from "vitest";
import { joinBrokenNumbers, readDocuments } from "../../src/register/documents.ts";

test.each([
  [
    "Kế hoạch số 02-KH/BCĐ ngày 06/11/2025 của Ban Chỉ đạo tỉnh",
    ["Kế hoạch", "02-KH/BCĐ", "Ban Chỉ đạo tỉnh", "2025-11-06"],
  ],
  [
    "Kế hoạch số 02-\nKH/BCĐTW ngày 19/6/2025 của Ban Chỉ đạo\nTrung ương",
    ["Kế hoạch", "02-KH/BCĐTW", "Ban Chỉ đạo Trung ương", "2025-06-19"],
  ],
  ["Kế hoạch số 283- KH/TU, ngày 22/5/2025", ["Kế hoạch", "283-KH/TU", null, "2025-05-22"]],
  ["Kế hoạch số 02–KH/BCĐ", ["Kế hoạch", "02-KH/BCĐ", null, null]],
  [
    "Chỉ thị số 013/CT-UBND ngày 02/12/2025 của UBND tỉnh",
    ["Chỉ thị", "013/CT-UBND", "UBND tỉnh", "2025-12-02"],
  ],
  ["Kế hoạch số 227/KH-\nUBND ngày 29 tháng 6 năm 2025", ["Kế hoạch", "227/KH-UBND", null, "2025-06-29"]],
  ["NQ 71/NQ-CP", ["Nghị quyết", "71/NQ-CP", null, null]],
  ["71-NQ/TW", ["Nghị quyết", "71-NQ/TW", null, null]],
  ["Chương trình số 61-CTr/TU ngày 25/02/2025", ["Chương trình", "61-CTr/TU", null, "2025-02-25"]],
  ["8082/UBND-KGVX ngày 20/6/2025", ["Công văn", "8082/UBND-KGVX", null, "2025-06-20"]],
  [
    "Công văn số 579-\n\nCV/VPTU ngày 05/12/2025 của Văn phòng tỉnh ủy về việc đề nghị nhập liệu",
    ["Công văn", "579-CV/VPTU", "Văn phòng tỉnh ủy", "2025-12-05"],
  ],
  ["Công văn số        -CV/BCĐ ngày      tháng 12 năm 2025", ["Công văn", null, null, null]],
  ["Số: /CV-BCĐ", ["Công văn", null, null, null]],
  [
    "Thông báo kết luận số 07-TB/CQTTBCĐ, ngày 15/10/2025",
    ["Thông báo", "07-TB/CQTTBCĐ", null, "2025-10-15"],
  ],
] as const)("reads %j", (text, [kind, number, issuer, issuedOn]) => {
  const documents = [{ kind, number, issuer, issuedOn }];

  expect(readDocuments(text)).toEqual({ documents });
  expect(readDocuments(text.normalize("NFD"))).toEqual({ documents });
});

test("tells documents apart that share a number but not a date", () => {
  const read = readDocuments("Kế hoạch số 02-KH/BCĐ, ngày 29/8/2025 và ngày 06/11/2025 của Ban Chỉ đạo tỉnh");

  const shared = { kind: "Kế hoạch", number: "02-KH/BCĐ", issuer: "Ban Chỉ đạo tỉnh" };
  expect(read).toEqual({
    documents: [
      { ...shared, issuedOn: "2025-08-29" },
      { ...shared, issuedOn: "2025-11-06" },
    ],
  });
});

test("gives each letter of a list the issuer that stands once at its end", () => {
  const read = readDocuments(
    "các Công văn số: 2648/UBND-KGVX \nngày 17/3/2025, 8082/UBND-KGVX ngày 20/6/2025 của Chủ tịch UBND tỉnh",
  );

  const shared = { kind: "Công văn", issuer: "Chủ tịch UBND tỉnh" };
  expect(read).toEqual({
    documents: [
      { ...shared, number: "2648/UBND-KGVX", issuedOn: "2025-03-17" },
      { ...shared, number: "8082/UBND-KGVX", issuedOn: "2025-06-20" },
    ],
  });
});

test("an empty cell names no document", () => {
  expect(readDocuments(" \n")).toEqual({ documents: [] });
});

test.each([
  ["Theo chỉ đạo của lãnh đạo", "unreadable"],
  ["Nghị quyết 57", "unreadable"],
  ["Kế hoạch số 02-KH/BCĐ ngày 31/11/2025", "date"],
])("refuses %j as %s", (text, fault) => {
  expect(readDocuments(text)).toEqual({ fault });
});

test("leaves dashes between words alone", () => {
  expect(joinBrokenNumbers("ngày 15/10/2025 - Sở Nội vụ")).toBe("ngày 15/10/2025 - Sở Nội vụ");
});
