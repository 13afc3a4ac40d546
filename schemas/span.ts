// A span of a trace as whoever works sees it, and what makes one. Without a maker a span is nothing.

export type SpanValue = string | number;

export interface Span {
  set(name: string, value: SpanValue): void;
  /** It went wrong, by a word of a short list or an error's class: never by a message. */
  failed(type: string): void;
}

export interface SpanKind {
  name: string;
  attributes: Readonly<Record<string, SpanValue>>;
  /** A request that leaves this machine. */
  leaves: boolean;
}

/** Runs `work` inside a span that ends with it; what it throws comes out as it was. */
export type MakeSpan = <Result>(of: SpanKind, work: (span: Span) => Promise<Result>) => Promise<Result>;
