// What a wave taught of each of its items, judged by what the portal shows afterwards: outcomes, a new base, and the next
// move. Writes nothing down.
import { phrase } from "../../schemas/phrase.ts";
import { isShown, type Seen } from "../../schemas/remote.ts";
import { later, type Instant } from "../../schemas/time.ts";
import type { TaskDecision } from "../reconcile/task.ts";
import { decideItem, type Item } from "./decide-lane.ts";
import { judge, type Judgement } from "./judge.ts";
import { baseWithLanded, landingOf, nowhere } from "./landing.ts";
import { lookAgainAt } from "./look-again.ts";
import { adoptedBy, type Sent } from "./send.ts";
import { copiesWithSent, seenCopies, type Tried } from "./sent-files.ts";
import { baseWithAdopted, heldBy, outcomeOf, type Desk, type Settlement } from "./settle.ts";

/** How long a task waits after the portal did not take a write and named no time. */
const shortPauseMs = 1_000;

export interface Carried {
  item: Item;
  sent: Sent[];
}

/** What the portal showed after the wave; or why it could not be seen. */
export type Look =
  { tasks: Map<string, Seen>; listed: boolean; at: Instant } | { stop: unknown; at: Instant };

/** Whether an attempt was given to the wire at all. */
export function onTheWire({ met }: Sent): boolean {
  return !(met.kind === "not_sent" && (met.why === "skipped" || met.why === "secret"));
}

/**
 * Not what provably never happened: that needs no look at the portal, which may be out of reach. A record that was changed
 * since it was read may have been changed by this very write, which something on the way handed over twice.
 */
function mayHaveLanded({ met }: Sent): boolean {
  return met.kind !== "not_sent" || met.why === "stale";
}

/** What is to be written down for one item, judged by what the portal shows now. */
export function settlementOf(desk: Desk, one: Carried & { seen: Look }): Settlement {
  const { item, sent, seen } = one;
  const claim = desk.unsettled.get(item.link.id);
  if (claim === undefined) throw new Error(`link ${item.link.id} was not claimed`);
  const theirs = "tasks" in seen ? (seen.tasks.get(item.link.remoteId) ?? null) : null;
  const judged = sent.map((attempt) => ({ attempt, judgement: judgedBy(desk, { item, attempt, theirs }) }));
  const outcomes = judged
    .filter(({ judgement }) => judgement.outcome !== null)
    .map(({ attempt, judgement }) =>
      outcomeOf(desk.means, item, { judgement, exchanges: attempt.exchanges }),
    );
  const common = { item, claim, outcomes };
  if (!isShown(theirs)) {
    const notBefore = sent.some(onTheWire) ? nextLook(desk) : null;
    const next = { kind: "again", notBefore, tried: sent.some(mayHaveLanded) ? 1 : 0 } as const;
    return { ...common, base: null, copies: givenIds(sent), next };
  }
  const left = sent.filter(onTheWire).map(triedOf);
  const shown = { ours: item.ours.evidence, theirs: theirs.evidence };
  const copies = copiesWithSent(item.copies, left, shown);
  const base = baseWithLanded(baseWithAdopted(item), left, { item, theirs, facts: desk.lane.facts });
  const after = decideItem(desk, {
    ...item,
    link: { ...item.link, base },
    ours: { ...item.ours, fields: { ...item.ours.fields, ...adoptedBy(item.decision) } },
    theirs,
    copies,
  });
  const next = nextOf(desk, { judged, after });
  const mended = new Set(judged.flatMap(mendedIn));
  return {
    ...common,
    base: after.base,
    copies: seenCopies({ copies, mended }, after, desk.lane.facts.evidence),
    next,
  };
}

/** An attempt with what the portal said to it. */
export function triedOf({ attempt, met }: Sent): Tried {
  const isTaken = met.kind === "receipt" || met.kind === "broken";
  return isTaken ? { ...attempt, said: { createdId: met.createdId } } : attempt;
}

