// HTTP for adapters, as http.ts promises it: limited, repeated by the rule of promise 1, recorded, redacted. One
// client per portal account. Checks certificates always, follows no redirect, unpacks nothing.
import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { Agent, type Dispatcher } from "undici";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Exchange } from "../../schemas/attempt.ts";
import type { MeasuredRequest } from "../../schemas/meter.ts";
import type { RecordedExchange } from "../../schemas/recording.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Account } from "./account.ts";
import type { Circuit } from "./circuit.ts";
import { baseOf } from "./http-address.ts";
import { exchangeOnce, type Line } from "./http-exchange.ts";
import { brokenOff, lastLook } from "./last-look.ts";
import { limits } from "./limits.ts";
import { newRecording } from "./recording.ts";
import { redaction, type Redaction } from "./redaction.ts";
import { untilAnswered, type End, type Intent } from "./retry.ts";
import type { Http, HttpRequest } from "./http.ts";

export interface HttpSettings {
  baseUrl: string;
  /** Of this account; Infinity: no limit. */
  requestsPerMinute: number;
  /** Requests in flight at once. */
  parallel: number;
  /** What all workers of this account share; left out: this client keeps the limit alone. */
  account?: Account;
  /** Stops requests to a portal that is out of order; left out: every request is made. */
  circuit?: Pick<Circuit, "isOpen" | "check" | "run">;
  /** Connections that outlive this client, whose `close` leaves them open; its own if left out. */
  dispatcher?: Dispatcher;
  /** PEM file with certificates that the portal forgets to send; added to the usual ones. */
  caFile?: string;
  /** Hears of every request with its end, redacted and clipped, in the async context of whoever asked. */
  onExchange(exchange: Exchange): void;
  /** Hears of every exchange whole and redacted, for a recording; left out: nothing is recorded. */
  record?(exchange: RecordedExchange): void;
  /** Hears of every request how it went, for whoever counts; left out: nobody does. */
  onMeasured?(told: MeasuredRequest): void;
  /** Asked at the last moment before a write leaves; `false` keeps it here, and it is Transient. Left out: always. */
  mayWrite?(): boolean;
  now(): Instant;
  timing?: Partial<HttpTiming>;
}

export interface HttpTiming {
  connectMs: number;
  /** From the request's last byte to the answer's first. */
  headersMs: number;
  /** Silence within the answer's body, and the body as a whole. */
  bodyMs: number;
  /** Before the first repeat; doubled before the second. */
  repeatMs: number;
  /** Longest silence obeyed within one request; a longer one is handed on as Transient. */
  longestQuietMs: number;
}

const usualTiming: HttpTiming = {
  connectMs: 10_000,
  headersMs: 60_000,
  bodyMs: 60_000,
  repeatMs: 500,
  longestQuietMs: 30_000,
};

/** A client for one portal account. UserError when the certificate file cannot be read. `close` ends its connections. */
export function createHttp(settings: HttpSettings): Http & { close(): Promise<void> } {
  const timing = { ...usualTiming, ...settings.timing };
  const hidden = redaction();
  const { account, circuit = alwaysClosed } = settings;
  const limit = limits({ ...settings, account, patienceMs: timing.longestQuietMs });
  const isOurs = () => settings.mayWrite?.() ?? true;
  const mayWrite = () => !circuit.isOpen() && isOurs();
  const dispatcher = settings.dispatcher ?? openConnections(settings, timing);
  const line: Line = {
    base: baseOf(settings.baseUrl),
    dispatcher,
    writing: dispatcher.compose(lastLook(mayWrite), brokenOff(isOurs)),
    timing,
    hidden,
    now: settings.now,
    onExchange: settings.onExchange,
    onMeasured: settings.onMeasured,
    record: recorderOf(settings, hidden),
  };
  const once = async (intent: Intent, request: HttpRequest): Promise<End> => {
    const end = await exchangeOnce(line, intent, request);
    // Whoever is next at this account waits as well, not only the request that was told to.
    if ("reply" in end && end.quietMs !== undefined) await limit.quiet(end.quietMs);
    return end;
  };
  const ask = async (intent: Intent, request: HttpRequest) =>
    await circuit.run(async (tell) => {
      const turn = async () => {
        // The wait for a turn may have been long, and the portal may have broken down meanwhile.
        await circuit.check();
        const end = await once(intent, request);
        tell(end);
        return end;
      };
      const pauses = { firstMs: timing.repeatMs, longestMs: timing.longestQuietMs };
      return await untilAnswered(intent, async () => await limit.turn(turn, circuit.check), pauses);
    });
  return {
    read: (request) => ask("read", request),
    write: (request) => ask("write", request),
    signIn: (request) => ask("signIn", request),
    hide: hidden.hide,
    async close() {
      limit.close();
      if (settings.dispatcher === undefined) await dispatcher.close();
    },
  };
}

function recorderOf({ record }: HttpSettings, hidden: Redaction): Line["record"] {
  if (record === undefined) return undefined;
  const recorded = newRecording(hidden);
  return (exchange) => record(recorded(exchange));
}

const alwaysClosed: NonNullable<HttpSettings["circuit"]> = {
  isOpen: () => false,
  check: async () => undefined,
  run: async (work) => await work(() => undefined),
};

/** Connections to a portal, opened when they are needed; for clients that come and go. The caller closes them. */
export function openConnections(
  settings: Pick<HttpSettings, "parallel" | "caFile">,
  timing: HttpTiming = usualTiming,
): Agent {
  return new Agent({
    connections: settings.parallel,
    pipelining: 1,
    headersTimeout: timing.headersMs,
    bodyTimeout: timing.bodyMs,
    connect: {
      timeout: timing.connectMs,
      // Said aloud, so that no environment variable can switch the check off.
      rejectUnauthorized: true,
      ...(settings.caFile === undefined
        ? {}
        : { ca: [...getCACertificates("default"), pem(settings.caFile)] }),
    },
  });
}

function pem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError([phrase("portal.ca_unreadable", { file, why })]);
  }
}
