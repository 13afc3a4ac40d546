// Sends jobs for calls: for new ones, and again for those whose job was lost. Every process does it; the queue keeps one
// job a lane, so it does not matter who comes first.
import type { Instant } from "../../schemas/time.ts";
import { callsAt } from "../store/lane-calls.ts";
import { lanesCarried } from "../store/lanes.ts";
import type { Store } from "../store/connection.ts";
import type { Engine } from "./engine.ts";

/** A job that was sent is not asked for again within this time, unless this process has finished it. */
const trustMs = 3_000;

export interface Sweeper {
  /** One round; says how many lanes wait that nobody carries. */
  sweep(): Promise<number>;
  /** This process has done the lane's job. */
  done(lane: string): void;
}

export function createSweeper(of: {
  store: Store;
  engine: Pick<Engine, "send" | "giveUpSilent">;
  knows(lane: string): boolean;
  cutOff(lane: string): Instant | null;
  now(): Instant;
  elapsed(): number;
}): Sweeper {
  const sentAt = new Map<string, number>();
  return {
    async sweep() {
      const { calls, carried } = await of.store.read(async (tx) => ({
        calls: (await callsAt(tx, of.now())).filter(({ lane }) => of.knows(lane)),
        carried: new Set((await lanesCarried(tx)).map(({ lane }) => lane)),
      }));
      const ranked = calls.map(({ lane }) => ({ lane, priority: priorityOf(of.cutOff(lane)) }));
      // Calls come the oldest first, and sorting keeps that among equals.
      let isStuck = false;
      for (const job of ranked.toSorted((one, other) => other.priority - one.priority)) {
        const sent = sentAt.get(job.lane);
        if (sent !== undefined && of.elapsed() - sent < trustMs) continue;
        // A job is at work, and yet nobody carries the lane: its process may be dead.
        if (!(await of.engine.send(job)) && !carried.has(job.lane)) isStuck = true;
        sentAt.set(job.lane, of.elapsed());
      }
      if (isStuck) await of.engine.giveUpSilent();
      return calls.filter(({ lane }) => !carried.has(lane)).length;
    },
    done: (lane) => void sentAt.delete(lane),
  };
}

/** The nearer the cut-off, the larger; minutes, which an integer of the engine holds until the year 6000. */
export function priorityOf(cutOff: Instant | null): number {
  return cutOff === null ? -(2 ** 31) + 1 : -Math.floor(Date.parse(cutOff) / 60_000);
}
