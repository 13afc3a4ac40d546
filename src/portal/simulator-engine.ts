// Runs a portal's imitation as a real HTTP server on 127.0.0.1: routes, journal, tally, rate limit, scripted faults.
// Knows no portal; keeps nothing between starts; never repairs a request and never imports an adapter.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { rateLimit } from "./simulator-limit.ts";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { engineFaults, faultScript } from "./simulator-faults.ts";
import { tallyOf } from "./simulator-tally.ts";
import type { SimulatorSpec } from "./simulator-spec.ts";
import type { RunningSimulator, Simulator } from "./simulator.ts";
import { attend, type Running } from "./simulator-visit.ts";

type StartSettings = NonNullable<Parameters<Simulator["start"]>[0]>;

/** Makes a simulator of a portal's description; every start has its own state, secrets, journal and port. */
export function defineSimulator<State>(spec: SimulatorSpec<State>): Simulator {
  return { faults: [...engineFaults, ...spec.faults], start: (settings = {}) => start(spec, settings) };
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
    script: faultScript([...engineFaults, ...spec.faults], random),
    journal: { arrivals: [], reads: 0, writes: 0, hear: settings.onArrival },
    limit: rateLimit(settings.requestsPerMinute ?? spec.requestsPerMinute ?? 0),
    recent: [],
    now,
    stopping: new AbortController(),
    open: new Set(),
    secrets,
    bugs: [],
  };
  const server = createServer((request, response) => {
    const visit = isForPage(settings, request)
      ? showPage(settings, request, response)
      : attend(running, request, response);
    keepTrack(running, request, visit);
  });
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
    ...(spec.signInAsPerson && { signInAsPerson: () => personIn(running) }),
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

function personIn<State>({ spec, state, now }: Running<State>): { session: string; expiresAt: number } {
  if (spec.signInAsPerson === undefined) throw new Error("nobody signs in in a browser there");
  return spec.signInAsPerson(state, now());
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

function isForPage({ page }: StartSettings, { url = "" }: IncomingMessage): boolean {
  return page !== undefined && url.split("?")[0] === page.path;
}

/** The owner's page: no request to the portal, so it is neither counted nor troubled. */
async function showPage(
  { page }: StartSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (page === undefined) return;
  const query = new URL(request.url ?? "/", "http://simulator").searchParams;
  const { headers, html } = await page.answer({
    query,
    acceptLanguage: request.headers["accept-language"] ?? "",
  });
  response.writeHead(200, { ...headers, "content-type": "text/html; charset=utf-8" });
  response.end(request.method === "HEAD" ? "" : html);
}
