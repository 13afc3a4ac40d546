// What stands now, wherever it is kept, with who was told: for commands and the console.
import type { Alarm } from "../../schemas/alarm.ts";
import type { Instant } from "../../schemas/time.ts";
import { standingAlarms, whoWasTold } from "../store/alarms.ts";
import type { Store } from "../store/connection.ts";
import type { AlarmDesk } from "./desk.ts";

export interface Standing extends Alarm {
  /** Each channel of its last notice; `deliveredAt: null`: not yet. `null`: not known, it is kept in a file. */
  told: { channel: string; deliveredAt: Instant | null }[] | null;
}

/** Every alarm that stands: of the database, and of the processes of this machine. */
export async function alarmsStanding(
  store: Store,
  desk: Pick<AlarmDesk, "standingHere">,
): Promise<Standing[]> {
  const here = await desk.standingHere();
  const kept = await store.read(async (tx) => {
    const alarms: Standing[] = [];
    for (const alarm of await standingAlarms(tx)) {
      alarms.push({ ...alarm, told: await whoWasTold(tx, alarm) });
    }
    return alarms;
  });
  return [...kept, ...here.map((alarm) => ({ ...alarm, told: null }))];
}
