// Takes files in as evidence of a task. Bytes are kept as they are, names exactly but never with their path;
// classified files are kept too, and never leave (read.ts).
import { access, constants, stat } from "node:fs/promises";
import { win32 } from "node:path";
import { UserError } from "../../schemas/errors.ts";
import { EvidenceSchema, type Evidence } from "../../schemas/evidence.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Classification } from "../../schemas/task.ts";
import type { Day, Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { markTasksDue } from "../store/due.ts";
import { selectEvidence, upsertTaskEvidence } from "../store/evidence.ts";
import { insertHistory } from "../store/history.ts";
import { lockTasksByCode, type TaskRow } from "../store/tasks.ts";
import { mediaTypeOf } from "./file-kind.ts";
import type { FileKeeper } from "./file-keeper.ts";
import { discard, isMissing, takeIn, type Incoming } from "./staging.ts";

export interface EvidenceToAdd {
  /** The task's. */
  code: string;
  path: string;
  /** Absent: as the file has it already, else as its task. */
  classification?: Classification | undefined;
  documentNumber?: string | undefined;
  documentOn?: Day | null | undefined;
  provenance: Provenance;
}

export interface AddedEvidence {
  evidence: Evidence;
  /** False when the task cited these bytes just so already: nothing was written. */
  isNews: boolean;
  warnings: Phrase[];
}

/** Where a file is staged, and what keeps it. */
export interface Keeping {
  staging: string;
  keeper: FileKeeper;
}

/**
 * Keeps a file and lets a task cite it; the task falls due. Safe to repeat. UserError for an unknown
 * task, a path that is no readable file, an empty file, a name of over 255 characters, a date that is none.
 */
export async function keepEvidence(
  tx: Tx,
  { staging, keeper }: Keeping,
  added: EvidenceToAdd,
): Promise<AddedEvidence> {
  const name = win32.basename(added.path);
  const [task] = await lockTasksByCode(tx, [added.code]);
  const problems = [...(await fileProblems(added.path, name)), ...documentProblems(added)];
  if (task === undefined) problems.push(phrase("evidence.unknown_task", { code: added.code }));
  if (task === undefined || problems.length > 0) throw new UserError(problems);
  const incoming = await takeIn(staging, added.path);
  try {
    const mime = await mediaTypeOf(incoming.path, name);
    const before = (await selectEvidence(tx, [task.id])).get(task.id) ?? [];
    const cited = before.find((file) => file.sha256 === incoming.sha256);
    const evidence = describe(added, { incoming, name, mime, task, cited });
    await keeper.keep(incoming);
    if (JSON.stringify(cited) === JSON.stringify(evidence)) return { evidence, isNews: false, warnings: [] };
    await cite(tx, { task, evidence, cited, provenance: added.provenance });
    return { evidence, isNews: true, warnings: nameWarnings(evidence) };
  } finally {
    await discard(incoming);
  }
}

/** Puts bytes in the place of a kept file that is missing or damaged; `false`, and nothing changes, if they are others. */
export async function restoreEvidence(
  { staging, keeper }: Keeping,
  sha256: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const incoming = await takeIn(staging, bytes);
  try {
    if (incoming.sha256 !== sha256) return false;
    await keeper.keep(incoming);
    return true;
  } finally {
    await discard(incoming);
  }
}

function describe(
  added: EvidenceToAdd,
  seen: { incoming: Incoming; name: string; mime: string; task: TaskRow; cited: Evidence | undefined },
): Evidence {
  const { incoming, cited } = seen;
  if (incoming.size === 0) throw new UserError([phrase("evidence.empty_file", { path: added.path })]);
  return {
    sha256: incoming.sha256,
    size: incoming.size,
    mime: cited?.mime ?? seen.mime,
    name: seen.name,
    documentNumber: added.documentNumber ?? cited?.documentNumber ?? "",
    documentOn: added.documentOn === undefined ? (cited?.documentOn ?? null) : added.documentOn,
    classification: added.classification ?? cited?.classification ?? seen.task.classification,
  };
}

async function cite(
  tx: Tx,
  {
    task,
    evidence,
    cited,
    provenance,
  }: {
    task: TaskRow;
    evidence: Evidence;
    cited: Evidence | undefined;
    provenance: Provenance;
  },
): Promise<void> {
  const { at, who } = provenance;
  await upsertTaskEvidence(tx, { taskId: task.id, evidence, at, who });
  const change = { taskId: task.id, field: "evidence", from: cited ?? null, to: evidence };
  await insertHistory(tx, [change], { provenance, why: null });
  await markTasksDue(tx, { taskIds: [task.id], reason: "evidence", at });
}

async function fileProblems(path: string, name: string): Promise<Phrase[]> {
  const problems: Phrase[] = [];
  if (!EvidenceSchema.shape.name.safeParse(name).success)
    problems.push(phrase("evidence.bad_name", { path }));
  try {
    const found = await stat(path);
    if (!found.isFile()) problems.push(phrase("evidence.not_a_file", { path }));
    else if (found.size === 0) problems.push(phrase("evidence.empty_file", { path }));
    await access(path, constants.R_OK);
  } catch (error) {
    problems.push(phrase(isMissing(error) ? "evidence.no_such_file" : "evidence.not_readable", { path }));
  }
  return problems;
}

function documentProblems({ code, classification, documentNumber, documentOn }: EvidenceToAdd): Phrase[] {
  const { shape } = EvidenceSchema;
  const problems: Phrase[] = [];
  if (documentOn !== undefined && !shape.documentOn.safeParse(documentOn).success) {
    problems.push(phrase("evidence.bad_day", { code, read: documentOn }));
  }
  if (documentNumber !== undefined && /[\0\uD800-\uDFFF]/u.test(documentNumber)) {
    problems.push(phrase("evidence.bad_number", { code, read: documentNumber }));
  }
  if (classification !== undefined && !shape.classification.safeParse(classification).success) {
    problems.push(phrase("evidence.bad_classification", { code, read: classification }));
  }
  return problems;
}

// "bảo mật" (security) is an ordinary subject; "mật" alone, "tối mật" and "tuyệt mật" are markings.
function nameWarnings({ name, classification }: Evidence): Phrase[] {
  const looksSecret = /(?<!bảo[\s_-]*)(?<![\p{L}\p{M}])mật(?![\p{L}\p{M}])/iu.test(name.normalize("NFC"));
  return looksSecret && classification === "normal" ? [phrase("evidence.looks_secret", { name })] : [];
}
