// The portal's own count of what reached it and what it holds twice. Never asks the adapter.
import type { RouteKind } from "./simulator-spec.ts";
import type { Arrival, HeldTask, RunningSimulator } from "./simulator.ts";

export interface Journal {
  arrivals: Arrival[];
  reads: number;
  writes: number;
}

/** Enters one request; `committed` is how many times it changed what the portal holds. */
export function enter(
  journal: Journal,
  kind: RouteKind,
  arrival: Omit<Arrival, "committed">,
  committed: number,
): void {
  journal.arrivals.push({ ...arrival, committed: committed > 0 });
  if (kind === "read") journal.reads += 1;
  journal.writes += committed;
}

/** Requests and commits, and entries and files that one task holds more than once. */
export function tallyOf(journal: Journal, held: HeldTask[]): ReturnType<RunningSimulator["tally"]> {
  return {
    reads: journal.reads,
    writes: journal.writes,
    doubledEntries: sum(
      held.map((task) => repeats(task.entries.map((entry) => `${entry.percent} ${entry.text}`))),
    ),
    doubledFiles: sum(held.map((task) => repeats(task.evidence.map(({ sha256 }) => sha256)))),
  };
}

function repeats(keys: string[]): number {
  return keys.length - new Set(keys).size;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
