// Shapes that appendices have: headers, groups, merges, page breaks, footers.
import { expect, test } from "vitest";
import { aRow, foundIn, header, merge, problemsOf, readSheets, titleBlock } from "./sheets.ts";

const prefix = "PL2-013CT-UBND-021225";

test("reads a plain table under its title block", async () => {
  const appendix = await readSheets({
    rows: [...titleBlock, header, aRow(1, "Rà soát thủ tục"), aRow(2, "Kết nối dữ liệu")],
  });

  expect(problemsOf(appendix)).toEqual([]);
  expect(foundIn(appendix)).toEqual([`${prefix}-1 Rà soát thủ tục`, `${prefix}-2 Kết nối dữ liệu`]);
  expect(appendix.proposals[1]?.place).toMatchObject({
    sheet: "Trang 1",
    row: 6,
    cells: { dueOn: "E6", lead: "C6" },
  });
});

test("takes the document of the title block for rows without their own", async () => {
  const appendix = await readSheets({ rows: [...titleBlock, header, aRow(1, "Rà soát thủ tục")] });

  const document = { kind: "Chỉ thị", number: "013/CT-UBND", issuer: "UBND tỉnh", issuedOn: "2025-12-02" };
  expect(appendix.proposals[0]?.task.sources).toEqual([{ document, item: "1", appendix: "Phụ lục II" }]);
});

test("makes groups the path of the codes and not tasks", async () => {
  const rows = [
    ...titleBlock,
    header,
    ["A", "KHỐI CHÍNH QUYỀN"],
    ["I", "Hoàn thiện thể chế"],
    aRow(1, "Một"),
    aRow(2, "Hai"),
    ["II. Phát triển hạ tầng"],
    aRow(1, "Ba"),
    ["B", "KHỐI ĐẢNG"],
    ["1", "Nhóm việc chung"],
    aRow("1.1", "Bốn"),
    aRow("1.2", "Năm"),
  ];
  const appendix = await readSheets({ rows, merges: [merge(8, 0, 8, 5)] });

  expect(problemsOf(appendix)).toEqual([]);
  expect(foundIn(appendix)).toEqual([
    `${prefix}-A.I.1 Một`,
    `${prefix}-A.I.2 Hai`,
    `${prefix}-A.II.1 Ba`,
    `${prefix}-B.1.1 Bốn`,
    `${prefix}-B.1.2 Năm`,
  ]);
});

test("reads a header of two rows with merged cells", async () => {
  const rows = [
    ...titleBlock,
    ["STT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời hạn", "", "Ghi chú"],
    ["", "", "Chủ trì", "Phối hợp", "Chính thức", "Nội bộ", ""],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    [1, "Rà soát thủ tục", "Sở Y tế", "Công an tỉnh", "31/12/2025", "25/12/2025", ""],
  ];
  const upright = [0, 1, 6].map((column) => merge(3, column, 4, column));
  const appendix = await readSheets({ rows, merges: [...upright, merge(3, 2, 3, 3), merge(3, 4, 3, 5)] });

  expect(problemsOf(appendix)).toEqual([]);
  expect(appendix.proposals.map(({ task }) => task)).toMatchObject([
    {
      leadOrganisation: "Sở Y tế",
      cooperatingOrganisations: ["Công an tỉnh"],
      deadline: { dueOn: "2025-12-31" },
      internalDueOn: "2025-12-25",
    },
  ]);
});

test("gives a lead agency merged downwards to all its rows", async () => {
  const rows = [
    ...titleBlock,
    header,
    aRow(1, "Một", { lead: "Sở Y tế" }),
    aRow(2, "Hai", { lead: null }),
    aRow(3, "Ba"),
  ];
  const appendix = await readSheets({ rows, merges: [merge(4, 2, 5, 2)] });

  expect(appendix.proposals.map(({ task }) => task.leadOrganisation)).toEqual([
    "Sở Y tế",
    "Sở Y tế",
    "Sở Nội vụ",
  ]);
});

