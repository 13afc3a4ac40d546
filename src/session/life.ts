// Until when a session will last: by how long earlier ones lasted at this portal, by what it says of itself, or by what
// is usual there. A guess for planning; only the portal's refusal ends a session.
import { later, type Instant } from "../../schemas/time.ts";

export interface Life {
  /** `null`: nothing tells. */
  until: Instant | null;
  by: "earlier" | "promise" | "usual" | null;
}

export interface PastLife {
  handedAt: Instant;
  /** It surely lived until then. */
  workedAt: Instant;
  /** It surely was dead then. */
  endedAt: Instant;
  promisedUntil: Instant | null;
}

/** How many of the newest earlier sessions are asked. */
export const askedSessions = 5;

const hourMs = 3_600_000;

/**
 * The earlier of what it promises and of what the middle one of the earlier sessions lived (of two, the shorter): a
 * portal may end a session early and never late. Where neither is known, the usual hours.
 */
export function lifeOf(
  session: Pick<PastLife, "handedAt" | "promisedUntil">,
  past: readonly PastLife[],
  usualHours: number | undefined,
): Life {
  const lives = past
    .slice(0, askedSessions)
    .map((one) => lived(one, usualHours))
    .toSorted((one, other) => one - other);
  const middle = lives[Math.floor((lives.length - 1) / 2)];
  const { handedAt, promisedUntil } = session;
  const earlier = middle === undefined ? null : later(handedAt, middle);
  if (earlier !== null && (promisedUntil === null || earlier < promisedUntil)) {
    return { until: earlier, by: "earlier" };
  }
  if (promisedUntil !== null) return { until: promisedUntil, by: "promise" };
  if (usualHours === undefined) return { until: null, by: null };
  return { until: later(handedAt, usualHours * hourMs), by: "usual" };
}

/**
 * How long a session lived, in milliseconds. Known is only that it died between its last use and its first refusal, which
 * may be a week apart; within that the time that was expected of it is the best guess, else the last use.
 */
function lived(
  { handedAt, workedAt, endedAt, promisedUntil }: PastLife,
  usualHours: number | undefined,
): number {
  const since = (at: Instant) => Date.parse(at) - Date.parse(handedAt);
  const usual = usualHours === undefined ? since(workedAt) : usualHours * hourMs;
  const expected = promisedUntil === null ? usual : since(promisedUntil);
  return Math.min(since(endedAt), Math.max(since(workedAt), expected));
}
