// The evidence room's one entrance: a folder, and what can be done with it.
import type { Evidence } from "../../schemas/evidence.ts";
import type { Tx } from "../store/connection.ts";
import { keepEvidence, restoreEvidence, type AddedEvidence, type EvidenceToAdd } from "./keep.ts";
import { checkEvidence, listEvidence, readEvidence, type EvidenceCheck } from "./read.ts";

export interface EvidenceStore {
  /** Keeps a file and lets a task cite it (`keepEvidence`). */
  addEvidence(tx: Tx, added: EvidenceToAdd): Promise<AddedEvidence>;
  /** The bytes of a kept file, checked on the way (`readEvidence`); may be called again. */
  openEvidence(sha256: string): AsyncIterable<Uint8Array>;
  /** The files a task cites. */
  listEvidence(tx: Tx, code: string): Promise<Evidence[]>;
  /** Hashes every kept file again. */
  verifyEvidence(tx: Tx): Promise<EvidenceCheck>;
  /** Mends a damaged file by bytes from elsewhere, if they are the right ones (`restoreEvidence`). */
  restoreEvidence(sha256: string, bytes: AsyncIterable<Uint8Array>): Promise<boolean>;
}

/** An evidence store in a local folder, which is made when the first file comes. */
export function createEvidenceStore(directory: string): EvidenceStore {
  return {
    addEvidence: (tx, added) => keepEvidence(tx, directory, added),
    openEvidence: (sha256) => readEvidence(directory, sha256),
    listEvidence,
    verifyEvidence: (tx) => checkEvidence(tx, directory),
    restoreEvidence: (sha256, bytes) => restoreEvidence(directory, sha256, bytes),
  };
}
