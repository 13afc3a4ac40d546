// HTTP as adapters see it. Every request is limited, retried by the rule of promise 1, recorded and redacted; only
// the configured origin can be reached, redirects are never followed.
import type { z } from "zod";

export interface HttpRequest {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "PROPFIND" | "REPORT";
  /** Path below the configured base; never a whole address, so a portal's links cannot lead us elsewhere. */
  path: string;
  query?: Readonly<Record<string, string | number>>;
  headers?: Readonly<Record<string, string>>;
  /** At most one body. */
  json?: unknown;
  form?: Readonly<Record<string, string>>;
  multipart?: Multipart;
  /** A text of another type than these, sent as it is. */
  text?: { type: string; content: string };
  /** A file that is the whole body, streamed; sent as plain bytes, whatever its type is. */
  bytes?: Omit<Multipart["file"], "field">;
  /**
   * Of a read for a file: is given the body of a 200 as it comes, of any length, from the start at each try; the
   * reply's text is then empty. Not given JSON or a page: that is an answer in words, and stays the reply's text.
   */
  take?(bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Fields first, then the file, streamed. */
export interface Multipart {
  fields: Readonly<Record<string, string>>;
  file: { field: string; name: string; mime: string; size: number; open(): AsyncIterable<Uint8Array> };
}

export interface HttpReply {
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | string[]>>;
  /** At most 20 MB; longer is Unrecognised. */
  text: string;
  /** The body by a strict shape; Unrecognised when it does not fit, SignedOut when it is an HTML page. */
  json<Shape>(shape: z.ZodType<Shape>): Shape;
}

export interface Http {
  /**
   * Asks without changing anything. Repeated up to twice on no answer, 429 and 5xx, Retry-After obeyed; then
   * Transient. Every other status is returned.
   */
  read(request: HttpRequest): Promise<HttpReply>;
  /**
   * Changes something. Repeated only when no connection was made. 429 is Transient (the portal did not take it);
   * no answer, a cut answer and 5xx are Uncertain. Every other status is returned.
   */
  write(request: HttpRequest): Promise<HttpReply>;
  /** Signs in: like `write`, but neither body is ever recorded, and 5xx or no answer is Transient. */
  signIn(request: HttpRequest): Promise<HttpReply>;
  /** From now on this text is redacted from every record (tokens, cookies, CSRF values). */
  hide(secret: string): void;
}
