import fs, { mkdirSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { startInDirectory } from "../../src/store/embedded.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { diskAt, type Disk } from "./power-cut.ts";

describe("the files of the embedded database", () => {
  let fresh: string;
  let folder: string;
  let disk: Disk;

  beforeAll(async () => {
    fresh = await mkdtemp(join(tmpdir(), "dongbo-test-"));
    await (await startInDirectory(fresh)).close();
  });
  afterAll(() => rm(fresh, { recursive: true, force: true }));

  beforeEach(async () => {
    folder = await temporaryFolder();
    await cp(fresh, folder, { recursive: true });
    mkdirSync(join(folder, "graveyard"));
    disk = diskAt(join(folder, "database"), join(folder, "graveyard"));
  });

  it("are synced once by every commit", async () => {
    const pglite = await started((layer) => disk.watch(layer));
    await pglite.exec("create table mark (n integer)");
    const before = disk.syncs();

    for (let n = 0; n < 50; n++) await pglite.query("insert into mark values ($1)", [n]);

    expect(disk.syncs() - before).toBe(50);
  });

  it("hold every acknowledged commit, and no other, after a power cut", async () => {
    const pglite = await started((layer) => disk.watch(layer));
    await pglite.exec("create table mark (n integer)");
    for (let n = 0; n < 30; n++) {
      await pglite.query("insert into mark values ($1)", [n]);
      if (n === 10) await pglite.exec("checkpoint; create table later (n integer)");
    }
    await pglite.exec("begin; insert into mark values (1000)");

    const left = cut("after the cut");

    expect(await marksIn(left)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  it("open again with every acknowledged commit when the cut comes in the middle of a checkpoint", async () => {
    const left: string[] = [];
    let checkpointFrom = Infinity;
    const pglite = await started((layer) =>
      disk.watch(layer, () => {
        const nth = disk.syncs() - checkpointFrom;
        if ([4, 20].includes(nth)) left.push(cut(`at sync ${nth}`));
      }),
    );
    await pglite.exec("create table mark (n integer); insert into mark select generate_series(0, 999)");
    checkpointFrom = disk.syncs();

    await pglite.exec("checkpoint");

    const counts: number[] = [];
    for (const folderLeft of left) counts.push((await marksIn(folderLeft)).length);
    expect(counts).toEqual([1000, 1000]);
  });

  it("do not let a commit be acknowledged when the disk refused to sync it", async () => {
    const pglite = await startInDirectory(folder);
    await pglite.exec("create table mark (n integer)");
    failEverySync();

    const commit = pglite.query("insert into mark values (1)");

    await expect(commit).rejects.toThrow();
  });

  it("would lose commits as the package ships them, which shows that the cut is real", async () => {
    const pglite = await PGlite.create(join(folder, "database"));
    onTestFinished(() => pglite.close());
    await pglite.exec("create table mark (n integer)");
    await pglite.query("insert into mark values (1)");

    const left = cut("after the cut");

    await expect(marksIn(left)).rejects.toThrow('relation "mark" does not exist');
  });

  async function started(prepare: Parameters<typeof startInDirectory>[1]): Promise<PGlite> {
    const pglite = await startInDirectory(folder, prepare);
    onTestFinished(() => pglite.close());
    return pglite;
  }

  function cut(name: string): string {
    const left = join(folder, name);
    mkdirSync(left);
    disk.cutInto(join(left, "database"));
    return left;
  }
});

async function marksIn(left: string): Promise<number[]> {
  const pglite = await startInDirectory(left);
  onTestFinished(() => pglite.close());
  const { rows } = await pglite.query<{ n: number }>("select n from mark order by n");
  return rows.map((row) => row.n);
}

function failEverySync(): void {
  const { fdatasyncSync } = fs;
  fs.fdatasyncSync = () => {
    throw Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" });
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.fdatasyncSync = fdatasyncSync;
    syncBuiltinESMExports();
  });
}
