// Stands on 127.0.0.1 before a real portal and breaks the line as scripted: every fault of the simulator engine on
// requests of a portal that is none. Passes everything else on as it is, streamed; knows no portal and keeps no body
// but of a request that is delivered later or twice.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { answer, type Told } from "./fault-relay-answer.ts";
import { answerHeaders, passOn, wholeOf, type Passed } from "./fault-relay-passing.ts";
import { clock, cutOff, fire, pause, type Line, type Visit } from "./fault-relay-visit.ts";
import { blockedBy, bodyBytes, defaultAnswers, headersOf } from "./simulator-answers.ts";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { faultScript, type EngineFault, type FaultScript } from "./simulator-faults.ts";
import { takeOff } from "./simulator-request.ts";
import type { Answer, PortalAnswers, RouteKind } from "./simulator-spec.ts";
import type { Arrival, FaultRule } from "./simulator.ts";

export interface RelaySettings {
  /** Origin of the real portal: http://127.0.0.1:PORT */
  to: string;
  /** What a request is; decides which rules concern it and what is counted. */
  kindOf(request: { method: string; path: string }): RouteKind;
  /** Of what rules leave to chance; 1 if left out. */
  seed?: number;
}

export interface FaultRelay {
  /** http://127.0.0.1:PORT */
  url: string;
  /** Every fault that `script` takes. */
  faults: readonly string[];
  /** Replaces the scripted faults. */
  script(rules: FaultRule[]): void;
  fired(): Readonly<Record<string, number>>;
  arrivals(): readonly Arrival[];
  /** Reads that arrived, and how often the portal said yes to a write: one delivered twice counts twice. */
  passed(): { reads: number; writes: number };
  /** Resolves once nothing that arrived is under way any more. */
  idle(): Promise<void>;
  /** Ends every connection and waits for what was under way. May be called twice. */
  stop(): Promise<void>;
}

interface Relay extends Line {
  settings: RelaySettings;
  script: FaultScript;
  open: Set<Promise<void>>;
}

/** The engine's faults that happen on the line; those of whoever owns the portal are not among them. */
const relayFaults = [
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
  "error-body",
  "login-page",
  "redirect-to-login",
  "redirect-elsewhere",
  "gateway-html",
] as const satisfies readonly EngineFault[];

// What stands before a portal speaks its own words; nothing is passed on of what it answers.
const answers: PortalAnswers = { notFound: (path) => ({ status: 404, text: path }) };

/** Starts one on a free port. */
export async function startFaultRelay(settings: RelaySettings): Promise<FaultRelay> {
  const relay: Relay = {
    settings,
    script: faultScript(relayFaults, seededRandom(settings.seed ?? 1)),
    journal: { arrivals: [], reads: 0, writes: 0 },
    stopping: new AbortController(),
    open: new Set(),
  };
  const server = createServer((request, response) => {
    const visit = attend(relay, visitOf(relay, request, response))
      // The portal or the sender went away: the other side learns it from its connection.
      .catch(() => void request.socket.destroy())
      .finally(() => relay.open.delete(visit));
    relay.open.add(visit);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const idle = async () => {
    while (relay.open.size > 0) await Promise.all(relay.open);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults: relay.script.known,
    script: (rules) => relay.script.replace(rules),
    fired: () => relay.script.fired(),
    arrivals: () => relay.journal.arrivals,
    passed: () => ({ reads: relay.journal.reads, writes: relay.journal.writes }),
    idle,
    async stop() {
      relay.stopping.abort();
      await closed(server);
      await idle();
    },
  };
}

async function closed(server: Server): Promise<void> {
  const end = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await end;
}

function visitOf({ settings, script }: Relay, request: IncomingMessage, response: ServerResponse): Visit {
  const path = request.url ?? "/";
  const kind = settings.kindOf({ method: request.method ?? "GET", path });
  const faults: string[] = [];
  return {
    request,
    response,
    kind,
    faults,
    fires(fault) {
      const parameters = script.fires(fault, { kind, path });
      if (parameters !== null) faults.push(fault);
      return parameters;
    },
  };
}

// The order in which the engine asks, so that a script means the same before a simulator and before a real portal.
async function attend(relay: Relay, visit: Visit): Promise<void> {
  if (fire(visit, "never-arrives") !== null) return cutOff(relay, visit, 0);
  const cut = fire(visit, "cut-request");
  if (cut !== null) {
    await takeOff(visit.request, Number(cut["bytes"] ?? 0));
    if (Number(cut["stallMs"] ?? 0) > 0) await pause(relay, Number(cut["stallMs"]));
    return cutOff(relay, visit, 0);
  }
  const late = fire(visit, "late-commit");
  if (late !== null) return await passLate(relay, visit, Number(late["ms"] ?? 500));
  const blocked = blockedBy(visit.fires, { answers, now: clock() });
  if (blocked !== null) {
    await wholeOf(visit.request);
    return await answer(relay, visit, { ...ownAnswer(blocked), committed: 0 });
  }
  if (fire(visit, "delivered-twice") !== null) return await passTwice(relay, visit);
  await passOnce(relay, visit);
}

/** The sender hears nothing more; the portal gets the request later. */
async function passLate(relay: Relay, visit: Visit, ms: number): Promise<void> {
  const body = await wholeOf(visit.request);
  visit.request.socket.destroy();
  await pause(relay, ms);
  const passed = await passOn(relay.settings.to, visit.request, body);
  await wholeOf(passed);
  cutOff(relay, visit, saidYes(visit, passed));
}

async function passTwice(relay: Relay, visit: Visit): Promise<void> {
  const body = await wholeOf(visit.request);
  const first = await passOn(relay.settings.to, visit.request, body);
  const kept = await wholeOf(first);
  const second = await passOn(relay.settings.to, visit.request, body);
  await wholeOf(second);
  await answer(relay, visit, {
    status: first.statusCode,
    headers: answerHeaders(first),
    body: Readable.from([kept]),
    committed: saidYes(visit, first) + saidYes(visit, second),
  });
}

async function passOnce(relay: Relay, visit: Visit): Promise<void> {
  const passed = await passOn(relay.settings.to, visit.request, visit.request);
  const committed = saidYes(visit, passed);
  if (fire(visit, "server-error-after-commit") === null) {
    const headers = answerHeaders(passed);
    return await answer(relay, visit, { status: passed.statusCode, headers, body: passed, committed });
  }
  await wholeOf(passed);
  await answer(relay, visit, { ...ownAnswer(defaultAnswers(answers).serverError()), committed });
}

function ownAnswer(given: Answer): Omit<Told, "committed"> {
  const bytes = bodyBytes(given);
  return { status: given.status, headers: headersOf(given, bytes.length), body: Readable.from([bytes]) };
}

/** Says how often the portal took a write. */
function saidYes({ kind }: Visit, { statusCode }: Passed): number {
  return kind === "write" && statusCode < 300 ? 1 : 0;
}
