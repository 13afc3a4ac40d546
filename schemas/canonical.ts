// One text for one value: canonical JSON after RFC 8785, and its SHA-256. Plans, keys and fingerprints rest on it.
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** The canonical JSON of a value; throws on what JSON cannot hold (NaN, bigint). */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("nothing to write down");
  return text;
}

/** SHA-256 of the canonical JSON, 64 hex digits. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalText(value)).digest("hex");
}
