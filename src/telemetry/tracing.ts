// Sends spans to a collector by OTLP over HTTP. Loaded only where the environment names one; a collector that is away costs a
// process two seconds at its end and nothing before, and is told once on the log.
import {
  context,
  diag,
  DiagLogLevel,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { MakeSpan } from "../../schemas/span.ts";
import type { Log } from "../log.ts";
import { spanContext } from "./span-context.ts";
import { ownVersion } from "./version.ts";

export interface Tracing {
  /** What makes the spans. */
  makeSpan: MakeSpan;
  /** Of the span that the running code is in, for log lines; empty outside of one. */
  ids(): { trace?: string; span?: string };
  /** Sends what is left and puts the tracer away; bounded, and never throws for a collector. */
  end(): Promise<void>;
}

const silent = () => undefined;

/** How long one batch may take, repeats included. */
const patienceMs = 2_000;
/** A fast push ends some thousand requests a second; what does not fit while the collector is slow is left out. */
const mostWaiting = 20_000;

/**
 * Puts a tracer behind the spans of this process. `endpoint` is the collector's base address
 * (OTEL_EXPORTER_OTLP_ENDPOINT); headers for it come from OTEL_EXPORTER_OTLP_HEADERS, which the exporter reads.
 */
export function startTracing(of: { endpoint: string; process: string; log(): Log }): Tracing {
  const url = `${of.endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: patienceMs });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": "dongbo",
      "service.version": ownVersion(),
      "service.instance.id": of.process,
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: 1_000,
        exportTimeoutMillis: patienceMs,
        maxQueueSize: mostWaiting,
      }),
    ],
  });
  const tell = tellingOnce(of.log);
  diag.setLogger(
    { error: tell, warn: tell, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(spanContext());
  return {
    makeSpan: makerBy(provider.getTracer("dongbo")),
    ids() {
      const found = trace.getActiveSpan()?.spanContext();
      return found === undefined ? {} : { trace: found.traceId, span: found.spanId };
    },
    async end() {
      await provider.shutdown().catch((error: unknown) => tell(String(error)));
      trace.disable();
      context.disable();
      diag.disable();
    },
  };
}

function makerBy(tracer: Tracer): MakeSpan {
  return async ({ name, attributes, leaves }, work) => {
    const kind = leaves ? SpanKind.CLIENT : SpanKind.INTERNAL;
    return await tracer.startActiveSpan(name, { attributes, kind }, async (span) => {
      const failed = (type: string) => {
        span.setAttribute("error.type", type);
        span.setStatus({ code: SpanStatusCode.ERROR });
      };
      try {
        return await work({ set: (key, value) => void span.setAttribute(key, value), failed });
      } catch (error) {
        failed(error instanceof Error ? error.name : typeof error);
        throw error;
      } finally {
        span.end();
      }
    });
  };
}

/** The library tells its troubles to one place, again and again; the first of them is worth a line. */
function tellingOnce(log: () => Log): (message: string, ...more: unknown[]) => void {
  let told = false;
  return (message, ...more) => {
    if (told) return;
    told = true;
    log().warn({ error: [message, ...more.map(String)].join(" ") }, "traces do not arrive");
  };
}
