// Reads snapshots for people: which there are, and what one of them holds, task by task.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { ReportedThen, TaskThen } from "../../schemas/snapshot.ts";
import type { Tx } from "../store/connection.ts";
import { snapshotsKnown, snapshotTasks, type Snapshot } from "../store/snapshots.ts";
import { isLate } from "./freeze.ts";
import { secretAmong } from "./gather.ts";
import { byUnit, openOnes } from "./periodic.ts";
import { reportOn } from "./rules.ts";

/** A snapshot as lists show it. */
export type ListedSnapshot = Snapshot & { late: boolean };

/** A unit in a snapshot, and who had reported for it in that period. */
export interface UnitThen {
  unit: string | null;
  tasks: number;
  expected: number;
  reported: number;
  missing: string[];
  reportedBy: string[];
}

/** A task as it was frozen: who reported on it last, and whether that was in the period. */
export interface FrozenTask extends TaskThen {
  reportedBy: string | null;
  verdict: ReturnType<typeof reportOn>;
}

export interface Contents {
  units: UnitThen[];
  /** Tasks that are marked secret, then or since, are counted and never named. */
  frozen: FrozenTask[];
  withheld: number;
}

/** The newest cut-off first. */
export async function listSnapshots(tx: Tx, limit: number | undefined): Promise<ListedSnapshot[]> {
  return (await snapshotsKnown(tx, { limit })).map((one) => ({ ...one, late: isLate(one) }));
}

/** The one whose id begins so; UserError when there is none, or more than one. */
export async function findSnapshot(tx: Tx, id: string): Promise<ListedSnapshot> {
  const [found, other] = id === "" ? [] : await snapshotsKnown(tx, { id: id.toLowerCase(), limit: 2 });
  if (found === undefined || other !== undefined) throw new UserError([phrase("cutoff.unknown", { id })]);
  return { ...found, late: isLate(found) };
}

/** All that a snapshot holds, by unit in Vietnamese order. */
export async function contentsOf(tx: Tx, { id, since, cutOff }: Snapshot): Promise<Contents> {
  const all: ReportedThen[] = [];
  for await (const page of snapshotTasks(tx, id)) all.push(...page);
  const judged = all.map(({ task, reportedBy }) => ({
    ...task,
    reportedBy,
    verdict: reportOn(task, { since, until: cutOff }),
  }));
  const secret = await secretAmong(tx, judged);
  const shown = openOnes(judged, secret);
  return {
    units: byUnit(judged, ({ unit }) => unit).map(([unit, own]) => unitThen(unit, own, secret)),
    frozen: byUnit(shown, ({ unit }) => unit).flatMap(([, own]) => own),
    withheld: judged.length - shown.length,
  };
}

function unitThen(unit: string | null, own: readonly FrozenTask[], secret: ReadonlySet<string>): UnitThen {
  const reported = own.filter(({ verdict }) => verdict === "reported");
  const missing = own.filter(({ verdict }) => verdict === "missing");
  const people = new Set(reported.map(({ reportedBy }) => reportedBy).filter((who) => who !== null));
  return {
    unit,
    tasks: own.length,
    expected: reported.length + missing.length,
    reported: reported.length,
    missing: openOnes(missing, secret).map(({ code }) => code),
    reportedBy: [...people].toSorted(),
  };
}
