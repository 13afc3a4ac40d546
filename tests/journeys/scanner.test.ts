// An office with a virus scanner in front of its evidence and its portals: what it lets through, what it holds, and what
// a clerk is told when it is away.
import { appendFile, readdir, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { withScanner } from "../evidence/scanners.ts";
import { virus } from "../start-scanner.ts";
import { aDesk, type Desk } from "./desk.ts";
import { codeOf, fillDesk } from "./scene.ts";

async function aDeskWith(clamd: string): Promise<Desk> {
  const desk = await aDesk();
  await appendFile(desk.path("dongbo.yaml"), stringify({ evidence: { scanner: { clamd } } }));
  return desk;
}

async function addFile(desk: Desk, code: string, [name, text]: [name: string, text: string]) {
  await writeFile(desk.path(name), `%PDF-1.7\n% ${text}\n%%EOF\n`);
  return await desk.run("evidence", "add", code, name);
}

const filesAt = ({ portals }: Desk) =>
  portals.nq57.held().map(({ evidence }) => evidence.map(({ name }) => name));

const filesKept = async (desk: Desk) =>
  (await readdir(desk.path("dongbo-data/evidence"), { recursive: true })).filter((path) => path.length > 64);

withScanner("an office with a virus scanner", [], (scanner) => {
  it("keeps clean files, and refuses an infected one by its name in either language", async () => {
    const desk = await aDeskWith(scanner().unix.clamd);
    await fillDesk(desk, { tasks: 1 });

    const clean = await addFile(desk, codeOf(1), ["Báo cáo.pdf", "kết quả"]);
    const infected = await addFile(desk, codeOf(1), ["Thư mời.pdf", virus.text]);
    const inEnglish = await desk.run("evidence", "add", codeOf(1), "Thư mời.pdf", "--lang", "en");
    const pushed = await desk.run("push", "--portal", "nq57");

    expect([clean.code, infected.code, inEnglish.code, pushed.code]).toEqual([0, 1, 1, 0]);
    expect(infected.err).toContain(`Tệp “Thư mời.pdf” nhiễm mã độc ${virus.signature}`);
    expect(inEnglish.err).toContain(`found ${virus.signature} in the file “Thư mời.pdf”, so it was not kept`);
    expect(await filesKept(desk)).toHaveLength(1);
    expect(filesAt(desk)).toEqual([["Báo cáo.pdf"]]);
  });

  it("holds a file that newer signatures find infected, and sends it once they no longer do", async () => {
    const desk = await aDeskWith(scanner().tcp.clamd);
    await fillDesk(desk, { tasks: 1 });
    await addFile(desk, codeOf(1), ["Biên bản.pdf", "bao-nham-tap-tin-lanh"]);
    await scanner().learn("bao-nham-tap-tin-lanh");

    const held = await desk.run("push", "--portal", "nq57");
    const listed = await desk.run("conflicts", "list");
    const atFirst = filesAt(desk);
    await scanner().learn("mau-khac");
    const retried = await desk.run("run", "retry", "last");

    expect([held.code, retried.code]).toEqual([2, 0]);
    expect(listed.out).toContain("tệp “Biên bản.pdf” nhiễm mã độc Dongbo.Moi.UNOFFICIAL");
    expect(atFirst).toEqual([[]]);
    expect(filesAt(desk)).toEqual([["Biên bản.pdf"]]);
  });

  it("neither keeps nor sends a file while it is stopped, and goes on by itself once it is back", async () => {
    const desk = await aDeskWith(scanner().unix.clamd);
    await fillDesk(desk, { tasks: 2 });
    const there = await desk.run("doctor");
    await addFile(desk, codeOf(1), ["Báo cáo.pdf", "kết quả"]);
    await desk.run("progress", codeOf(2), "--percent", "40", "--status", "in_progress", "--text", "Đang làm");
    await scanner().stop();

    const examined = await desk.run("doctor");
    const refused = await addFile(desk, codeOf(2), ["Phụ lục.pdf", "kết quả"]);
    const pushed = await desk.run("push", "--portal", "nq57");
    const without = filesAt(desk);
    await scanner().start();
    const again = await desk.run("push", "--portal", "nq57");

    expect([there.code, examined.code, refused.code, pushed.code, again.code]).toEqual([0, 1, 1, 1, 0]);
    expect(there.out).toContain(`✓ clamd ${scanner().unix.clamd}`);
    expect(examined.out).toContain("Không hỏi được chương trình quét virus");
    expect(refused.err).toContain("nên tệp “Phụ lục.pdf” không được nhận vào kho");
    expect(pushed.out).toContain("các nhiệm vụ có tệp minh chứng chưa được gửi; các nhiệm vụ khác vẫn đi");
    expect(desk.portals.nq57.held().map(({ fields }) => fields["percent"])).toContain(40);
    expect([without, filesAt(desk)]).toEqual([
      [[], []],
      [["Báo cáo.pdf"], []],
    ]);
  });
});

it("takes no scanner on another machine", async () => {
  const desk = await aDeskWith("quet.example.vn:3310");

  const said = await desk.run("status");
  const inEnglish = await desk.run("status", "--lang", "en");

  expect([said.code, inEnglish.code]).toEqual([1, 1]);
  expect(said.err).toContain("dongbo.yaml: evidence.scanner.clamd: cần địa chỉ trên máy này");
  expect(inEnglish.err).toContain("A scanner on another machine is not used");
});
