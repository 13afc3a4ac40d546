// When to look again for a write that nobody answered: at growing pauses, so that what landed early is settled early,
// the last one when the portal has had all the time it may need. Pure.
import { later, type Instant } from "../../schemas/time.ts";

/** Shares of the time that the portal may need, after which a look is worth a request. */
const shares = [1 / 8, 1 / 2, 1];

/**
 * The next look after one that began at `seenAt`, for what may have left until `since`. Once a look began at or after
 * the last of these instants, what it does not show did not land.
 */
export function lookAgainAt(of: { since: Instant; seenAt: Instant; withinMs: number }): Instant {
  const looks = shares.map((share) => later(of.since, Math.ceil(of.withinMs * share)));
  const next = looks.find((at) => Date.parse(at) > Date.parse(of.seenAt));
  return next ?? later(of.since, of.withinMs);
}

/** Whether a look that began at `seenAt` shows everything that left until `since`. */
export function isSettled(of: { since: Instant; seenAt: Instant; withinMs: number }): boolean {
  return Date.parse(of.seenAt) >= Date.parse(of.since) + of.withinMs;
}
