import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inWords } from "../../schemas/phrase.ts";
import { lookAt, type Look } from "../../src/evidence/look.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { aBomb, aDocx, aPdfPage, aZip } from "./files.ts";

async function looked(name: string, bytes: string | Buffer): Promise<Look> {
  const path = join(await temporaryFolder(), "incoming");
  await writeFile(path, bytes);
  return await lookAt(path, { name, size: Buffer.byteLength(bytes) });
}

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

it.each<[string, string, Buffer, Look]>([
  [
    "a plain Word file",
    "Báo cáo.docx",
    aDocx(["Kết quả thực hiện"]),
    { mime: docx, signed: "unknown", firstPage: "read", marks: [] },
  ],
  [
    "a Word file stamped in its header",
    "Báo cáo.docx",
    aDocx(["Kết quả"], { header: "TỐI MẬT" }),
    { mime: docx, signed: "unknown", firstPage: "read", marks: ["TỐI MẬT"] },
  ],
  [
    "a PDF with text",
    "a.pdf",
    aPdfPage("Ket qua"),
    { mime: "application/pdf", signed: "no", firstPage: "read", marks: [] },
  ],
  [
    "a PDF stamped on its first page",
    "a.pdf",
    aPdfPage("TUYỆT MẬT"),
    { mime: "application/pdf", signed: "no", firstPage: "read", marks: ["TUYỆT MẬT"] },
  ],
  [
    "a scan with a signature",
    "a.PDF",
    aPdfPage("", { signed: true }),
    { mime: "application/pdf", signed: "yes", firstPage: "no_text", marks: [] },
  ],
  [
    "a PDF that is cut off",
    "a.pdf",
    aPdfPage("TUYỆT MẬT").subarray(0, 60),
    { mime: "application/pdf", signed: "no", firstPage: "unread", marks: [] },
  ],
  [
    "a text with a mark in its name and another inside",
    "cv_toi_mat.txt",
    Buffer.from("Độ: \nMẬT\n".normalize("NFD")),
    { mime: "text/plain", signed: "unknown", firstPage: "read", marks: ["MAT", "MẬT"] },
  ],
])("a look at %s shows what it is", async (_, name, bytes, expected) => {
  expect(await looked(name, bytes)).toEqual(expected);
});

it.each<[string, string, Buffer | string, RegExp]>([
  ["text named as a PDF", "Quyết định.pdf", "xin chào", /its content is no PDF/],
  ["a PDF named as Word", "Báo cáo.docx", aPdfPage("a"), /named as Word, but its content is PDF/],
  [
    "an archive named as Word",
    "Báo cáo.docx",
    aZip({ "a.txt": "a" }),
    /named as Word, but its content is ZIP/,
  ],
  ["a Word file named as Excel", "Bảng.xlsx", aDocx(["a"]), /named as Excel, but its content is Word/],
  ["a program named as a picture", "Ảnh.png", Buffer.from("MZ\u0090\0\u0003".repeat(90), "latin1"), /PNG/],
  ["bytes named as text", "Ghi chú.txt", Buffer.from([0, 1, 2]), /its content is no TXT/],
  ["a Word file that swells", "Báo cáo.docx", aBomb(60), /about 61 MB in 2 entries/],
  ["a Word file that is cut off", "Báo cáo.docx", aDocx(["a"]).subarray(0, -30), /damaged or incomplete/],
])("refuses %s and says why", async (_, name, bytes, why) => {
  const look = await looked(name, bytes);

  expect("problem" in look ? inWords(look.problem, "en") : look).toMatch(why);
});

it("finds a signature wherever a piece of the file ends", async () => {
  const path = join(await temporaryFolder(), "incoming");
  const signature = aPdfPage("", { signed: true });
  for (const before of [262_144 - 500, 262_144 - 620, 262_144 - 700]) {
    await writeFile(path, Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(before, 32), signature]));

    expect(await lookAt(path, { name: "a.pdf", size: before + signature.length })).toMatchObject({
      signed: "yes",
    });
  }
});

it("reads no PDF that is larger than may be read, and none is held in memory for its signature", async () => {
  const path = join(await temporaryFolder(), "incoming");
  await writeFile(path, aPdfPage("TUYỆT MẬT"));
  await truncate(path, 300_000_000);
  const before = process.memoryUsage().rss;

  const look = await lookAt(path, { name: "a.pdf", size: 300_000_000 });

  expect(look).toMatchObject({ signed: "no", firstPage: "unread" });
  expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
});
