// Carries one called lane: asks whether it may go now, carries it as a run of its own, and says what becomes of the call.
// The call outlives whoever carries: it goes only when nothing is left to do.
import type { Instant } from "../../schemas/time.ts";
import { later } from "../../schemas/time.ts";
import type { CheckpointPlaces } from "../ledger/keep-checkpoints.ts";
import { carryAsRun } from "../push/as-run.ts";
import { linksDueInFull } from "../push/in-full.ts";
import type { Lane, LaneReport, Means } from "../push/lane.ts";
import { pushLane } from "../push/run.ts";
import { pauseOf } from "../store/breakers.ts";
import { answerCall, callFor, putOffCall, type LaneCall } from "../store/lane-calls.ts";
import { leaseLeftMs } from "../store/lanes.ts";
import { againAt, busyMs, personMs } from "./again.ts";
import type { Window } from "./window.ts";

/** What one carrying needs of the process that does it. */
export interface Carrying {
  lane: Lane;
  means: Means;
  checkpoints: CheckpointPlaces;
  window: Window;
  /** `false`: the lane is to be handed back. */
  goOn(): boolean;
}

/** What came of it; `null`: there was nothing to do, or it has to wait. */
export type Carried = { run: string; what: "push" | "full"; report: LaneReport } | null;

/** Carries the lane if somebody called for it and nothing stands in the way. Throws what is no doing of a portal. */
export async function carryCall(carrying: Carrying): Promise<Carried> {
  const { lane, means, window } = carrying;
  const now = means.now();
  const call = await means.store.read(async (tx) => await callFor(tx, lane.name));
  if (call === null || (call.notBefore !== null && call.notBefore > now)) return null;
  const wait = await waitsUntil(carrying, now);
  if (wait !== null) {
    await means.store.transaction(async (tx) => await putOffCall(tx, call, wait));
    return null;
  }
  try {
    return await carryAndAnswer(carrying, call, window);
  } catch (error) {
    // Whatever it was, it is not tried again at once; where the database is away this says nothing, and nobody has to.
    const until = later(means.now(), busyMs.afterBug);
    await means.store.transaction(async (tx) => await putOffCall(tx, call, until)).catch(() => undefined);
    throw error;
  }
}

async function carryAndAnswer(
  { lane, means, checkpoints, goOn }: Carrying,
  call: LaneCall,
  window: Window,
): Promise<Carried> {
  const what = call.full ? "full" : "push";
  const until = window.open && window.overrun === "stop" ? window.until : null;
  const mayGoOn = () => goOn() && (until === null || means.now() < until);
  const run = { what, portals: [lane.portal] } as const;
  const { reports, problems } = await carryAsRun(
    { means, checkpoints },
    { ...run, portals: [...run.portals] },
    async () => {
      if (call.full) await linksDueInFull(means, lane);
      return [await pushLane(means, lane, { goOn: mayGoOn })];
    },
  );
  for (const problem of problems) means.log.warn({ run: means.run, ...problem }, "checkpoint");
  const [report] = reports;
  if (report === undefined) throw new Error(`lane ${lane.name} gave no report`);
  const again = await againAt(means, lane, { report, handedBack: !mayGoOn() });
  await means.store.transaction(async (tx) => await answerCall(tx, call, again));
  return { run: means.run, what, report };
}

/** Until when the call has to wait, asked before a run begins; `null`: not at all. */
async function waitsUntil({ lane, means, window }: Carrying, now: Instant): Promise<Instant | null> {
  if (!window.open) return window.opensAt ?? later(now, personMs);
  return await means.store.read(async (tx) => {
    // Resuming a portal calls for its lane.
    if ((await pauseOf(tx, lane.name)) !== null) return later(now, personMs);
    const leftMs = await leaseLeftMs(tx, lane.name);
    if (leftMs === null) return null;
    return later(now, Math.min(Math.max(leftMs, busyMs.least), busyMs.most));
  });
}
