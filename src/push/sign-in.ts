// A person hands a session over: it is tried at once and kept only when it works. No password is asked for or kept.
import { SignedOut, UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { readCopied } from "../session/handed-over.ts";
import { keepHandedOver, type Keeper, type Noticed } from "../session/keep.ts";
import type { SignInPlace } from "../session/please-sign-in.ts";
import type { PersonSignIn } from "../../schemas/facts.ts";
import { dueAt } from "../store/due.ts";
import { callLane } from "../store/lane-calls.ts";
import { tryingOut, type Lane, type Means } from "./lane.ts";

export interface SignedIn extends Noticed {
  portal: string;
  /** Whom the portal takes us for; `null`: it does not say. */
  account: string | null;
  /** A task that the session could read; `null`: the portal lists none. */
  firstTask: string | null;
  promisedUntil: Instant | null;
}

/** How a person signs in at a lane's portal. UserError where the adapter does it by itself. */
export function signInOf(lane: Lane): PersonSignIn & SignInPlace {
  if (lane.signIn !== undefined) return lane.signIn;
  throw new UserError([phrase("session.not_by_person", { portal: lane.portal })]);
}

/**
 * Tries what was copied from a browser and keeps it. UserError when it is none, is over already, or the portal refuses
 * it: then nothing is kept and the session before it stays. Throws what the portal throws.
 */
export async function signIn(
  { means, keeper }: { means: Pick<Means, "now" | "newId">; keeper: Keeper },
  lane: Lane,
  { copied, expiresAt }: { copied: string; expiresAt: Instant | null },
): Promise<SignedIn> {
  const { portal } = lane;
  const { secret, promisedUntil: said } = readCopied(copied, signInOf(lane).gives, means.now());
  const promisedUntil = expiresAt ?? said;
  if (promisedUntil !== null && promisedUntil <= means.now()) {
    throw new UserError([phrase("session.over_already", { portal, until: showInstant(promisedUntil) })]);
  }
  const tried = await tryOut(lane, secret);
  const handed = { id: means.newId(), portal, secret, account: tried.account, promisedUntil };
  const noticed = await keepHandedOver(keeper, handed);
  // What waited for this goes on at once, where something carries by itself.
  await keeper.store.transaction(async (tx) => {
    const { oldest } = await dueAt(tx, lane.name);
    if (oldest !== null) await callLane(tx, { lane: lane.name, at: means.now(), reason: "signed_in" });
  });
  return { portal, ...tried, promisedUntil, ...noticed };
}

async function tryOut(lane: Lane, session: Parameters<Lane["connect"]>[0]["session"]) {
  try {
    const opened = await lane.connect({ ...tryingOut, ...(session && { session }) });
    const account = opened.account ?? null;
    for await (const task of opened.listTasks()) return { account, firstTask: task.code ?? task.remoteId };
    return { account, firstTask: null };
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error;
    const { portal } = lane;
    throw new UserError([phrase("session.not_taken", { portal, message: error.message })]);
  }
}
