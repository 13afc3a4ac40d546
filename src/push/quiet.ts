// Items that need no wire: already in step, held, adopting only, or waiting for an old attempt to show itself.
import type { Outcome } from "../../schemas/attempt.ts";
import { markerOf } from "../../schemas/marker.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isShown } from "../../schemas/remote.ts";
import { later, showInstant } from "../../schemas/time.ts";
import { closeAttempts } from "../ledger/append.ts";
import { seeCopies } from "../store/copies.ts";
import type { Claim } from "../store/due.ts";
import { moveBases } from "../store/links.ts";
import { classifiedTasks } from "../store/tasks.ts";
import type { Item } from "./decide-lane.ts";
import { judgeOld } from "./judge.ts";
import { landingOf, unseen } from "./landing.ts";
import { isSettled, lookAgainAt } from "./look-again.ts";
import { sendingsOf } from "./send.ts";
import { seenCopies } from "./sent-files.ts";
import { baseWithAdopted, heldBy, outcomeOf, settleAll, type Desk, type Settlement } from "./settle.ts";

/** A listing that lacks a task is asked for again after this long: at once it would only repeat itself. */
const nextListingMs = 10 * 60_000;
/** After so many tries without the portal showing the change a person must look. */
const maxTries = 5;

/**
 * Settles everything that needs no sending and returns the items that do, and the marks of those that only an approved
 * plan may carry: of them no more is settled than what became of earlier attempts.
 */
export async function settleQuiet(
  desk: Desk,
  { items, unapproved }: { items: readonly Item[]; unapproved: ReadonlySet<string> },
): Promise<{ busy: Item[]; keptBack: Claim[] }> {
  const settlements: Settlement[] = [];
  const busy: Item[] = [];
  const keptBack: Claim[] = [];
  const found: Found[] = [];
  for (const item of items) {
    const claim = desk.unsettled.get(item.link.id);
    if (claim === undefined) continue;
    const old = oldAttempts(desk, item);
    if (old.waitUntil !== null) {
      const next = { kind: "again", notBefore: old.waitUntil, tried: 0 } as const;
      settlements.push({ item, claim, outcomes: [], base: null, copies: [], next });
    } else if (unapproved.has(item.link.id)) {
      if (old.outcomes.length > 0) found.push({ item, outcomes: old.outcomes });
      keptBack.push(claim);
    } else if (sendingsOf(item).length > 0 && claim.tries < maxTries) {
      if (old.outcomes.length > 0) found.push({ item, outcomes: old.outcomes });
      busy.push(item);
    } else settlements.push(quietly(desk, item, { claim, outcomes: old.outcomes }));
  }
  await closeOld(desk, found);
  await settleAll(desk, settlements);
  return { busy, keptBack };
}

interface Settling {
  claim: Claim;
  outcomes: Outcome[];
}

/** What became of the attempts that an earlier run left open for an item that is sent anew, or may not be yet. */
interface Found {
  item: Item;
  outcomes: Outcome[];
}

/**
 * Old attempts are closed before new ones open: at most one is ever open for the same thing. What they brought goes into
 * the base with that: who dies before the new ones are settled leaves nobody who knows that it was ours.
 */
async function closeOld(desk: Desk, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return;
  const { means, lane, lease } = desk;
  const at = means.now();
  await lease.transaction(async (tx) => {
    await closeAttempts(tx, { lane: lane.name, outcomes: found.flatMap(({ outcomes }) => outcomes), at });
    const marked = await classifiedTasks(
      tx,
      found.map(({ item }) => item.ours.taskId),
    );
    const told = found.filter(({ item }) => !marked.has(item.ours.taskId));
    await moveBases(
      tx,
      told.map(({ item: { link } }) => ({ ...link, linkId: link.id, verified: false })),
      at,
    );
    await seeCopies(
      tx,
      told.flatMap(({ item, outcomes }) =>
        copiesNow(desk, item, outcomes).map((copy) => ({ linkId: item.link.id, ...copy })),
      ),
      at,
    );
  });
}

