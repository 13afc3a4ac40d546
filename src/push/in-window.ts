// Carries a lane whose portal may be written to now, or where a person said that it may all the same.
import { phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import type { Lane, LaneReport, Means } from "./lane.ts";
import { mayPassWindow } from "./override.ts";
import { pushLane, refusedByWindow, type Wanted } from "./run.ts";

/** Whether a portal may be written to, by its windows. */
export type Window = { open: true } | { open: false; opensAt: Instant | null };

/** Carries it, or reports that its window is closed. */
export async function pushInWindow(
  means: Means,
  lane: Lane,
  { window, wanted }: { window: Window; wanted?: Wanted | undefined },
): Promise<LaneReport> {
  const { portal } = lane;
  if (window.open || (await mayPassWindow(means, portal))) return await pushLane(means, lane, wanted);
  const until = window.opensAt === null ? null : showInstant(window.opensAt);
  return await refusedByWindow(means, lane, phrase("schedule.push_refused", { portal, until }));
}
