// All tasks compared: sums that add up to the register, and the tasks in the order in which a person reads them. Pure.
import type { Phrase } from "../../schemas/phrase.ts";
import {
  compareTask,
  pairOf,
  sightings,
  type PortalSight,
  type RegisterTask,
  type Scope,
  type Sighting,
  type TaskComparison,
  type TaskOutcome,
} from "./disagreement.ts";

export interface PortalSum {
  portal: string;
  problem: Phrase | null;
  /** Tasks by how the portal shows them; adds up to all tasks. */
  counts: Record<Sighting, number>;
}

export interface AgencySum {
  lead: string | null;
  tasks: number;
  disagreeing: number;
}

export interface Comparison {
  /** Adds up: tasks = disagreeing + agreeing + alone. */
  sums: { tasks: number; disagreeing: number; agreeing: number; alone: number };
  portals: PortalSum[];
  /** Most disagreements first, then in Vietnamese alphabetical order; adds up to all tasks. */
  agencies: AgencySum[];
  /** By agency in the order above; disagreements first, then by code. */
  tasks: TaskComparison[];
  /** How many more there are than were asked for. */
  unlisted: number;
}

/** Which tasks to list: disagreements or all, and how many at most. */
export interface Listing {
  which: "disagreeing" | "all";
  limit: number;
}

interface Judged {
  task: RegisterTask;
  outcome: TaskOutcome;
}

/** Compares tasks, given in the order of their codes. Only what is listed is kept whole. */
export function compareTasks(
  { tasks, portals }: { tasks: readonly RegisterTask[]; portals: readonly PortalSight[] },
  scope: Scope,
  listing: Listing,
): Comparison {
  const judged = tasks.map((task) => ({ task, outcome: compareTask(task, portals, scope).outcome }));
  const groups = [...Map.groupBy(judged, ({ task }) => task.lead)].map(([lead, own]) => ({
    sum: { lead, tasks: own.length, disagreeing: countOf(own, "differs") },
    own,
  }));
  groups.sort((one, other) => inReadingOrder(one.sum, other.sum));
  const wanted = groups.flatMap(({ own }) => [
    ...own.filter(({ outcome }) => outcome === "differs"),
    ...(listing.which === "all" ? own.filter(({ outcome }) => outcome !== "differs") : []),
  ]);
  const listed = wanted.slice(0, listing.limit);
  return {
    sums: {
      tasks: judged.length,
      disagreeing: countOf(judged, "differs"),
      agreeing: countOf(judged, "agrees"),
      alone: countOf(judged, "alone"),
    },
    portals: portals.map((sight) => portalSum(tasks, sight)),
    agencies: groups.map(({ sum }) => sum),
    tasks: listed.map(({ task }) => compareTask(task, portals, scope)),
    unlisted: wanted.length - listed.length,
  };
}

function countOf(judged: readonly Judged[], wanted: TaskOutcome): number {
  return judged.filter(({ outcome }) => outcome === wanted).length;
}

function portalSum(tasks: readonly RegisterTask[], sight: PortalSight): PortalSum {
  const counts = Object.fromEntries(sightings.map((sighting) => [sighting, 0])) as Record<Sighting, number>;
  for (const task of tasks) counts[pairOf(task, sight).sighting] += 1;
  return { portal: sight.portal, problem: sight.problem, counts };
}

const alphabet = new Intl.Collator("vi");

function inReadingOrder(one: AgencySum, other: AgencySum): number {
  if (one.disagreeing !== other.disagreeing) return other.disagreeing - one.disagreeing;
  // Tasks without a lead organisation stand last.
  if (one.lead === null || other.lead === null) return one.lead === null ? 1 : -1;
  return alphabet.compare(one.lead, other.lead);
}
