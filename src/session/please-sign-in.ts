// That a person must sign in before anything can be asked of a portal, in a sentence with the page and the command.
import { SignedOut } from "../../schemas/errors.ts";
import { inWords, phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { dueAt } from "../store/due.ts";
import { currentSession, endedSessions } from "../store/sessions.ts";

/** A portal where a person signs in: its name, and the page where. */
export interface SignInPlace {
  portal: string;
  page: string;
}

/** Nothing is asked of the portal until somebody has signed in. No failure: nothing is counted against anybody. */
export class SignInNeeded extends SignedOut {
  override name = "SignInNeeded";
  readonly told: Phrase;
  constructor(told: Phrase, options?: ErrorOptions) {
    super(inWords(told, "en"), options);
    this.told = told;
  }
}

/** Why a person must sign in at a portal: nobody ever did, or the session ended; or that somebody just did. */
export async function pleaseSignIn(tx: Tx, { portal, page }: SignInPlace): Promise<Phrase> {
  if ((await currentSession(tx, portal)) !== null) return phrase("session.newer", { portal, page });
  const [last] = await endedSessions(tx, { portal, newest: 1 });
  const { count } = await dueAt(tx, portal);
  const values = { portal, page, count };
  if (last === undefined) return phrase("session.never", values);
  const ended = { by: last.handedBy, since: showInstant(last.handedAt), at: showInstant(last.endedAt) };
  if (last.endedHow === "signed_out") return phrase("session.given_up", { ...values, ...ended });
  return phrase("session.ended", { ...values, ...ended });
}

/** That the current session cannot be opened here, in the sentence of `key`. */
export async function cannotOpen(
  tx: Tx,
  { portal, page }: SignInPlace,
  { key, file }: { key: "session.key_lost" | "session.key_other" | "session.does_not_open"; file: string },
): Promise<Phrase> {
  const { count } = await dueAt(tx, portal);
  return phrase(key, { portal, page, count, file });
}
