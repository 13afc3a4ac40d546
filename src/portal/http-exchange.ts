// One request and its end, recorded whatever the end is. Never repeats, never judges what the end means.
import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { Unrecognised } from "../../schemas/errors.ts";
import type { Exchange } from "../../schemas/attempt.ts";
import type { MeasuredRequest } from "../../schemas/meter.ts";
import type { Instant } from "../../schemas/time.ts";
import { targetOf } from "./http-address.ts";
import { recordedBody, sentBody } from "./http-body.ts";
import { failureOf, failureText } from "./http-failure.ts";
import { httpReply } from "./http-reply.ts";
import type { HttpReply, HttpRequest } from "./http.ts";
import { measuredExchange, type ExchangeEnd } from "./measured-exchange.ts";
import { quietMsOf, retryAfterMs } from "./quiet-headers.ts";
import type { WholeExchange } from "./recording.ts";
import type { Redaction } from "./redaction.ts";
import type { End, Intent } from "./retry.ts";

/** What exchanges of one client share. */
export interface Line {
  base: URL;
  dispatcher: Dispatcher;
  /** The same, asking once more before a write leaves. */
  writing: Dispatcher;
  timing: { headersMs: number; bodyMs: number };
  hidden: Redaction;
  now(): Instant;
  onExchange(exchange: Exchange): void;
  onMeasured?: ((told: MeasuredRequest) => void) | undefined;
  /** Hears of everything whole, if somebody records. */
  record?: ((exchange: WholeExchange) => void) | undefined;
}

const longestBody = 20_000_000;
const notRecorded = "[not recorded]";

/** Headers that tell something and hold no secret; no other header is ever recorded. */
const toldHeaders = ["if-match", "idempotency-key", "etag", "retry-after"];

interface Answer {
  status: number;
  headers: HttpReply["headers"];
  text: string;
  /** Bytes of the body. */
  length: number;
  /** Bytes of a file that somebody took as they came; then there is no text. */
  taken?: number;
}

/**
 * Sends once. Throws only what is wrong before anything is sent (a bad path, a file that cannot be read) and
 * Unrecognised for a body over 20 MB that answers a read.
 */
export async function exchangeOnce(line: Line, intent: Intent, request: HttpRequest): Promise<End> {
  const { base, onMeasured } = line;
  return await measuredExchange(
    { base, intent, request, onMeasured },
    async (measured) => await exchanged(line, { intent, request, measured }),
  );
}

interface Asked {
  intent: Intent;
  request: HttpRequest;
  measured(end: ExchangeEnd): void;
}

async function exchanged(line: Line, { intent, request, measured }: Asked): Promise<End> {
  const path = targetOf(line.base, request.path, request.query);
  const options = await dispatchOptions(line, path, request);
  const record = { at: line.now(), started: performance.now(), path, intent, request };
  const sent = { startedMs: record.started, sentBytes: bytesOf(options) };
  try {
    const answer = await answered(line, options, { intent, take: request.take });
    measured({ ...sent, status: answer.status, receivedBytes: answer.length });
    report(line, record, { answer });
    return ended(line, intent, answer);
  } catch (thrown) {
    measured({ ...sent, status: null, thrown, receivedBytes: 0 });
    report(line, record, { thrown });
    if (thrown instanceof Unrecognised && intent === "read") throw thrown;
    return { failure: failureOf(thrown), thrown };
  }
}

/** Bytes of a body, where they are known before it is sent. */
function bytesOf({ body, headers }: Dispatcher.RequestOptions): number {
  if (typeof body === "string") return Buffer.byteLength(body);
  return Number((headers as Record<string, string>)["content-length"] ?? 0);
}

function ended(line: Line, intent: Intent, answer: Answer): End {
  const clean = (text: string) => (intent === "signIn" ? notRecorded : line.hidden.clean(text));
  const now = Date.parse(line.now());
  return {
    // The words of a refusal are shown to people and kept: they may hold what we sent.
    reply: httpReply(
      answer.status < 400 ? answer : { ...answer, text: line.hidden.clean(answer.text, Infinity) },
      clean,
    ),
    retryAfterMs: retryAfterMs(answer.headers, now),
    quietMs: quietMsOf(answer, now),
  };
}

