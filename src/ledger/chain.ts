// How a ledger row is hashed. This is for ever: every row ever written is checked with it, also by programs that are
// not ours. Golden vectors in the tests hold it.
import canonicalize from "canonicalize";
import { hash } from "node:crypto";
import type { LedgerBody } from "../../schemas/attempt.ts";
import type { Instant } from "../../schemas/time.ts";

/** What stands for the hash before the first row of a lane: 64 zeros. */
export const genesisHash = "0".repeat(64);

/** What the hash of a row covers; `body` is its canonical text. */
export interface Sealed {
  lane: string;
  seq: number;
  at: Instant;
  body: string;
  prev: string;
}

/**
 * The canonical JSON of a body (RFC 8785). Half a surrogate pair, which clipping a portal's words can leave and no
 * UTF-8 text can hold, becomes U+FFFD.
 */
export function canonicalBody(body: LedgerBody): string {
  try {
    return canonical(body);
  } catch {
    return canonical(JSON.parse(JSON.stringify(body, wellFormed)));
  }
}

function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("nothing to write");
  return text;
}

function wellFormed(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}

/** SHA-256, lower-case hex, of the canonical JSON of {at, body, lane, prev, seq}. */
export function hashOf({ lane, seq, at, body, prev }: Sealed): string {
  // The body is canonical already and its members come in this order, so the whole is canonical too.
  const text = `{"at":"${at}","body":${body},"lane":${JSON.stringify(lane)},"prev":"${prev}","seq":${seq}}`;
  return hash("sha256", text, "hex");
}
