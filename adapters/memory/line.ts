// The line to the in-memory portal: what HTTP does to a request, without HTTP. The same faults as a real line, the
// same errors as the real client (rules in src/portal/http.ts), the same journal.
import { setTimeout as delay } from "node:timers/promises";
import { SignedOut, Transient, Uncertain } from "../../schemas/errors.ts";
import type { FaultParameters, RouteKind } from "../../src/portal/simulator-spec.ts";
import type { EngineFault, FaultScript } from "../../src/portal/simulator-faults.ts";
import { enter, type Journal } from "../../src/portal/simulator-tally.ts";

/** What a request does once it has arrived. `committed`: it changed what the portal holds. */
export interface Landed<Result> {
  result: Result;
  committed: boolean;
}

export interface Request<Result> {
  kind: RouteKind;
  path: string;
  /** Runs at the portal; `fires` asks for a fault of the portal's own. Throws what the portal refuses with. */
  land(fires: (fault: string) => FaultParameters | null): Landed<Result>;
}

export interface MemoryLine {
  /** Sends a request; throws as the HTTP client would. Reads are tried three times, writes once. */
  ask<Result>(request: Request<Result>): Promise<Result>;
  /** Waits for what lands late. */
  idle(): Promise<void>;
  /** From now on nothing leaves any more; waits for what lands late. */
  stop(): Promise<void>;
}

interface Visit {
  kind: RouteKind;
  path: string;
  faults: string[];
  fires(fault: string): FaultParameters | null;
}

/** What can happen to a request on a line without HTTP. */
export const lineFaults = [
  "lost-reply",
  "cut-reply",
  "stalled-reply",
  "never-arrives",
  "cut-request",
  "late-commit",
  "delivered-twice",
  "slow",
  "slow-drip",
  "too-many",
  "unavailable",
  "server-error",
  "server-error-after-commit",
  "login-page",
  "redirect-to-login",
  "gateway-html",
] as const satisfies readonly EngineFault[];

const tries = 3;

/** A line that works until the script says otherwise. */
export function newLine(script: FaultScript, journal: Journal): MemoryLine {
  const late = new Set<Promise<void>>();
  let isDown = false;
  const once = async <Result>(request: Request<Result>): Promise<Result> => {
    if (isDown) throw new Transient("no connection to the portal: it was stopped");
    const visit = visitOf(script, request);
    const blocked = blockedBy(visit);
    if (blocked !== null) {
      write(journal, visit, { status: blocked.status, committed: 0 });
      throw blocked.error;
    }
    const lateBy = fire(visit, "late-commit");
    if (lateBy !== null) {
      const landing = delay(Number(lateBy["ms"] ?? 500)).then(() => land(journal, visit, request, "cut"));
      // What the portal answers to it, nobody hears any more.
      late.add(
        landing.then(
          () => undefined,
          () => undefined,
        ),
      );
      throw unanswered(request.kind);
    }
    const slow = fire(visit, "slow") ?? fire(visit, "slow-drip");
    const end = endOf(visit);
    const result = land(journal, visit, request, end === null ? 200 : end);
    if (slow !== null) await delay(Number(slow["ms"] ?? 1_000));
    if (end !== null) throw unanswered(request.kind);
    return result;
  };
  return {
    async ask(request) {
      for (let left = request.kind === "read" ? tries - 1 : 0; ; left -= 1) {
        try {
          return await once(request);
        } catch (thrown) {
          if (left === 0 || !(thrown instanceof Transient) || isDown) throw thrown;
        }
      }
    },
    async idle() {
      await Promise.all(late);
    },
    async stop() {
      isDown = true;
      await Promise.all(late);
    },
  };
}

function visitOf(script: FaultScript, request: { kind: RouteKind; path: string }): Visit {
  const { kind, path } = request;
  const faults: string[] = [];
  const fires = (fault: string) => {
    const parameters = script.fires(fault, { kind, path });
    if (parameters !== null) faults.push(fault);
    return parameters;
  };
  return { kind, path, faults, fires };
}

function fire(visit: Visit, fault: EngineFault): FaultParameters | null {
  return visit.fires(fault);
}

/** What stops a request before it lands, with the error that the sender gets. */
function blockedBy(visit: Visit): { status: number | "cut"; error: Error } | null {
  for (const fault of ["never-arrives", "cut-request"] as const) {
    if (fire(visit, fault) !== null) return { status: "cut", error: unanswered(visit.kind) };
  }
  const tooMany = fire(visit, "too-many");
  if (tooMany !== null) {
    const seconds = tooMany["retryAfter"];
    const retryAfterMs = seconds === undefined ? undefined : Number(seconds) * 1_000;
    return { status: 429, error: new Transient("the portal asks to slow down (429)", { retryAfterMs }) };
  }
  for (const fault of ["unavailable", "server-error", "gateway-html"] as const) {
    if (fire(visit, fault) !== null) return { status: 503, error: unanswered(visit.kind) };
  }
  for (const fault of ["login-page", "redirect-to-login"] as const) {
    if (fire(visit, fault) !== null)
      return { status: 200, error: new SignedOut("the portal shows its sign-in page") };
  }
  return null;
}

/** How an answer gets lost after the request has landed, as the journal shows it; null: it arrives. */
function endOf(visit: Visit): 500 | "cut" | null {
  if (fire(visit, "server-error-after-commit") !== null) return 500;
  for (const fault of ["lost-reply", "cut-reply", "stalled-reply"] as const) {
    if (fire(visit, fault) !== null) return "cut";
  }
  return null;
}

/** Lands once, or twice when the line says so; the first result counts, unless the second is a refusal. */
function land<Result>(
  journal: Journal,
  visit: Visit,
  request: Request<Result>,
  status: number | "cut",
): Result {
  let committed = 0;
  const once = () => {
    const landed = request.land(visit.fires);
    committed += Number(landed.committed);
    return landed.result;
  };
  try {
    const result = once();
    if (fire(visit, "delivered-twice") !== null) once();
    write(journal, visit, { status, committed });
    return result;
  } catch (thrown) {
    write(journal, visit, { status: 422, committed });
    throw thrown;
  }
}

function write(journal: Journal, visit: Visit, end: { status: number | "cut"; committed: number }): void {
  const method = visit.kind === "read" ? "GET" : "POST";
  const arrival = {
    at: journal.arrivals.length,
    method,
    path: visit.path,
    status: end.status,
    faults: visit.faults,
  };
  enter(journal, visit.kind, arrival, end.committed);
}

function unanswered(kind: RouteKind): Error {
  return kind === "write"
    ? new Uncertain("no complete answer to a write")
    : new Transient("no complete answer from the portal");
}
