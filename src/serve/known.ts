// What the rooms that work only in a process that stays know of themselves, for its metrics.
import { alarmsStanding } from "../alarm/standing.ts";
import type { Instant } from "../../schemas/time.ts";
import { snapshotsKnown } from "../store/snapshots.ts";
import type { Ground } from "./part.ts";

/** Asked at each scrape. */
export function knownHere({ store, alarms }: Pick<Ground, "store" | "alarms">) {
  return {
    async alarms(): Promise<{ kind: string; count: number }[]> {
      const standing = await alarmsStanding(store, alarms);
      const byKind = Map.groupBy(standing, ({ kind }) => kind);
      return [...byKind].map(([kind, { length }]) => ({ kind, count: length }));
    },
    async snapshotAt(): Promise<Instant | null> {
      const [newest] = await store.read(
        async (tx) => await snapshotsKnown(tx, { period: "weekly", limit: 1 }),
      );
      return newest?.frozenAt ?? null;
    },
  };
}
