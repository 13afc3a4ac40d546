// One run from its first note on the register to the checkpoint after it: for a person's command and for what carries by
// itself alike.
import type { Phrase } from "../../schemas/phrase.ts";
import { keepCheckpoints, type CheckpointPlaces } from "../ledger/keep-checkpoints.ts";
import type { LaneReport, Means } from "./lane.ts";
import { beginRun, finishRun, type RunKind } from "./runs.ts";

/** Carries as one run, under the id of the means. `problems`: what is wrong with keeping checkpoints; it stops nothing. */
export async function carryAsRun(
  { means, checkpoints }: { means: Means; checkpoints: CheckpointPlaces },
  run: { what: RunKind; of?: string | undefined; portals: string[] },
  carry: () => Promise<LaneReport[]>,
): Promise<{ reports: LaneReport[]; problems: Phrase[] }> {
  await beginRun(means, run);
  const reports = await carry();
  await finishRun(means, reports);
  const { problems } = await keepCheckpoints(means.store, checkpoints, means.now);
  return { reports, problems };
}
