// Reads what a person copied from a browser: a cookie or a token, and until when it says that it lasts. Never shows any
// of it: what is wrong is told without what was read.
import { UserError } from "../../schemas/errors.ts";
import type { PersonSignIn } from "../../schemas/facts.ts";
import { phrase } from "../../schemas/phrase.ts";
import { Secret } from "../../schemas/secret.ts";
import { later, type Instant } from "../../schemas/time.ts";

export interface Copied {
  secret: Secret;
  /** By what stands in it; `null`: it does not say. */
  promisedUntil: Instant | null;
}

/** What the browser adds to a cookie (RFC 6265, section 4.1) and is no part of it. */
const attributes = new Set(
  "domain expires httponly max-age partitioned path priority samesite secure".split(" "),
);
/** What a header line may hold without blanks, so that nothing pasted becomes a header of its own. */
const plain = /^[\x21-\x7e]+$/;
/** A shorter value (a language, a flag) is no secret, and hiding it would blacken every record. */
const shortestSecret = 8;

/** What was pasted, as it goes to the portal. UserError when it is none of what the portal gives. */
export function readCopied(text: string, gives: PersonSignIn["gives"], now: Instant): Copied {
  const line = text.trim();
  if (line === "") throw new UserError([phrase("session.nothing_read")]);
  return gives === "cookie" ? cookieIn(line, now) : tokenIn(line);
}

function cookieIn(line: string, now: Instant): Copied {
  const parts = line
    .replace(/^(set-)?cookie:/i, "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const { own = [], added = [] } = Object.groupBy(parts, (part) =>
    attributes.has((part.split("=")[0] ?? "").toLowerCase()) ? "added" : "own",
  );
  if (own.length === 0 || !own.every((part) => plain.test(part) && part.indexOf("=") > 0)) {
    throw new UserError([phrase("session.not_a_cookie")]);
  }
  const promised = [untilIn(added, now), ...own.map((part) => expiryIn(valueIn(part)))];
  return { secret: new Secret(own.join("; ")), promisedUntil: earliest(promised) };
}

function tokenIn(line: string): Copied {
  const token = line.replace(/^(authorization:)?\s*bearer\s+/i, "");
  if (!plain.test(token)) throw new UserError([phrase("session.not_a_token")]);
  return { secret: new Secret(token), promisedUntil: expiryIn(token) };
}

/** Each text in a session that must be told to nobody. */
export function secretParts(session: Secret): string[] {
  const whole = session.reveal();
  const values = whole.split("; ").map(valueIn);
  return [...new Set([whole, ...values])].filter((part) => part.length >= shortestSecret);
}

function valueIn(part: string): string {
  return part.slice(part.indexOf("=") + 1);
}

/** Max-Age counts before Expires (RFC 6265, section 4.1.2.2). */
function untilIn(added: readonly string[], now: Instant): Instant | null {
  const said = new Map(added.map((part) => [(part.split("=")[0] ?? "").toLowerCase(), valueIn(part)]));
  const seconds = Number(said.get("max-age"));
  if (said.has("max-age") && Number.isFinite(seconds)) return later(now, seconds * 1000);
  return instantOf(Date.parse(said.get("expires") ?? ""));
}

/** The expiry in a JSON Web Token (RFC 7519, section 4.1.4); `null` for every other text. It is read, never verified. */
function expiryIn(text: string): Instant | null {
  const [, claims] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  if (claims === undefined) return null;
  try {
    const { exp } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as { exp?: unknown };
    return typeof exp === "number" ? instantOf(exp * 1000) : null;
  } catch {
    return null;
  }
}

function instantOf(ms: number): Instant | null {
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : null;
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.filter((instant) => instant !== null).toSorted()[0] ?? null;
}
