// A large file on its way: what is told of it, and what it costs.
import { fork } from "node:child_process";
import { once } from "node:events";
import { open as openFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished, test } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { createFolder } from "../../src/evidence/folder.ts";
import { takeIn } from "../../src/evidence/staging.ts";
import type { Means, Step } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { openForUpload } from "../../src/push/upload.ts";
import type { Spent, Wanted } from "../bench/evidence-office.ts";
import { startQuickPortal } from "../bench/quick-portal.ts";
import { onEachDatabase } from "../databases.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { desksOn } from "./desk.ts";

const megabyte = 1_000_000;

/** An upload of pieces of 1 MB, and everything that is told of it. */
function anUpload(size: number) {
  const told: Step[] = [];
  const means: Pick<Means, "openEvidence" | "show"> = {
    async *openEvidence() {
      for (let at = 0; at < size; at += megabyte) yield Buffer.alloc(Math.min(megabyte, size - at), at % 251);
    },
    show: (step) => told.push(step),
  };
  const bytes = () => openForUpload(means, { portal: "nq57" }, { sha256: "", name: "Báo cáo.pdf", size });
  return { told, bytes };
}

test("tells of a large file how many of its bytes are sent, from none to all, and changes none", async () => {
  const { told, bytes } = anUpload(5.5 * megabyte);

  const sent = Buffer.concat(await Array.fromAsync(bytes()));

  expect(sent.length).toBe(5.5 * megabyte);
  expect(sent.at(-1)).toBe((5 * megabyte) % 251);
  const file = { portal: "nq57", doing: "uploading", name: "Báo cáo.pdf", total: 5.5 * megabyte };
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 5.5].map((done) => ({ ...file, done: done * megabyte })));
});

test("tells of each further percent only", async () => {
  const { told, bytes } = anUpload(1_000 * megabyte);

  for await (const piece of bytes()) expect(piece.length).toBe(megabyte);

  expect(told.length).toBe(101);
});

test("starts from the first byte, and tells so, when it is sent again", async () => {
  const { told, bytes } = anUpload(4 * megabyte);
  const first = bytes()[Symbol.asyncIterator]();
  await first.next();
  await first.next();
  await first.return?.();

  const again = Buffer.concat(await Array.fromAsync(bytes()));

  expect(again.length).toBe(4 * megabyte);
  expect(told.map(({ done }) => done / megabyte)).toEqual([0, 1, 0, 1, 2, 3, 4]);
});

test("says nothing of a small file", async () => {
  const { told, bytes } = anUpload(megabyte);

  await Array.fromAsync(bytes());

  expect(told).toEqual([]);
});

const aLargePdf = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(12 * megabyte - 9, "%")]);

onEachDatabase("a push with a large file", (open) => {
  const aDesk = desksOn(open);

  it("shows how far the file is", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 1 });
    await desk.addFile(desk.codes[0] ?? "", "Báo cáo.pdf", aLargePdf);
    const told: Step[] = [];

    await pushLane({ ...desk.means, show: (step) => told.push(step) }, desk.lane);

    const uploading = told.filter(({ doing }) => doing === "uploading");
    expect(uploading[0]).toMatchObject({ name: "Báo cáo.pdf", done: 0, total: 12 * megabyte });
    expect(uploading.at(-1)).toMatchObject({ done: 12 * megabyte });
    expect(uploading.length).toBeGreaterThan(20);
    expect(desk.simulator.held()[0]?.evidence).toMatchObject([{ size: 12 * megabyte }]);
  });
});

onEachDatabase("a push while the evidence store is away", (open) => {
  const aDesk = desksOn(open);

  it("ends with what the store said, and sends the file once when it is back", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 2 });
    await desk.addFile(desk.codes[0] ?? "", "Báo cáo.pdf");
    await desk.report(desk.codes[1] ?? "", { percent: 40, progressText: "Đã trình dự thảo" });
    const away = new UserError([
      phrase("evidence.bucket_unreachable", { endpoint: "e", bucket: "b", why: "w" }),
    ]);
    const openEvidence = () => {
      throw away;
    };

    const pushing = pushLane({ ...desk.means, openEvidence }, desk.lane);

    await expect(pushing).rejects.toBe(away);
    expect(desk.simulator.held().map(({ fields }) => fields["percent"])).toContain(40);
    await pushLane(desk.restarted(), desk.lane);
    await pushLane(desk.restarted(), desk.lane);
    expect(desk.simulator.held().map(({ evidence }) => evidence.length)).toEqual([1, 0]);
    expect(desk.simulator.tally()).toMatchObject({ doubledFiles: 0 });
  });
});

it("sends a file of 400 MB with at most 64 MB of memory over idle", async () => {
  const [portal, folder] = [await startQuickPortal(), await temporaryFolder()];
  onTestFinished(() => portal.stop());
  const source = join(folder, "lớn.pdf");
  const file = await openFile(source, "w");
  for (let at = 0; at < 400; at += 1) await file.write(Buffer.alloc(megabyte, at));
  await file.close();
  const directory = join(folder, "kept");
  const incoming = await takeIn(directory, source);
  await createFolder(directory).keep(incoming);
  const { sha256, size } = incoming;
  const wanted: Wanted = { how: "ours", url: portal.url, directory, source, sha256, size };

  const child = fork(join(import.meta.dirname, "..", "bench", "evidence-office.ts"), [
    JSON.stringify(wanted),
  ]);
  const [spent] = (await once(child, "message")) as [Spent];

  expect(await portal.files()).toEqual([{ size, sha256 }]);
  expect((spent.peakBytes - spent.idleBytes) / megabyte).toBeLessThan(64);
});