test("joins rows that only continue the deliverable to the task above", async () => {
  const rest = ["", "", "", "", "", "Kế hoạch"];
  const appendix = await readSheets({ rows: [...titleBlock, header, aRow(1, "Một"), rest, aRow(2, "Hai")] });

  expect(problemsOf(appendix)).toEqual([]);
  expect(appendix.proposals.map(({ task }) => task.deliverable)).toEqual(["Báo cáo; Kế hoạch", "Báo cáo"]);
});

test("numbers the parts of one item whose number is merged downwards", async () => {
  const rows = [...titleBlock, header, aRow(1, "Một"), aRow(null, "Hai", { lead: "Sở Y tế" }), aRow(2, "Ba")];
  const appendix = await readSheets({ rows, merges: [merge(4, 0, 5, 0)] });

  expect(foundIn(appendix)).toEqual([`${prefix}-1-1 Một`, `${prefix}-1-2 Hai`, `${prefix}-2 Ba`]);
});

test("skips empty rows, column numbers and a header repeated by a page break", async () => {
  const numbers = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"];
  const rows = [...titleBlock, header, numbers, aRow(1, "Một"), [], header, numbers, aRow(2, "Hai")];
  const appendix = await readSheets({ rows });

  expect(problemsOf(appendix)).toEqual([]);
  expect(foundIn(appendix)).toEqual([`${prefix}-1 Một`, `${prefix}-2 Hai`]);
});

test("ends at the total or the recipients, and reads no signature", async () => {
  const rows = [
    ...titleBlock,
    header,
    aRow(1, "Một"),
    ["", "Cộng nhóm I"],
    aRow(2, "Hai"),
    ["Tổng cộng: 2 nhiệm vụ"],
    ["Nơi nhận:", "", "", "TM. ỦY BAN NHÂN DÂN"],
    ["- Như trên;", "", "", "KT. CHỦ TỊCH"],
  ];
  const appendix = await readSheets({ rows });

  expect(problemsOf(appendix)).toEqual([]);
  expect(foundIn(appendix)).toHaveLength(2);
});

test("refuses a row that looks like a task below the total", async () => {
  const rows = [...titleBlock, header, aRow(1, "Một"), ["", "Tổng cộng"], aRow(2, "Hai")];
  const appendix = await readSheets({ rows });

  expect(problemsOf(appendix)).toEqual([expect.stringContaining("ô B7: đọc được “Hai”")]);
});

test("refuses words of which nobody can tell whether they are a heading", async () => {
  const rows = [...titleBlock, header, aRow(1, "Một"), ["", "và các nội dung liên quan"]];
  const appendix = await readSheets({ rows });

  expect(problemsOf(appendix)).toEqual([
    expect.stringContaining("ô B6: đọc được “và các nội dung liên quan”"),
  ]);
});

test("reads all sheets and says which had no table or were hidden", async () => {
  const two = [["Phụ lục III kèm theo Kế hoạch số 02-KH/BCĐ ngày 06/11/2025"], header, aRow(1, "Hai")];
  const appendix = await readSheets(
    { rows: [...titleBlock, header, aRow(1, "Một")] },
    { rows: two },
    { rows: [["Danh bạ"]] },
    { rows: [...titleBlock, header, aRow(9, "Ẩn")], hidden: true },
  );

  expect(foundIn(appendix)).toEqual([`${prefix}-1 Một`, "PL3-02KH-BCĐ-061125-1 Hai"]);
  expect(appendix.notes.map(({ key, values }) => [key, values["sheet"]])).toEqual([
    ["intake.note.sheet", "Trang 3"],
    ["intake.note.hidden_sheet", "Trang 4"],
  ]);
});

