// Keeps what people handed over: sealed while it is good, gone when it ended. What is opened here goes to the portal's
// adapter and nowhere else.
import type { SignedOut } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { Secret } from "../../schemas/secret.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import type { KeyPlace } from "../ledger/signing-key.ts";
import type { Store, Tx } from "../store/connection.ts";
import {
  currentSession,
  endedSessions,
  endSession,
  keepSession,
  portalsOfOtherKeys,
  sessionWorked,
  type CurrentSession,
} from "../store/sessions.ts";
import { findSessionKey, openSessionKey } from "./key.ts";
import { cannotOpen, pleaseSignIn, SignInNeeded, type SignInPlace } from "./please-sign-in.ts";

/** Where sessions are kept, and for whom. */
export interface Keeper {
  store: Store;
  key: KeyPlace;
  now(): Instant;
  who: string;
  run: string;
}

/** A kept session in use. */
export interface OpenedSession {
  secret: Secret;
  /** The portal took it just now. Cheap: written down once a minute. */
  worked(): Promise<void>;
  /** The portal takes it no longer: it has ended from now on; what to throw in the place of `error`. */
  over(error: SignedOut): Promise<SignInNeeded>;
}

const notedEveryMs = 60_000;

/** The current session of a portal. SignInNeeded when there is none, or when it cannot be opened here. */
export async function openKept(keeper: Keeper, place: SignInPlace): Promise<OpenedSession> {
  const kept = await keeper.store.read(async (tx) => await currentSession(tx, place.portal));
  if (kept === null) throw await needed(keeper, async (tx) => await pleaseSignIn(tx, place));
  const secret = new Secret(await unsealed(keeper, place, kept));
  let noted = Date.parse(kept.workedAt);
  return {
    secret,
    async worked() {
      const at = keeper.now();
      if (Date.parse(at) - noted < notedEveryMs) return;
      noted = Date.parse(at);
      await keeper.store.transaction(async (tx) => await sessionWorked(tx, kept.id, at));
    },
    async over(error) {
      const told = await keeper.store.transaction(async (tx) => {
        await end(tx, keeper, kept);
        return await pleaseSignIn(tx, place);
      });
      return new SignInNeeded(told, { cause: error });
    },
  };
}

/** Which place a sealed text opens in: this session of this portal. */
const placeOf = ({ portal, id }: { portal: string; id: string }) => `${portal} ${id}`;

async function unsealed(keeper: Keeper, place: SignInPlace, kept: CurrentSession): Promise<string> {
  const key = await findSessionKey(keeper.key);
  const text = key?.open(kept.sealed, placeOf(kept)) ?? null;
  if (text !== null) return text;
  const isOther = key !== null && key.fingerprint !== kept.key;
  const why = key === null ? "session.key_lost" : isOther ? "session.key_other" : "session.does_not_open";
  const { file } = keeper.key;
  throw await needed(keeper, async (tx) => await cannotOpen(tx, place, { key: why, file }));
}

async function needed(keeper: Keeper, why: (tx: Tx) => Promise<Phrase>): Promise<SignInNeeded> {
  return new SignInNeeded(await keeper.store.read(why));
}

async function end(tx: Tx, keeper: Keeper, { id, portal, promisedUntil, handedBy }: CurrentSession) {
  const at = keeper.now();
  const how = promisedUntil !== null && promisedUntil <= at ? "in_time" : "early";
  // Somebody may have handed over a newer one meanwhile; and of several requests only the first is news.
  if (!(await endSession(tx, { id, at, how }))) return;
  const note = phrase(how === "early" ? "session.early_note" : "session.in_time_note", {
    portal,
    by: handedBy,
  });
  await noteOn(tx, keeper, { portal, note });
}

/** What was handed over and has been tried, to be kept. */
export interface HandedOver {
  id: string;
  portal: string;
  secret: Secret;
  account: string | null;
  promisedUntil: Instant | null;
}

/** What a hand-over should make people look at. */
export interface Noticed {
  /** Portals whose session can no longer be opened: it was sealed with a key that is gone. */
  lost: string[];
  /** Whom the portal took the session before for, where that is somebody else. */
  otherBefore: string | null;
}

/** Keeps a session that works, noted on the ledger; the one before it ends. */
export async function keepHandedOver(keeper: Keeper, handed: HandedOver): Promise<Noticed> {
  const key = await openSessionKey(keeper.key);
  const { id, portal, account, promisedUntil } = handed;
  const at = keeper.now();
  const sealed = key.seal(handed.secret.reveal(), placeOf(handed));
  return await keeper.store.transaction(async (tx) => {
    const [ended] = await endedSessions(tx, { portal, newest: 1 });
    const before = ((await currentSession(tx, portal)) ?? ended)?.account ?? null;
    const times = { handedAt: at, workedAt: at, promisedUntil };
    await keepSession(tx, {
      id,
      portal,
      account,
      sealed,
      key: key.fingerprint,
      handedBy: keeper.who,
      ...times,
    });
    const until = promisedUntil === null ? null : showInstant(promisedUntil);
    await noteOn(tx, keeper, { portal, note: phrase("session.handed_note", { portal, until }) });
    const lost = await portalsOfOtherKeys(tx, key.fingerprint);
    return { lost, otherBefore: before === account || account === null ? null : before };
  });
}

/** Forgets the session of a portal, noted on the ledger; whether there was one. */
export async function forgetSession(keeper: Keeper, portal: string): Promise<boolean> {
  return await keeper.store.transaction(async (tx) => {
    const kept = await currentSession(tx, portal);
    if (kept === null) return false;
    await endSession(tx, { id: kept.id, at: keeper.now(), how: "signed_out" });
    await noteOn(tx, keeper, { portal, note: phrase("session.given_up_note", { portal }) });
    return true;
  });
}

async function noteOn(
  tx: Tx,
  keeper: Keeper,
  { portal, note }: { portal: string; note: Phrase },
): Promise<void> {
  const body = { kind: "note" as const, run: keeper.run, who: keeper.who, linkId: null, note };
  await appendEntries(tx, { lane: portal, at: keeper.now(), bodies: [body] });
}
