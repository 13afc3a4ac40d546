// A private S3-compatible server for a test file: OpenStack Swift from the system's packages, in a temporary folder.
// Stops and removes it afterwards, also when this process dies.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { BucketAccess } from "../schemas/bucket.ts";
import { Secret } from "../schemas/secret.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("swift-server.py", import.meta.url));
// The system's own: another Python on the path does not see the system's packages.
const python = "/usr/bin/python3";
const [user, key] = ["clerk", "the-secret-key-of-the-tests"];

export interface ObjectStore {
  /** http://127.0.0.1:PORT */
  endpoint: string;
  /** Makes an empty bucket and says how it is entered. */
  makeBucket(name: string): Promise<BucketAccess>;
  /** A client of the test's own, to look behind and to damage. */
  client: S3Client;
  stop(): Promise<void>;
}

/** True where the system has what a server is started from. */
export async function hasObjectStore(): Promise<boolean> {
  const modules = "import swift.proxy.server, swift.common.middleware.s3api";
  return await run(python, ["-c", modules]).then(
    () => true,
    () => false,
  );
}

/** Starts a server. */
export async function startObjectStore(): Promise<ObjectStore> {
  const folder = await mkdtemp(join(tmpdir(), "dongbo-swift-"));
  // The shell outlives us: when its input closes, whatever ended us, the server ends with it and the folder goes.
  const watch = `"$1" "$2" "$3" "$4" "$5" 2>"$3/log"; cd /; rm -rf "$3"`;
  const shell = spawn("sh", ["-c", watch, "sh", python, program, folder, user, key], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
  });
  const ended = once(shell, "exit");
  const [port] = (await Promise.race([
    once(createInterface(shell.stdout), "line"),
    ended.then(async () => Promise.reject(await why(folder))),
  ])) as [string];
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: `test:${user}`, secretAccessKey: key };
  const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true, credentials });
  return {
    endpoint,
    client,
    async makeBucket(name) {
      await client.send(new CreateBucketCommand({ Bucket: name }));
      return {
        endpoint,
        bucket: name,
        prefix: "",
        region: "us-east-1",
        pathStyle: true,
        accessKey: new Secret(credentials.accessKeyId),
        secretKey: new Secret(key),
      };
    },
    async stop() {
      client.destroy();
      shell.stdin.end();
      await ended;
    },
  };
}

async function why(folder: string): Promise<Error> {
  const log = await readFile(join(folder, "log"), "utf8").catch(() => "");
  return new Error(`the private Swift did not start:\n${log}`);
}
