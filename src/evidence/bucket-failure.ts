// What an S3-compatible server, or the way to it, said instead of doing it, in words for a person. What is no answer
// and no network error stays as it is: a bug.
import type { BucketAccess } from "../../schemas/bucket.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";

/**
 * Why a conditional write did not write: something lies there, somebody is writing it just now, or the server knows
 * no conditions (OpenStack Swift).
 */
export const notWritten = ["PreconditionFailed", "ConditionalRequestConflict", "NotImplemented"] as const;

/** True when the connection broke, or was never made, before there was an answer. */
export function isBrokenOff(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || thrown instanceof UserError) return false;
  return thrown.name === "TimeoutError" || (thrown as NodeJS.ErrnoException).code !== undefined;
}

const keysRefused = ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "Forbidden"] as const;

/** True when the server answered with one of these error names. */
export function isAnswer(thrown: unknown, names: readonly string[]): boolean {
  return thrown instanceof Error && names.includes(thrown.name);
}

/** The error to throw instead. */
export function failureOf(thrown: unknown, { endpoint, bucket }: BucketAccess): unknown {
  if (!(thrown instanceof Error) || thrown instanceof UserError) return thrown;
  if (isAnswer(thrown, ["NoSuchBucket"]))
    return new UserError([phrase("evidence.no_bucket", { endpoint, bucket })]);
  if (isAnswer(thrown, keysRefused))
    return new UserError([phrase("evidence.bucket_refused", { endpoint, bucket, why: thrown.name })]);
  if (!("$metadata" in thrown) && !isBrokenOff(thrown)) return thrown;
  const why = (thrown as NodeJS.ErrnoException).code ?? `${thrown.name}: ${thrown.message}`;
  return new UserError([phrase("evidence.bucket_unreachable", { endpoint, bucket, why })]);
}
