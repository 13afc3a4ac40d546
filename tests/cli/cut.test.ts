import { describe, expect, it } from "vitest";
import { cut, cutAlike, folded, oneLine, valueLine } from "../../src/cli/cut.ts";

describe("one line", () => {
  it("shows line breaks and takes out what would move the cursor or hide", () => {
    const text = "  Đã trình \r\n dự\u0000 thảo\u001B[2J\u202E   lần\u00A02\t. ";

    expect(oneLine(text)).toBe("Đã trình ↵ dự thảo [2J lần 2 .");
  });

  it("counts a letter with its marks once", () => {
    expect(oneLine("dự thảo".normalize("NFD"))).toHaveLength("dự thảo".length);
  });
});

describe("a cut", () => {
  it("leaves what fits and ends what does not with an ellipsis", () => {
    expect(cut("Đã trình", 8)).toBe("Đã trình");
    expect(cut("Đã trình dự thảo", 8)).toBe("Đã trìn…");
  });

  const start = "Đã trình dự thảo, đang lấy ý kiến các sở, ngành, ";

  it("of two long lines keeps in sight where they part", () => {
    const [ours, theirs] = cutAlike([`${start}lần 1 của tỉnh`, `${start}lần 2 của tỉnh`], 20);

    expect([ours, theirs]).toEqual(["…lần 1 của tỉnh", "…lần 2 của tỉnh"]);
  });

  it("shows what one line has more than the other, also behind a long start", () => {
    const [ours, theirs] = cutAlike([start.trim(), `${start}và địa phương`], 20);

    expect(ours?.length).toBeLessThanOrEqual(20);
    expect(theirs).toContain("và địa");
  });

  it("of three lines shows each where it parts from the first", () => {
    const ours = `${start}lần 1 của tỉnh và các địa phương`;
    const cells = cutAlike([ours, ours.replace("lần 1", "lần 2"), `${ours} phía Nam`], 24);

    expect(cells[0]).toContain("lần 1");
    expect(cells[1]).toContain("lần 2");
    expect(cells[2]).toContain("phía Nam");
    expect(cells.every((cell) => cell.length <= 24)).toBe(true);
  });

  it("begins at the beginning where the lines part early, or fit", () => {
    expect(cutAlike(["17", "35"], 10)).toEqual(["17", "35"]);
    expect(cutAlike([`A${start}`, `B${start}`], 10)).toEqual(["AĐã trình…", "BĐã trình…"]);
    expect(cutAlike([start, start], 10)).toEqual(["Đã trình …", "Đã trình …"]);
  });
});

it("writes a value by the kind of its field", () => {
  expect(valueLine("dueOn", "2025-12-31", "vi")).toBe("31/12/2025");
  expect(valueLine("lifecycle", "completed", "vi")).toBe("Hoàn thành");
  expect(valueLine("progressText", "completed", "vi")).toBe("completed");
  expect(valueLine("budgetAllocated", "1500000000", "vi")).toBe("1.500.000.000");
  expect(valueLine("title", null, "vi")).toBe("–");
});

describe("a folded sentence", () => {
  const sentence = `  ✗ ${"nhiệm vụ ".repeat(20)}chờ`;

  it("is one line for a pipe", () => {
    expect(folded(sentence, { isTerminal: false })).toBe(sentence);
  });

  it("keeps to eighty columns on a terminal, loses nothing and stands below its first letter", () => {
    const lines = folded(sentence, { isTerminal: true }).split("\n");

    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.slice(1).every((line) => /^ {4}\p{L}/u.test(line))).toBe(true);
    expect(lines.map((line) => line.trim()).join(" ")).toBe(sentence.trim());
  });
});
