// A person asks that a portal be carried now: by whatever process carries, at its next look.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { appendEntries } from "../ledger/append.ts";
import { callLane } from "../store/lane-calls.ts";
import type { Means } from "./lane.ts";
import { pausedNow } from "./pause.ts";

/** Calls for a portal's lane, noted on its ledger. UserError while it is paused. */
export async function callPortal(means: Means, portal: string): Promise<Phrase> {
  const at = means.now();
  return await means.store.transaction(async (tx) => {
    const paused = await pausedNow(tx, portal);
    if (paused !== null) throw new UserError([paused]);
    await callLane(tx, { lane: portal, at, reason: "person" });
    const note = phrase("push.called", { portal });
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note };
    await appendEntries(tx, { lane: portal, at, bodies: [body] });
    return note;
  });
}
