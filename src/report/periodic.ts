// Makes a report of one moment's tasks, pure. Whoever calls decides which tasks: a snapshot's, or the register's as of then.
import {
  standings,
  type MissingLine,
  type Report,
  type ReportLine,
  type Since,
  type Standing,
  type Tally,
  type UnitLine,
} from "../../schemas/report.ts";
import type { SnapshotSpan, TaskThen } from "../../schemas/snapshot.ts";
import { mayLeave } from "../../schemas/task.ts";
import { dayOf, type Day, type Instant } from "../../schemas/time.ts";
import { reportOn, standingOf } from "./rules.ts";

/** The tasks of one moment, with the digest that proves them. */
export interface Moment {
  span: SnapshotSpan;
  digest: string;
  tasks: readonly TaskThen[];
}

export interface ReportWish {
  now: Moment & { frozen: boolean };
  before: Moment | null;
  due: Instant | null;
  atRiskDays: number;
  /** Tasks that have been marked since: they are left out whatever the snapshot says. */
  secret: ReadonlySet<string>;
}

const collator = new Intl.Collator("vi", { numeric: true });

/** The whole report, in a fixed order. */
export function makeReport({ now, before, due, atRiskDays, secret }: ReportWish): Report {
  const { period, since, cutOff } = now.span;
  const tasks = openOnes(now.tasks, secret);
  const standing = (task: TaskThen) => standingOf(task, dayOf(cutOff), atRiskDays);
  const on = (wanted: Standing) =>
    tasks.filter((task) => standing(task) === wanted).map((task) => lineOf(task, dayOf(cutOff)));
  return {
    report: period,
    asOf: cutOff,
    since,
    due,
    digest: now.digest,
    frozen: now.frozen,
    total: tallyOf(tasks, standing),
    units: byUnit(tasks, ({ unit }) => unit).map(([unit, own]) =>
      unitLine(unit, own, { standing, since, until: cutOff }),
    ),
    overdue: on("overdue").toSorted(latestFirst),
    atRisk: on("at_risk").toSorted(latestFirst),
    missing: missingOf(now, secret),
    before: before === null ? null : changesSince(before, tasks, { secret, standing, atRiskDays }),
    withheld: now.tasks.length - tasks.length,
  };
}

/** Who owes what at the end of a span, units in Vietnamese order; units that owe nothing are left out. */
export function missingOf(
  { span, tasks }: Pick<Moment, "span" | "tasks">,
  secret: ReadonlySet<string>,
): MissingLine[] {
  const between = { since: span.since, until: span.cutOff };
  return byUnit(openOnes(tasks, secret), ({ unit }) => unit)
    .map(([unit, own]) => ({ unit, ...countReports(own, between) }))
    .filter(({ missing }) => missing.length > 0);
}

/** Those that may be named, in the order of their codes. */
export function openOnes<Task extends Pick<TaskThen, "id" | "code" | "classification">>(
  tasks: readonly Task[],
  secret: ReadonlySet<string>,
): Task[] {
  return tasks
    .filter(({ id, classification }) => mayLeave(classification) && !secret.has(id))
    .toSorted((one, other) => collator.compare(one.code, other.code));
}

/** By unit, in Vietnamese order, what has no unit at the end. */
export function byUnit<Item>(
  items: readonly Item[],
  unitOf: (item: Item) => string | null,
): [string | null, Item[]][] {
  return [...Map.groupBy(items, unitOf)].toSorted(([one], [other]) => {
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    return collator.compare(one, other);
  });
}

function tallyOf(tasks: readonly TaskThen[], standing: (task: TaskThen) => Standing): Tally {
  const tally = { total: tasks.length, ...Object.fromEntries(standings.map((name) => [name, 0])) } as Tally;
  for (const task of tasks) tally[standing(task)] += 1;
  return tally;
}

function unitLine(
  unit: string | null,
  tasks: readonly TaskThen[],
  { standing, ...between }: { standing: (task: TaskThen) => Standing; since: Instant; until: Instant },
): UnitLine {
  const { expected, reported } = countReports(tasks, between);
  return { unit, tally: tallyOf(tasks, standing), expected, reported };
}

function countReports(
  tasks: readonly TaskThen[],
  between: { since: Instant; until: Instant },
): Omit<MissingLine, "unit"> {
  const judged = tasks.map((task) => ({ code: task.code, verdict: reportOn(task, between) }));
  const reported = judged.filter(({ verdict }) => verdict === "reported").length;
  const missing = judged.filter(({ verdict }) => verdict === "missing").map(({ code }) => code);
  return { expected: reported + missing.length, reported, missing };
}

function lineOf(task: TaskThen, today: Day): ReportLine {
  const { code, title, unit, dueOn, lifecycle, percent, expectedOn } = task;
  const { progressText, difficulties, lateReason } = task;
  const daysLate = dueOn === null ? 0 : (Date.parse(today) - Date.parse(dueOn)) / 86_400_000;
  const told = { progressText, difficulties, lateReason, expectedOn };
  return { code, title, unit, dueOn, daysLate, lifecycle, percent, ...told };
}

function latestFirst(one: ReportLine, other: ReportLine): number {
  return other.daysLate - one.daysLate || collator.compare(one.code, other.code);
}

function changesSince(
  before: Moment,
  tasks: readonly TaskThen[],
  {
    secret,
    standing,
    atRiskDays,
  }: { secret: ReadonlySet<string>; standing: (task: TaskThen) => Standing; atRiskDays: number },
): Since {
  const earlier = openOnes(before.tasks, secret);
  const { cutOff } = before.span;
  const stood = (task: TaskThen) => standingOf(task, dayOf(cutOff), atRiskDays);
  const known = new Map(earlier.map((task) => [task.id, stood(task)]));
  const codes = (isMeant: (now: Standing, then: Standing | undefined) => boolean) =>
    tasks.filter((task) => isMeant(standing(task), known.get(task.id))).map(({ code }) => code);
  return {
    cutOff,
    digest: before.digest,
    tally: tallyOf(earlier, stood),
    completed: codes((now, then) => isDone(now) && !isDone(then)),
    becameOverdue: codes((now, then) => now === "overdue" && then !== "overdue"),
    added: codes((_, then) => then === undefined),
  };
}

function isDone(one: Standing | undefined): boolean {
  return one === "done_on_time" || one === "done_late";
}
