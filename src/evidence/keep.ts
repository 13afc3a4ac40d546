// Takes files in as evidence of a task. Bytes are kept as they are, names exactly but never with their path;
// classified files are kept too, and never leave.
import { access, constants, stat } from "node:fs/promises";
import { win32 } from "node:path";
import { UserError } from "../../schemas/errors.ts";
import { EvidenceSchema, kindByNumber, visible, type Evidence } from "../../schemas/evidence.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isLaxer, mayLeave, type Classification } from "../../schemas/task.ts";
import type { Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { lockFile, selectEvidence, upsertTaskEvidence, type FileMarking } from "../store/evidence.ts";
import { lockTasksByCode, type TaskRow } from "../store/tasks.ts";
import { changeCitations, remark } from "./classify.ts";
import type { FileKeeper } from "./file-keeper.ts";
import { lookAt } from "./look.ts";
import type { Scan, Verdict } from "./scanner.ts";
import { discard, isMissing, piecesOf, takeIn, type Incoming } from "./staging.ts";

/** What people say of the document; absent: as the file has it already. */
export type Description = Pick<
  Evidence,
  "documentKind" | "documentNumber" | "documentOn" | "issuer" | "signer" | "link"
>;

export interface EvidenceToAdd extends Partial<{
  [Name in keyof Description]: Description[Name] | undefined;
}> {
  /** The task's. */
  code: string;
  path: string;
  /** Absent: as the file has it already, else as its task. */
  classification?: Classification | undefined;
  provenance: Provenance;
}

export interface AddedEvidence {
  evidence: Evidence;
  /** False when the task cited these bytes just so already: nothing was written. */
  isNews: boolean;
  warnings: Phrase[];
}

/** Where a file is staged, what scans it there, if anything does, and what keeps it. */
export interface Keeping {
  staging: string;
  scan: Scan | undefined;
  keeper: FileKeeper;
}

/**
 * Keeps a file and lets a task cite it; the task falls due. Safe to repeat. UserError for an unknown
 * task, a path that is no readable file, an empty file, a name that cannot be used, bytes that are not what the name
 * says, an archive that would grow beyond measure, a description that is none, a marking laxer than the file has, and,
 * where there is a scanner, whatever it did not find clean.
 */
export async function keepEvidence(
  tx: Tx,
  { staging, scan, keeper }: Keeping,
  added: EvidenceToAdd,
): Promise<AddedEvidence> {
  const name = win32.basename(added.path);
  const [task] = await lockTasksByCode(tx, [added.code]);
  const problems = [...(await fileProblems(added.path, name)), ...descriptionProblems(added)];
  if (task === undefined) problems.push(phrase("evidence.unknown_task", { code: added.code }));
  if (task === undefined || problems.length > 0) throw new UserError(problems);
  const incoming = await takeIn(staging, added.path);
  try {
    await refuseUnlessClean(scan, { name, incoming });
    return await keepIncoming(tx, { keeper, added, incoming, name, task });
  } finally {
    await discard(incoming);
  }
}

/**
 * Puts bytes in the place of a kept file that is missing or damaged; `false`, and nothing changes, if they are others. They
 * are what was scanned when it was added, and are scanned again before they leave.
 */
export async function restoreEvidence(
  { staging, keeper }: Omit<Keeping, "scan">,
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

/** Before anything of ours opens the file to look into it. */
async function refuseUnlessClean(
  scan: Scan | undefined,
  { name, incoming }: { name: string; incoming: Incoming },
): Promise<void> {
  if (scan === undefined) return;
  const verdict = await scan(piecesOf(incoming.path));
  if (verdict.kind !== "clean") throw new UserError([whyRefused(verdict, name)]);
}

function whyRefused(verdict: Exclude<Verdict, { kind: "clean" }>, name: string): Phrase {
  if (verdict.kind === "infected") {
    return phrase("evidence.infected", { name, signature: verdict.signature });
  }
  const { kind, scanner, why } = verdict;
  return phrase(kind === "no_answer" ? "evidence.scanner_away" : "evidence.beyond_scanner", {
    name,
    scanner,
    why,
  });
}

interface Staged {
  keeper: FileKeeper;
  added: EvidenceToAdd;
  incoming: Incoming;
  name: string;
  task: TaskRow;
}

async function keepIncoming(tx: Tx, staged: Staged): Promise<AddedEvidence> {
  const { keeper, added, incoming, name, task } = staged;
  const { sha256, size } = incoming;
  // The file may have been emptied since it was looked at.
  if (size === 0) throw new UserError([phrase("evidence.empty_file", { path: visible(added.path) })]);
  const look = await lookAt(incoming.path, { name, size });
  if ("problem" in look) throw new UserError([look.problem]);
  const first = {
    classification: added.classification ?? task.classification,
    marks: look.marks,
    settledBy: null,
  };
  const { file } = await lockFile(tx, { sha256, size, ...look }, first);
  const marking = markingAfter(file, { added, marks: look.marks });
  const cited = (await selectEvidence(tx, [task.id])).get(task.id)?.find((one) => one.sha256 === sha256);
  const evidence: Evidence = { ...file, name, ...described(added, cited), ...marking };
  await keeper.keep(incoming);
  if (isSame(cited, evidence)) return { evidence, isNews: false, warnings: [] };
  const { provenance } = added;
  await remark(tx, { sha256, marking, except: task.id, reason: null, provenance });
  await upsertTaskEvidence(tx, { taskId: task.id, evidence, at: provenance.at, who: provenance.who });
  const change = { taskId: task.id, from: cited ?? null, to: evidence };
  await changeCitations(tx, [change], { provenance, why: null });
  return { evidence, isNews: true, warnings: questions(evidence, task.code) };
}

/** Stricter at once, laxer only by `classifyFile`, with a reason; a mark not seen before asks anew. */
function markingAfter(
  file: FileMarking & { sha256: string },
  { added, marks }: { added: EvidenceToAdd; marks: readonly string[] },
): FileMarking {
  const classification = added.classification ?? file.classification;
  if (isLaxer(classification, file.classification)) {
    const values = { code: added.code, sha256: file.sha256.slice(0, 12), level: file.classification };
    throw new UserError([phrase("evidence.laxer", values)]);
  }
  const isNew = marks.some((mark) => !file.marks.includes(mark));
  return {
    classification,
    marks: [...new Set([...file.marks, ...marks])],
    settledBy: isNew ? null : file.settledBy,
  };
}

function described(added: EvidenceToAdd, cited: Evidence | undefined): Description {
  const documentNumber = added.documentNumber ?? cited?.documentNumber ?? "";
  return {
    documentKind: added.documentKind ?? cited?.documentKind ?? kindByNumber(documentNumber),
    documentNumber,
    documentOn: added.documentOn === undefined ? (cited?.documentOn ?? null) : added.documentOn,
    issuer: added.issuer ?? cited?.issuer ?? "",
    signer: added.signer ?? cited?.signer ?? "",
    link: added.link ?? cited?.link ?? "",
  };
}

function isSame(one: Evidence | undefined, other: Evidence): boolean {
  if (one === undefined) return false;
  const names = Object.keys(EvidenceSchema.shape) as (keyof Evidence)[];
  return names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}

async function fileProblems(path: string, name: string): Promise<Phrase[]> {
  const shown = { path: visible(path) };
  if (name.length > 255) return [phrase("evidence.long_name", { ...shown, length: name.length })];
  if (!EvidenceSchema.shape.name.safeParse(name).success) return [phrase("evidence.bad_name", shown)];
  try {
    const found = await stat(path);
    if (!found.isFile()) return [phrase("evidence.not_a_file", shown)];
    await access(path, constants.R_OK);
    return found.size === 0 ? [phrase("evidence.empty_file", shown)] : [];
  } catch (error) {
    return [phrase(isMissing(error) ? "evidence.no_such_file" : "evidence.not_readable", shown)];
  }
}

function descriptionProblems(added: EvidenceToAdd): Phrase[] {
  const { code, classification, documentOn, link } = added;
  const { shape } = EvidenceSchema;
  const problems: Phrase[] = [];
  if (documentOn !== undefined && !shape.documentOn.safeParse(documentOn).success) {
    problems.push(phrase("evidence.bad_day", { code, read: documentOn }));
  }
  for (const field of ["documentNumber", "issuer", "signer"] as const) {
    const read = added[field];
    if (read === undefined || !/[\p{Cc}\p{Cs}]/u.test(read)) continue;
    problems.push(phrase("evidence.bad_text", { code, read: visible(read) }));
  }
  if (link !== undefined && !shape.link.safeParse(link).success) {
    problems.push(phrase("evidence.bad_link", { code, read: visible(link) }));
  }
  if (classification !== undefined && !shape.classification.safeParse(classification).success) {
    problems.push(phrase("evidence.bad_classification", { code, read: classification }));
  }
  return problems;
}

function questions({ sha256, marks, settledBy, classification, name }: Evidence, code: string): Phrase[] {
  if (marks.length === 0 || settledBy !== null || !mayLeave(classification)) return [];
  return [
    phrase("evidence.looks_secret", { name, code, marks: marks.join(", "), sha256: sha256.slice(0, 12) }),
  ];
}
