// Sends one kept file to a portal, and tells how long it took and how much memory: as a push does it (ours), or as
// undici alone does it from the same file (bare). Each in a process of its own.
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Agent, request } from "undici";
import { createEvidenceStore } from "../../src/evidence/evidence-store.ts";
import { createFolder, placeOf } from "../../src/evidence/folder.ts";
import { takeIn } from "../../src/evidence/staging.ts";
import { laneTo } from "./push-office.ts";
import { signedIn } from "./quick-portal.ts";

export interface Wanted {
  how: "add" | "ours" | "bare";
  url: string;
  /** Where evidence is kept. */
  directory: string;
  /** The file to add, or nothing. */
  source: string;
  sha256: string;
  size: number;
}

export interface Spent {
  ms: number;
  idleBytes: number;
  peakBytes: number;
}

/** Prepares `work`, then runs it and says what it took: the highest resident memory, looked at every 5 ms. */
async function spent(prepare: () => Promise<() => Promise<unknown>>): Promise<Spent> {
  const work = await prepare();
  const idleBytes = process.memoryUsage.rss();
  let peakBytes = idleBytes;
  const look = () => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  };
  const looking = setInterval(look, 5);
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  look();
  clearInterval(looking);
  return { ms, idleBytes, peakBytes };
}

function add({ directory, source }: Wanted): Promise<Spent> {
  return spent(async () => {
    const folder = createFolder(directory);
    return async () => await folder.keep(await takeIn(directory, source));
  });
}

async function ours({ url, directory, sha256, size }: Wanted): Promise<Spent> {
  const evidence = createEvidenceStore(directory);
  const { lane, close } = laneTo(url);
  const took = await spent(async () => {
    const session = await lane.connect({ record: () => undefined, mayWrite: () => true });
    return async () =>
      await session.sendEvidence?.({
        remoteId: "1",
        name: "Báo cáo.pdf",
        mime: "application/pdf",
        size,
        sha256,
        documentNumber: "",
        documentOn: null,
        open: () => evidence.openEvidence(sha256),
        key: "bench",
      });
  });
  await close();
  return took;
}

async function bare({ url, directory, sha256, size }: Wanted): Promise<Spent> {
  const before = Buffer.from(
    '--b\r\nContent-Disposition: form-data; name="nhiem_vu_id"\r\n\r\n1\r\n--b\r\n' +
      'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n',
  );
  const after = Buffer.from("\r\n--b--\r\n");
  const dispatcher = new Agent({ connections: 1, pipelining: 1 });
  const took = await spent(async () => async () => {
    const reply = await request(`${url}/api/v1/minh_chung/`, {
      method: "POST",
      headers: {
        ...signedIn,
        "content-type": "multipart/form-data; boundary=b",
        "content-length": String(before.length + size + after.length),
      },
      body: Readable.from(form(before, createReadStream(placeOf(directory, sha256)), after), {
        objectMode: false,
      }),
      dispatcher,
    });
    await reply.body.text();
    if (reply.statusCode !== 201) throw new Error(`the upload got ${reply.statusCode}`);
  });
  await dispatcher.close();
  return took;
}

async function* form(before: Uint8Array, file: AsyncIterable<Uint8Array>, after: Uint8Array) {
  yield before;
  yield* file;
  yield after;
}

const program = fileURLToPath(import.meta.url);

if (process.argv[1] === program) {
  const wanted = JSON.parse(process.argv[2] ?? "{}") as Wanted;
  process.send?.(await { add, ours, bare }[wanted.how](wanted));
}
