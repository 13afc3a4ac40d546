// Deliberately wrong adapters that need a real line: an honest adapter that is handed a lying client, or that goes
// behind its client's back.
import { Secret } from "../../schemas/secret.ts";
import { Refused, SignedOut, Transient, Uncertain, Unrecognised } from "../../schemas/errors.ts";
import type { FieldValues } from "../../schemas/field.ts";
import { portal as nq57 } from "../../adapters/nq57/adapter.ts";
import { portal as honest } from "../../adapters/nq71-dongnai/adapter.ts";
import { simulated } from "../../src/portal/conformance-bench.ts";
import type { EvidenceFile, Portal, PortalSession, RemoteTask } from "../../src/portal/contract.ts";
import type { Http, HttpReply } from "../../src/portal/http.ts";
import {
  doubled,
  excusing,
  firstFive,
  listing,
  quietly,
  said,
  seeing,
  type Liar,
  type WholeSession,
} from "./liar.ts";

function liar(lie: string, caughtBy: string[], open: Portal["open"]): Liar {
  return { lie, caughtBy, make: async () => ({ ...(await simulated(honest)), portal: { ...honest, open } }) };
}

/** A portal of its own whose sessions differ in one way; what `lying` remembers outlives a session. */
function told(
  portal: Portal,
  { lie, caughtBy }: { lie: string; caughtBy: string[] },
  lying: () => (honestly: WholeSession) => Partial<PortalSession>,
): Liar {
  return {
    lie,
    caughtBy,
    async make() {
      const tell = lying();
      const open: Portal["open"] = async (options, http) => {
        const session = (await portal.open(options, http)) as WholeSession;
        return { ...session, ...tell(session) };
      };
      return { ...(await simulated(portal)), portal: { ...portal, open } };
    },
  };
}

/** nq57 over a client that differs in one way. */
function over57(lie: string, caughtBy: string[], bend: (http: Http) => Partial<Http>): Liar {
  const open: Portal["open"] = (options, http) => nq57.open(options, { ...http, ...bend(http) });
  return { lie, caughtBy, make: async () => ({ ...(await simulated(nq57)), portal: { ...nq57, open } }) };
}

