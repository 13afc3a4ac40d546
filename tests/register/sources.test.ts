// Documents with their items as portals write them, and which of them are the same.
import { expect, it } from "vitest";
import { contradict, readSources, sourceKey } from "../../src/register/sources.ts";

it.each([
  ["Kế hoạch số 02- KH/BCĐ ngày 06/11/2025, mục I.3", ["02-KH/BCĐ", "2025-11-06", "I.3", ""]],
  [
    "KH 02–KH/BCĐ (ngày 29/8/2025), Phụ lục II, nhiệm vụ số 12",
    ["02-KH/BCĐ", "2025-08-29", "12", "Phụ lục II"],
  ],
  ["NQ 71/NQ-CP - mục 3 phần II", ["71/NQ-CP", null, "II.3", ""]],
  ["điểm a khoản 2 mục III Quyết định 12/QĐ-UBND", ["12/QĐ-UBND", null, "III.2.A", ""]],
  ["Thông tư 01/2020/TT-VPCP", ["01/2020/TT-VPCP", null, "", ""]],
])("reads %j, in NFD as well", (text, [number, issuedOn, item, appendix]) => {
  const expected = [{ document: { number, issuedOn }, item, appendix }];

  expect(readSources(text)).toMatchObject(expected);
  expect(readSources(text.normalize("NFD"))).toMatchObject(expected);
});

it("reads each document of a list with its own item, and none where there is no number", () => {
  const [first, second] = readSources("71-NQ/TW, mục 4; Chỉ thị 013/CT-UBND, mục 2");

  expect([first?.item, second?.item]).toEqual(["4", "2"]);
  expect(readSources("Theo chỉ đạo của Thường trực")).toEqual([]);
});

it.each([
  ["KH 02–KH/BCĐ, mục 3", "Kế hoạch số 2- KH/BCĐ, mục 3", true],
  ["QĐ 12/QĐ-UBND, mục ii.3", "12/QD-UBND, mục II.3", true],
  ["02-KH/BCĐ, mục 3", "02-KH/BCĐTW, mục 3", false],
  ["71/NQ-CP, mục 3", "71-NQ/TW, mục 3", false],
  ["281-CV/TU, mục 3", "281-KH/TU, mục 3", false],
  ["02-KH/BCĐ, mục 3", "02-KH/BCĐ, mục I.3", false],
])("%j and %j: one key is %j", (one, other, same) => {
  const keys = [one, other].flatMap(readSources).map(sourceKey);

  expect(keys).not.toContain(null);
  expect(keys[0] === keys[1]).toBe(same);
});

it("has no key without a number or without an item, and tells types apart where the number is figures only", () => {
  const figures = { number: "281", issuer: null, issuedOn: null };
  const letter = { document: { ...figures, kind: "Công văn" }, item: "1", appendix: "" };
  const plan = { document: { ...figures, kind: "Kế hoạch" }, item: "1", appendix: "" };

  expect(sourceKey({ ...letter, item: "" })).toBeNull();
  expect(sourceKey({ ...letter, document: { ...letter.document, number: null } })).toBeNull();
  expect(sourceKey(letter)).not.toBe(sourceKey(plan));
});

it.each([
  ["02-KH/BCĐ ngày 29/8/2025, mục 3", "02-KH/BCĐ ngày 06/11/2025, mục 3", true],
  ["02-KH/BCĐ, Phụ lục I, mục 3", "02-KH/BCĐ, Phụ lục II, mục 3", true],
  ["02-KH/BCĐ ngày 29/8/2025, mục 3", "02-KH/BCĐ, Phụ lục I, mục 3", false],
])("%j and %j: contradicting is %j", (text, otherText, contradicting) => {
  const [one, other] = [text, otherText].flatMap(readSources);

  expect(one !== undefined && other !== undefined && contradict(one, other)).toBe(contradicting);
});
