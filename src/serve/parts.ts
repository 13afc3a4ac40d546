// What runs in each kind of process: a line for each part, in the order of their start; they stop in reverse. The door
// comes before them all, so that whoever watches sees them start.
import type { Config } from "../../schemas/config.ts";
import { isWorkingDay } from "../../schemas/calendar.ts";
import { nextCutOff } from "../../schemas/cut-off.ts";
import type { Instant } from "../../schemas/time.ts";
import { startLookout } from "../alarm/lookout.ts";
import { startCarriers } from "../queue/carriers.ts";
import { cutOffsOf } from "../report/cut-offs.ts";
import { startFreezer } from "../report/freezer.ts";
import { startScheduler } from "../schedule/scheduler.ts";
import { schedulesOf } from "../schedule/timetable.ts";
import { windowOf } from "../schedule/windows.ts";
import type { Tx } from "../store/connection.ts";
import type { ProcessKind } from "../store/processes.ts";
import { readClock } from "../store/schedules.ts";
import type { Starter } from "./part.ts";

const scheduler: Starter = {
  name: "scheduler",
  start: async ({ config, calendar, store, means }) => startScheduler({ store, config, calendar, ...means }),
};

const carriers: Starter = {
  name: "carriers",
  async start({ config, calendar, lanes, newRun, checkpoints }) {
    return await startCarriers({
      lanes: await lanes(),
      newRun,
      checkpoints,
      window: (portal, now) => windowOf(config, portal, now),
      cutOff(portal, now) {
        const cutOff = config.portals[portal]?.cutOff;
        return cutOff === undefined ? null : nextCutOff(cutOff, { now, calendar });
      },
    });
  },
};

const freezer: Starter = {
  name: "freezer",
  start: async ({ id, config, calendar, store, means }) =>
    await startFreezer({ store, cutOffs: cutOffsOf(config.reports, calendar), run: id, ...means }),
};

const lookout: Starter = {
  name: "lookout",
  async start({ alarms, calendar, config, store, means }) {
    return await startLookout({
      ...means,
      store,
      settings: alarms.settings,
      directory: alarms.directory,
      channels: await alarms.channels(),
      lanes: Object.keys(config.portals),
      isOpen: (lane, now) => windowOf(config, lane, now).open,
      isWorkingDay: (day) => isWorkingDay(calendar, day),
      overdue: overdueIn(config),
    });
  },
};

/** The timetable is looked at as a whole: when nobody does, every schedule is late. */
function overdueIn(config: Config) {
  const names = Object.keys(schedulesOf(config));
  return async (tx: Tx): Promise<{ schedule: string; since: Instant }[]> => {
    const since = (await readClock(tx))?.memory.tickedAt ?? null;
    return since === null ? [] : names.map((schedule) => ({ schedule, since }));
  };
}

export const startersOf: Readonly<Record<ProcessKind, readonly Starter[]>> = {
  serve: [carriers, scheduler, freezer, lookout],
  worker: [carriers],
};
