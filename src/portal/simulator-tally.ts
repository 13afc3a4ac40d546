// The portal's own count of what reached it and what it holds twice. Never asks the adapter.
import type { RouteKind } from "./simulator-spec.ts";
import { doubledIn } from "../../schemas/simulator.ts";
import type { Arrival, HeldTask, RunningSimulator } from "./simulator.ts";

export interface Journal {
  arrivals: Arrival[];
  reads: number;
  writes: number;
  /** Whoever wants to hear of each request as it ends. */
  hear?: ((arrival: Arrival) => void) | undefined;
}

/** Enters one request; `committed` is how many times it changed what the portal holds. */
export function enter(
  journal: Journal,
  kind: RouteKind,
  arrival: Omit<Arrival, "committed">,
  committed: number,
): void {
  const entered = { ...arrival, committed: committed > 0 };
  journal.arrivals.push(entered);
  if (kind === "read") journal.reads += 1;
  journal.writes += committed;
  journal.hear?.(entered);
}

/** Requests and commits, and entries and files that one task holds more than once. */
export function tallyOf(journal: Journal, held: HeldTask[]): ReturnType<RunningSimulator["tally"]> {
  const doubled = held.map(doubledIn);
  return {
    reads: journal.reads,
    writes: journal.writes,
    doubledEntries: sum(doubled.map(({ entries }) => entries.size)),
    doubledFiles: sum(doubled.map(({ files }) => files.size)),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
