// Deliberately wrong adapters that need a real line: an honest adapter that is handed a lying client, or that goes
// behind its client's back.
import { Secret } from "../../schemas/secret.ts";
import { SignedOut, Unrecognised } from "../../schemas/errors.ts";
import { portal as honest } from "../../adapters/nq71-dongnai/adapter.ts";
import { simulated } from "../../src/portal/conformance-bench.ts";
import type { Portal } from "../../src/portal/contract.ts";
import type { Http, HttpReply } from "../../src/portal/http.ts";
import { doubled, firstFive, type Liar } from "./liar.ts";

function liar(lie: string, caughtBy: string[], open: Portal["open"]): Liar {
  return { lie, caughtBy, make: async () => ({ ...(await simulated(honest)), portal: { ...honest, open } }) };
}

/** The honest adapter over a client whose replies to reads are bent. */
function overReads(bend: (reply: HttpReply) => HttpReply): Portal["open"] {
  return (options, http) =>
    honest.open(options, { ...http, read: async (request) => bend(await http.read(request)) });
}

const signedOutAt401 = (reply: HttpReply): HttpReply => {
  if (reply.status === 401) throw new SignedOut("401");
  return reply;
};

function tolerant(reply: HttpReply): HttpReply {
  return {
    ...reply,
    json(shape) {
      try {
        return reply.json(shape);
      } catch (thrown) {
        if (!(thrown instanceof Unrecognised)) throw thrown;
        return JSON.parse(reply.text) as ReturnType<typeof reply.json<never>>;
      }
    },
  };
}

export const wireLiars: readonly Liar[] = [
  liar("takes a short page for the last one", ["reading.clamped-pages"], async (options, http) => {
    const session = await honest.open(options, http);
    return { ...session, listTasks: () => firstFive(session.listTasks()) };
  }),
  liar("yields what a shifted page shows again", ["reading.shifting-pages"], async (options, http) => {
    const session = await honest.open(options, http);
    return { ...session, listTasks: () => doubled(session.listTasks()) };
  }),
  liar("reads past what nobody described", ["reading.extra-field"], overReads(tolerant)),
  liar("gives up when its token expires", ["outages.token-in-listing"], overReads(signedOutAt401)),
  liar("gives up when its token expires before a write", ["outages.token-before-write"], (options, http) =>
    honest.open(options, { ...http, write: async (request) => signedOutAt401(await http.write(request)) }),
  ),
  liar(
    "never asks again when a read fails",
    [
      "outages.read-too-many",
      "outages.read-too-many-retryAfter-0",
      "outages.read-too-many-retryAfter-1",
      "outages.read-too-many-retryAfter-1-asDate-true",
      "outages.read-too-many-html-true",
      "outages.read-unavailable",
      "outages.read-gateway-html",
      "outages.read-lost-reply",
      "outages.read-cut-reply",
      "outages.read-never-arrives",
    ],
    (options, http) => honest.open(options, { ...http, read: (request) => http.write(request) }),
  ),
  liar("puts its password into an address", ["surprises.secrets"], async (options, http) => {
    await http.read({ path: "/api/v1/ping", query: { password: passwordOf(options) } });
    return honest.open(options, http);
  }),
  liar("talks past the recorded line", ["surprises.on-record"], async (options, http: Http) => {
    const { baseUrl } = options as { baseUrl: string };
    await fetch(`${baseUrl}/api/v1/tasks`);
    return honest.open(options, http);
  }),
];

function passwordOf(options: unknown): string {
  const { password } = options as { password: unknown };
  return password instanceof Secret ? password.reveal() : "";
}
