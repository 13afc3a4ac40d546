// Until when a session will last, by what is known of it and of those before it.
import { expect, it } from "vitest";
import { later } from "../../schemas/time.ts";
import { lifeOf, type PastLife } from "../../src/session/life.ts";

const start = "2026-11-23T01:00:00.000Z";
const hourMs = 3_600_000;
const at = (hours: number) => later(start, hours * hourMs);
/** Handed over at the start, last used and first refused after so many hours. */
const past = (worked: number, ended: number, promised: number | null = null): PastLife => ({
  handedAt: start,
  workedAt: at(worked),
  endedAt: at(ended),
  promisedUntil: promised === null ? null : at(promised),
});
const session = (promised: number | null = null) => ({
  handedAt: start,
  promisedUntil: promised === null ? null : at(promised),
});

it.each<[string, number | null, PastLife[], number | undefined, [number | null, string | null]]>([
  ["nothing, when nothing is known", null, [], undefined, [null, null]],
  ["the usual hours", null, [], 8, [8, "usual"]],
  ["what it promises, whatever is usual", 12, [], 8, [12, "promise"]],
  ["what an earlier one lived", null, [past(4, 4.1)], undefined, [4, "earlier"]],
  ["the shorter of two", null, [past(6, 6), past(4, 4)], undefined, [4, "earlier"]],
  ["the middle one of three", null, [past(9, 9), past(2, 2), past(5, 5)], undefined, [5, "earlier"]],
  [
    "the middle one of the newest five",
    null,
    [3, 3, 3, 3, 3, 90, 90, 90, 90, 90, 90].map((hours) => past(hours, hours)),
    undefined,
    [3, "earlier"],
  ],
  ["what earlier ones lived, before what it promises", 12, [past(5, 5)], undefined, [5, "earlier"]],
  ["what it promises, before what earlier ones lived", 3, [past(5, 5)], undefined, [3, "promise"]],
  [
    "the usual hours, of one unused for a week before it was refused",
    null,
    [past(0.1, 168)],
    8,
    [8, "earlier"],
  ],
  [
    "what it promised, of one unused for a week before it was refused",
    null,
    [past(1, 168, 24)],
    8,
    [24, "earlier"],
  ],
  ["its last use, where nothing else is known", null, [past(1, 168)], undefined, [1, "earlier"]],
  ["no longer than its refusal", null, [past(1, 2)], 8, [2, "earlier"]],
  ["no shorter than its last use", null, [past(10, 20)], 8, [10, "earlier"]],
])("is %s", (_what, promised, earlier, usualHours, [hours, by]) => {
  const life = lifeOf(session(promised), earlier, usualHours);

  expect(life).toEqual({ until: hours === null ? null : at(hours), by });
});
