import { describe, expect, it } from "vitest";
import { isSettled, lookAgainAt } from "../../src/push/look-again.ts";

const since = "2025-12-08T02:00:00.000Z";
const at = (ms: number) => new Date(Date.parse(since) + ms).toISOString();

describe("looking again for a write that nobody answered", () => {
  it.each([
    [0, 100],
    [99, 100],
    [100, 400],
    [399, 400],
    [400, 800],
    [799, 800],
    // Nothing is left to wait for: whoever asks is settled already.
    [800, 800],
  ])("after a look at %i ms of 800 comes one at %i ms", (seen, next) => {
    expect(lookAgainAt({ since, seenAt: at(seen), withinMs: 800 })).toBe(at(next));
  });

  it.each([
    [799, false],
    [800, true],
  ])("a look that began at %i ms of 800 settles it: %s", (seen, settled) => {
    expect(isSettled({ since, seenAt: at(seen), withinMs: 800 })).toBe(settled);
  });
});
