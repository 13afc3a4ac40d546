// Opens a session behind its account's circuit breaker, and lets the breaker see what only the adapter can tell:
// that the portal does not know us any more, or speaks another language than it did.
import { SignedOut, Unrecognised } from "../../schemas/errors.ts";
import type { Circuit } from "./circuit.ts";
import type { PortalSession } from "./contract.ts";

/**
 * Signs in through `open`. While the circuit is open this is its probe, with one read and nothing beside it: throws
 * CircuitOpen when it is not time for that, unless a person asks `anyway`.
 */
export async function openSession(
  circuit: Circuit,
  { open, anyway }: { open(): Promise<PortalSession>; anyway: boolean },
): Promise<PortalSession> {
  const isProbe = circuit.isOpen();
  return await circuit.admit({
    anyway,
    ask: async () => {
      const session = seenBy(circuit, await signedIn(circuit, open));
      if (isProbe) await readOnce(session);
      return session;
    },
  });
}

async function readOnce(session: PortalSession): Promise<void> {
  for await (const _ of session.listTasks()) return;
}

/** A refused sign-in is not tried again soon; a session that got lost later is worth one more sign-in. */
async function signedIn(circuit: Circuit, open: () => Promise<PortalSession>): Promise<PortalSession> {
  try {
    return await watched(circuit, open);
  } catch (error) {
    if (error instanceof SignedOut) await circuit.trip(error);
    throw error;
  }
}

async function watched<Result>(circuit: Circuit, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unrecognised) await circuit.trip(error);
    throw error;
  }
}

function seenBy(circuit: Circuit, session: PortalSession): PortalSession {
  const { readTask, sendProgress, sendEvidence, readEvidence } = session;
  return {
    listTasks: () => seenListing(circuit, session),
    ...(readTask && { readTask: (id) => watched(circuit, () => readTask.call(session, id)) }),
    ...(sendProgress && {
      sendProgress: (change) => watched(circuit, () => sendProgress.call(session, change)),
    }),
    ...(sendEvidence && { sendEvidence: (file) => watched(circuit, () => sendEvidence.call(session, file)) }),
    ...(readEvidence && {
      readEvidence: (file, take) => watched(circuit, () => readEvidence.call(session, file, take)),
    }),
  };
}

async function* seenListing(circuit: Circuit, session: PortalSession) {
  const tasks = session.listTasks()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await watched(circuit, () => tasks.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await tasks.return?.();
  }
}
