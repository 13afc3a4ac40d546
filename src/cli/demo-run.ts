// One push of the demo: a run of its own, as the command would make it, without a progress bar.
import type { Lane, LaneReport } from "../push/lane.ts";
import type { RunKind } from "../push/runs.ts";
import type { Story } from "./demo.ts";
import { carryRun } from "./push.ts";

/** Carries the lanes as one run. */
export async function demoRun(
  { shell, office }: Story,
  what: RunKind,
  lanes: readonly Lane[],
): Promise<LaneReport[]> {
  const means = { ...office.means, run: office.means.newId() };
  return await carryRun({ ...shell, isTerminal: false }, { ...office, means }, { what, lanes });
}
