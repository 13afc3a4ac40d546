// Every query on evidence: which files exist, and which task cites which. The bytes lie in the evidence folder.
import { sql } from "kysely";
import { EvidenceSchema, type Evidence } from "../../schemas/evidence.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenValues } from "./rows.ts";

/** Lets a task cite a file; cited before, the newer name, number, day and classification hold. */
export async function upsertTaskEvidence(
  tx: Tx,
  cited: { taskId: string; evidence: Evidence; at: Instant; who: string },
): Promise<void> {
  const { evidence } = cited;
  await tx
    .insertInto("evidence")
    .values({ sha256: evidence.sha256, size: evidence.size, mime: evidence.mime })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const told = {
    name: evidence.name,
    document_number: evidence.documentNumber,
    document_on: evidence.documentOn,
    classification: evidence.classification,
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
  const rows = await tx
    .selectFrom("task_evidence")
    .innerJoin("evidence", "evidence.sha256", "task_evidence.sha256")
    .selectAll("task_evidence")
    .select(["evidence.size", "evidence.mime"])
    .where("task_id", "in", givenValues(taskIds, "uuid"))
    .orderBy("task_id")
    .orderBy("added_at")
    .orderBy("task_evidence.sha256")
    .execute();
  const found = new Map<string, Evidence[]>();
  for (const row of rows) {
    const files = found.get(row.task_id) ?? [];
    files.push({
      sha256: row.sha256,
      size: row.size,
      mime: row.mime,
      name: row.name,
      documentNumber: row.document_number,
      documentOn: row.document_on,
      classification: EvidenceSchema.shape.classification.parse(row.classification),
    });
    found.set(row.task_id, files);
  }
  return found;
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
