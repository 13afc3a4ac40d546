// The carrying of a lane as it is measured: one span, how it ended, how long it took.
import type { LaneEnd } from "../../schemas/meter.ts";
import { spanned } from "../portal/span.ts";
import type { Lane, LaneReport, Means } from "./lane.ts";

/** Runs `carry` inside the lane's span and tells the meter how it ended. */
export async function measuredCarrying(
  means: Means,
  lane: Lane,
  carry: () => Promise<LaneReport>,
): Promise<LaneReport> {
  const startedMs = means.elapsed();
  const told = (ended: LaneEnd) =>
    means.meter?.carried(lane.portal, { ended, seconds: (means.elapsed() - startedMs) / 1000 });
  const attributes = { "dongbo.portal": lane.portal, "dongbo.run": means.run };
  return await spanned("carry lane", attributes, async (span) => {
    try {
      const report = await carry();
      const ended = endOf(report);
      span.set("dongbo.lane.ended", ended);
      span.set("dongbo.lane.applied", report.applied);
      if (ended === "stopped") span.failed(ended);
      told(ended);
      return report;
    } catch (error) {
      told("failed");
      throw error;
    }
  });
}

/** How a lane's carrying ended, in one word. */
export function endOf(report: LaneReport): LaneEnd {
  if (report.busy !== null) return "busy";
  if (report.paused !== null) return "paused";
  if (report.signIn !== null) return "sign_in";
  if (report.stopped !== null) return "stopped";
  if (report.refusals.length > 0) return "refused";
  return report.left + report.uncertain > 0 ? "left" : "done";
}