test("reads hidden rows like the others and says so", async () => {
  const appendix = await readSheets({
    rows: [...titleBlock, header, aRow(1, "Một"), aRow(2, "Hai")],
    hiddenRows: [5],
  });

  expect(foundIn(appendix)).toHaveLength(2);
  expect(appendix.notes).toMatchObject([{ key: "intake.note.hidden_rows", values: { rows: "6" } }]);
});

test("says that a table has no deadlines rather than leaving them out silently", async () => {
  const rows = [...titleBlock, header.slice(0, 3), aRow(1, "Một").slice(0, 3)];
  const appendix = await readSheets({ rows });

  expect(appendix.proposals).toHaveLength(1);
  expect(appendix.notes).toMatchObject([
    { key: "intake.note.no_column", values: { row: 4, heading: "Thời hạn" } },
  ]);
});

test("refuses two columns of one meaning", async () => {
  const rows = [...titleBlock, [...header, "Thời gian hoàn thành"], [...aRow(1, "Một"), "30/6/2026"]];
  const appendix = await readSheets({ rows });

  expect(problemsOf(appendix)).toEqual([expect.stringContaining("ô G4: đọc được “Thời gian hoàn thành”")]);
});

test("refuses two tasks with one number in one group, naming both", async () => {
  const appendix = await readSheets({ rows: [...titleBlock, header, aRow(1, "Một"), aRow(1, "Hai")] });

  expect(problemsOf(appendix)).toEqual([
    expect.stringMatching(/ô A6: .*“PL2-013CT-UBND-021225-1”.*Trang 1!A5/),
  ]);
});

test("refuses to make codes without a document above the table", async () => {
  const appendix = await readSheets({ rows: [["PHỤ LỤC I"], header, aRow(1, "Một"), aRow(2, "Hai")] });

  expect(appendix.problems.map(({ key }) => key)).toEqual(["intake.code.no_identity"]);
});

test("names what is missing when a header is almost one", async () => {
  const appendix = await readSheets({
    rows: [
      ["STT", "Nội dung nhiệm vụ", "Ghi chú"],
      [1, "Một", ""],
    ],
  });

  expect(problemsOf(appendix)).toEqual([
    expect.stringContaining("ô A1: đọc được “STT, Nội dung nhiệm vụ, Ghi chú”"),
  ]);
});

test.each([
  ["Mật", "mat"],
  ["TỐI MẬT", "toi_mat"],
  ["", "normal"],
  ["Thường", "normal"],
  ["A", "unknown"],
])("reads the marking %j as %s", async (marking, classification) => {
  const rows = [...titleBlock, [...header, "Độ mật"], [...aRow(1, "Một"), marking]];
  const appendix = await readSheets({ rows });

  expect(appendix.proposals[0]?.task.classification).toBe(classification);
});

test("a stamp above the table marks all its tasks", async () => {
  const appendix = await readSheets({ rows: [["MẬT"], ...titleBlock, header, aRow(1, "Một")] });

  expect(appendix.proposals[0]?.task.classification).toBe("mat");
});

test("keeps text in one Unicode form, with line breaks collapsed", async () => {
  const title = "Kết nối\n cơ sở  dữ liệu".normalize("NFD");
  const rows = [...titleBlock, header, aRow(1, title)].map((row) =>
    row.map((value) => (typeof value === "string" ? value.normalize("NFD") : value)),
  );
  const appendix = await readSheets({ rows });

  expect(appendix.proposals[0]?.task).toMatchObject({
    title: "Kết nối cơ sở dữ liệu",
    leadOrganisation: "Sở Nội vụ",
  });
});

test("gives tasks of Đề án 06 and of resolutions their programmes", async () => {
  const rows = [
    ...titleBlock,
    [...header, "Văn bản giao"],
    ["I", "Triển khai Đề án 06"],
    [...aRow(1, "Một"), "Nghị quyết số 71/NQ-CP"],
  ];
  const appendix = await readSheets({ rows });

  expect(appendix.proposals[0]?.task.programmes).toEqual(["71/NQ-CP", "ĐA06"]);
});
