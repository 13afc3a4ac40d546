// The evidence room's one entrance: a folder or a bucket, and what can be done with it.
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { BucketAccess } from "../../schemas/bucket.ts";
import { UserError } from "../../schemas/errors.ts";
import type { Evidence } from "../../schemas/evidence.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Scanner } from "../../schemas/scanner.ts";
import type { Tx } from "../store/connection.ts";
import { classifyFile, type FileToClassify } from "./classify.ts";
import type { FileKeeper } from "./file-keeper.ts";
import { createFolder } from "./folder.ts";
import { firstPageOf } from "./first-page.ts";
import { discard, takeIn } from "./staging.ts";
import { keepEvidence, restoreEvidence, type AddedEvidence, type EvidenceToAdd } from "./keep.ts";
import type { Waiver } from "../store/waivers.ts";
import { findWaiver, waiveProofs, withdrawWaiver, type WaiverAsked } from "./waive.ts";
import { checkEvidence, listEvidence, readEvidence, type EvidenceCheck } from "./read.ts";
import { createScan, type Scan, type Verdict } from "./scanner.ts";

export interface EvidenceStore {
  /** Keeps a file and lets a task cite it (`keepEvidence`). */
  addEvidence(tx: Tx, added: EvidenceToAdd): Promise<AddedEvidence>;
  /** Lets a task be told as completed without the proofs of its programmes (`waiveProofs`). */
  waiveProofs(tx: Tx, asked: WaiverAsked): Promise<Waiver>;
  withdrawWaiver(tx: Tx, asked: WaiverAsked): Promise<Waiver>;
  findWaiver(tx: Tx, code: string): Promise<Waiver | null>;
  /** Says how secret a file is (`classifyFile`). */
  classifyFile(tx: Tx, asked: FileToClassify): Promise<Evidence>;
  /** The bytes of a kept file, checked on the way (`readEvidence`); may be called again. */
  openEvidence(sha256: string): AsyncIterable<Uint8Array>;
  /** The text of a kept file's first page, as far as it can be read; "" where it cannot. */
  firstPage(file: Pick<Evidence, "sha256" | "mime" | "size">): Promise<string>;
  /** The files a task cites. */
  listEvidence(tx: Tx, code: string): Promise<Evidence[]>;
  /** Hashes every kept file again. */
  verifyEvidence(tx: Tx): Promise<EvidenceCheck>;
  /** Mends a damaged file by bytes from elsewhere, if they are the right ones (`restoreEvidence`). */
  restoreEvidence(sha256: string, bytes: AsyncIterable<Uint8Array>): Promise<boolean>;
  /** UserError when what keeps the files cannot be asked now. */
  tryStore(): Promise<void>;
  /** What the scanner says of a kept file now; absent where none is configured. */
  scanEvidence?: (sha256: string) => Promise<Verdict>;
  /** UserError when the scanner, where one is configured, cannot be asked now. */
  tryScanner(): Promise<void>;
}

/** Where else than in the folder files are kept, and what scans them; left out: nowhere, nothing. */
export interface EvidenceSettings {
  bucket?: BucketAccess | undefined;
  scanner?: Scanner | undefined;
}

// Of a file of no bytes, which is never kept.
const hashOfNothing = createHash("sha256").digest("hex");

/** An evidence store in a local folder, which is made when the first file comes; given a bucket, files are only staged there. */
export function createEvidenceStore(
  directory: string,
  { bucket, scanner }: EvidenceSettings = {},
): EvidenceStore {
  const scan = scanner === undefined ? undefined : createScan(scanner);
  const keeper =
    bucket === undefined
      ? createFolder(directory)
      : whenNeeded(async () => (await import("./bucket.ts")).createBucket(bucket));
  return {
    addEvidence: (tx, added) => keepEvidence(tx, { staging: directory, scan, keeper }, added),
    waiveProofs,
    withdrawWaiver,
    findWaiver,
    classifyFile,
    openEvidence: (sha256) => readEvidence(keeper, sha256),
    firstPage: async (file) => await readFirstPage(directory, keeper, file),
    listEvidence,
    verifyEvidence: (tx) => checkEvidence(tx, keeper),
    restoreEvidence: (sha256, bytes) => restoreEvidence({ staging: directory, keeper }, sha256, bytes),
    tryStore: async () => void (await keeper.open(hashOfNothing)),
    ...(scan && { scanEvidence: async (sha256: string) => await scan(readEvidence(keeper, sha256)) }),
    tryScanner: async () => await tryScanner(scan),
  };
}

async function readFirstPage(
  directory: string,
  keeper: FileKeeper,
  { sha256, mime, size }: Pick<Evidence, "sha256" | "mime" | "size">,
): Promise<string> {
  const staged = await takeIn(directory, readEvidence(keeper, sha256));
  try {
    return (await firstPageOf(staged.path, { mime, size })).text;
  } finally {
    await discard(staged);
  }
}

async function tryScanner(scan: Scan | undefined): Promise<void> {
  const verdict = await scan?.(Readable.from([]));
  if (verdict === undefined || !("scanner" in verdict)) return;
  const { scanner, why } = verdict;
  throw new UserError([phrase("evidence.no_scanner", { scanner, why })]);
}

/** The client of a bucket is large, and most commands ask for no file. */
function whenNeeded(make: () => Promise<FileKeeper>): FileKeeper {
  let made: Promise<FileKeeper> | undefined;
  const keeper = async () => await (made ??= make());
  return {
    keep: async (incoming) => await (await keeper()).keep(incoming),
    open: async (sha256) => await (await keeper()).open(sha256),
  };
}
