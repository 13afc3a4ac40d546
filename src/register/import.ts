// Carries the tasks of an appendix into the register, set by set. Which fields an import may write is decided in
// proposals.ts; a second import of the same appendix writes nothing.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { ProposedTask } from "../../schemas/task.ts";
import type { Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { insertSources, selectSources, type TaskSource } from "../store/documents.ts";
import { insertHistory, selectNewestValues, type FieldChange } from "../store/history.ts";
import { insertTasks, lockTasksByCode, selectTasksByCode, type TaskRow } from "../store/tasks.ts";
import { readDirectory, type Directory } from "./directory.ts";
import { changesOf, namesIn, writeEdits, type Edit } from "./edits.ts";
import {
  freshTask,
  imprintOf,
  newSources,
  revisedTask,
  sameImprint,
  sourcesChange,
  unknownNames,
} from "./proposals.ts";
import { raiseBySources } from "./secrecy.ts";
import { isStorable, show } from "./text.ts";

/** What importing a proposal would do. */
export interface Comparison {
  proposal: ProposedTask;
  verdict: "new" | "changed" | "same";
  /** With "changed": values as text, "" is empty; fields by the names of history. */
  changes: { field: string; from: string; to: string }[];
  /** Names that nobody, or more than one organisation, is known by. Such a comparison cannot be applied. */
  unknownOrganisations: string[];
}

/** Compares without writing. UserError when a code comes twice or a text cannot be kept. */
export async function compareProposals(tx: Tx, proposals: readonly ProposedTask[]): Promise<Comparison[]> {
  const directory = await readDirectory(tx);
  const tasks = await selectTasksByCode(tx, codesOf(proposals));
  const judged = await judge(tx, proposals, { tasks, directory });
  return judged.map(({ proposal, verdict, changes, unknown }) => ({
    proposal,
    verdict,
    changes: changes.map(({ field, from, to }) => ({ field, from: show(from), to: show(to) })),
    unknownOrganisations: unknown,
  }));
}

/**
 * Writes what was compared: new tasks, changed fields, documents, history, due marks. Judges once more under locks,
 * so a change since the comparison is not run over. UserError, and nothing written, while organisations are unknown.
 */
export async function applyProposals(
  tx: Tx,
  comparisons: readonly Comparison[],
  { provenance, newId }: { provenance: Provenance; newId: () => string },
): Promise<void> {
  const proposals = comparisons.map((comparison) => comparison.proposal);
  const directory = await readDirectory(tx);
  const tasks = await lockTasksByCode(tx, codesOf(proposals));
  const judged = await judge(tx, proposals, { tasks, directory });
  const unknown = [...new Set(judged.flatMap((one) => one.unknown))];
  if (unknown.length > 0) {
    throw new UserError(unknown.map((name) => phrase("register.unknown_organisation", { name })));
  }
  const fresh = judged
    .filter((one) => one.before === null)
    .map((one) => {
      const task = { ...freshTask(one.proposal, directory), id: newId(), updatedAt: provenance.at };
      return { ...one, task };
    });
  await insertTasks(
    tx,
    fresh.map((one) => one.task),
  );
  const edits = judged.flatMap((one) => (one.edit === null ? [] : [one.edit]));
  await writeEdits(tx, edits, { provenance, why: null, reason: "import" });
  const known = judged.flatMap((one) => (one.before === null ? [] : [{ ...one, task: one.before }]));
  const sources = [...fresh, ...known].flatMap(({ task, sources: added }) =>
    added.map((source) => ({ taskId: task.id, source })),
  );
  await insertSources(tx, sources, newId);
  const resting = [...new Set(sources.map(({ taskId }) => taskId))];
  await raiseBySources(tx, resting, { provenance, why: phrase("register.rests_on_marked") });
  const imprints = [...fresh, ...known].filter((one) => one.isNews).map(imprintChange);
  await insertHistory(tx, imprints, { provenance, why: null });
}

interface Judged {
  proposal: ProposedTask;
  before: TaskRow | null;
  edit: Edit | null;
  verdict: Comparison["verdict"];
  changes: FieldChange[];
  sources: TaskSource[];
  unknown: string[];
  /** What was imported last for this task, and whether this proposal says anything else. */
  imprint: unknown;
  isNews: boolean;
}

async function judge(
  tx: Tx,
  proposals: readonly ProposedTask[],
  { tasks, directory }: { tasks: readonly TaskRow[]; directory: Directory },
): Promise<Judged[]> {
  refuseUnkeepable(proposals);
  const taskIds = tasks.map((task) => task.id);
  const byCode = new Map(tasks.map((task) => [task.code, task]));
  const sources = await selectSources(tx, taskIds);
  const imprints = await selectNewestValues(tx, { taskIds, field: "import" });
  const edits = new Map<string, Edit>();
  for (const proposal of proposals) {
    const before = byCode.get(proposal.code);
    if (before === undefined) continue;
    const after = revisedTask(before, proposal, { imprint: imprints.get(before.id), directory });
    const besides = sourcesChange(before.id, newSources(sources.get(before.id) ?? [], proposal));
    edits.set(proposal.code, { before, after, besides });
  }
  const names = await namesIn(tx, [...edits.values()]);
  return proposals.map((proposal) => {
    const edit = edits.get(proposal.code) ?? null;
    const changes = edit === null ? [] : [...changesOf(edit, names), ...(edit.besides ?? [])];
    const id = edit?.before.id ?? "";
    const imprint = imprints.get(id) ?? null;
    return {
      proposal,
      before: edit?.before ?? null,
      edit,
      verdict: edit === null ? "new" : changes.length > 0 ? "changed" : "same",
      changes,
      sources: newSources(sources.get(id) ?? [], proposal),
      unknown: unknownNames(proposal, directory),
      imprint,
      isNews: !sameImprint(imprint, imprintOf(proposal)),
    };
  });
}

// History's field "import" is the memory that the rule in proposals.ts compares with.
function imprintChange({ task, proposal, imprint }: Judged & { task: { id: string } }): FieldChange {
  return { taskId: task.id, field: "import", from: imprint, to: imprintOf(proposal) };
}

function codesOf(proposals: readonly ProposedTask[]): string[] {
  return proposals.map((proposal) => proposal.code);
}

function refuseUnkeepable(proposals: readonly ProposedTask[]): void {
  const byCode = Map.groupBy(proposals, (proposal) => proposal.code);
  const problems = [...byCode]
    .filter(([, same]) => same.length > 1)
    .map(([code]) => phrase("register.code_twice", { code }));
  for (const proposal of proposals) {
    for (const [field, value] of Object.entries(proposal)) {
      if (!isStorable(value)) {
        problems.push(phrase("register.bad_setting", { code: proposal.code, field, read: show(value) }));
      }
    }
  }
  if (problems.length > 0) throw new UserError(problems);
}
