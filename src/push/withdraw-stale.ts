// What lies before a person must be what is to be entered now: anything else is taken back before the round goes on, so
// that a sheet never shows a value that the register has left.
import { phrase } from "../../schemas/phrase.ts";
import { isShown } from "../../schemas/remote.ts";
import { appendEntries } from "../ledger/append.ts";
import type { PortalSession } from "../portal/contract.ts";
import type { Item } from "./decide-lane.ts";
import type { LaneLease } from "./lane-lease.ts";
import type { Lane, Means } from "./lane.ts";

/** Withdraws the slips of tasks that do not wait for exactly what stands on them, with a note on the ledger for each. */
export async function withdrawStale(
  { means, lane, session, lease }: { means: Means; lane: Lane; session: PortalSession; lease: LaneLease },
  items: readonly Item[],
): Promise<void> {
  if (session.withdraw === undefined) return;
  for (const { link, ours, theirs, decision } of items) {
    if (!isShown(theirs) || theirs.handedOut === undefined || decision.waitsForEntry) continue;
    await session.withdraw(link.remoteId);
    const { slip } = theirs.handedOut;
    const note = phrase("by_hand.withdrawn_note", { slip, code: ours.code, portal: lane.portal });
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: link.id, note };
    await lease.transaction(
      async (tx) => void (await appendEntries(tx, { lane: lane.name, at: means.now(), bodies: [body] })),
    );
  }
}
