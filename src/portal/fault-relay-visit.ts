// One request on its way through the fault relay: which faults fire on it, and its end in the journal.
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { EngineFault } from "./simulator-faults.ts";
import type { FaultParameters, RouteKind } from "./simulator-spec.ts";
import { enter, type Journal } from "./simulator-tally.ts";

/** What a relay keeps while it runs. */
export interface Line {
  journal: Journal;
  stopping: AbortController;
}

/** One request that arrived. */
export interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  kind: RouteKind;
  faults: string[];
  fires(fault: string): FaultParameters | null;
}

/** The parameters of a fault if it fires on this request. */
export function fire(visit: Visit, fault: EngineFault): FaultParameters | null {
  return visit.fires(fault);
}

/** Waits, or throws when the relay stops. */
export async function pause(line: Line, ms: number): Promise<void> {
  await delay(ms, null, { signal: line.stopping.signal });
}

/** Ends the connection without another byte. */
export function cutOff(line: Line, visit: Visit, committed: number): void {
  enterJournal(line, visit, { status: "cut", committed });
  visit.request.socket.destroy();
}

/** The relay stands for a network, which has a clock of its own. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** Entered before the answer leaves, so that whoever has the answer finds the request in the journal. */
export function enterJournal(
  line: Line,
  { request, kind, faults }: Visit,
  end: { status: number | "cut"; committed: number },
): void {
  const arrival = {
    at: clock(),
    method: request.method ?? "GET",
    path: request.url ?? "/",
    status: end.status,
    faults,
  };
  enter(line.journal, kind, arrival, end.committed);
}
