// Notices out of changes: what changes alike at one look is told together, and a channel is not told of itself.
import type { Notice } from "../../schemas/alarm.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Change } from "./decide.ts";

/** One notice for each kind and change. */
export function noticesOf(
  changes: readonly Change[],
  { now, newId }: { now: Instant; newId(): string },
): Notice[] {
  const alike = Map.groupBy(changes, ({ change, alarm }) => `${change} ${alarm.kind}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { change, alarm } = first;
    return [{ id: newId(), at: now, change, kind: alarm.kind, alarms: group.map((one) => one.alarm) }];
  });
}

/** A notice that nothing is wrong: only whether it arrives. */
export function testNotice({ id, now }: { id: string; now: Instant }): Notice {
  return { id, at: now, change: "test", kind: null, alarms: [] };
}

/** The channels that a notice goes to. */
export function channelsFor(notice: Notice, names: readonly string[]): string[] {
  if (notice.kind !== "channel_fails") return [...names];
  return names.filter((name) => !notice.alarms.some(({ subject }) => subject === name));
}

/** How long after so many failed tries a channel is tried again; `null`: a week of that is enough. */
export function pauseAfter(tries: number): number | null {
  const minutes = [0.5, 1, 2, 5, 10, 15, 30];
  const pause = minutes[Math.min(tries, minutes.length - 1)] ?? 30;
  return tries > 7 * 48 ? null : pause * 60_000;
}
