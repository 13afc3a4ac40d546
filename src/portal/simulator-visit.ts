// One request on its way through a simulator: arrives, is handled, answered, and entered into the journal, with every
// scripted fault on its way. Knows no portal and starts no server.
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { RateLimit } from "./simulator-limit.ts";
import {
  answered,
  blockedBy,
  bodyBytes,
  decomposed,
  defaultAnswers,
  headersOf,
  withRetryAfter,
} from "./simulator-answers.ts";
import type { EngineFault, Fires, FaultScript } from "./simulator-faults.ts";
import { ownerActs } from "./simulator-owner-acts.ts";
import { AnswerInstead, askedOf, bodyOf, takeOff, wordsIn } from "./simulator-request.ts";
import { routeOf } from "./simulator-routes.ts";
import { enter, type Journal } from "./simulator-tally.ts";
import type { Answer, Asked, FaultParameters, Route, RouteKind, SimulatorSpec } from "./simulator-spec.ts";

/** A simulator that was started. */
export interface Running<State> {
  spec: SimulatorSpec<State>;
  state: State;
  script: FaultScript;
  journal: Journal;
  limit: RateLimit;
  /** When the last requests arrived, for bursts. */
  recent: number[];
  now(): number;
  stopping: AbortController;
  /** Requests that are still being handled, some after their connection is gone. */
  open: Set<Promise<void>>;
  secrets: readonly string[];
  /** What routes threw: bugs of the simulator, told by `stop`. */
  bugs: unknown[];
}

interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  kind: RouteKind;
  /** By the portal's clock, right or wrong. */
  at: number;
  /** How far the portal's clock is off. */
  skewMs: number;
  faults: string[];
  fires: Fires;
}

/** Takes one request to its end, or to where a fault ends it. */
export async function attend<State>(
  running: Running<State>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://simulator");
  const found = routeOf(running.spec.routes, request.method ?? "GET", url.pathname);
  const kind = found?.route.kind ?? (request.method === "GET" ? "read" : "write");
  const faults: string[] = [];
  const fires: Fires = (fault, when) => {
    const parameters = running.script.fires(fault, { kind, path: request.url ?? "/", when });
    if (parameters !== null) faults.push(fault);
    return parameters;
  };
  const visit: Visit = { request, response, url, kind, at: running.now(), skewMs: 0, faults, fires };
  if (fire(visit, "never-arrives")) return cutOff(running, visit, 0);
  setClock(visit);
  const cut = fire(visit, "cut-request");
  if (cut !== null) return await cutRequest(running, visit, cut);
  const body = await bodyOf(request);
  const params = found?.params ?? {};
  const asked = askedOf({ ...visit, params, body, now: visit.at, answers: running.spec.answers });
  const late = fire(visit, "late-commit");
  if (late !== null) {
    request.socket.destroy();
    await delay(Number(late["ms"] ?? 500), null, { signal: running.stopping.signal });
  }
  if (keepsSilent(running, visit, { handled: false, committed: 0 })) return;
  const refusal = refused(running, visit, { asked, words: wordsIn(body) });
  if (refusal !== null) return reply(running, visit, { answer: refusal, committed: 0 });
  ownerActs(running, visit);
  const handled = await handle(running, visit, { route: found?.route ?? null, asked });
  if (keepsSilent(running, visit, { handled: true, committed: handled.committed })) return;
  await reply(running, visit, handled);
}

/** Takes so many bytes of the body, then resets the connection, or lets it hang for a while first. */
async function cutRequest<State>(
  running: Running<State>,
  visit: Visit,
  { bytes = 0, stallMs = 0 }: FaultParameters,
): Promise<void> {
  await takeOff(visit.request, Number(bytes));
  if (Number(stallMs) > 0) await delay(Number(stallMs), null, { signal: running.stopping.signal });
  cutOff(running, visit, 0);
}

function fire(visit: Visit, fault: EngineFault): FaultParameters | null {
  return visit.fires(fault);
}

function setClock(visit: Visit): void {
  const skew = fire(visit, "clock-skew");
  if (skew === null) return;
  visit.skewMs = Number(skew["minutes"] ?? 1440) * 60_000;
  visit.at += visit.skewMs;
}

/** Leaves the connection open without a byte: before the request is handled, or after it. */
function keepsSilent<State>(
  running: Running<State>,
  visit: Visit,
  { handled, committed }: { handled: boolean; committed: number },
): boolean {
  const isMeant = (parameters: FaultParameters) => (parameters["handled"] === true) === handled;
  if (visit.fires("half-open" satisfies EngineFault, isMeant) === null) return false;
  enterJournal(running, visit, { status: "cut", committed });
  return true;
}

/** Whether more than so many requests came within so short a time. */
function isBurst<State>(running: Running<State>, { requests = 3, ms = 1000 }: FaultParameters): boolean {
  const now = running.now();
  return running.recent.filter((at) => at > now - Number(ms)).length > Number(requests);
}