async function dispatchOptions(
  line: Line,
  path: string,
  request: HttpRequest,
): Promise<Dispatcher.RequestOptions> {
  const body = await sentBody(request);
  const headers: Record<string, string> = { accept: "application/json", "accept-encoding": "identity" };
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  if (body.type !== null) headers["content-type"] = body.type;
  if (body.length !== null) headers["content-length"] = String(body.length);
  return {
    origin: line.base.origin,
    path,
    method: request.method ?? "GET",
    headers,
    ...(body.content === null ? {} : { body: onTheWire(body.content) }),
    headersTimeout: line.timing.headersMs,
    bodyTimeout: line.timing.bodyMs,
  };
}

function onTheWire(content: string | AsyncIterable<Uint8Array>): string | Readable {
  return typeof content === "string" ? content : Readable.from(content, { objectMode: false });
}

async function answered(
  line: Line,
  options: Dispatcher.RequestOptions,
  { intent, take }: { intent: Intent; take: HttpRequest["take"] },
): Promise<Answer> {
  const dispatcher = intent === "write" ? line.writing : line.dispatcher;
  const { statusCode: status, headers, body } = await dispatcher.request(options);
  if (take !== undefined && status === 200 && isFile(headers["content-type"])) {
    // However long it takes: the limit on silence stands.
    const taken = await taking(body, take);
    return { status, headers: defined(headers), text: "", length: taken, taken };
  }
  // The client's own limit is on silence; a body that trickles would last for ever.
  const tooLong = setTimeout(
    () => body.destroy(new Error("the answer's body took too long")),
    line.timing.bodyMs,
  );
  try {
    return { status, headers: defined(headers), ...(await textOf(body)) };
  } finally {
    clearTimeout(tooLong);
  }
}

function isFile(type: string | string[] | undefined): boolean {
  return !/json|html/i.test(String(type ?? ""));
}

/** Hands the pieces on and says how many bytes they were. */
async function taking(
  body: AsyncIterable<Uint8Array>,
  take: NonNullable<HttpRequest["take"]>,
): Promise<number> {
  let length = 0;
  await take(
    (async function* () {
      for await (const piece of body) {
        length += piece.length;
        yield piece;
      }
    })(),
  );
  return length;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<{ text: string; length: number }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > longestBody) throw new Unrecognised("the portal's answer is longer than 20 MB", "");
    pieces.push(piece);
  }
  return { text: new TextDecoder().decode(Buffer.concat(pieces)), length };
}

function defined(headers: Record<string, string | string[] | undefined>): HttpReply["headers"] {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) kept[name] = value;
  return kept;
}

function report(
  line: Line,
  sent: { at: Instant; started: number; path: string; intent: Intent; request: HttpRequest },
  end: { answer: Answer } | { thrown: unknown },
): void {
  const { request, intent } = sent;
  line.record?.({ intent, request, answer: "answer" in end ? end.answer : null });
  const requestHeaders = Object.entries(request.headers ?? {});
  const asked = intent === "signIn" ? notRecorded : told(requestHeaders, recordedBody(request));
  line.onExchange({
    at: sent.at,
    method: request.method ?? "GET",
    path: line.hidden.clean(sent.path),
    status: "answer" in end ? end.answer.status : null,
    ms: Math.round(performance.now() - sent.started),
    request: line.hidden.clean(asked),
    response: line.hidden.clean(responseText(intent, end)),
  });
}

function responseText(intent: Intent, end: { answer: Answer } | { thrown: unknown }): string {
  if ("thrown" in end) return `[${failureText(end.thrown)}]`;
  if (end.answer.taken !== undefined) return `[file, ${end.answer.taken} bytes]`;
  return intent === "signIn" ? notRecorded : told(Object.entries(end.answer.headers), end.answer.text);
}

function told(headers: [string, string | string[]][], body: string): string {
  const lines = headers
    .filter(([name]) => toldHeaders.includes(name.toLowerCase()))
    .map(([name, value]) => `${name.toLowerCase()}: ${String(value)}`);
  return lines.length === 0 ? body : `${lines.join("\n")}\n\n${body}`;
}
