// What everything that keeps files promises.
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { measure } from "../../src/evidence/file-keeper.ts";
import { takeIn } from "../../src/evidence/staging.ts";
import { aProvenance, aTask, keepTasks } from "../builders.ts";
import { openEmbedded } from "../databases.ts";
import { onEachKeeper, type Place } from "./keepers.ts";

const sha256Of = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
const allOf = async (pieces: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(pieces));

/** Keeps content in the way that adding a file does, without a task. */
async function kept({ keeper, folder }: Place, content: string | Uint8Array): Promise<string> {
  const source = join(folder, "source");
  await writeFile(source, content);
  const incoming = await takeIn(join(folder, "kept"), source);
  await keeper.keep(incoming);
  return incoming.sha256;
}

await onEachKeeper("a keeper of files", (open) => {
  it.each([
    ["one byte", Buffer.from("x")],
    ["text of Vietnam", Buffer.from("Báo cáo kết quả thực hiện", "utf8")],
    ["three pieces and a bit", Buffer.alloc(800_001, "minh chứng ")],
  ])("hands out exactly what it was given: %s", async (_, content) => {
    const place = await open();

    const sha256 = await kept(place, content);

    expect(sha256).toBe(sha256Of(content));
    expect((await allOf(place.evidence.openEvidence(sha256))).equals(content)).toBe(true);
    expect(await measure(place.keeper, sha256)).toEqual({ sha256, size: content.length });
  });

  it("keeps the same file again without harm", async () => {
    const place = await open();
    const sha256 = await kept(place, "bản ký");

    await kept(place, "bản ký");

    expect((await allOf(place.evidence.openEvidence(sha256))).toString()).toBe("bản ký");
  });

  it("mends what was damaged when the same file is kept again", async () => {
    const place = await open();
    const sha256 = await kept(place, "bản ký");
    await place.overwrite(sha256, "bản khác");

    await kept(place, "bản ký");

    expect((await allOf(place.evidence.openEvidence(sha256))).toString()).toBe("bản ký");
  });

  it("never hands out a damaged file whole", async () => {
    const place = await open();
    const sha256 = await kept(place, Buffer.alloc(600_000, "đúng "));
    await place.overwrite(sha256, "s".repeat(600_000));
    const received: Uint8Array[] = [];

    const reading = (async () => {
      for await (const piece of place.evidence.openEvidence(sha256)) received.push(piece);
    })();

    await expect(reading).rejects.toMatchObject({ problems: [{ key: "evidence.damaged" }] });
    expect(Buffer.concat(received).length).toBeLessThan(600_000);
  });

  it("never hands out a shortened file whole", async () => {
    const place = await open();
    const sha256 = await kept(place, "một hai ba");
    await place.overwrite(sha256, "một hai");

    const reading = allOf(place.evidence.openEvidence(sha256));

    await expect(reading).rejects.toMatchObject({ problems: [{ key: "evidence.damaged" }] });
  });

  it("says when a file is gone", async () => {
    const place = await open();
    const sha256 = await kept(place, "sẽ mất");
    await place.remove(sha256);

    const reading = allOf(place.evidence.openEvidence(sha256));

    await expect(reading).rejects.toMatchObject({ problems: [{ key: "evidence.missing" }] });
    expect(await measure(place.keeper, sha256)).toBeNull();
  });

  it.each(["../source", "..%2fsource", "", "kept", sha256Of("a").toUpperCase(), `${sha256Of("a")}/..`])(
    "opens nothing outside its place: “%s”",
    async (name) => {
      const place = await open();
      await kept(place, "bí mật");

      const reading = allOf(place.evidence.openEvidence(name));

      await expect(reading).rejects.toThrow();
      expect((await readFile(join(place.folder, "source"))).toString()).toBe("bí mật");
    },
  );

  it("is checked as a whole: a changed, a shortened and a missing file are found, and mended when added again", async () => {
    const { evidence, folder, overwrite, remove } = await open();
    const store = await openEmbedded();
    const task = aTask();
    await store.transaction(async (tx) => await keepTasks(tx, [task]));
    const names = ["một.txt", "hai.txt", "ba.txt", "bốn.txt"];
    const add = async (name: string) => {
      await writeFile(join(folder, name), name);
      const added = { code: task.code, path: join(folder, name), provenance: aProvenance() };
      await store.transaction(async (tx) => await evidence.addEvidence(tx, added));
    };
    for (const name of names) await add(name);
    await overwrite(sha256Of("một.txt"), "mộT.txt");
    await overwrite(sha256Of("hai.txt"), "ha");
    await remove(sha256Of("ba.txt"));

    const found = await store.read(async (tx) => await evidence.verifyEvidence(tx));
    for (const name of names) await add(name);
    const mended = await store.read(async (tx) => await evidence.verifyEvidence(tx));
    await store.close();

    const damaged = found.damaged.map(({ name, kind }) => `${name} ${kind}`).toSorted();
    expect(damaged).toEqual(["ba.txt missing", "hai.txt changed", "một.txt changed"]);
    expect(mended).toMatchObject({ files: 4, damaged: [] });
    expect((await readdir(join(folder, "kept"))).filter((name) => name.startsWith("incoming"))).toEqual([]);
  });

  it("carries a large file in and out in small pieces", async () => {
    const { keeper, evidence, folder } = await open();
    const path = join(folder, "lớn.bin");
    const out = createWriteStream(path);
    const piece = Buffer.alloc(1 << 20, "x");
    for (let at = 0; at < 150; at += 1) if (!out.write(piece)) await once(out, "drain");
    out.end();
    await once(out, "finish");
    const before = process.memoryUsage().rss;

    const incoming = await takeIn(join(folder, "kept"), path);
    await keeper.keep(incoming);
    let [bytes, largest] = [0, 0];
    for await (const part of evidence.openEvidence(incoming.sha256)) {
      bytes += part.length;
      largest = Math.max(largest, part.length);
    }

    expect(bytes).toBe(150 << 20);
    expect(largest).toBeLessThanOrEqual(256 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });
});
