// For how long an answer asks its account to be silent, header by header.
import { describe, expect, it } from "vitest";
import { quietMsOf } from "../../src/portal/quiet-headers.ts";

const now = Date.parse("2025-12-08T02:00:00.000Z");
const epoch = (seconds: number) => String(now / 1000 + seconds);

describe("the silence that an answer asks for", () => {
  it.each<[string, number, Record<string, string>, number | undefined]>([
    ["nothing, in an ordinary answer", 200, {}, undefined],
    ["Retry-After of a 429, in seconds", 429, { "retry-after": "30" }, 30_000],
    [
      "Retry-After of a 503, as a date by the portal's clock",
      503,
      { "retry-after": "Mon, 08 Dec 2025 03:00:40 GMT", date: "Mon, 08 Dec 2025 03:00:00 GMT" },
      40_000,
    ],
    ["not Retry-After of an answer that was no refusal", 202, { "retry-after": "30" }, undefined],
    ["an hour at most, whatever is asked", 429, { "retry-after": "86400" }, 3_600_000],
    [
      "an hour at most, until a day that never comes",
      429,
      { "retry-after": "Fri, 01 Jan 2999 00:00:00 GMT" },
      3_600_000,
    ],
    [
      "X-RateLimit, renewed in seconds",
      200,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "30" },
      30_000,
    ],
    [
      "X-RateLimit, renewed at a moment",
      200,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": epoch(25) },
      25_000,
    ],
    [
      "X-RateLimit, at a moment by the portal's clock",
      200,
      {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": epoch(625),
        date: "Mon, 08 Dec 2025 02:10:00 GMT",
      },
      25_000,
    ],
    [
      "not X-RateLimit with something left",
      200,
      { "x-ratelimit-remaining": "1", "x-ratelimit-reset": "30" },
      undefined,
    ],
    ["not X-RateLimit that does not say until when", 200, { "x-ratelimit-remaining": "0" }, undefined],
    [
      "not X-RateLimit that was renewed already",
      200,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": epoch(-5) },
      undefined,
    ],
    ["RateLimit in two headers", 200, { "ratelimit-remaining": "0", "ratelimit-reset": "12" }, 12_000],
    ["RateLimit in one", 200, { ratelimit: '"default";r=0;t=30' }, 30_000],
    ["the used up one of two policies", 200, { ratelimit: '"burst";r=0;t=5, "daily";r=9;t=600' }, 5_000],
    ["not RateLimit with something left", 200, { ratelimit: '"default";r=10;t=30' }, undefined],
    [
      "the longer one of two",
      429,
      { "retry-after": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "30" },
      30_000,
    ],
    ["nothing that is not a number", 429, { "retry-after": "soon" }, undefined],
  ])("is %s", (_what, status, headers, ms) => {
    expect(quietMsOf({ status, headers }, now)).toBe(ms);
  });
});
