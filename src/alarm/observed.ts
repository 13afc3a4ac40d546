// What a look sees, as data: nothing here is judged. Facts come from the database, from the schedules and from whoever
// delivers notices; a test makes them up.
import type { Freshness } from "../../schemas/alarm.ts";
import type { Day, Instant } from "../../schemas/time.ts";

/** One configured lane. */
export interface LaneSeen {
  lane: string;
  /** `null`: it was never carried. */
  freshness: Freshness | null;
  /** A person paused it. */
  paused: boolean;
  /** Its window is open: something may be sent there now. */
  open: boolean;
  /** Since when one process has been carrying it; `null`: none does now. */
  carriedSince: Instant | null;
  /** Since when the oldest due mark has waited; `null`: nothing is due. */
  dueSince: Instant | null;
}

export interface Observed {
  now: Instant;
  /** Since when somebody has been looking without a gap: from before it we know nothing. */
  backSince: Instant;
  lanes: readonly LaneSeen[];
  /** Calls for lanes, since when each could have been answered. */
  calls: readonly { lane: string; since: Instant }[];
  /** Schedules whose run is late, since when it was due. */
  overdue: readonly { schedule: string; since: Instant }[];
  processes: readonly { kind: string; carrier: string; silentMs: number }[];
  /** Organisations that lead open tasks, with their last report; `null`: not looked at this time. */
  units: readonly { name: string; since: Instant }[] | null;
  /** Channels whose deliveries fail. */
  channels: readonly { channel: string; failingSince: Instant; failed: string }[];
}

export type IsWorkingDay = (day: Day) => boolean;

/** Monday to Friday, where no calendar says more. */
export function isWeekday(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
