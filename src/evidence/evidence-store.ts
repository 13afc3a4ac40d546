// The evidence room's one entrance: a folder or a bucket, and what can be done with it.
import { createHash } from "node:crypto";
import type { BucketAccess } from "../../schemas/bucket.ts";
import type { Evidence } from "../../schemas/evidence.ts";
import type { Tx } from "../store/connection.ts";
import { classifyFile, type FileToClassify } from "./classify.ts";
import type { FileKeeper } from "./file-keeper.ts";
import { createFolder } from "./folder.ts";
import { keepEvidence, restoreEvidence, type AddedEvidence, type EvidenceToAdd } from "./keep.ts";
import type { Waiver } from "../store/waivers.ts";
import { findWaiver, waiveProofs, withdrawWaiver, type WaiverAsked } from "./waive.ts";
import { checkEvidence, listEvidence, readEvidence, type EvidenceCheck } from "./read.ts";

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
  /** The files a task cites. */
  listEvidence(tx: Tx, code: string): Promise<Evidence[]>;
  /** Hashes every kept file again. */
  verifyEvidence(tx: Tx): Promise<EvidenceCheck>;
  /** Mends a damaged file by bytes from elsewhere, if they are the right ones (`restoreEvidence`). */
  restoreEvidence(sha256: string, bytes: AsyncIterable<Uint8Array>): Promise<boolean>;
  /** UserError when what keeps the files cannot be asked now. */
  tryStore(): Promise<void>;
}

// Of a file of no bytes, which is never kept.
const hashOfNothing = createHash("sha256").digest("hex");

/** An evidence store in a local folder, which is made when the first file comes; given a bucket, files are only staged there. */
export function createEvidenceStore(directory: string, bucket?: BucketAccess): EvidenceStore {
  const keeper =
    bucket === undefined
      ? createFolder(directory)
      : whenNeeded(async () => (await import("./bucket.ts")).createBucket(bucket));
  return {
    addEvidence: (tx, added) => keepEvidence(tx, { staging: directory, keeper }, added),
    waiveProofs,
    withdrawWaiver,
    findWaiver,
    classifyFile,
    openEvidence: (sha256) => readEvidence(keeper, sha256),
    listEvidence,
    verifyEvidence: (tx) => checkEvidence(tx, keeper),
    restoreEvidence: (sha256, bytes) => restoreEvidence({ staging: directory, keeper }, sha256, bytes),
    tryStore: async () => void (await keeper.open(hashOfNothing)),
  };
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
