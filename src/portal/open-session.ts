// Opens a session behind its account's circuit breaker, and lets the breaker see what only the adapter can tell:
// that the portal does not know us any more, or speaks another language than it did. A session that a person handed over
// is no matter for the breaker: whoever keeps it hears of its end.
import { SignedOut, Unrecognised } from "../../schemas/errors.ts";
import type { Circuit } from "./circuit.ts";
import type { PortalSession } from "./contract.ts";

/** Hears of a session that a person handed over. */
export interface HandedOver {
  /** The portal took it just now. */
  worked(): Promise<void>;
  /** The portal no longer takes it; what to throw in the place of `error`. */
  over(error: SignedOut): Promise<SignedOut>;
}

export interface Opening {
  open(): Promise<PortalSession>;
  /** A person asks: also a portal that is out of order. */
  anyway: boolean;
  /** Where a person signed in; absent: the adapter does. */
  handed?: HandedOver;
}

/**
 * Signs in through `open`. While the circuit is open this is its probe, with one read and nothing beside it: throws
 * CircuitOpen when it is not time for that, unless a person asks `anyway`.
 */
export async function openSession(
  circuit: Circuit,
  { open, anyway, handed }: Opening,
): Promise<PortalSession> {
  const isProbe = circuit.isOpen();
  const watch = { circuit, ...(handed && { handed }) };
  const admitted = await circuit.admit({
    anyway,
    ask: async () => {
      try {
        const session = seenBy(watch, await signedIn(watch, open));
        if (isProbe) await readOnce(session);
        return session;
      } catch (error) {
        // The portal answers, and only a person can mend this: nothing that a breaker should wait for.
        if (handed !== undefined && error instanceof SignedOut) return error;
        throw error;
      }
    },
  });
  if (admitted instanceof SignedOut) throw admitted;
  return admitted;
}

type Watch = Pick<Opening, "handed"> & { circuit: Circuit };

async function readOnce(session: PortalSession): Promise<void> {
  for await (const _ of session.listTasks()) return;
}

/** A refused sign-in is not tried again soon; a session that got lost later is worth one more sign-in. */
async function signedIn(watch: Watch, open: () => Promise<PortalSession>): Promise<PortalSession> {
  try {
    return await watched(watch, open);
  } catch (error) {
    if (error instanceof SignedOut && watch.handed === undefined) await watch.circuit.trip(error);
    throw error;
  }
}

async function watched<Result>({ circuit, handed }: Watch, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work();
    await handed?.worked();
    return result;
  } catch (error) {
    if (error instanceof Unrecognised) await circuit.trip(error);
    if (error instanceof SignedOut && handed !== undefined) throw await handed.over(error);
    throw error;
  }
}

function seenBy(watch: Watch, session: PortalSession): PortalSession {
  const { account, readTask, sendProgress, sendEvidence, readEvidence, withdraw } = session;
  return {
    ...(account !== undefined && { account }),
    listTasks: () => seenListing(watch, session),
    ...(readTask && { readTask: (id) => watched(watch, () => readTask.call(session, id)) }),
    ...(sendProgress && {
      sendProgress: (change) => watched(watch, () => sendProgress.call(session, change)),
    }),
    ...(sendEvidence && { sendEvidence: (file) => watched(watch, () => sendEvidence.call(session, file)) }),
    ...(readEvidence && {
      readEvidence: (file, take) => watched(watch, () => readEvidence.call(session, file, take)),
    }),
    ...(withdraw && { withdraw: (id) => watched(watch, () => withdraw.call(session, id)) }),
  };
}

async function* seenListing(watch: Watch, session: PortalSession) {
  const tasks = session.listTasks()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await watched(watch, () => tasks.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await tasks.return?.();
  }
}
