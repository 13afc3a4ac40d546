// A session that tells when something leaves through it, and stops for a moment after each look and each write.
import type { PortalSession } from "../../../src/portal/contract.ts";

export interface Watcher {
  /** Something is about to leave; what it returns is called once the portal has answered. */
  leaves(what: { remoteId: string; file: string | null }): () => void;
  pause(at: "look" | "write"): Promise<void>;
}

/** The same session, watched. */
export function watched(session: PortalSession, { leaves, pause }: Watcher): PortalSession {
  const { sendProgress, sendEvidence } = session;
  const written = async <Receipt>(
    what: Parameters<Watcher["leaves"]>[0],
    send: () => Promise<Receipt> | undefined,
  ): Promise<Receipt> => {
    const answered = leaves(what);
    try {
      const receipt = await send();
      if (receipt === undefined) throw new Error("the portal takes no such thing");
      return receipt;
    } finally {
      answered();
      await pause("write");
    }
  };
  return {
    ...session,
    async *listTasks() {
      yield* session.listTasks();
      await pause("look");
    },
    async readTask(remoteId) {
      const task = (await session.readTask?.(remoteId)) ?? null;
      await pause("look");
      return task;
    },
    sendProgress: async (change) =>
      await written({ remoteId: change.remoteId, file: null }, () => sendProgress?.(change)),
    sendEvidence: async (file) =>
      await written({ remoteId: file.remoteId, file: file.name }, () => sendEvidence?.(file)),
  };
}
