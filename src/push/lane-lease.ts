// A run's hold on its lane: taken before anything else, kept alive by a heartbeat, asked before every write on the wire
// and inside every transaction. Whoever lost it writes nothing more, neither here nor there.
import { holdLane, keepLane, leaveLane, takeLane, type Carrying, type Fence } from "../store/lanes.ts";
import type { Tx } from "../store/connection.ts";
import type { Lane, Means } from "./lane.ts";

/** How long a carrier that says nothing more keeps its lane; it says something every `beatMs`. */
const leaseMs = 20_000;
const beatMs = 5_000;
/** How long before its lease ends a carrier stops writing: what it began must have left by then. */
const lastWriteMs = 2_000;
/** How often somebody who waits for a lane asks again. */
const askMs = 1_000;

/** The lane is another worker's: stop, write nothing more. */
export class LaneLost extends Error {
  override name = "LaneLost";
  constructor(lane: string, options?: ErrorOptions) {
    super(`lane ${lane} is carried by another worker now`, options);
  }
}

export interface LaneLease {
  /** Whether nobody else can have taken the lane yet. Costs nothing: asked before every write. */
  holds(): boolean;
  /** A transaction in which the lane is ours until it ends; LaneLost when it no longer is. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Gives the lane back. */
  end(): Promise<void>;
}

/**
 * Takes the lane. A dead carrier's lease is waited for; a living one, whose heartbeat is seen meanwhile, is told of
 * instead.
 */
export async function takeLease(means: Means, lane: Lane): Promise<LaneLease | { busy: Carrying }> {
  const { guest } = means.store;
  const wish = { lane: lane.name, owner: means.run, carrier: means.carrier, leaseMs, guest };
  let seen: Carrying | null = null;
  for (let asked = 0; ; asked += 1) {
    const takenAt = means.elapsed();
    const taken = await means.store.transaction(async (tx) => await takeLane(tx, wish));
    if ("fence" in taken) return await keptAlive(means, { fence: taken, takenAt });
    const isAlive = seen !== null && (seen.leaseUntil !== taken.leaseUntil || seen.owner !== taken.owner);
    if (isAlive || asked * askMs > leaseMs + beatMs) return { busy: taken };
    seen = taken;
    means.show({ portal: lane.portal, doing: "waiting", done: 0, total: 0 });
    await means.wait(askMs);
  }
}

async function keptAlive(
  means: Means,
  { fence, takenAt }: { fence: Fence; takenAt: number },
): Promise<LaneLease> {
  const { store, log } = means;
  let heldUntil = takenAt + leaseMs;
  let lost = false;
  const beat = async () => {
    const at = means.elapsed();
    try {
      if (await store.transaction(async (tx) => await keepLane(tx, fence, leaseMs))) heldUntil = at + leaseMs;
      else lost = true;
    } catch (error) {
      // The lease runs out by itself if no later beat gets through, and `holds` says so.
      log.warn({ run: means.run, lane: fence.lane, error: String(error) }, "heartbeat failed");
    }
  };
  // Taking a lane waits for its last carrier's transaction, and that may have used up most of what we may count on.
  if (means.elapsed() - takenAt > beatMs) await beat();
  let beating: Promise<void> | null = null;
  const beats = setInterval(() => {
    beating ??= beat().finally(() => (beating = null));
  }, beatMs);
  return {
    holds: () => !lost && means.elapsed() < heldUntil - lastWriteMs,
    async transaction(work) {
      try {
        return await store.transaction(async (tx) => {
          if (!(await holdLane(tx, fence))) {
            lost = true;
            throw new LaneLost(fence.lane);
          }
          return await work(tx);
        });
      } catch (error) {
        // The server hangs up on whoever was silent inside a transaction; past the lease that is no error of ours.
        if (means.elapsed() < heldUntil || error instanceof LaneLost) throw error;
        throw new LaneLost(fence.lane, { cause: error });
      }
    },
    async end() {
      clearInterval(beats);
      // Its caller may close the database next.
      await beating;
      try {
        await store.transaction(async (tx) => await leaveLane(tx, fence));
      } catch (error) {
        // The lease runs out by itself.
        log.warn({ run: means.run, lane: fence.lane, error: String(error) }, "lane not given back");
      }
    },
  };
}
