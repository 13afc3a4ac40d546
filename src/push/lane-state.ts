// How each lane is doing: who carries it, whether its portal is out of order, whether a person paused it.
import type { Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import { breakerOf, pauseOf, type Pause } from "../store/breakers.ts";
import { lanesCarried } from "../store/lanes.ts";
import type { Means } from "./lane.ts";
import { outOfOrder } from "./out-of-order.ts";
import { pausedNow } from "./pause.ts";

export interface LaneState {
  portal: string;
  carriedBy: { carrier: string; since: Instant } | null;
  outOfOrder: { since: Instant; askedNext: Instant; told: Phrase } | null;
  paused: (Pause & { told: Phrase }) | null;
}

/** The state of each portal's lane. */
export async function laneStates(
  means: Pick<Means, "store">,
  portals: readonly string[],
): Promise<LaneState[]> {
  const { store } = means;
  const carried = await store.read(async (tx) => await lanesCarried(tx));
  const states: LaneState[] = [];
  for (const portal of portals) {
    const { open, pause, paused } = await store.read(async (tx) => ({
      open: (await breakerOf(tx, portal)).open,
      pause: await pauseOf(tx, portal),
      paused: await pausedNow(tx, portal),
    }));
    const carrying = carried.find(({ lane }) => lane === portal);
    states.push({
      portal,
      carriedBy: carrying === undefined ? null : { carrier: carrying.carrier, since: carrying.takenAt },
      outOfOrder:
        open === null
          ? null
          : {
              since: open.since,
              askedNext: open.askedNext,
              told: await outOfOrder(means, { portal, name: portal }, open),
            },
      paused: pause === null || paused === null ? null : { ...pause, told: paused },
    });
  }
  return states;
}
