// Spans around the pieces of a push. What makes them is put here by the wiring of a process that is traced; otherwise nothing
// is loaded and nothing happens. A span holds names, counts and kinds: no body, no path, nothing of a person.
import type { MakeSpan, Span, SpanValue } from "../../schemas/span.ts";

let made: MakeSpan | null = null;

const nothing: Span = { set: () => undefined, failed: () => undefined };

/** From now on every span of this process is made so; null: none is. */
export function makeSpansBy(maker: MakeSpan | null): void {
  made = maker;
}

/** Runs `work` inside a span. */
export async function spanned<Result>(
  name: string,
  attributes: Readonly<Record<string, SpanValue>>,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return await (made === null ? work(nothing) : made({ name, attributes, leaves: false }, work));
}

/** The same for a request that leaves this machine. */
export async function requestSpanned<Result>(
  name: string,
  attributes: Readonly<Record<string, SpanValue>>,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return await (made === null ? work(nothing) : made({ name, attributes, leaves: true }, work));
}
