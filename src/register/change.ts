// The only functions through which people and portals change a task. Each writes the task, its history and its due
// marks in the caller's transaction, or throws a UserError with every problem; no change writes nothing.
import { UserError } from "../../schemas/errors.ts";
import type { FieldValues } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { ProgressReport } from "../../schemas/progress.ts";
import { isLaxer } from "../../schemas/task.ts";
import { dayOf, type Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { lockTasks, lockTasksByCode, type TaskRow } from "../store/tasks.ts";
import { directoryOf, readDirectory, type Directory } from "./directory.ts";
import { writeEdits, type Traces } from "./edits.ts";
import { applyPortalValues } from "./portal-values.ts";
import { applyReport } from "./progress-rules.ts";
import { documentsForbid } from "./secrecy.ts";
import { applySettings, type TaskSettings } from "./task-settings.ts";

/** What a change left behind: `changed` by the names of history, `warnings` that do not stop it. */
export interface Changed {
  code: string;
  version: number;
  changed: string[];
  warnings: Phrase[];
}

/** A report on one task; with `expectedVersion` it is refused if the task changed since it was shown. */
export interface TaskReport {
  code: string;
  report: ProgressReport;
  expectedVersion?: number | undefined;
}

/** Records what a clerk reports (rules: `applyReport`). Safe to repeat: the same report again changes nothing. */
export async function recordProgress(
  tx: Tx,
  { provenance, ...report }: TaskReport & { provenance: Provenance },
): Promise<Changed> {
  const [changed] = await recordProgressMany(tx, { reports: [report], provenance });
  if (changed === undefined) throw new UserError([phrase("register.unknown_task", { code: report.code })]);
  return changed;
}

/** The same for many tasks, in a fixed number of statements: all of them or none. In the order of the reports. */
export async function recordProgressMany(
  tx: Tx,
  { reports, provenance }: { reports: readonly TaskReport[]; provenance: Provenance },
): Promise<Changed[]> {
  const codes = reports.map((report) => report.code);
  const tasks = new Map((await lockTasksByCode(tx, codes)).map((task) => [task.code, task]));
  const today = dayOf(provenance.at);
  const problems = twice(codes);
  const judged = reports.flatMap((report) => {
    const before = tasks.get(report.code);
    if (before === undefined) {
      problems.push(phrase("register.unknown_task", { code: report.code }));
      return [];
    }
    const { after, problems: wrong, warnings } = applyReport(before, report.report, today);
    problems.push(...staleness(before, report.expectedVersion), ...wrong);
    return [{ before, after, warnings }];
  });
  if (problems.length > 0) throw new UserError(problems);
  const written = await writeEdits(tx, judged, { provenance, why: null, reason: "progress" });
  return judged.map(({ before, warnings }) => {
    const changed = (written.get(before.id) ?? []).map((change) => change.field);
    return changedTask(before, changed, warnings);
  });
}

/** Changes what a task is: title, deadline, organisations by name, classification and so on (`TaskSettings`). */
export async function changeTask(
  tx: Tx,
  change: { code: string; set: TaskSettings; provenance: Provenance; expectedVersion?: number | undefined },
): Promise<Changed> {
  const [before] = await lockTasksByCode(tx, [change.code]);
  if (before === undefined) throw new UserError([phrase("register.unknown_task", { code: change.code })]);
  const { after, problems } = applySettings(before, change.set, await readDirectory(tx));
  problems.push(...staleness(before, change.expectedVersion));
  if (isLaxer(after.classification, before.classification))
    problems.push(...(await documentsForbid(tx, after)));
  if (problems.length > 0) throw new UserError(problems);
  const { provenance } = change;
  const written = await writeEdits(tx, [{ before, after }], { provenance, why: null, reason: "change" });
  const changed = (written.get(before.id) ?? []).map(({ field }) => field);
  return changedTask(before, changed, []);
}

/**
 * Sets values that a merge or a person chose, because of `why`; `traces` say how the merge came to each. The task falls
 * due everywhere but at the portal that `provenance.system` may name: it knows them. UserError when a value does not
 * fit its field or names an unknown organisation.
 */
export async function setFieldValues(
  tx: Tx,
  chosen: { taskId: string; set: FieldValues; provenance: Provenance; why: Phrase; traces?: Traces },
): Promise<Changed> {
  const { taskId, set, provenance, why, traces = {} } = chosen;
  const [before] = await lockTasks(tx, [taskId]);
  if (before === undefined) throw new UserError([phrase("register.unknown_task", { code: taskId })]);
  const { after, problems } = applyPortalValues(before, set, await directoryFor(tx, set));
  if (problems.length > 0) throw new UserError(problems);
  const source = { provenance, why, reason: "adopted", except: provenance.system, traces };
  const written = await writeEdits(tx, [{ before, after }], source);
  const changed = (written.get(before.id) ?? []).map(({ field }) => field);
  return changedTask(before, changed, []);
}

// The spellings of a whole province are read only where a name has to be found.
async function directoryFor(tx: Tx, set: FieldValues): Promise<Directory> {
  return typeof set.leadOrganisation === "string" ? readDirectory(tx) : directoryOf([]);
}

function changedTask(before: TaskRow, changed: string[], warnings: Phrase[]): Changed {
  return { code: before.code, version: before.version + (changed.length > 0 ? 1 : 0), changed, warnings };
}

function staleness(task: TaskRow, expected: number | undefined): Phrase[] {
  if (expected === undefined || expected === task.version) return [];
  return [phrase("register.stale_version", { code: task.code, expected, found: task.version })];
}

function twice(codes: readonly string[]): Phrase[] {
  const seen = new Set<string>();
  return codes.flatMap((code) => {
    if (seen.has(code)) return [phrase("register.code_twice", { code })];
    seen.add(code);
    return [];
  });
}
