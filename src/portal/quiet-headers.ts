// For how long an answer asks its account to be silent: by Retry-After of a refusal, or because it says that nothing
// is left of the rate limit until a moment. Pure.
import type { HttpReply } from "./http.ts";

type Headers = HttpReply["headers"];

/**
 * Longest silence that is obeyed. A portal that asks for more has a clock or a header gone wrong more often than it
 * means it; asking once an hour harms nobody, and a silent day would pass a cut-off unseen.
 */
const longestMs = 3_600_000;
/** Seconds since 1970 and a number of seconds to wait stand in the same header; no wait is as long as this. */
const epochFrom = 1_000_000_000;

/** Milliseconds of silence that an answer asks of the whole account; undefined when it asks for none. */
export function quietMsOf({ status, headers }: { status: number; headers: Headers }, now: number) {
  const asked = [status >= 429 ? retryAfterMs(headers, now) : undefined, usedUpMs(headers, now)];
  const ms = Math.max(...asked.map((one) => one ?? 0));
  return ms > 0 ? ms : undefined;
}

/**
 * Milliseconds that the portal asks to wait, by seconds or date; undefined when it does not say. A date is measured
 * against the portal's own Date header, because its clock and ours differ; `now` stands in where it sends none.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const text = headerText(headers["retry-after"]).trim();
  if (text === "") return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return bounded(Number(text) * 1000);
  const until = Date.parse(text);
  return Number.isNaN(until) ? undefined : bounded(until - theirNow(headers, now));
}

/** Until the limit is renewed, where an answer says that nothing is left of it. */
function usedUpMs(headers: Headers, now: number): number | undefined {
  const found = [
    ...structured(headerText(headers["ratelimit"])),
    ...pair(headers, "ratelimit", now),
    ...pair(headers, "x-ratelimit", now),
  ];
  return found.length === 0 ? undefined : bounded(Math.max(...found));
}

/** `X-RateLimit-Remaining` and `-Reset` (Laravel, GitHub), `RateLimit-…` (IETF drafts before 2024). */
function pair(headers: Headers, name: string, now: number): number[] {
  const [remaining, reset] = [headers[`${name}-remaining`], headers[`${name}-reset`]].map((header) =>
    headerText(header).trim(),
  );
  if (!/^0+$/.test(remaining ?? "") || !/^\d+$/.test(reset ?? "")) return [];
  const seconds = Number(reset);
  return [seconds < epochFrom ? seconds * 1000 : seconds * 1000 - theirNow(headers, now)];
}

/** `RateLimit: "default";r=0;t=30`, several policies behind commas (draft-ietf-httpapi-ratelimit-headers). */
function structured(text: string): number[] {
  return text.split(",").flatMap((policy) => {
    const left = /;\s*r=(\d+)/.exec(policy)?.[1];
    const seconds = /;\s*t=(\d+)/.exec(policy)?.[1];
    return left !== undefined && Number(left) === 0 && seconds !== undefined ? [Number(seconds) * 1000] : [];
  });
}

function bounded(ms: number): number {
  return Math.min(longestMs, Math.max(0, ms));
}

function theirNow(headers: Headers, now: number): number {
  const theirs = Date.parse(headerText(headers["date"]));
  return Number.isNaN(theirs) ? now : theirs;
}

function headerText(value: string | string[] | undefined): string {
  return (typeof value === "string" ? value : value?.[0]) ?? "";
}
