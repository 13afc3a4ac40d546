// What a scanner changes of adding a file, and that without one nothing is asked.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished, test } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import type { Scanner } from "../../schemas/scanner.ts";
import { createEvidenceStore } from "../../src/evidence/evidence-store.ts";
import { oncePerRun, type Verdict } from "../../src/evidence/scanner.ts";
import type { Store } from "../../src/store/connection.ts";
import { aProvenance, aTask, keepTasks } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";
import { virus } from "../start-scanner.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { aListener, withScanner } from "./scanners.ts";

const task = aTask({ code: "NV-1" });

/** An evidence store with one task, and what lies in it. */
async function aStore(store: Store, scanner?: Scanner) {
  const folder = await temporaryFolder();
  const evidence = createEvidenceStore(join(folder, "kept"), { scanner });
  await store.transaction(async (tx) => await keepTasks(tx, [task]));
  const add = async (content: string | Buffer) => {
    const path = join(folder, "Báo cáo.pdf");
    await writeFile(path, content);
    const added = { code: task.code, path, provenance: aProvenance() };
    return await store.transaction((tx) => evidence.addEvidence(tx, added));
  };
  const kept = async () => ({
    cited: (await store.read((tx) => evidence.listEvidence(tx, task.code))).length,
    files: (await readdir(join(folder, "kept"), { recursive: true })).length,
  });
  return { evidence, add, kept };
}

async function problemsOf(adding: Promise<unknown>) {
  const error = await adding.catch((thrown: unknown) => thrown);
  return error instanceof UserError ? error.problems : error;
}

/** How many connections this process opens from now on, to anywhere. */
function connections(): { count: number } {
  const seen = { count: 0 };
  const see = () => void (seen.count += 1);
  subscribe("net.client.socket", see);
  onTestFinished(() => void unsubscribe("net.client.socket", see));
  return seen;
}

withScanner("with a scanner", ["StreamMaxLength 1M"], (scanner) => {
  onEachDatabase("adding a file", (open) => {
    it("keeps what is clean", async () => {
      const { add, kept } = await aStore(await open(), scanner().unix);

      const added = await add("%PDF-1.7\n% sạch\n");

      expect(added).toMatchObject({ isNews: true, warnings: [] });
      expect(await kept()).toEqual({ cited: 1, files: 2 });
    });

    it("refuses what is infected by the name of the file and the virus, and keeps nothing of it", async () => {
      const { add, kept } = await aStore(await open(), scanner().tcp);

      const problems = await problemsOf(add(`%PDF-1.7\n% ${virus.text}\n`));

      const values = { name: "Báo cáo.pdf", signature: virus.signature };
      expect(problems).toEqual([{ key: "evidence.infected", values }]);
      expect(await kept()).toEqual({ cited: 0, files: 0 });
    });

    it("refuses what the scanner is not ready to look at whole", async () => {
      const { add, kept } = await aStore(await open(), scanner().unix);

      const problems = await problemsOf(add(Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(3e6)])));

      const values = { name: "Báo cáo.pdf", scanner: scanner().unix.clamd };
      expect(problems).toMatchObject([{ key: "evidence.beyond_scanner", values }]);
      expect(await kept()).toEqual({ cited: 0, files: 0 });
    });
  });

  test("tries whether the scanner can be asked", async () => {
    const evidence = createEvidenceStore(await temporaryFolder(), { scanner: scanner().unix });

    await expect(evidence.tryScanner()).resolves.toBeUndefined();
  });
});

onEachDatabase("adding a file while the scanner is silent", (open) => {
  it("keeps nothing, and says so in time", async () => {
    const listener = await aListener((socket) => void socket.resume());
    const { add, kept, evidence } = await aStore(await open(), listener);

    const problems = await problemsOf(add("%PDF-1.7\n"));

    const away = { scanner: listener.clamd, why: "ETIMEDOUT" };
    expect(problems).toEqual([{ key: "evidence.scanner_away", values: { name: "Báo cáo.pdf", ...away } }]);
    expect(await kept()).toEqual({ cited: 0, files: 0 });
    expect(await problemsOf(evidence.tryScanner())).toEqual([{ key: "evidence.no_scanner", values: away }]);
  });
});

onEachDatabase("adding a file without a scanner", (open) => {
  it("opens no connection, and there is nothing to scan with", async () => {
    const { add, evidence } = await aStore(await open());
    const opened = connections();

    await add("%PDF-1.7\n");
    await evidence.tryScanner();

    expect(evidence).not.toHaveProperty("scanEvidence");
    expect(opened.count).toBe(0);
  });

  it("would be seen to open one", async () => {
    const listener = await aListener((socket) => socket.destroy());
    const { add } = await aStore(await open(), listener);
    const opened = connections();

    await add("%PDF-1.7\n").catch(() => undefined);

    expect(opened.count).toBeGreaterThan(0);
  });
});

/** A scanner that gives these answers in turn, and what it was asked. */
function answering(...verdicts: Verdict[]) {
  const asked: string[] = [];
  const scan = oncePerRun(async (sha256) => {
    asked.push(sha256);
    return verdicts[asked.length - 1] ?? { kind: "clean" };
  });
  return { scan, asked };
}

test("asks once a run about each file, also when two lanes ask at the same time", async () => {
  const { scan, asked } = answering({ kind: "clean" }, { kind: "infected", signature: "X" });

  const verdicts = await Promise.all(["a", "a", "b", "b"].map(scan));

  expect(verdicts.map(({ kind }) => kind)).toEqual(["clean", "clean", "infected", "infected"]);
  expect(asked).toEqual(["a", "b"]);
});

test("asks nothing more in a run once the scanner gave no answer", async () => {
  const { scan, asked } = answering(
    { kind: "clean" },
    { kind: "no_answer", scanner: "127.0.0.1:1", why: "ETIMEDOUT" },
  );

  const verdicts = [await scan("a"), await scan("b"), await scan("c"), await scan("a")];

  expect(verdicts.map(({ kind }) => kind)).toEqual(["clean", "no_answer", "no_answer", "clean"]);
  expect(asked).toEqual(["a", "b"]);
});
