// A person pauses a portal and resumes it: until then nothing is sent there, and its queue is kept. Reading goes on.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { pauseLane, pauseOf, resumeLane } from "../store/breakers.ts";
import type { Tx } from "../store/connection.ts";
import { dueAt } from "../store/due.ts";
import { callLane } from "../store/lane-calls.ts";
import type { Means } from "./lane.ts";

/** Pauses a portal, noted on its ledger. UserError without a reason, or when it is paused already. */
export async function pausePortal(means: Means, portal: string, reason: string): Promise<Phrase> {
  if (reason.trim() === "") throw new UserError([phrase("push.pause_reason", { portal })]);
  const at = means.now();
  const pause = { by: means.who, at, reason: reason.trim() };
  return await means.store.transaction(async (tx) => {
    const known = await pausedNow(tx, portal);
    if (known !== null) throw new UserError([known]);
    await pauseLane(tx, portal, pause);
    await note(tx, means, { portal, note: phrase("push.paused_note", { portal, reason: pause.reason }) });
    return (await pausedNow(tx, portal)) ?? phrase("push.not_paused", { portal });
  });
}

/** Ends the pause of a portal, noted on its ledger, calls for its lane, and says what waits there. UserError when it is not paused. */
export async function resumePortal(means: Means, portal: string): Promise<Phrase> {
  return await means.store.transaction(async (tx) => {
    if ((await pauseOf(tx, portal)) === null) throw new UserError([phrase("push.not_paused", { portal })]);
    await resumeLane(tx, portal);
    await note(tx, means, { portal, note: phrase("push.resumed_note", { portal }) });
    const { count, oldest } = await dueAt(tx, portal);
    if (oldest === null) return phrase("push.resumed_empty", { portal });
    await callLane(tx, { lane: portal, at: means.now(), reason: "resumed" });
    return phrase("push.resumed", { portal, count, oldest: showInstant(oldest) });
  });
}

/** Who paused the portal of a lane, since when, why, and what waits there; `null` when nobody did. */
export async function pausedNow(tx: Tx, lane: string): Promise<Phrase | null> {
  const pause = await pauseOf(tx, lane);
  if (pause === null) return null;
  const { count, oldest } = await dueAt(tx, lane);
  const values = { portal: lane, by: pause.by, since: showInstant(pause.at), reason: pause.reason };
  if (oldest === null) return phrase("push.paused_empty", values);
  return phrase("push.paused", { ...values, count, oldest: showInstant(oldest) });
}

async function note(tx: Tx, means: Means, { portal, note: said }: { portal: string; note: Phrase }) {
  const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note: said };
  await appendEntries(tx, { lane: portal, at: means.now(), bodies: [body] });
}