/** A doubt told as a no. */
const surelyNot = excusing(async (thrown) => {
  throw thrown instanceof Uncertain ? new Refused("không ghi được") : thrown;
});

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
  liar(
    "reads past what nobody described",
    [
      "reading.extra-field",
      "reading.vanished-field",
      "reading.odd-days-empty",
      "reading.odd-days-zero",
      "reading.odd-days-epoch",
      "reading.odd-days-local",
    ],
    overReads(tolerant),
  ),
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
      "outages.burst",
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
  liar("signs in for every call", ["outages.token-side-by-side"], async (options, http) => ({
    ...(await honest.open(options, http)),
    readTask: async (remoteId) => (await honest.open(options, http)).readTask?.(remoteId) ?? null,
  })),
  told(
    nq57,
    { lie: "believes the last page whatever the portal counts", caughtBy: ["reading.count-mismatch"] },
    () => listing((tasks) => quietly(tasks, Transient)),
  ),
  told(
    nq57,
    { lie: "takes what it may not see for gone", caughtBy: ["reading.forbidden"] },
    () => (honestly) => ({ readTask: async (id) => await honestly.readTask(id).catch(() => null) }),
  ),
  over57("gives up when its token cannot be renewed", ["outages.refresh-expires"], (http) => ({
    signIn: async (request) => signedOutAt401(await http.signIn(request)),
  })),
  over57("takes an old form token for a refusal", ["outages.csrf-expires"], (http) => ({
    async write(request) {
      const reply = await http.write(request);
      if (reply.status === 400) throw new Refused(reply.text);
      return reply;
    },
  })),
  told(nq57, { lie: "shows what it sent in silence", caughtBy: ["surprises.silent-204"] }, () => {
    const sent: FieldValues = {};
    return (honestly) => ({
      async sendProgress(change) {
        Object.assign(sent, change.set);
        return await honestly.sendProgress(change).catch(() => said);
      },
      ...seeing((task) => ({ ...task, fields: { ...task.fields, ...sent } }))(honestly),
    });
  }),
  told(
    honest,
    {
      lie: "finds no refusal inside a 200",
      caughtBy: [
        "surprises.refused-in-list",
        "surprises.success-false",
        "surprises.error-bodies",
        "outages.write-half-open",
      ],
    },
    () => excusing(async () => null),
  ),
  told(
    honest,
    { lie: "takes a doubt for a refusal", caughtBy: ["surprises.already-sent", "surprises.passing-no"] },
    () => surelyNot,
  ),
  told(
    nq57,
    { lie: "takes unknown words for a refusal", caughtBy: ["surprises.strange-answer"] },
    () => surelyNot,
  ),
  told(
    nq57,
    {
      lie: "takes a label of time for a status",
      caughtBy: ["surprises.clock-drift", "surprises.clock-skew"],
    },
    () =>
      seeing((task) =>
        JSON.stringify(task.raw).includes("quá hạn")
          ? { ...task, fields: { ...task.fields, lifecycle: "returned" } }
          : task,
      ),
  ),
  told(nq57, { lie: "shows the files that it sent", caughtBy: ["evidence.dropped"] }, () => {
    const sent: EvidenceFile[] = [];
    return (honestly) => ({
      sendEvidence: async (file) => await honestly.sendEvidence((sent.push(file), file)),
      ...seeing((task) => ({
        ...task,
        evidence: sent.map(({ key, name, size, sha256 }) => ({ remoteId: key, name, size, sha256 })),
      }))(honestly),
    });
  }),
  told(honest, { lie: "compares words in one form of Unicode", caughtBy: ["reading.nfd-text"] }, () =>
    seeing((task) => {
      const word = JSON.stringify(task.raw);
      return word === word.normalize("NFC")
        ? task
        : { ...task, unknownWords: [{ field: "lifecycle", word }] };
    }),
  ),
  told(
    honest,
    {
      lie: "ends a list where it cannot go on",
      caughtBy: ["reading.unstable-order", "reading.page-limit", "reading.redirect-elsewhere"],
    },
    () => listing((tasks) => quietly(tasks, Error)),
  ),
  told(nq57, { lie: "believes ids that differ from the rows", caughtBy: ["reading.ids-differ"] }, () =>
    listing((tasks) => quietly(firstFive(tasks), Error)),
  ),
  told(
    honest,
    {
      lie: "remembers every task that it ever saw",
      caughtBy: [
        "reading.gone-by-404",
        "reading.gone-by-403",
        "reading.gone-by-state",
        "reading.gone-by-moved",
        "reading.gone-by-missing",
        "surprises.task-renumbered",
        "surprises.task-merged",
        "surprises.task-split",
      ],
    },
    () => {
      const seen = new Map<string, RemoteTask>();
      return (honestly) => ({
        async *listTasks() {
          for await (const task of honestly.listTasks()) seen.set(task.remoteId, task);
          yield* seen.values();
        },
        readTask: async (id) => seen.get(id) ?? (await honestly.readTask(id)),
      });
    },
  ),
  told(honest, { lie: "sends again what the portal fails on", caughtBy: ["outages.write-chokes"] }, () =>
    excusing((_thrown, again) => again()),
  ),
  told(honest, { lie: "keeps to itself that a period is closed", caughtBy: ["surprises.period-shown"] }, () =>
    seeing((task) => ({ ...task, locked: null })),
  ),
  told(
    honest,
    { lie: "calls every upload a success", caughtBy: ["evidence.foreign-bytes"] },
    () => (honestly) => ({
      sendEvidence: async (file) => await honestly.sendEvidence(file).catch(() => said),
    }),
  ),
];

function passwordOf(options: unknown): string {
  const { password } = options as { password: unknown };
  return password instanceof Secret ? password.reveal() : "";
}
