// How secret a file is, changed by a person or by what was seen of it: for every task that cites it at once, each with
// its history and its due marks. A question that a mark raised is answered here and nowhere else.
import { UserError } from "../../schemas/errors.ts";
import type { Evidence } from "../../schemas/evidence.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Classification } from "../../schemas/task.ts";
import type { Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { markTasksDue } from "../store/due.ts";
import { citingTasks, lockFile, selectEvidence, updateMarking, type FileMarking } from "../store/evidence.ts";
import { insertHistory } from "../store/history.ts";
import { lockTasksByCode } from "../store/tasks.ts";

export interface FileToClassify {
  code: string;
  /** Its name, or the first six characters or more of its hash. */
  file: string;
  classification: Classification;
  reason: string;
  provenance: Provenance;
}

/**
 * Says how secret a file is, and so answers what its marks asked. Every task that cites it falls due. UserError for an
 * unknown task or file, a name that fits several files, an empty reason.
 */
export async function classifyFile(tx: Tx, asked: FileToClassify): Promise<Evidence> {
  const { code, classification, reason, provenance } = asked;
  const [task] = await lockTasksByCode(tx, [code]);
  if (task === undefined) throw new UserError([phrase("evidence.unknown_task", { code })]);
  const cited = (await selectEvidence(tx, [task.id])).get(task.id) ?? [];
  const file = fileNamed(cited, asked);
  if (reason.trim() === "") throw new UserError([phrase("evidence.no_reason", { code })]);
  const { file: locked } = await lockFile(tx, file, file);
  const marking = { classification, marks: locked.marks, settledBy: provenance.who };
  await remark(tx, { sha256: file.sha256, marking, except: null, reason, provenance });
  return { ...file, ...marking };
}

function fileNamed(cited: readonly Evidence[], { code, file }: FileToClassify): Evidence {
  const wanted = file.normalize("NFC");
  const isHash = /^[0-9a-f]{6,64}$/.test(wanted);
  const found = cited.filter(
    ({ name, sha256 }) => name.normalize("NFC") === wanted || (isHash && sha256.startsWith(wanted)),
  );
  const [only] = found;
  if (only === undefined) throw new UserError([phrase("evidence.unknown_file", { code, file })]);
  if (found.length === 1) return only;
  const hashes = found.map(({ sha256 }) => sha256.slice(0, 12)).join(", ");
  throw new UserError([phrase("evidence.ambiguous_file", { code, file, hashes })]);
}

interface Remarking {
  sha256: string;
  marking: FileMarking;
  /** A task whose own change the caller writes. */
  except: string | null;
  reason: string | null;
  provenance: Provenance;
}

/** Writes a locked file's marking, and what that changes of every task that cites it. */
export async function remark(
  tx: Tx,
  { sha256, marking, except, reason, provenance }: Remarking,
): Promise<void> {
  const before = await citingTasks(tx, sha256);
  await updateMarking(tx, sha256, { ...marking, reason, at: provenance.at });
  const changes = [...before]
    .filter(([taskId]) => taskId !== except)
    .map(([taskId, from]) => ({ taskId, from, to: { ...from, ...marking } }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
  const why = reason === null ? null : phrase("evidence.classified_because", { reason });
  await changeCitations(tx, changes, { provenance, why });
}

/** The history of citations that changed; their tasks fall due. */
export async function changeCitations(
  tx: Tx,
  changes: readonly { taskId: string; from: Evidence | null; to: Evidence }[],
  { provenance, why }: { provenance: Provenance; why: Phrase | null },
): Promise<void> {
  if (changes.length === 0) return;
  await insertHistory(
    tx,
    changes.map((change) => ({ ...change, field: "evidence" })),
    { provenance, why },
  );
  const taskIds = changes.map(({ taskId }) => taskId);
  await markTasksDue(tx, { taskIds, reason: "evidence", at: provenance.at });
}