function quietly(desk: Desk, item: Item, { claim, outcomes }: Settling): Settlement {
  const { decision } = item;
  const common = { item, claim, outcomes, copies: copiesNow(desk, item, outcomes) };
  if (decision.asksAgain) {
    const notBefore = later(desk.means.now(), nextListingMs);
    // What one listing lacks the next may show: nothing is said of old attempts yet.
    return { ...common, outcomes: [], base: null, next: { kind: "again", notBefore, tried: 0 } };
  }
  const held = heldBy(decision);
  if (held?.whole === true) {
    const hold = { ...held.hold, reasons: [...held.hold.reasons, ...toCheck(desk, item, outcomes)] };
    return { ...common, base: baseWithAdopted(item), next: { kind: "hold", hold } };
  }
  if (sendingsOf(item).length > 0) {
    const reasons = [phrase("push.gave_up", { tries: claim.tries })];
    return {
      ...common,
      base: decision.base,
      next: { kind: "hold", hold: { kind: "held", reasons, fields: [] } },
    };
  }
  const next = held === null ? ({ kind: "in_step" } as const) : ({ kind: "hold", hold: held.hold } as const);
  return { ...common, base: baseWithAdopted(item), next };
}

/** What is known of the files now, with those of old attempts that turn out to have mended a copy. */
function copiesNow(
  { lane }: Desk,
  { open, copies, decision, theirs }: Item,
  outcomes: readonly Outcome[],
): Settlement["copies"] {
  if (!isShown(theirs)) return [];
  const applied = new Set(
    outcomes.filter(({ outcome }) => outcome === "applied").map(({ attemptId }) => attemptId),
  );
  const mended = open.flatMap(({ attemptId, operation }) =>
    operation.kind === "send_evidence" && operation.mends !== null && applied.has(attemptId)
      ? [operation.sha256]
      : [],
  );
  return seenCopies({ copies, mended: new Set(mended) }, decision, lane.facts.evidence);
}

/** What only a person can find out: whether an attempt arrived at a task that the portal no longer shows us. */
function toCheck({ lane }: Desk, { open }: Item, outcomes: readonly Outcome[]): Phrase[] {
  const unknown = open.filter(({ attemptId }) =>
    outcomes.some((one) => one.attemptId === attemptId && one.outcome === "unknown"),
  );
  return unknown.map(({ attemptId, openedAt, operation }) => {
    const sentAt = showInstant(openedAt);
    if (operation.kind === "send_evidence")
      return phrase("push.check_file", { sentAt, name: operation.name });
    const fields = operation.kind === "send_progress" ? Object.keys(operation.set).join(", ") : "";
    if (lane.facts.marker !== "in entries") return phrase("push.check_progress", { sentAt, fields });
    return phrase("push.check_marked", { sentAt, fields, marker: markerOf(attemptId) });
  });
}

/** Judges attempts that an earlier run left open, once the portal has had the time it may need. */
function oldAttempts(
  { means, lane, wire, seenAt }: Desk,
  item: Item,
): { outcomes: Outcome[]; waitUntil: string | null } {
  const outcomes: Outcome[] = [];
  for (const { attemptId, openedAt, operation } of item.open) {
    // Of a task that is gone or closed to us nobody can say whether the attempt landed.
    const landing = isShown(item.theirs)
      ? landingOf({ attemptId, operation }, { item, theirs: item.theirs, facts: lane.facts })
      : unseen;
    const since = Date.parse(openedAt) > Date.parse(wire.since) ? openedAt : wire.since;
    const looking = { since, seenAt, withinMs: lane.facts.settlesWithinMs };
    // Counted to the beginning of the look: what landed while we were looking may have been missed.
    if (landing.landed !== "all" && landing.landed !== "handed_out" && !isSettled(looking)) {
      return { outcomes: [], waitUntil: lookAgainAt(looking) };
    }
    outcomes.push(outcomeOf(means, item, { judgement: judgeOld(attemptId, landing), exchanges: [] }));
  }
  return { outcomes, waitUntil: null };
}
