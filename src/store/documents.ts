// Every query on assigning documents and on which task rests on which.
import { sql } from "kysely";
import {
  ClassificationSchema,
  type Classification,
  type SourceDocument,
  type Task,
} from "../../schemas/task.ts";
import type { Tx } from "./connection.ts";
import { columnList, givenRows, givenValues, piecesOf } from "./rows.ts";

export type TaskSource = Task["sources"][number];

const documentColumns = {
  id: "uuid",
  kind: "text",
  number: "text",
  issuer: "text",
  issued_on: "date",
} as const;
const sourceColumns = { task_id: "uuid", document_id: "uuid", item: "text", appendix: "text" } as const;

/** Identity of a document as text: type + number + issuer + date, unknown parts included. */
export function documentKey(document: SourceDocument): string {
  return JSON.stringify([document.kind, document.number, document.issuer, document.issuedOn]);
}

/** The assigning documents of each task; tasks without any are left out. */
export async function selectSources(tx: Tx, taskIds: readonly string[]): Promise<Map<string, TaskSource[]>> {
  const rows = await tx
    .selectFrom("task_source")
    .innerJoin("source_document", "source_document.id", "task_source.document_id")
    .selectAll("source_document")
    .select(["task_source.task_id", "task_source.item", "task_source.appendix"])
    .where("task_source.task_id", "in", givenValues(taskIds, "uuid"))
    .orderBy("task_source.task_id")
    .orderBy("source_document.issued_on")
    .orderBy("source_document.id")
    .orderBy("task_source.item")
    .orderBy("task_source.appendix")
    .execute();
  const found = new Map<string, TaskSource[]>();
  for (const row of rows) {
    const document = { kind: row.kind, number: row.number, issuer: row.issuer, issuedOn: row.issued_on };
    const sources = found.get(row.task_id) ?? [];
    sources.push({ document, item: row.item, appendix: row.appendix });
    found.set(row.task_id, sources);
  }
  return found;
}

/** Lets tasks rest on documents, new documents included; a source that a task has already stays as it is. */
export async function insertSources(
  tx: Tx,
  sources: readonly { taskId: string; source: TaskSource }[],
  newId: () => string,
): Promise<void> {
  const ids = await documentIds(
    tx,
    sources.map(({ source }) => source.document),
    newId,
  );
  for (const piece of piecesOf(sources)) {
    const rows = piece.map(({ taskId, source }) => ({
      task_id: taskId,
      document_id: ids.get(documentKey(source.document)),
      item: source.item,
      appendix: source.appendix,
    }));
    await sql`insert into task_source (${columnList(sourceColumns)})
      select ${columnList(sourceColumns, "given.")} from ${givenRows(sourceColumns, rows)}
      on conflict do nothing`.execute(tx);
  }
}

/** An assigning document as the register keeps it. */
export interface KeptDocument extends SourceDocument {
  id: string;
  classification: Classification;
}

/** The documents with this number, locked until the transaction ends. */
export async function lockDocuments(tx: Tx, number: string): Promise<KeptDocument[]> {
  const rows = await tx
    .selectFrom("source_document")
    .selectAll()
    .where("number", "=", number)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(({ issued_on, classification, ...row }) => ({
    ...row,
    issuedOn: issued_on,
    classification: ClassificationSchema.parse(classification),
  }));
}

/** Writes how secret a document is. */
export async function updateDocument(
  tx: Tx,
  document: Pick<KeptDocument, "id" | "classification">,
): Promise<void> {
  const { id, classification } = document;
  await tx.updateTable("source_document").set({ classification }).where("id", "=", id).execute();
}

/** The tasks that rest on a document. */
export async function tasksOfDocument(tx: Tx, documentId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("task_source")
    .select("task_id")
    .distinct()
    .where("document_id", "=", documentId)
    .execute();
  return rows.map((row) => row.task_id);
}

/** The markings of the documents that tasks rest on, for tasks with any that is not plainly normal. */
export async function markedSources(
  tx: Tx,
  taskIds: readonly string[],
): Promise<Map<string, Classification[]>> {
  const rows = await tx
    .selectFrom("task_source")
    .innerJoin("source_document", "source_document.id", "task_source.document_id")
    .select(["task_source.task_id", "source_document.classification"])
    .where("task_source.task_id", "in", givenValues(taskIds, "uuid"))
    .where("source_document.classification", "<>", "normal")
    .execute();
  const found = new Map<string, Classification[]>();
  for (const row of rows) {
    const marking = ClassificationSchema.parse(row.classification);
    found.set(row.task_id, [...(found.get(row.task_id) ?? []), marking]);
  }
  return found;
}

// Many tasks share few documents, so they are told apart before the database is asked.
async function documentIds(
  tx: Tx,
  documents: readonly SourceDocument[],
  newId: () => string,
): Promise<Map<string, string>> {
  const distinct = new Map(documents.map((document) => [documentKey(document), document]));
  const ids = new Map<string, string>();
  for (const piece of piecesOf([...distinct.values()])) {
    const rows = piece.map((document) => ({
      id: newId(),
      kind: document.kind,
      number: document.number,
      issuer: document.issuer,
      issued_on: document.issuedOn,
    }));
    await sql`insert into source_document (${columnList(documentColumns)})
      select ${columnList(documentColumns, "given.")} from ${givenRows(documentColumns, rows)}
      on conflict do nothing`.execute(tx);
    const known = await sql<{ id: string; kind: string; number: string; issuer: string; issued_on: string }>`
      select document.* from source_document as document, ${givenRows(documentColumns, rows)}
      where document.kind = given.kind
        and document.number is not distinct from given.number
        and document.issuer is not distinct from given.issuer
        and document.issued_on is not distinct from given.issued_on`.execute(tx);
    for (const row of known.rows) {
      const key = { kind: row.kind, number: row.number, issuer: row.issuer, issuedOn: row.issued_on };
      ids.set(documentKey(key), row.id);
    }
  }
  return ids;
}
