// Reads what a report is made of: the tasks of a snapshot, or the register as of an instant that somebody asked for.
import { snapshotDigest, type PeriodName, type SnapshotSpan, type TaskThen } from "../../schemas/snapshot.ts";
import type { MissingLine, Report } from "../../schemas/report.ts";
import type { Instant } from "../../schemas/time.ts";
import { stateAsOf } from "../store/as-of.ts";
import type { Tx } from "../store/connection.ts";
import { snapshotsKnown, snapshotTasks, type Snapshot } from "../store/snapshots.ts";
import { classifiedTasks } from "../store/tasks.ts";
import { makeReport, missingOf, type Moment, type ReportWish } from "./periodic.ts";

/** A moment with what was asked of it. */
export interface Gathered {
  now: Moment & { frozen: boolean };
  /** Tasks that are not plainly marked normal today. */
  secret: ReadonlySet<string>;
}

/** The tasks that a snapshot froze. */
export async function ofSnapshot(tx: Tx, snapshot: Snapshot): Promise<Gathered> {
  const { period, since, cutOff, digest } = snapshot;
  const tasks: TaskThen[] = [];
  for await (const page of snapshotTasks(tx, snapshot.id)) tasks.push(...page.map(({ task }) => task));
  const now = { span: { period, since, cutOff }, digest, tasks, frozen: true };
  return { now, secret: await secretAmong(tx, tasks) };
}

/** The register as it stood at the end of a span, with the digest that a snapshot of then would have. */
export async function asOf(tx: Tx, span: SnapshotSpan): Promise<Gathered> {
  const digesting = snapshotDigest(span);
  const tasks: TaskThen[] = [];
  for await (const page of stateAsOf(tx, span.cutOff)) {
    for (const { task } of page) {
      digesting.add(task);
      tasks.push(task);
    }
  }
  const now = { span, digest: digesting.end(), tasks, frozen: false };
  return { now, secret: await secretAmong(tx, tasks) };
}

/** The newest snapshot of a report, or the one of exactly this cut-off; `null`: there is none. */
export async function snapshotFor(
  tx: Tx,
  { period, cutOff }: { period: PeriodName; cutOff?: Instant | undefined },
): Promise<Snapshot | null> {
  const [found] = await snapshotsKnown(tx, { period, cutOff, limit: 1 });
  return found ?? null;
}

/** The report on what was gathered, beside the snapshot before it. */
export async function reportOf(
  tx: Tx,
  { now, secret }: Gathered,
  { due, atRiskDays }: Pick<ReportWish, "due" | "atRiskDays">,
): Promise<Report> {
  const { period, cutOff } = now.span;
  const [earlier] = await snapshotsKnown(tx, { period, before: cutOff, limit: 1 });
  const before = earlier === undefined ? null : await ofSnapshot(tx, earlier);
  const all = new Set([...secret, ...(before?.secret ?? [])]);
  return makeReport({ now, before: before?.now ?? null, due, atRiskDays, secret: all });
}

/** Who owes what: the tasks as they were gathered, and the end of the span by which reports are owed. */
export function missingIn({ now, secret }: Gathered, until: Instant): MissingLine[] {
  return missingOf({ span: { ...now.span, cutOff: until }, tasks: now.tasks }, secret);
}

/** A marking that came after the cut-off holds all the same: what is secret leaves no machine, whatever was frozen. */
export async function secretAmong(tx: Tx, tasks: readonly Pick<TaskThen, "id">[]): Promise<Set<string>> {
  const marked = await classifiedTasks(
    tx,
    tasks.map(({ id }) => id),
  );
  return new Set(marked.keys());
}
