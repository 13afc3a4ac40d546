// Says why a portal is left alone, when it is asked next, and what waits there meanwhile.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase, type PhraseKey } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import { CircuitOpen, type Open } from "../portal/account.ts";
import type { PortalSession } from "../portal/contract.ts";
import { SignInNeeded } from "../session/please-sign-in.ts";
import { dueAt } from "../store/due.ts";
import { onlyReading, type Lane, type Means } from "./lane.ts";

/** The sentence for each reason that a circuit breaker knows. */
const sentences: Readonly<Partial<Record<PhraseKey, PhraseKey>>> = {
  "portal.open_no_answer": "push.open_no_answer",
  "portal.open_signed_out": "push.open_signed_out",
  "portal.open_unrecognised": "push.open_unrecognised",
};

/** One sentence on a portal that is out of order. */
export async function outOfOrder(
  means: Pick<Means, "store">,
  lane: Pick<Lane, "portal" | "name">,
  { reason, since, askedNext }: Open,
): Promise<Phrase> {
  const { count, oldest } = await means.store.read(async (tx) => await dueAt(tx, lane.name));
  return phrase(sentences[reason.key] ?? "push.open_no_answer", {
    ...reason.values,
    portal: lane.portal,
    since: showInstant(since),
    next: showInstant(askedNext),
    count,
    oldest: oldest === null ? null : showInstant(oldest),
  });
}

/** Why a portal could not be read: it is left alone, or else what went wrong, in the sentence of `otherwise`. */
export async function whyUnread(
  means: Pick<Means, "store">,
  lane: Pick<Lane, "portal" | "name">,
  { error, otherwise }: { error: Error; otherwise: PhraseKey },
): Promise<Phrase> {
  if (error instanceof CircuitOpen) return await outOfOrder(means, lane, error.open);
  if (error instanceof SignInNeeded) return error.told;
  return phrase(otherwise, { portal: lane.portal, message: error.message });
}

/** A session that only reads. UserError with the reason while the portal is left alone, or a person must sign in. */
export async function connectToRead(means: Pick<Means, "store">, lane: Lane): Promise<PortalSession> {
  try {
    return await lane.connect(onlyReading);
  } catch (error) {
    if (error instanceof SignInNeeded) throw new UserError([error.told]);
    if (!(error instanceof CircuitOpen)) throw error;
    throw new UserError([await outOfOrder(means, lane, error.open)]);
  }
}
