// What is told of one request to whoever measures: its kind, how it ended, how long it took, how much went each way; as a
// span by the semantic conventions of OpenTelemetry for HTTP clients. The address of a task is no part of it: portals put
// names and codes there. Strangers get no trace header.
import type { MeasuredRequest, RequestResult } from "../../schemas/meter.ts";
import type { Span } from "../../schemas/span.ts";
import type { HttpRequest } from "./http.ts";
import { NotOurs } from "./http-failure.ts";
import type { Intent } from "./retry.ts";
import { requestSpanned } from "./span.ts";

/** What an exchange knows of itself at its end. */
export interface ExchangeEnd {
  /** Null when there was no complete answer. */
  status: number | null;
  thrown?: unknown;
  startedMs: number;
  sentBytes: number;
  receivedBytes: number;
}

const kinds = { read: "read", write: "write", signIn: "sign_in" } as const;

/** Runs one exchange inside its span; `work` is given what is to hear of its end. */
export async function measuredExchange<Result>(
  of: {
    base: URL;
    intent: Intent;
    request: HttpRequest;
    onMeasured?: ((told: MeasuredRequest) => void) | undefined;
  },
  work: (ended: (end: ExchangeEnd) => void) => Promise<Result>,
): Promise<Result> {
  const { base, intent, request, onMeasured } = of;
  const method = request.method ?? "GET";
  const kind = kinds[intent];
  return await requestSpanned(method, attributesOf(base, method, kind), async (span) =>
    work((end) => {
      tell(span, end);
      onMeasured?.({
        kind,
        result: resultOf(end),
        seconds: (performance.now() - end.startedMs) / 1000,
        sentBytes: end.sentBytes,
        receivedBytes: end.receivedBytes,
      });
    }),
  );
}

function attributesOf(base: URL, method: string, kind: string) {
  const usual = base.protocol === "https:" ? 443 : 80;
  return {
    "http.request.method": method,
    "url.scheme": base.protocol.slice(0, -1),
    "server.address": base.hostname,
    "server.port": base.port === "" ? usual : Number(base.port),
    "dongbo.request.kind": kind,
  };
}

function tell(span: Span, end: ExchangeEnd): void {
  span.set("http.request.body.size", end.sentBytes);
  span.set("http.response.body.size", end.receivedBytes);
  if (end.status === null) return span.failed(codeOf(end.thrown));
  span.set("http.response.status_code", end.status);
  if (end.status >= 400) span.failed(String(end.status));
}

function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "_OTHER";
  const { code } = thrown as NodeJS.ErrnoException;
  return typeof code === "string" ? code : thrown.name;
}

function resultOf({ status, thrown }: ExchangeEnd): RequestResult {
  if (status === null) return thrown instanceof NotOurs ? "kept_here" : "no_answer";
  if (status === 429) return "429";
  if (status >= 500) return "5xx";
  if (status >= 400) return "4xx";
  return status >= 300 ? "3xx" : "2xx";
}
