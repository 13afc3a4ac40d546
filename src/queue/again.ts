// When a lane that was carried is to be carried again for the same call. Never at once for what cannot go better at once:
// a portal is asked as seldom as the reason allows.
import { later, type Instant } from "../../schemas/time.ts";
import type { Lane, LaneReport, Means } from "../push/lane.ts";
import { breakerOf } from "../store/breakers.ts";
import { firstDueAt } from "../store/due.ts";

/** What waits for a person (a pause, a sign-in, a guard) is asked again after this long; doing it calls at once. */
export const personMs = 15 * 60_000;

/** How long a call waits for a lane that somebody else carries, and after an error of ours. */
export const busyMs = { least: 500, most: 5_000, afterBug: 60_000 } as const;

/** A portal that stopped the lane and is not out of order for everybody. */
const stoppedMs = 60_000;
/** What is due, and yet was not carried by a run that ended in order. */
const leftMs = 5_000;

/** When to carry again; `null`: nothing is left. */
export async function againAt(
  means: Pick<Means, "store" | "now">,
  lane: Pick<Lane, "name">,
  { report, handedBack }: { report: LaneReport; handedBack: boolean },
): Promise<Instant | null> {
  const now = means.now();
  if (report.paused !== null || report.signIn !== null) return later(now, personMs);
  if (report.busy !== null) return later(now, busyMs.most);
  const { due, asked } = await means.store.read(async (tx) => ({
    due: await firstDueAt(tx, lane.name, now),
    asked: (await breakerOf(tx, lane.name)).open?.askedNext ?? null,
  }));
  if (due === null) return null;
  if (handedBack) return now;
  if (report.refusals.length > 0) return later(now, personMs);
  if (asked !== null) return latest(asked, later(now, leftMs));
  if (report.stopped !== null) return latest(due, later(now, stoppedMs));
  return latest(due, later(now, leftMs));
}

function latest(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
