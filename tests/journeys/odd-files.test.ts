// Odd files at the command line and at both portals: a clear message, a hold with its reason, or correct delivery; and
// nothing is written outside the store.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aBomb, aDocx, aPdfPage } from "../evidence/files.ts";
import { makeDesk, portalNames, type Desk } from "./desk.ts";
import { codeOf, fillDesk } from "./scene.ts";

interface Odd {
  /** What it is, for the test's title. */
  is: string;
  /** The path below the desk's folder, as it is typed. */
  path: string;
  bytes: Buffer | string | null;
  /** What is said of it: when it is added, or when a push holds it; `null`: it arrives under `name`. */
  refused?: RegExp;
  held?: RegExp;
  name?: string;
}

const nfd = "Báo cáo số hoá quý Ⅳ.pdf".normalize("NFD");
const long = `${"a".repeat(246)}.pdf`;
const page = aPdfPage("Ket qua");

const odd: readonly Odd[] = [
  {
    is: "text named as a PDF",
    path: "Quyết định.pdf",
    bytes: "xin chào",
    refused: /nội dung không phải PDF/,
  },
  {
    is: "a zip bomb named as Word",
    path: "Báo cáo.docx",
    bytes: aBomb(60),
    refused: /phình thành khoảng 61 MB/,
  },
  {
    is: "a line break in its name",
    path: "hai\ndòng.pdf",
    bytes: page,
    refused: /hai\\ndòng\.pdf có ký tự ẩn/,
  },
  {
    is: "a turn of direction in its name",
    path: "a\u202Efdp.exe",
    bytes: page,
    refused: /a\\u202efdp\.exe/i,
  },
  { is: "a name of 300 characters", path: `${"ă".repeat(296)}.pdf`, bytes: null, refused: /dài 300 ký tự/ },
  { is: "no bytes at all", path: "rỗng.pdf", bytes: "", refused: /rỗng \(0 byte\)/ },
  {
    is: "a character that Windows forbids",
    path: "Kế hoạch? (1).pdf",
    bytes: page,
    held: /ký tự cổng không nhận: \?/,
  },
  {
    is: "a type that one portal takes",
    path: "Biểu mẫu.docx",
    bytes: aDocx(["Kết quả"]),
    held: /loại Word, cổng chỉ nhận PDF/,
  },
  { is: "../ in its path", path: "phu-luc/../lên trên.pdf", bytes: page, name: "lên trên.pdf" },
  { is: "..\\ in its name", path: "..\\..\\windows.pdf", bytes: page, name: "windows.pdf" },
  { is: "decomposed Vietnamese", path: nfd, bytes: page, name: nfd },
  { is: "the longest name", path: long, bytes: page, name: long },
];

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk({});
  await mkdir(desk.path("phu-luc"));
  await mkdir(desk.path("dongbo-data/evidence"), { recursive: true });
  await fillDesk(desk, { tasks: odd.length });
});
afterAll(async () => await desk.close());

/** Every file of the desk but what the office keeps of its own accord. */
async function filesOutside(): Promise<string[]> {
  const entries = await readdir(desk.folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(desk.folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith("dongbo-data"))
    .toSorted();
}

async function kept(): Promise<string[]> {
  const entries = await readdir(desk.path("dongbo-data/evidence"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

it.each(odd.map((one, at) => ({ ...one, code: codeOf(at + 1) })))(
  "a file with $is is refused clearly, held with its reason, or delivered as it is",
  async ({ code, path, bytes, refused, held, name }) => {
    // Of different bytes each, so that none is taken for another.
    const unlike = Buffer.concat([
      Buffer.from(bytes ?? ""),
      Buffer.from(bytes === page ? `% ${code}\n` : ""),
    ]);
    if (bytes !== null) await writeFile(join(desk.folder, path.replace("phu-luc/../", "")), unlike);
    const before = await filesOutside();

    const added = await desk.run("evidence", "add", code, `${desk.folder}/${path}`);
    await desk.run("push");
    const holds = await desk.run("conflicts", "list");

    expect(await filesOutside()).toEqual(before);
    expect((await kept()).every((file) => /^[0-9a-f]{64}$/.test(file))).toBe(true);
    const arrived = portalNames.map((portal) => {
      const task = desk.portals[portal].held().find((one) => one.code === code);
      return task?.evidence.map((file) => [file.name, file.size]);
    });
    if (refused !== undefined) {
      expect(added).toMatchObject({ code: 1, out: "" });
      expect(added.err).toMatch(refused);
      expect(arrived).toEqual([[], []]);
    } else if (held !== undefined) {
      expect(added.code).toBe(0);
      expect(holds.out).toMatch(held);
      expect(arrived[0]).toEqual([]);
    } else {
      expect(added).toMatchObject({ code: 0 });
      expect(arrived).toEqual([[[name, unlike.length]], [[name, unlike.length]]]);
    }
  },
);