/** The portal's limit first, then the first scripted fault that answers in the portal's place. */
function refused<State>(
  running: Running<State>,
  visit: Visit,
  { asked, words }: { asked: Asked; words: string },
): Answer | null {
  const { spec, state } = running;
  running.recent = [...running.recent.slice(-999), running.now()];
  const account = spec.account?.(asked, state) ?? asked.headers.authorization ?? asked.headers.cookie ?? "";
  const waitMs = running.limit.take(account, visit.at - visit.skewMs);
  const { tooMany, serverError } = defaultAnswers(spec.answers);
  if (waitMs > 0) return withRetryAfter(tooMany(), Math.ceil(waitMs / 1000));
  const burst = visit.fires("burst" satisfies EngineFault, (parameters) => isBurst(running, parameters));
  if (burst !== null) return answered(tooMany(), burst, visit.at);
  const chokes = visit.fires("chokes-on" satisfies EngineFault, ({ pattern = "\\d{4}-12-\\d{2}" }) =>
    new RegExp(String(pattern), "u").test(words),
  );
  return chokes === null
    ? blockedBy(visit.fires, { answers: spec.answers, now: visit.at })
    : { ...serverError(), committed: false };
}

async function handle<State>(
  running: Running<State>,
  visit: Visit,
  what: { route: Route<State> | null; asked: Asked },
): Promise<{ answer: Answer; committed: number }> {
  const { answers } = running.spec;
  if (what.route === null) return { answer: answers.notFound(visit.url.pathname), committed: 0 };
  const answer = await answerOf(running, what.route, what.asked);
  let committed = changed(answer, visit.kind) ? 1 : 0;
  if (fire(visit, "delivered-twice") !== null) {
    if (changed(await answerOf(running, what.route, what.asked), visit.kind)) committed += 1;
  }
  const broken = fire(visit, "server-error-after-commit") !== null;
  return { answer: broken ? defaultAnswers(answers).serverError() : answer, committed };
}

async function answerOf<State>(running: Running<State>, route: Route<State>, asked: Asked): Promise<Answer> {
  try {
    return await route.handle(asked, running.state);
  } catch (thrown) {
    if (thrown instanceof AnswerInstead) return thrown.answer;
    running.bugs.push(thrown);
    return { status: 500, text: `bug in the simulator: ${String(thrown)}`, committed: false };
  }
}

function changed(answer: Answer, kind: RouteKind): boolean {
  return answer.committed ?? (kind === "write" && answer.status < 300);
}

async function reply<State>(
  running: Running<State>,
  visit: Visit,
  result: { answer: Answer; committed: number },
): Promise<void> {
  const { answer, committed } = result;
  if (fire(visit, "lost-reply") !== null || visit.faults.includes("late-commit")) {
    return cutOff(running, visit, committed);
  }
  const cut = fire(visit, "cut-reply");
  const stalled = cut === null ? fire(visit, "stalled-reply") : null;
  const slow = fire(visit, "slow");
  enterJournal(running, visit, { status: (cut ?? stalled) ? "cut" : answer.status, committed });
  if (slow !== null) await delay(Number(slow["ms"] ?? 1000), null, { signal: running.stopping.signal });
  const body = bodyBytes(fire(visit, "nfd-text") === null ? answer : decomposed(answer));
  visit.response.setHeader("date", new Date(running.now() + visit.skewMs).toUTCString());
  visit.response.writeHead(answer.status, headersOf(answer, body.length));
  const drip = fire(visit, "slow-drip");
  if (drip !== null && cut === null && stalled === null)
    await dripped(running, visit.response, { body, drip });
  else if (cut === null && stalled === null) visit.response.end(body);
  else {
    const left = Math.min(
      body.length - 1,
      Number((cut ?? stalled)?.["bytes"] ?? Math.floor(body.length / 2)),
    );
    visit.response.write(body.subarray(0, Math.max(0, left)), () =>
      cut === null ? undefined : visit.request.socket.destroy(),
    );
  }
}

async function dripped<State>(
  running: Running<State>,
  response: ServerResponse,
  { body, drip }: { body: Buffer; drip: FaultParameters },
): Promise<void> {
  const size = Math.max(1, Math.ceil(body.length / 8));
  for (let sent = 0; sent < body.length && !response.destroyed; sent += size) {
    response.write(body.subarray(sent, sent + size));
    await delay(Number(drip["ms"] ?? 20), null, { signal: running.stopping.signal });
  }
  response.end();
}

function cutOff<State>(running: Running<State>, visit: Visit, committed: number): void {
  enterJournal(running, visit, { status: "cut", committed });
  visit.request.socket.destroy();
}

/** Entered before the answer leaves, so that whoever has the answer finds the request in the journal. */
function enterJournal<State>(
  running: Running<State>,
  visit: Visit,
  end: { status: number | "cut"; committed: number },
): void {
  const { at, faults, request, kind } = visit;
  const arrival = {
    at,
    method: request.method ?? "GET",
    path: request.url ?? "/",
    status: end.status,
    faults,
  };
  enter(running.journal, kind, arrival, end.committed);
}
