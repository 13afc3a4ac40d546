// Which alarms begin, go on and end: what was told before, what was found now. Pure; one change is told once, whatever
// restarts lie between, because everything it rests on is in the rows it is given.
import type { Alarm, AlarmKind } from "../../schemas/alarm.ts";
import { later, type Instant } from "../../schemas/time.ts";
import { isPast, latest, type Finding } from "./finding.ts";
import type { Judged } from "./judge.ts";

export interface Change {
  change: "began" | "ended" | "reminder";
  alarm: Alarm;
}

export interface Decision {
  /** Every alarm whose row is another now; each is to be kept with the notices of `changes`, in one transaction. */
  alarms: Alarm[];
  changes: Change[];
}

export interface Moment {
  now: Instant;
  /** From before it nobody looked. */
  backSince: Instant;
  calmMs: number;
  /** `null`: alarms that stand are not told again. */
  remindMs: number | null;
}

const dayMs = 86_400_000;
/** How often the calm that ends an alarm doubles at most, when it keeps coming back. */
const mostDoublings = 4;

/** Decides by what stood before (ended alarms of the last day too) and what is found now. */
export function decide(before: readonly Alarm[], { findings, unseen }: Judged, moment: Moment): Decision {
  const known = new Map(before.map((alarm) => [keyOf(alarm), alarm]));
  const found = new Map(findings.map((finding) => [keyOf(finding), finding]));
  const decided: (Change | { change: null; alarm: Alarm })[] = [];
  for (const finding of found.values()) {
    const alarm = known.get(keyOf(finding));
    const next =
      alarm && alarm.endedAt === null ? goOn(alarm, finding, moment) : begin(alarm, finding, moment);
    if (next !== null) decided.push(next);
  }
  for (const alarm of before) {
    if (alarm.endedAt !== null || found.has(keyOf(alarm)) || unseen.includes(alarm.kind)) continue;
    decided.push(calmDown(alarm, moment));
  }
  return {
    alarms: decided.map(({ alarm }) => alarm),
    changes: decided.flatMap((one) => (one.change === null ? [] : [one])),
  };
}

function keyOf({ kind, subject }: { kind: AlarmKind; subject: string }): string {
  return `${kind} ${subject}`;
}

function begin(last: Alarm | undefined, finding: Finding, { now }: Moment): Change | null {
  if (!finding.ripe || finding.unknown === true) return null;
  const { kind, subject, since, values } = finding;
  const isBack = last !== undefined && last.endedAt !== null && !isPast(last.endedAt, dayMs, now);
  const returns = isBack ? last.returns + 1 : 0;
  const alarm = { kind, subject, since, values, returns, beganAt: now, toldAt: now };
  return { change: "began", alarm: { ...alarm, wellSince: null, endedAt: null } };
}

function goOn(
  alarm: Alarm,
  finding: Finding,
  { now, remindMs }: Moment,
): Change | { change: null; alarm: Alarm } | null {
  if (finding.unknown === true) return null;
  // Its values are those of now, but for a moment in which it is silent for too short a time to be told.
  const values = finding.ripe ? finding.values : alarm.values;
  const still = { ...alarm, values, wellSince: null };
  if (remindMs === null || !finding.ripe || !isPast(alarm.toldAt, remindMs, now)) {
    return { change: null, alarm: still };
  }
  return { change: "reminder", alarm: { ...still, toldAt: now } };
}

/** It ends when it has been well for long enough; a clock that went back, or a gap in looking, begins that anew. */
function calmDown(alarm: Alarm, { now, backSince, calmMs }: Moment): Change | { change: null; alarm: Alarm } {
  const noted = alarm.wellSince ?? now;
  const wellSince = noted > now ? now : latest(noted, backSince);
  const enough = calmMs * 2 ** Math.min(alarm.returns, mostDoublings);
  if (later(wellSince, enough) > now) return { change: null, alarm: { ...alarm, wellSince } };
  return { change: "ended", alarm: { ...alarm, wellSince, endedAt: now } };
}
