// How ledger rows are hashed. This is for ever: every row ever written is checked with it, also by programs that are
// not ours (verify-ledger.mjs). Golden vectors in the tests hold it.
import canonicalize from "canonicalize";
import { hash } from "node:crypto";
import type { Instant } from "../../schemas/time.ts";

/** What stands for the hash before the first row of a lane: 64 zeros. */
export const genesisHash = "0".repeat(64);

/** What the digest of a row covers; `body` is its canonical text. */
export interface Sealed {
  lane: string;
  seq: number;
  at: Instant;
  body: string;
}

/**
 * Canonical JSON (RFC 8785). Half a surrogate pair, which clipping a portal's words can leave and no UTF-8 text can
 * hold, becomes U+FFFD.
 */
export function canonicalText(value: unknown): string {
  try {
    return canonical(value);
  } catch {
    return canonical(JSON.parse(JSON.stringify(value, wellFormed)));
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

/** The canonical JSON of {at, body, lane, seq}. */
export function digestedText({ lane, seq, at, body }: Sealed): string {
  // The body is canonical already and its members come in this order, so the whole is canonical too.
  return `{"at":"${at}","body":${body},"lane":${JSON.stringify(lane)},"seq":${seq}}`;
}

/** SHA-256, lower-case hex, of the canonical JSON of {at, body, lane, seq}. */
export function digestOf(sealed: Sealed): string {
  return hash("sha256", digestedText(sealed), "hex");
}

/**
 * SHA-256, lower-case hex, of the hash before and the row's digest, one text after the other. So the rows between an
 * entry and a known head are proved by their digests alone: a receipt shows nothing of other tasks.
 */
export function hashOf(prev: string, digest: string): string {
  return hash("sha256", prev + digest, "hex");
}
