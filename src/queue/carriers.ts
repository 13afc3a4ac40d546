// Carries called lanes in this process: some side by side, each as a run of its own, until it is stopped. Several
// processes on one database share the lanes between them, and what a dead one left is carried on by another.
import type { Instant } from "../../schemas/time.ts";
import type { CheckpointPlaces } from "../ledger/keep-checkpoints.ts";
import type { Lane, Means } from "../push/lane.ts";
import { carryCall, type Carried } from "./carry-call.ts";
import { startEngine } from "./engine.ts";
import { createSweeper } from "./sweep.ts";
import { alwaysOpen, type Window } from "./window.ts";

/** How often calls without a job are looked for. */
const sweepMs = 1_000;
/** After this long a lane is handed back if others wait for their turn. */
const turnMs = 10 * 60_000;

export interface CarriersWish {
  lanes: readonly Lane[];
  /** Means of a run of its own. */
  newRun(): Means;
  checkpoints: CheckpointPlaces;
  /** Whether a portal may be carried now; always if left out. */
  window?(portal: string, now: Instant): Window;
  /** The next cut-off of a portal: the nearest goes first. */
  cutOff?(portal: string, now: Instant): Instant | null;
  /** How many lanes are carried side by side; 4 if left out. */
  concurrency?: number;
  /** How long `stop` waits for lanes to end what they have begun; a minute if left out. */
  stopWithinMs?: number;
  /** Hears of every carrying as it ends. */
  carried?(lane: string, carried: NonNullable<Carried>): void;
}

/** Starts carrying. `stop` hands every lane back: what has left is settled, the calls stay. */
export async function startCarriers(
  wish: CarriersWish,
): Promise<{ readonly name: "carriers"; stop(): Promise<void> }> {
  const { store, log, now, elapsed, wait } = wish.newRun();
  if (store.lent === undefined) throw new Error("lanes are carried only where the database is");
  const lanes = new Map(wish.lanes.map((lane) => [lane.name, lane]));
  const stopping = new AbortController();
  const waitOrStop = untilAborted(wait, stopping.signal);
  const engine = await startEngine(store.lent, log);
  const portalOf = (lane: string) => lanes.get(lane)?.portal ?? lane;
  const sweeper = createSweeper({
    store,
    engine,
    knows: (lane) => lanes.has(lane),
    cutOff: (lane) => wish.cutOff?.(portalOf(lane), now()) ?? null,
    now,
    elapsed,
  });
  let waiting = 0;
  const carry = async (name: string) => {
    const lane = lanes.get(name);
    if (lane === undefined)
      return log.warn({ lane: name }, "called, but not in this process's configuration");
    const begunAt = elapsed();
    const carried = await carryCall({
      lane,
      means: { ...wish.newRun(), wait: waitOrStop },
      checkpoints: wish.checkpoints,
      window: wish.window?.(lane.portal, now()) ?? alwaysOpen,
      goOn: () => !stopping.signal.aborted && (waiting === 0 || elapsed() - begunAt < turnMs),
    }).finally(() => sweeper.done(name));
    if (carried !== null) wish.carried?.(name, carried);
  };
  await engine.work(wish.concurrency ?? 4, async (name) => {
    try {
      await carry(name);
    } catch (error) {
      log.warn({ lane: name, error: String(error) }, "lane not carried");
      throw error;
    }
  });
  const sweeping = (async () => {
    while (!stopping.signal.aborted) {
      waiting = await sweeper.sweep().catch((error: unknown) => {
        log.warn({ error: String(error) }, "calls not looked through");
        return waiting;
      });
      await waitOrStop(sweepMs);
    }
  })();
  return {
    name: "carriers",
    async stop() {
      stopping.abort();
      await sweeping;
      await engine.stop(wish.stopWithinMs ?? 60_000);
    },
  };
}

/** Waits, but no longer than until the signal comes. Leaves nothing behind at the signal, which may never come. */
function untilAborted(wait: Means["wait"], signal: AbortSignal): Means["wait"] {
  return async (ms) =>
    await new Promise((resolve, reject) => {
      const end = () => {
        signal.removeEventListener("abort", end);
        resolve();
      };
      if (signal.aborted) return resolve();
      signal.addEventListener("abort", end);
      wait(ms).then(end, reject);
    });
}
