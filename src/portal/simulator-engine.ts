// Runs a portal's imitation as a real HTTP server on 127.0.0.1: routes, journal, tally, rate limit, scripted faults.
// Knows no portal; keeps nothing between starts; never repairs a request and never imports an adapter.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { AddressInfo } from "node:net";
import { rateLimit, type RateLimit } from "./simulator-limit.ts";
import { blockedBy, bodyBytes, defaultAnswers, headersOf, withRetryAfter } from "./simulator-answers.ts";
import { faultScript, seededRandom, type EngineFault, type FaultScript } from "./simulator-faults.ts";
import { AnswerInstead, askedOf, bodyOf, takeOff } from "./simulator-request.ts";
import { routeOf } from "./simulator-routes.ts";
import { enter, tallyOf, type Journal } from "./simulator-tally.ts";
import type { Answer, Asked, FaultParameters, Route, RouteKind, SimulatorSpec } from "./simulator-spec.ts";
import type { RunningSimulator, Simulator } from "./simulator.ts";

type StartSettings = NonNullable<Parameters<Simulator["start"]>[0]>;

interface Running<State> {
  spec: SimulatorSpec<State>;
  state: State;
  script: FaultScript;
  journal: Journal;
  limit: RateLimit;
  now(): number;
  stopping: AbortController;
  /** Requests that are still being handled, some after their connection is gone. */
  open: Set<Promise<void>>;
  secrets: readonly string[];
  /** What routes threw: bugs of the simulator, told by `stop`. */
  bugs: unknown[];
}

/** One request on its way through the simulator. */
interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  kind: RouteKind;
  at: number;
  faults: string[];
  fires(fault: string): FaultParameters | null;
}

/** Makes a simulator of a portal's description; every start has its own state, secrets, journal and port. */
export function defineSimulator<State>(spec: SimulatorSpec<State>): Simulator {
  return { faults: spec.faults, start: (settings = {}) => start(spec, settings) };
}

/** Invents secrets and remembers them. */
function inventing(secrets: string[]): () => string {
  return () => {
    const secret = randomBytes(18).toString("base64url");
    secrets.push(secret);
    return secret;
  };
}

async function start<State>(spec: SimulatorSpec<State>, settings: StartSettings): Promise<RunningSimulator> {
  const seed = settings.seed ?? 1;
  const random = seededRandom(seed);
  // A portal has a clock of its own, that nobody hands to it.
  const now = settings.now ?? (() => performance.timeOrigin + performance.now());
  const secrets: string[] = [];
  const running: Running<State> = {
    spec,
    state: spec.create({ seed, random, invent: inventing(secrets) }),
    script: faultScript(spec.faults, random),
    journal: { arrivals: [], reads: 0, writes: 0 },
    limit: rateLimit(settings.requestsPerMinute ?? spec.requestsPerMinute ?? 0),
    now,
    stopping: new AbortController(),
    open: new Set(),
    secrets,
    bugs: [],
  };
  const server = createServer((request, response) =>
    keepTrack(running, request, attend(running, request, response)),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port ?? 0, "127.0.0.1", resolve);
  });
  return face(running, server);
}

function face<State>(running: Running<State>, server: Server): RunningSimulator {
  const { spec, state, script, journal } = running;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    options: spec.options(state, url),
    seed: (tasks) => spec.seed(state, tasks),
    held: () => spec.held(state),
    edit: (remoteId, fields) => spec.edit(state, remoteId, fields),
    remove: (remoteId) => spec.remove(state, remoteId),
    copy: (remoteId) => spec.copy(state, remoteId),
    loseFiles: (remoteId) => spec.loseFiles(state, remoteId),
    faults: script.known,
    script: (rules) => script.replace(rules),
    fired: () => script.fired(),
    arrivals: () => journal.arrivals,
    tally: () => tallyOf(journal, spec.held(state)),
    secrets: () => running.secrets,
    async idle() {
      while (running.open.size > 0) await Promise.all(running.open);
    },
    stop: () => stop(running, server),
  };
}

async function stop<State>(running: Running<State>, server: Server): Promise<void> {
  running.stopping.abort();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await Promise.all([closed, ...running.open]);
  if (running.bugs.length > 0) throw new AggregateError(running.bugs, "routes of the simulator threw");
}

function keepTrack<State>(running: Running<State>, request: IncomingMessage, visit: Promise<void>): void {
  const tracked: Promise<void> = visit
    .catch((thrown: unknown) => {
      // A sender that went away, or a simulator that stops, is no bug: nobody is left to answer.
      if (!request.socket.destroyed && !running.stopping.signal.aborted) running.bugs.push(thrown);
    })
    .finally(() => running.open.delete(tracked));
  running.open.add(tracked);
}

async function attend<State>(
  running: Running<State>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://simulator");
  const found = routeOf(running.spec.routes, request.method ?? "GET", url.pathname);
  const kind = found?.route.kind ?? (request.method === "GET" ? "read" : "write");
  const faults: string[] = [];
  const fires = (fault: string): FaultParameters | null => {
    const parameters = running.script.fires(fault, { kind, path: request.url ?? "/" });
    if (parameters !== null) faults.push(fault);
    return parameters;
  };
  const visit: Visit = { request, response, url, kind, at: running.now(), faults, fires };
  if (fire(visit, "never-arrives")) return cutOff(running, visit, 0);
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
  const refusal = refused(running, visit, asked);
  if (refusal !== null) return reply(running, visit, { answer: refusal, committed: 0 });
  const handled = await handle(running, visit, { route: found?.route ?? null, asked });
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

/** The portal's limit first, then the first scripted fault that answers in the portal's place. */
function refused<State>(running: Running<State>, visit: Visit, asked: Asked): Answer | null {
  const { spec, state } = running;
  const account = spec.account?.(asked, state) ?? asked.headers.authorization ?? asked.headers.cookie ?? "";
  const waitMs = running.limit.take(account, visit.at);
  if (waitMs > 0) return withRetryAfter(defaultAnswers(spec.answers).tooMany(), Math.ceil(waitMs / 1000));
  return blockedBy(visit.fires, { answers: spec.answers, now: visit.at });
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
  const body = bodyBytes(answer);
  visit.response.setHeader("date", new Date(running.now()).toUTCString());
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
