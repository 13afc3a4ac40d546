// One large file: streamed from the store to a portal beside undici alone, which makes the same request from the same
// file, and what memory a file of twice the size takes on its way in and out. The portal is in a process of its own.
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { figure, rowOf, type BenchCase, type Row } from "./bench-case.ts";
import { inFreshFolder } from "./bench-store.ts";
import type { Spent, Wanted } from "./evidence-office.ts";
import { startQuickPortal, type QuickPortal } from "./quick-portal.ts";

const gigabyte = 1_000_000_000;
const rounds = 5;

export const evidenceCases: readonly BenchCase[] = [
  { name: "evidence, 1 GB beside undici alone", measure: async () => await atPortal(throughput) },
  { name: "evidence, memory of 2 GB", measure: async () => await atPortal(memory) },
];

interface Bench {
  portal: QuickPortal;
  folder: string;
}

async function atPortal(measure: (bench: Bench) => Promise<Row[]>): Promise<Row[]> {
  const portal = await startQuickPortal();
  try {
    return await inFreshFolder(async (folder) => await measure({ portal, folder }));
  } finally {
    portal.stop();
  }
}

async function throughput(bench: Bench): Promise<Row[]> {
  const file = await added(bench, gigabyte);
  // Both once unmeasured: the file is in the system's cache then.
  await sent(bench, { ...file, how: "bare" });
  await sent(bench, { ...file, how: "ours" });
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    const limit = await sent(bench, { ...file, how: "bare" });
    const ours = await sent(bench, { ...file, how: "ours" });
    measured.push({ ours: ours.ms, limit: limit.ms });
  }
  const name = "evidence, 1 GB streamed beside undici alone, MB";
  return [rowOf(name, { rounds: measured, goal: { atLeast: 0.9 }, by: "speed", count: gigabyte / 1e6 })];
}

async function memory(bench: Bench): Promise<Row[]> {
  const file = await added(bench, 2 * gigabyte);
  const out = await sent(bench, { ...file, how: "ours" });
  const goal = { goal: { atMost: 64 }, unit: "MB" };
  return [
    figure("evidence of 2 GB on its way in, memory over idle", over(file.spent), goal),
    figure("evidence of 2 GB on its way out, memory over idle", over(out), goal),
  ];
}

function over({ peakBytes, idleBytes }: Spent): number {
  return (peakBytes - idleBytes) / 1e6;
}

/** Puts a file of so many bytes into the store. */
async function added(bench: Bench, size: number) {
  const source = join(bench.folder, "source.pdf");
  const directory = join(bench.folder, "evidence");
  const sha256 = await written(source, size);
  const wanted = { url: bench.portal.url, directory, source, sha256, size };
  const spent = await inProcess({ ...wanted, how: "add" });
  await rm(source);
  return { ...wanted, spent };
}

async function written(path: string, size: number): Promise<string> {
  const file = await open(path, "w");
  const piece = Buffer.alloc(1_000_000, "%PDF-1.7 minh chứng ");
  for (let at = 0; at < size; at += piece.length) {
    piece.writeDoubleLE(at, 0);
    await file.write(piece);
  }
  await file.close();
  const hash = createHash("sha256");
  for await (const read of createReadStream(path, { highWaterMark: piece.length })) hash.update(read);
  return hash.digest("hex");
}

/** Sends the file and makes sure that exactly it arrived. */
async function sent(bench: Bench, wanted: Wanted): Promise<Spent> {
  const spent = await inProcess(wanted);
  const [arrived] = await bench.portal.files();
  if (arrived?.sha256 !== wanted.sha256) throw new Error(`another file arrived: ${JSON.stringify(arrived)}`);
  return spent;
}

async function inProcess(wanted: Wanted): Promise<Spent> {
  const program = fileURLToPath(new URL("evidence-office.ts", import.meta.url));
  const child = fork(program, [JSON.stringify(wanted)]);
  const ended = once(child, "exit");
  const [told] = (await Promise.race([once(child, "message"), ended])) as [Spent | number];
  await ended;
  if (typeof told === "number") throw new Error(`the sending process ended with ${told}`);
  return told;
}
