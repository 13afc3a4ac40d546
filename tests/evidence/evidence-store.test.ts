import { createHash } from "node:crypto";
import { chmod, mkdtemp, mkdir, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createEvidenceStore, type EvidenceStore } from "../../src/evidence/evidence-store.ts";
import { placeOf } from "../../src/evidence/folder.ts";
import { taskHistory } from "../../src/register/tasks.ts";
import type { Store } from "../../src/store/connection.ts";
import { aProvenance, aTask, keepLink, keepTasks, portalsDue } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

const provenance = aProvenance();
const pdf = "%PDF-1.7\n% Báo cáo kết quả\n";

let folder: string;
let kept: string;
let evidence: EvidenceStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dongbo-evidence-"));
  kept = join(folder, "kept");
  evidence = createEvidenceStore(kept);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function aFile(name: string, content: string | Uint8Array = pdf): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function withTask(store: Store, set: Parameters<typeof aTask>[0] = {}) {
  const task = aTask(set);
  await store.transaction(async (tx) => {
    await keepTasks(tx, [task]);
    await keepLink(tx, { taskId: task.id, portal: "nq57" });
  });
  return task;
}

function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

async function allOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces));
}

onEachDatabase("evidence", (open) => {
  it("keeps a file under its hash, with its exact name, and the task falls due", async () => {
    const store = await open();
    const task = await withTask(store);
    const name = "Báo cáo số 12 (bản ký).PDF".normalize("NFD");
    const path = await aFile(name);
    const added = {
      code: task.code,
      path,
      documentNumber: "12/BC-SKHCN",
      documentOn: "2025-12-05",
      issuer: "Sở KH&CN",
      signer: "Nguyễn Văn A",
      link: "https://example.vn/12",
      provenance,
    };

    const result = await store.transaction((tx) => evidence.addEvidence(tx, added));

    const file = {
      sha256: sha256Of(pdf),
      size: Buffer.byteLength(pdf),
      mime: "application/pdf",
      name,
      documentKind: "report",
      documentNumber: "12/BC-SKHCN",
      documentOn: "2025-12-05",
      issuer: "Sở KH&CN",
      signer: "Nguyễn Văn A",
      link: "https://example.vn/12",
      classification: "normal",
      signed: "no",
      firstPage: "unread",
      marks: [],
      settledBy: null,
    };
    expect(result).toEqual({ evidence: file, isNews: true, warnings: [] });
    await store.read(async (tx) => {
      expect(await evidence.listEvidence(tx, task.code)).toEqual([file]);
      expect(await portalsDue(tx, task.id)).toEqual(["nq57"]);
      expect(await taskHistory(tx, task.code)).toMatchObject([{ field: "evidence", from: null, to: file }]);
    });
    expect((await allOf(evidence.openEvidence(file.sha256))).toString()).toBe(pdf);
    expect(await readdir(kept)).toEqual([file.sha256.slice(0, 2)]);
    expect((await stat(kept)).mode & 0o777).toBe(0o700);
  });

  it("changes nothing when the same file is added again, and keeps one copy for two tasks", async () => {
    const store = await open();
    const [one, other] = [await withTask(store), await withTask(store)];
    const path = await aFile("a.pdf");
    await store.transaction((tx) => evidence.addEvidence(tx, { code: one.code, path, provenance }));

    const again = await store.transaction((tx) =>
      evidence.addEvidence(tx, { code: one.code, path, provenance }),
    );
    await store.transaction((tx) => evidence.addEvidence(tx, { code: other.code, path, provenance }));

    expect(again.isNews).toBe(false);
    expect(await store.read((tx) => taskHistory(tx, one.code))).toHaveLength(1);
    expect(await store.read((tx) => evidence.verifyEvidence(tx))).toMatchObject({ files: 1, damaged: [] });
  });

  it("keeps a classified file, and lets it go nowhere", async () => {
    const store = await open();
    const task = await withTask(store);
    const path = await aFile("a.pdf");

    const { evidence: file } = await store.transaction((tx) =>
      evidence.addEvidence(tx, { code: task.code, path, classification: "mat", provenance }),
    );
    const { evidence: same } = await store.transaction((tx) =>
      evidence.addEvidence(tx, { code: task.code, path, documentNumber: "1/BC", provenance }),
    );

    expect([file.classification, same.classification]).toEqual(["mat", "mat"]);
  });

  it("classifies a file like its task unless told otherwise", async () => {
    const store = await open();
    const task = await withTask(store, { classification: "toi_mat" });
    const path = await aFile("a.pdf");

    const added = await store.transaction((tx) =>
      evidence.addEvidence(tx, { code: task.code, path, provenance }),
    );

    expect(added.evidence.classification).toBe("toi_mat");
    expect(await store.read((tx) => portalsDue(tx, task.id))).toEqual([]);
  });

  it.each([
    ["Báo cáo MẬT.pdf", true],
    ["Tối mật - kế hoạch.pdf".normalize("NFD"), true],
    ["Kế hoạch bảo mật hệ thống.pdf", false],
    ["Cây mật.ong.pdf", true],
    ["Mật độ dân số.pdf", true],
    ["Tên mậta.pdf", false],
  ])("looks for a marking in the name “%s”: %s", async (name, isSuspicious) => {
    const store = await open();
    const task = await withTask(store);
    const path = await aFile(name);

    const added = await store.transaction((tx) =>
      evidence.addEvidence(tx, { code: task.code, path, provenance }),
    );

    expect(added.warnings.map(({ key }) => key)).toEqual(isSuspicious ? ["evidence.looks_secret"] : []);
  });

  it.each([
    ["scan.pdf", pdf, "application/pdf"],
    ["BM.txt", "BM;đơn vị", "text/plain"],
    ["bảng.csv", "a;b\n", "text/csv"],
    ["cũ.DOC", Buffer.from("d0cf11e0a1b11ae1", "hex"), "application/msword"],
    ["chữ ký.p7s", "ký", "application/pkcs7-signature"],
    ["không đuôi", "???", "application/octet-stream"],
  ])("says what %s is by its bytes, then by its extension", async (name, content, mime) => {
    const store = await open();
    const task = await withTask(store);
    const path = await aFile(name, content);

    const added = await store.transaction((tx) =>
      evidence.addEvidence(tx, { code: task.code, path, provenance }),
    );

    expect(added.evidence.mime).toBe(mime);
  });

  it("never keeps a path in a name", async () => {
    const store = await open();
    const task = await withTask(store);
    const path = await aFile("C:\\Users\\a\\Báo cáo.pdf");

    const added = await store.transaction((tx) =>
      evidence.addEvidence(tx, { code: task.code, path, provenance }),
    );

    expect(added.evidence.name).toBe("Báo cáo.pdf");
  });

  it("names every problem of an addition at once, and leaves nothing behind", async () => {
    const store = await open();
    const task = await withTask(store);
    const empty = await aFile("rỗng.pdf", "");
    await mkdir(join(folder, "thư mục"));
    const problemsOf = async (added: object) => {
      const adding = store.transaction((tx) =>
        evidence.addEvidence(tx, { code: task.code, path: empty, provenance, ...added }),
      );
      const error = await adding.catch((thrown: unknown) => thrown);
      return (error as { problems: { key: string }[] }).problems.map(({ key }) => key);
    };

    const problems = [
      await problemsOf({ code: "NV-?", documentOn: "2025-02-30", classification: "x", documentNumber: "\0" }),
      await problemsOf({ path: join(folder, "không có.pdf") }),
      await problemsOf({ path: join(folder, "thư mục") }),
    ];

    expect(problems).toEqual([
      [
        "evidence.empty_file",
        "evidence.bad_day",
        "evidence.bad_text",
        "evidence.bad_classification",
        "evidence.unknown_task",
      ],
      ["evidence.no_such_file"],
      ["evidence.not_a_file"],
    ]);
    await expect(readdir(kept)).rejects.toThrow("ENOENT");
    expect(await store.read((tx) => evidence.listEvidence(tx, task.code))).toEqual([]);
  });

  it("leaves no half-taken file behind when the folder cannot keep it", async () => {
    const store = await open();
    const task = await withTask(store);
    const path = await aFile("a.pdf");
    const prefix = sha256Of(pdf).slice(0, 2);
    await mkdir(kept);
    await writeFile(join(kept, prefix), "in the way");

    const adding = store.transaction((tx) => evidence.addEvidence(tx, { code: task.code, path, provenance }));

    await expect(adding).rejects.toThrow();
    expect(await readdir(kept)).toEqual([prefix]);
    expect(await store.read((tx) => evidence.listEvidence(tx, task.code))).toEqual([]);
  });

  it("finds one changed byte, a cut file and a missing file, and mends them when added again", async () => {
    const store = await open();
    const task = await withTask(store);
    const names = ["một.txt", "hai.txt", "ba.txt", "bốn.txt"];
    const paths = await Promise.all(names.map((name) => aFile(name, name)));
    const add = (path: string) =>
      store.transaction((tx) => evidence.addEvidence(tx, { code: task.code, path, provenance }));
    for (const path of paths) await add(path);
    const places = names.map((name) => placeOf(kept, sha256Of(name)));
    for (const place of places) await chmod(place, 0o600);
    await writeFile(places[0] ?? "", "mộT.txt");
    await truncate(places[1] ?? "", 2);
    await rm(places[2] ?? "");

    const found = await store.read((tx) => evidence.verifyEvidence(tx));
    for (const path of paths) await add(path);
    const mended = await store.read((tx) => evidence.verifyEvidence(tx));

    const damaged = found.damaged.map(({ name, kind, taskCodes }) => `${name} ${kind} ${taskCodes.join()}`);
    expect(damaged.toSorted()).toEqual(
      [
        `ba.txt missing ${task.code}`,
        `hai.txt changed ${task.code}`,
        `một.txt changed ${task.code}`,
      ].toSorted(),
    );
    expect(mended).toMatchObject({ files: 4, damaged: [] });
  });
});
