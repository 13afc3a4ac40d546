// Hands out what was kept, and checks that it is still what was kept. Never hands out bytes whose hash is not the
// one that was asked for as if they were whole.
import { createHash } from "node:crypto";
import { UserError } from "../../schemas/errors.ts";
import type { Evidence } from "../../schemas/evidence.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Tx } from "../store/connection.ts";
import { selectEvidence, selectKeptFiles, type KeptFile } from "../store/evidence.ts";
import { selectTasksByCode } from "../store/tasks.ts";
import { measure, type FileKeeper } from "./file-keeper.ts";

/** The files a task cites, oldest first, classified ones included. UserError when there is no such task. */
export async function listEvidence(tx: Tx, code: string): Promise<Evidence[]> {
  const [task] = await selectTasksByCode(tx, [code]);
  if (task === undefined) throw new UserError([phrase("evidence.unknown_task", { code })]);
  return (await selectEvidence(tx, [task.id])).get(task.id) ?? [];
}

/**
 * The bytes of a kept file. Throws UserError when it is missing, and before the last piece when it is damaged, so a
 * damaged file never arrives whole anywhere.
 */
export async function* readEvidence(keeper: FileKeeper, sha256: string): AsyncGenerator<Uint8Array> {
  const bytes = await keeper.open(sha256);
  if (bytes === null) throw new UserError([phrase("evidence.missing", { sha256 })]);
  const hash = createHash("sha256");
  let held: Uint8Array | null = null;
  for await (const piece of bytes) {
    if (held !== null) yield held;
    hash.update(piece);
    held = piece;
  }
  if (hash.digest("hex") !== sha256) throw new UserError([phrase("evidence.damaged", { sha256 })]);
  if (held !== null) yield held;
}

/** A kept file that is no longer what it was. */
export interface DamagedEvidence extends KeptFile {
  kind: "missing" | "changed";
  why: Phrase;
}

export interface EvidenceCheck {
  files: number;
  bytes: number;
  damaged: DamagedEvidence[];
}

/** Hashes every kept file again, page by page. Adding a damaged file again from its source mends it. */
export async function checkEvidence(tx: Tx, keeper: FileKeeper): Promise<EvidenceCheck> {
  const check: EvidenceCheck = { files: 0, bytes: 0, damaged: [] };
  const limit = 500;
  let page = await selectKeptFiles(tx, { after: "", limit });
  while (page.length > 0) {
    for (const file of page) {
      check.files += 1;
      check.bytes += file.size;
      const found = await measure(keeper, file.sha256);
      if (found?.sha256 !== file.sha256 || found.size !== file.size) check.damaged.push(damage(file, found));
    }
    page = await selectKeptFiles(tx, { after: page.at(-1)?.sha256 ?? "", limit });
  }
  return check;
}

function damage(file: KeptFile, found: object | null): DamagedEvidence {
  const values = { name: file.name, sha256: file.sha256, codes: file.taskCodes.join(", ") };
  return found === null
    ? { ...file, kind: "missing", why: phrase("evidence.file_missing", values) }
    : { ...file, kind: "changed", why: phrase("evidence.file_changed", values) };
}
