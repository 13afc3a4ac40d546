// The same tests on everything that keeps files: a folder, and a bucket at a real S3-compatible server.
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createBucket } from "../../src/evidence/bucket.ts";
import { createEvidenceStore, type EvidenceStore } from "../../src/evidence/evidence-store.ts";
import type { FileKeeper } from "../../src/evidence/file-keeper.ts";
import { createFolder, placeOf } from "../../src/evidence/folder.ts";
import { hasObjectStore, startObjectStore, type ObjectStore } from "../start-object-store.ts";

/** A place that keeps nothing yet, and what somebody could do to it behind our back. */
export interface Place {
  keeper: FileKeeper;
  evidence: EvidenceStore;
  /** For staged files and files to add; gone after the test. */
  folder: string;
  overwrite(sha256: string, content: string): Promise<void>;
  remove(sha256: string): Promise<void>;
}

/** Describes `tests` for each; each `open` gives a fresh place. Without a server the second is skipped, but not in CI. */
export async function onEachKeeper(
  title: string,
  tests: (open: () => Promise<Place>) => void,
): Promise<void> {
  const folders: string[] = [];
  const fresh = async () => {
    const folder = await mkdtemp(join(tmpdir(), "dongbo-keeper-"));
    folders.push(folder);
    return folder;
  };
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  describe(`${title} (folder)`, () => tests(async () => inFolder(await fresh())));
  const name = `${title} (bucket)`;
  if (await hasObjectStore()) {
    describe(name, () => {
      const server = objectStoreOfFile();
      tests(async () => await inBucket(server(), await fresh()));
    });
  } else if (process.env["CI"]) it(name, () => expect.fail("python3-swift is not installed"));
  else
    describe.skip(`${name}; skipped: python3-swift is not installed`, () => tests(async () => inFolder("")));
}

/** A server for the describe block (or file) that calls this. */
export function objectStoreOfFile(): () => ObjectStore {
  let server: ObjectStore | undefined;
  beforeAll(async () => {
    server = await startObjectStore();
  });
  afterAll(async () => await server?.stop());
  return () => {
    if (server === undefined) throw new Error("the object store is started before the first test");
    return server;
  };
}

function inFolder(folder: string): Place {
  const kept = join(folder, "kept");
  return {
    keeper: createFolder(kept),
    evidence: createEvidenceStore(kept),
    folder,
    async overwrite(sha256, content) {
      await chmod(placeOf(kept, sha256), 0o600);
      await writeFile(placeOf(kept, sha256), content);
    },
    remove: async (sha256) => await rm(placeOf(kept, sha256)),
  };
}

async function inBucket(server: ObjectStore, folder: string): Promise<Place> {
  const access = { ...(await server.makeBucket(`dongbo-${randomUUID()}`)), prefix: "minh-chung/2026" };
  const at = (sha256: string) => ({
    Bucket: access.bucket,
    Key: `${access.prefix}/${sha256.slice(0, 2)}/${sha256}`,
  });
  return {
    keeper: createBucket(access),
    evidence: createEvidenceStore(join(folder, "kept"), { bucket: access }),
    folder,
    overwrite: async (sha256, content) =>
      void (await server.client.send(new PutObjectCommand({ ...at(sha256), Body: content }))),
    remove: async (sha256) => void (await server.client.send(new DeleteObjectCommand(at(sha256)))),
  };
}
