// One look of the lookout: facts from the database, judged and decided, and what changed kept with its notices in the
// same transaction. Of several processes on one database the one that holds the lookout's row looks.
import type { AlarmSettings } from "../../schemas/alarm.ts";
import { later, type Instant } from "../../schemas/time.ts";
import {
  addNotice,
  alarmsKnown,
  channelsFailing,
  forgetOldAlarms,
  keepAlarms,
  keepLookout,
  takeLookout,
  type Lookout,
} from "../store/alarms.ts";
import type { Store, Tx } from "../store/connection.ts";
import { freshnessKnown } from "../store/freshness.ts";
import { callsAt } from "../store/lane-calls.ts";
import { lanesCarried } from "../store/lanes.ts";
import { dueSinceByLane, lanesPaused, processSilences, unitReports } from "../store/lookout-facts.ts";
import { noteStandingPoint } from "../store/standing-points.ts";
import { decide } from "./decide.ts";
import { latest } from "./finding.ts";
import { judge } from "./judge.ts";
import { channelsFor, noticesOf } from "./notices.ts";
import type { IsWorkingDay, Observed } from "./observed.ts";

export interface Looking {
  store: Store;
  settings: AlarmSettings;
  /** Names of the configured lanes and channels. */
  lanes: readonly string[];
  channels: readonly string[];
  now(): Instant;
  newId(): string;
  /** Whether something may be sent there now. */
  isOpen(lane: string, now: Instant): boolean;
  /** Schedules whose run is late. */
  overdue(tx: Tx, now: Instant): Promise<Observed["overdue"]>;
  isWorkingDay: IsWorkingDay;
}

/** A longer pause between two looks means that nobody was looking: what was silent in it may have been us. */
const gapMs = 150_000;
const unitsEveryMs = 3_600_000;

/** Looks once; `false` when somebody else is looking. Throws what the database throws. */
export async function lookOnce(looking: Looking): Promise<boolean> {
  return await looking.store.transaction(async (tx) => {
    const now = looking.now();
    const last = await takeLookout(tx, now);
    if (last === null) return false;
    const moment = momentOf(last, now);
    const seen = await observed(tx, looking, moment);
    await decideAndKeep(tx, looking, seen);
    const unitsAt = seen.units === null ? last.unitsAt : now;
    if (seen.units !== null) await forgetOldAlarms(tx, now);
    await keepLookout(tx, { lookedAt: now, backSince: moment.backSince, unitsAt });
    await noteStandingPoint(tx, { portals: looking.lanes, at: now });
    return true;
  });
}

interface LookMoment {
  now: Instant;
  backSince: Instant;
  withUnits: boolean;
}

/** A clock that went back lets everything count from now. */
function momentOf({ lookedAt, backSince, unitsAt }: Lookout, now: Instant): LookMoment {
  const isGap = later(lookedAt, gapMs) < now || backSince > now;
  const withUnits = unitsAt === null || unitsAt > now || later(unitsAt, unitsEveryMs) <= now;
  return { now, backSince: isGap ? now : backSince, withUnits };
}

async function observed(
  tx: Tx,
  looking: Looking,
  { now, backSince, withUnits }: LookMoment,
): Promise<Observed> {
  const freshness = new Map((await freshnessKnown(tx)).map((one) => [one.lane, one]));
  const paused = await lanesPaused(tx);
  const carried = new Map((await lanesCarried(tx)).map(({ lane, takenAt }) => [lane, takenAt]));
  const due = await dueSinceByLane(tx);
  const calls = await callsAt(tx, now);
  const processes = await processSilences(tx);
  const failing = await channelsFailing(tx);
  return {
    now,
    backSince,
    lanes: looking.lanes.map((lane) => ({
      lane,
      freshness: freshness.get(lane) ?? null,
      paused: paused.includes(lane),
      open: looking.isOpen(lane, now),
      carriedSince: carried.get(lane) ?? null,
      dueSince: due.get(lane) ?? null,
    })),
    calls: calls.map(({ lane, since, notBefore }) => ({ lane, since: latest(since, notBefore ?? since) })),
    overdue: await looking.overdue(tx, now),
    processes: processes.map((one) => ({ ...one, carrier: withoutUser(one.carrier) })),
    units: withUnits ? await unitReports(tx) : null,
    channels: failing.filter(({ channel }) => looking.channels.includes(channel)),
  };
}

/** A notice names machines, not people: "lan@may-1, pid 4711" is "may-1, pid 4711". */
function withoutUser(carrier: string): string {
  return carrier.replace(/^[^@,]*@/, "");
}

async function decideAndKeep(tx: Tx, looking: Looking, seen: Observed): Promise<void> {
  const { settings, channels, newId, isWorkingDay } = looking;
  const { now, backSince } = seen;
  const { calmFor: calmMs, remindEvery } = settings;
  const remindMs = remindEvery === "never" ? null : remindEvery;
  const judged = judge(seen, settings.silentAfter, isWorkingDay);
  const decision = decide(await alarmsKnown(tx, now), judged, { now, backSince, calmMs, remindMs });
  await keepAlarms(tx, decision.alarms);
  for (const notice of noticesOf(decision.changes, { now, newId })) {
    await addNotice(tx, notice, channelsFor(notice, channels));
  }
}
