// The evidence room's one entrance: a folder, and what can be done with it.
import type { Evidence } from "../../schemas/evidence.ts";
import type { Tx } from "../store/connection.ts";
import { classifyFile, type FileToClassify } from "./classify.ts";
import { keepEvidence, type AddedEvidence, type EvidenceToAdd } from "./keep.ts";
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
}

/** An evidence store in a local folder, which is made when the first file comes. */
export function createEvidenceStore(directory: string): EvidenceStore {
  return {
    addEvidence: (tx, added) => keepEvidence(tx, directory, added),
    waiveProofs,
    withdrawWaiver,
    findWaiver,
    classifyFile,
    openEvidence: (sha256) => readEvidence(directory, sha256),
    listEvidence,
    verifyEvidence: (tx) => checkEvidence(tx, directory),
  };
}
