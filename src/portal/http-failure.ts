// Tells a request that provably never left this machine from one that may have: promise 1 rests on this file. What
// is not proven counts as sent.

/** A write that was kept here at the last moment, because its sender may not write any more. */
export class NotOurs extends Error {
  override name = "NotOurs";
  readonly code = "NOT_OURS";
}

/** never-left: no connection was made. untrusted: the certificate did not pass, nothing was written. */
export type Failure = "never-left" | "untrusted" | "may-have-left";

const dnsCodes = new Set(["ENOTFOUND", "EAI_AGAIN"]);
const connectCodes = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "EADDRNOTAVAIL"]);

/** Verification results of OpenSSL and Node's own host name check; the handshake ends before any request. */
const certificateCodes = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "CERT_NOT_YET_VALID",
  "CERT_HAS_EXPIRED",
  "CERT_REVOKED",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_CHAIN_TOO_LONG",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "HOSTNAME_MISMATCH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Judges an error of the HTTP client. The codes alone are not enough: a host can become unreachable later too. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return "may-have-left";
  if (thrown instanceof AggregateError && thrown.errors.length > 0) {
    // Several addresses were tried, one after the other: the first that connects ends the tries.
    const failures = thrown.errors.map(failureOf);
    return failures.every((failure) => failure === "never-left") ? "never-left" : "may-have-left";
  }
  const { code, syscall } = thrown as NodeJS.ErrnoException;
  if (code === undefined) return "may-have-left";
  if (code === "UND_ERR_CONNECT_TIMEOUT" || thrown instanceof NotOurs) return "never-left";
  if (dnsCodes.has(code) && syscall === "getaddrinfo") return "never-left";
  if (connectCodes.has(code) && syscall === "connect") return "never-left";
  return certificateCodes.has(code) ? "untrusted" : "may-have-left";
}

/** A failure in a few words for the record. */
export function failureText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { code } = thrown as NodeJS.ErrnoException;
  return code === undefined ? thrown.message : `${code}: ${thrown.message}`;
}
