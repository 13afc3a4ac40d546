// Whose fault it is that a portal was asked and nothing worked: its own, our line's, or this program's. Pure. What
// cannot be told apart is laid to nobody.
import { withoutConnection, type Freshness, type SilentAfter, type Trouble } from "../../schemas/alarm.ts";
import type { Instant } from "../../schemas/time.ts";
import { earliest, isPast, latest, type Finding } from "./finding.ts";
import type { LaneSeen, Observed } from "./observed.ts";

/** A lane that was asked without success. */
interface Troubled extends LaneSeen {
  freshness: Freshness & { trouble: Trouble };
}

/**
 * How long a failed try tells something after it: within it a portal that is out of order is asked again
 * (portal/circuit.ts, 15 minutes), and one that nobody asks any more is not silent.
 */
const tellsForMs = 20 * 60_000;

/** Findings about portals, our line and our own faults. */
export function blame(seen: Observed, rules: SilentAfter): Finding[] {
  const troubled = seen.lanes.filter(isTroubled);
  const known = troubled.filter((lane) => isKnown(lane, seen, rules));
  const lineDown = lineFinding(known.filter(isWithoutConnection), seen, rules);
  const findings = troubled.map((lane) => {
    const isTold = known.includes(lane) && wasAskedAgain(lane) && !isLineToBlame(lane, seen, lineDown);
    const found = finding(lane, seen, rules);
    return isTold ? found : { ...found, unknown: true as const };
  });
  return lineDown === null ? findings : [lineDown, ...findings];
}

function isTroubled(lane: LaneSeen): lane is Troubled {
  const cause = lane.freshness?.trouble?.cause;
  return cause !== undefined && cause !== "sign_in";
}

function isWithoutConnection({ freshness }: Troubled): boolean {
  return withoutConnection.has(freshness.trouble.cause);
}

/** Whether what is known of it was learned by us, lately, and while it was to be asked. */
function isKnown({ freshness: { triedAt }, paused, open }: Troubled, seen: Observed, rules: SilentAfter) {
  if (paused || !open || triedAt < seen.backSince) return false;
  return !isPast(triedAt, rules.portal + tellsForMs, seen.now);
}

/** One failed try is a slip, no silence. */
function wasAskedAgain({ freshness: { triedAt, trouble } }: Troubled): boolean {
  return triedAt > trouble.since;
}

/** While nothing is reached anywhere; and just after, until the portal itself was asked again. */
function isLineToBlame(lane: Troubled, seen: Observed, lineDown: Finding | null): boolean {
  if (!isWithoutConnection(lane)) return false;
  const { trouble, triedAt } = lane.freshness;
  const worked = lineWorkedAt(seen);
  if (lineDown !== null || (trouble.doubtful && worked > triedAt)) return true;
  return trouble.provedSince === null && worked > trouble.since;
}

/** When the line was last known to work. */
function lineWorkedAt({ lanes }: Observed): Instant {
  return latest("", ...lanes.flatMap(({ freshness }) => freshness?.reachedAt ?? []));
}

/**
 * Our line is down when two portals or more have no connection and none was reached since the last of them lost it; or
 * when this machine found no way out at all.
 */
function lineFinding(silent: readonly Troubled[], seen: Observed, rules: SilentAfter): Finding | null {
  const worked = lineWorkedAt(seen);
  const last = latest("", ...silent.map(({ freshness }) => freshness.trouble.since));
  const allAlike = silent.length >= 2 && worked < last;
  const noWayOut = silent.filter(
    ({ freshness }) => freshness.trouble.cause === "no_line" && worked < freshness.triedAt,
  );
  const proving = allAlike ? silent : noWayOut;
  const first = earliest(proving.map(({ freshness }) => latest(freshness.trouble.since, worked)));
  if (first === null) return null;
  const since = latest(first, seen.backSince);
  const portals = proving.map(({ lane }) => lane).toSorted();
  const ripe = isPast(since, rules.line, seen.now);
  return { kind: "line_down", subject: "", since, ripe, values: { portals: portals.join(", ") } };
}

function finding({ lane, freshness: { trouble } }: Troubled, seen: Observed, rules: SilentAfter): Finding {
  const isOurs = trouble.cause === "own_fault";
  const since = latest(trouble.provedSince ?? trouble.since, seen.backSince);
  return {
    kind: isOurs ? "carrying_fails" : "portal_silent",
    subject: lane,
    since,
    ripe: isPast(since, isOurs ? rules.carrying : rules.portal, seen.now),
    values: {
      portal: lane,
      cause: trouble.cause,
      sure: trouble.provedSince === null ? "no" : "yes",
      why: String(trouble.told.values["message"] ?? ""),
    },
  };
}