/** What the portal called files that nobody could look at yet: they are found again by it. */
function givenIds(sent: readonly Sent[]): Settlement["copies"] {
  return sent.flatMap((one) => {
    const { operation, said } = triedOf(one);
    if (operation.kind !== "send_evidence" || typeof said?.createdId !== "string") return [];
    const given = { sha256: operation.sha256, remoteId: said.createdId, remoteName: null };
    return [{ ...given, size: null, proof: null, broken: [], mended: false }];
  });
}

/** The file that an attempt sent again, if the portal said yes to it or shows it. */
function mendedIn({ attempt, judgement }: { attempt: Sent; judgement: Judgement }): string[] {
  const { operation } = attempt.attempt;
  if (operation.kind !== "send_evidence" || operation.mends === null) return [];
  const isTaken = "createdId" in attempt.met || judgement.outcome === "applied";
  return isTaken ? [operation.sha256] : [];
}

/** When to look again for what was sent just now. */
function nextLook({ means, wire, lane }: Desk): Instant {
  return lookAgainAt({ since: wire.since, seenAt: means.now(), withinMs: lane.facts.settlesWithinMs });
}

function judgedBy(
  { lane }: Desk,
  { item, attempt, theirs }: { item: Item; attempt: Sent; theirs: Seen },
): Judgement {
  if (!onTheWire(attempt) || (!isShown(theirs) && !mayHaveLanded(attempt))) return judge(attempt, nowhere);
  if (!isShown(theirs)) {
    return { attemptId: attempt.attempt.attemptId, outcome: null, missing: [], reason: null };
  }
  return judge(attempt, landingOf(triedOf(attempt), { item, theirs, facts: lane.facts }));
}

/** The next move for an item: the first attempt that did not land decides. */
function nextOf(
  desk: Desk,
  wave: { judged: { attempt: Sent; judgement: Judgement }[]; after: TaskDecision },
): Settlement["next"] {
  const failed = wave.judged.find(({ judgement }) => judgement.outcome !== "applied");
  if (failed === undefined) {
    const { operations } = wave.after;
    if (operations.length === 0) return { kind: "in_step" };
    const held = heldBy(wave.after);
    if (held !== null && !held.whole && operations.length === 1) return { kind: "hold", hold: held.hold };
    // Something else moved at the portal meanwhile: the next round decides about it.
    return { kind: "again", notBefore: null, tried: 1 };
  }
  const { attempt, judgement } = failed;
  const { operation } = attempt.attempt;
  const reasons = [judgement.reason ?? phrase("push.not_found")];
  switch (attempt.met.kind) {
    case "receipt":
    case "broken":
      if (operation.kind === "send_evidence") return afterLostFile(operation);
      return { kind: "hold", hold: { kind: "held", reasons, fields: judgement.missing } };
    case "handed_out": {
      const held = heldBy(wave.after);
      // Somebody changed the task meanwhile: what waits is not what is to be entered now.
      if (held === null || !wave.after.waitsForEntry) return { kind: "again", notBefore: null, tried: 0 };
      return { kind: "hold", hold: held.hold };
    }
    case "refused":
      return { kind: "hold", hold: { kind: "refused", reasons, fields: judgement.missing } };
    case "uncertain":
      return { kind: "again", notBefore: nextLook(desk), tried: 1 };
    case "not_sent": {
      const pause = attempt.met.why === "stale" ? 0 : Math.max(shortPauseMs, attempt.met.retryAfterMs);
      const tried = attempt.met.why === "stale" ? 1 : 0;
      return { kind: "again", notBefore: later(desk.means.now(), pause), tried };
    }
  }
}

/** A file that was taken and is not there whole: mended once, then a person must look. */
function afterLostFile({
  mends,
  name,
}: Sent["attempt"]["operation"] & { kind: "send_evidence" }): Settlement["next"] {
  if (mends === null) return { kind: "again", notBefore: null, tried: 1 };
  const reasons = [phrase("push.file_not_kept", { name })];
  return { kind: "hold", hold: { kind: "held", reasons, fields: [] } };
}
