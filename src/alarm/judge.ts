// What is silent, and whose silence it is: facts of one look in, findings out. Pure. The table of kinds stands in
// README.md; whose fault a portal's silence is stands in `blame`.
import type { AlarmKind, SilentAfter } from "../../schemas/alarm.ts";
import { dayOf, later, type Instant } from "../../schemas/time.ts";
import { blame } from "./blame.ts";
import { earliest, isPast, latest, type Finding } from "./finding.ts";
import type { IsWorkingDay, LaneSeen, Observed } from "./observed.ts";

export interface Judged {
  findings: Finding[];
  /** Kinds that were not looked at: their alarms stay as they are. */
  unseen: readonly AlarmKind[];
}

/** After our own return, old due marks are first given the time to be carried. */
const settlingInMs = 3_600_000;

/** Judges one look. */
export function judge(seen: Observed, rules: SilentAfter, isWorkingDay: IsWorkingDay): Judged {
  const findings = [
    ...blame(seen, rules),
    ...waitingForSignIn(seen, rules),
    ...callsWaiting(seen, rules),
    ...dueWaiting(seen, rules, isWorkingDay),
    ...schedulesOverdue(seen, rules),
    ...processesSilent(seen, rules),
    ...unitsSilent(seen, rules, isWorkingDay),
    ...channelsFailing(seen, rules),
  ];
  return { findings, unseen: seen.units === null ? ["unit_silent"] : [] };
}

function waitingForSignIn({ lanes, now, backSince }: Observed, rules: SilentAfter): Finding[] {
  return lanes.flatMap(({ lane, freshness, paused }) => {
    const trouble = freshness?.trouble ?? null;
    if (trouble?.cause !== "sign_in") return [];
    const since = latest(trouble.since, backSince);
    const values = { portal: lane };
    const found = { kind: "sign_in_needed" as const, subject: lane, since, values };
    return [{ ...found, ripe: isPast(since, rules.signIn, now), ...(paused && { unknown: true as const }) }];
  });
}

/** One alarm about whoever should carry, never one for each portal. */
function callsWaiting({ lanes, calls, now, backSince }: Observed, rules: SilentAfter): Finding[] {
  const byLane = new Map(lanes.map((lane) => [lane.lane, lane]));
  const late = calls.flatMap((call) => {
    const lane = byLane.get(call.lane);
    if (lane === undefined || !mayBeCarried(lane) || isCarried(lane, rules, now)) return [];
    const since = latest(call.since, backSince);
    return isPast(since, rules.call, now) ? [{ lane: call.lane, since }] : [];
  });
  // A call that has just come is no silence, also while the alarm stands: else it would never end.
  const since = earliest(late.map((one) => one.since));
  if (since === null) return [];
  const portals = late.map(({ lane }) => lane).toSorted();
  const values = { portals: portals.join(", "), count: portals.length };
  return [{ kind: "calls_waiting", subject: "", since, ripe: true, values }];
}

function mayBeCarried({ paused, open, freshness }: LaneSeen): boolean {
  return !paused && open && freshness?.trouble?.cause !== "sign_in";
}

/** Running is not fresh: a lane that is carried for too long is as good as one that is not. */
function isCarried({ carriedSince }: LaneSeen, rules: SilentAfter, now: Instant): boolean {
  return carriedSince !== null && !isPast(carriedSince, rules.carried, now);
}

function dueWaiting(seen: Observed, rules: SilentAfter, isWorkingDay: IsWorkingDay): Finding[] {
  const { lanes, now, backSince } = seen;
  return lanes.flatMap((lane) => {
    const { dueSince, freshness, paused } = lane;
    // What is out of order, or waits for a person, has an alarm of its own.
    if (dueSince === null || (freshness?.trouble ?? null) !== null) return [];
    const days = workingDaysSince(dueSince, now, isWorkingDay);
    if (days <= rules.dueWorkingDays) return [];
    const ripe = isPast(backSince, settlingInMs, now);
    const found = { kind: "due_waiting" as const, subject: lane.lane, since: dueSince, ripe };
    return [{ ...found, values: { portal: lane.lane, days }, ...(paused && { unknown: true as const }) }];
  });
}

function schedulesOverdue({ overdue, now, backSince }: Observed, rules: SilentAfter): Finding[] {
  const late = overdue
    .map(({ schedule, since }) => ({ schedule, since: latest(since, backSince) }))
    .filter((one) => isPast(one.since, rules.schedule, now));
  // Between two looks at the timetable every schedule is a little late: that is no silence, and ends an alarm.
  const since = earliest(late.map((one) => one.since));
  if (since === null) return [];
  const schedules = late.map(({ schedule }) => schedule).toSorted();
  const values = { schedules: schedules.join(", "), count: late.length };
  return [{ kind: "schedule_overdue", subject: "", since, ripe: true, values }];
}

function processesSilent({ processes, now, backSince }: Observed, rules: SilentAfter): Finding[] {
  return processes.flatMap(({ kind, carrier, silentMs }) => {
    if (silentMs < rules.process) return [];
    const since = later(now, -silentMs);
    const ripe = isPast(backSince, rules.process, now);
    return [
      { kind: "process_silent", subject: `${kind} ${carrier}`, since, ripe, values: { kind, carrier } },
    ];
  });
}

function unitsSilent({ units, now }: Observed, rules: SilentAfter, isWorkingDay: IsWorkingDay): Finding[] {
  return (units ?? []).flatMap(({ name, since }) => {
    const days = workingDaysSince(since, now, isWorkingDay);
    if (days <= rules.unitWorkingDays) return [];
    return [{ kind: "unit_silent" as const, subject: name, since, ripe: true, values: { unit: name, days } }];
  });
}

function channelsFailing({ channels, now, backSince }: Observed, rules: SilentAfter): Finding[] {
  return channels.map(({ channel, failingSince, failed }) => {
    const since = latest(failingSince, backSince);
    const ripe = isPast(since, rules.channel, now);
    return { kind: "channel_fails", subject: channel, since, ripe, values: { channel, why: failed } };
  });
}

/** Working days after the day of `since`, up to and with today. */
export function workingDaysSince(since: Instant, now: Instant, isWorkingDay: IsWorkingDay): number {
  const today = dayOf(now);
  let count = 0;
  for (let at = later(since, 86_400_000); dayOf(at) <= today && count < 1_000; at = later(at, 86_400_000)) {
    if (isWorkingDay(dayOf(at))) count += 1;
  }
  return count;
}
