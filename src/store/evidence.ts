// Every query on evidence: which files exist, how secret they are, and which task cites which. The bytes lie in the
// evidence folder.
import { sql, type Selectable } from "kysely";
import { EvidenceSchema, type Evidence } from "../../schemas/evidence.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenValues } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** What is the file's own, whichever task cites it. */
export type FileMarking = Pick<Evidence, "classification" | "marks" | "settledBy">;
export type FileFacts = Pick<Evidence, "sha256" | "size" | "mime" | "signed" | "firstPage">;

/** Makes a file known under a marking, unless it is; then locks it and says what is known. */
export async function lockFile(
  tx: Tx,
  file: FileFacts,
  marking: FileMarking,
): Promise<{ isNew: boolean; file: FileFacts & FileMarking }> {
  const made = await tx
    .insertInto("evidence")
    .values({
      sha256: file.sha256,
      size: file.size,
      mime: file.mime,
      signed: file.signed,
      first_page: file.firstPage,
      classification: marking.classification,
      marks: JSON.stringify(marking.marks),
      settled_by: marking.settledBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("sha256")
    .execute();
  const row = await tx
    .selectFrom("evidence")
    .selectAll()
    .where("sha256", "=", file.sha256)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { isNew: made.length > 0, file: fileOf(row) };
}

/** Writes how secret a locked file is, and who settled what its marks asked. */
export async function updateMarking(
  tx: Tx,
  sha256: string,
  marking: FileMarking & { reason: string | null; at: Instant },
): Promise<void> {
  const isSettled = marking.settledBy !== null;
  await tx
    .updateTable("evidence")
    .set({
      classification: marking.classification,
      marks: JSON.stringify(marking.marks),
      settled_by: marking.settledBy,
      settled_reason: isSettled ? marking.reason : null,
      settled_at: isSettled ? marking.at : null,
    })
    .where("sha256", "=", sha256)
    .execute();
}

/** Lets a task cite a known file; cited before, the newer name and description hold. */
export async function upsertTaskEvidence(
  tx: Tx,
  cited: { taskId: string; evidence: Evidence; at: Instant; who: string },
): Promise<void> {
  const { evidence } = cited;
  const told = {
    name: evidence.name,
    document_kind: evidence.documentKind,
    document_number: evidence.documentNumber,
    document_on: evidence.documentOn,
    issuer: evidence.issuer,
    signer: evidence.signer,
    link: evidence.link,
  };
  await tx
    .insertInto("task_evidence")
    .values({
      task_id: cited.taskId,
      sha256: evidence.sha256,
      added_at: cited.at,
      added_by: cited.who,
      ...told,
    })
    .onConflict((conflict) => conflict.columns(["task_id", "sha256"]).doUpdateSet(told))
    .execute();
}

/** The files each task cites, oldest first; tasks without any are left out. */
export async function selectEvidence(tx: Tx, taskIds: readonly string[]): Promise<Map<string, Evidence[]>> {
  const rows = await citations(tx)
    .where("task_id", "in", givenValues(taskIds, "uuid"))
    .orderBy("task_id")
    .orderBy("added_at")
    .orderBy("task_evidence.sha256")
    .execute();
  const found = new Map<string, Evidence[]>();
  for (const row of rows) found.set(row.task_id, [...(found.get(row.task_id) ?? []), evidenceOf(row)]);
  return found;
}

/** What each task that cites a file says of it, by task id. */
export async function citingTasks(tx: Tx, sha256: string): Promise<Map<string, Evidence>> {
  const rows = await citations(tx).where("task_evidence.sha256", "=", sha256).orderBy("task_id").execute();
  return new Map(rows.map((row) => [row.task_id, evidenceOf(row)]));
}

function citations(tx: Tx) {
  return tx
    .selectFrom("task_evidence")
    .innerJoin("evidence", "evidence.sha256", "task_evidence.sha256")
    .selectAll(["evidence", "task_evidence"]);
}

type FileRow = Selectable<Tables["evidence"]>;

function fileOf(row: FileRow): FileFacts & FileMarking {
  const { shape } = EvidenceSchema;
  return {
    sha256: row.sha256,
    size: row.size,
    mime: row.mime,
    signed: shape.signed.parse(row.signed),
    firstPage: shape.firstPage.parse(row.first_page),
    classification: shape.classification.parse(row.classification),
    marks: row.marks,
    settledBy: row.settled_by,
  };
}

function evidenceOf(row: FileRow & Selectable<Tables["task_evidence"]>): Evidence {
  const { sha256, size, mime, ...marking } = fileOf(row);
  return {
    sha256,
    size,
    mime,
    name: row.name,
    documentKind: EvidenceSchema.shape.documentKind.parse(row.document_kind),
    documentNumber: row.document_number,
    documentOn: row.document_on,
    issuer: row.issuer,
    signer: row.signer,
    link: row.link,
    ...marking,
  };
}

/** A kept file and the tasks that cite it. */
export interface KeptFile {
  sha256: string;
  size: number;
  /** A name it was added under. */
  name: string;
  taskCodes: string[];
}

/** Kept files in the order of their hashes, at most `limit`, behind `after`. */
export async function selectKeptFiles(tx: Tx, page: { after: string; limit: number }): Promise<KeptFile[]> {
  const { rows } = await sql<{ sha256: string; size: number; name: string; codes: string[] }>`
    select evidence.sha256, evidence.size, min(cited.name) as name, jsonb_agg(task.code order by task.code) as codes
    from evidence
    join task_evidence as cited on cited.sha256 = evidence.sha256
    join task on task.id = cited.task_id
    where evidence.sha256 > ${page.after}
    group by evidence.sha256, evidence.size
    order by evidence.sha256
    limit ${page.limit}::integer`.execute(tx);
  return rows.map((row) => ({
    sha256: row.sha256,
    size: row.size,
    name: row.name,
    taskCodes: row.codes,
  }));
}

/** Those of the files that are not plainly marked normal, or whose marks of secrecy a person has settled. */
export async function sensitiveFiles(tx: Tx, sha256s: readonly string[]): Promise<Set<string>> {
  if (sha256s.length === 0) return new Set();
  const rows = await tx
    .selectFrom("evidence")
    .select("sha256")
    .where("sha256", "in", givenValues(sha256s, "text"))
    .where((where) =>
      where.or([where("classification", "<>", "normal"), where("settled_by", "is not", null)]),
    )
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}
