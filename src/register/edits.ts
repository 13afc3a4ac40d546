// Writes changed tasks: the task, one history row per changed field, due marks, all in the caller's transaction.
// The only way a task row changes; writes nothing where nothing changed.
import type { FieldName } from "../../schemas/field.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import type { Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { markTasksDue } from "../store/due.ts";
import { insertHistory, type FieldChange, type MergeTrace } from "../store/history.ts";
import { selectShortNames } from "../store/organisations.ts";
import { updateTasks, type TaskRow } from "../store/tasks.ts";
import { historyValuesOf, organisationsOf, type ShortNames } from "./field-values.ts";

/** A locked task as it was and as it shall be; `besides` are changes outside the task row (its sources). */
export interface Edit {
  before: TaskRow;
  after: TaskRow;
  besides?: readonly FieldChange[];
}

/** How a merge came to the value of a field. */
export type Traces = Partial<Record<FieldName, MergeTrace>>;

export interface EditSource {
  provenance: Provenance;
  why: Phrase | null;
  /** What due marks give as their reason: "progress", "change", "adopted", "import", "merger". */
  reason: string;
  /** The portal that the values came from: it knows them already. */
  except?: string;
  traces?: Traces;
}

/** What each changed task's history got; unchanged tasks are left out. Versions go up by one. */
export async function writeEdits(
  tx: Tx,
  edits: readonly Edit[],
  source: EditSource,
): Promise<Map<string, FieldChange[]>> {
  const names = await namesIn(tx, edits);
  const written = new Map<string, FieldChange[]>();
  const tasks: TaskRow[] = [];
  for (const edit of edits) {
    const changes = [...changesOf(edit, names), ...(edit.besides ?? [])];
    if (changes.length === 0) continue;
    written.set(edit.before.id, changes);
    tasks.push({ ...edit.after, version: edit.before.version + 1, updatedAt: source.provenance.at });
  }
  if (tasks.length === 0) return written;
  await updateTasks(tx, tasks);
  await insertHistory(
    tx,
    [...written.values()].flat().map((change) => traced(change, source.traces)),
    source,
  );
  await markTasksDue(tx, {
    taskIds: [...written.keys()],
    reason: source.reason,
    at: source.provenance.at,
    ...(source.except === undefined ? {} : { except: source.except }),
  });
  return written;
}

// A portal that moves the day that counts extends the assigned one.
function traced(change: FieldChange, traces: Traces = {}): FieldChange {
  const field = change.field === "extendedOn" ? "dueOn" : change.field;
  const trace = traces[field as FieldName];
  return trace === undefined ? change : { ...change, trace };
}

/** The fields in which a task differs, in a fixed order. */
export function changesOf({ before, after }: Edit, names: ShortNames): FieldChange[] {
  const now = historyValuesOf(after, names);
  return Object.entries(historyValuesOf(before, names))
    .map(([field, from]) => ({ taskId: before.id, field, from, to: now[field] }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

/** Short names of every organisation that the edits mention. */
export async function namesIn(tx: Tx, edits: readonly Edit[]): Promise<ShortNames> {
  const ids = edits.flatMap(({ before, after }) => [...organisationsOf(before), ...organisationsOf(after)]);
  return selectShortNames(tx, [...new Set(ids)]);
}
