// A task is at least as secret as every document it rests on: marking a document raises its tasks at once, a task that
// comes to rest on a marked one is raised, and no task is lowered below its documents.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isLaxer, type Classification } from "../../schemas/task.ts";
import type { Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import {
  lockDocuments,
  markedSources,
  tasksOfDocument,
  updateDocument,
  type KeptDocument,
} from "../store/documents.ts";
import { lockTasks, type TaskRow } from "../store/tasks.ts";
import { writeEdits } from "./edits.ts";

export interface DocumentToClassify {
  number: string;
  /** Where several documents have the number. */
  kind?: string | undefined;
  issuedOn?: string | undefined;
  classification: Classification;
  reason: string;
  provenance: Provenance;
}

/**
 * Says how secret an assigning document is, and raises the tasks that rest on it; lowering it lowers no task. UserError
 * for an unknown document, a number that fits several, an empty reason. Returns the codes of the tasks raised.
 */
export async function classifyDocument(
  tx: Tx,
  asked: DocumentToClassify,
): Promise<{ document: KeptDocument; raised: string[] }> {
  const { number, kind, issuedOn, classification, reason, provenance } = asked;
  const found = (await lockDocuments(tx, number)).filter(
    (one) => (kind ?? one.kind) === one.kind && (issuedOn ?? one.issuedOn) === one.issuedOn,
  );
  const [document] = found;
  if (document === undefined) throw new UserError([phrase("register.unknown_document", { number })]);
  if (found.length > 1) {
    const list = found.map((one) => [one.kind, one.number, one.issuedOn ?? "–"].join(" ")).join("; ");
    throw new UserError([phrase("register.ambiguous_document", { number, list })]);
  }
  if (reason.trim() === "") throw new UserError([phrase("register.document_needs_reason", { number })]);
  const marked = { ...document, classification };
  await updateDocument(tx, marked);
  const why = phrase("register.document_classified", { number, reason });
  const raised = await raiseBySources(tx, await tasksOfDocument(tx, document.id), { provenance, why });
  return { document: marked, raised };
}

/** Raises tasks that are laxer than a document they rest on; the codes of those that were. */
export async function raiseBySources(
  tx: Tx,
  taskIds: readonly string[],
  source: { provenance: Provenance; why: Phrase | null },
): Promise<string[]> {
  const marked = await markedSources(tx, taskIds);
  if (marked.size === 0) return [];
  const edits = (await lockTasks(tx, [...marked.keys()]))
    .map((before) => ({
      before,
      after: { ...before, classification: atLeast(before, marked.get(before.id)) },
    }))
    .filter(({ before, after }) => before.classification !== after.classification);
  await writeEdits(tx, edits, { ...source, reason: "change" });
  return edits.map(({ before }) => before.code);
}

/** What forbids that a task gets this marking: a document of it that is stricter. */
export async function documentsForbid(tx: Tx, task: TaskRow): Promise<Phrase[]> {
  const markings = (await markedSources(tx, [task.id])).get(task.id);
  if (atLeast(task, markings) === task.classification) return [];
  return [phrase("register.document_stricter", { code: task.code })];
}

function atLeast({ classification }: TaskRow, markings: readonly Classification[] = []): Classification {
  return markings.reduce((strictest, one) => (isLaxer(strictest, one) ? one : strictest), classification);
}
