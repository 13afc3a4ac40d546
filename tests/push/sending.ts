// A lane whose reports of progress go out in another way: later, watched, or over a line that breaks.
import type { PortalSession } from "../../src/portal/contract.ts";
import type { Lane } from "../../src/push/lane.ts";

type Send = NonNullable<PortalSession["sendProgress"]>;

/** The lane, with each report handed to `how` with what would send it. */
export function sending(
  lane: Lane,
  how: (change: Parameters<Send>[0], send: Send) => ReturnType<Send>,
): Lane {
  return {
    ...lane,
    async connect(wire) {
      const session = await lane.connect(wire);
      const { sendProgress } = session;
      if (sendProgress === undefined) return session;
      const send: Send = async (change) => await sendProgress.call(session, change);
      return { ...session, sendProgress: async (change) => await how(change, send) };
    },
  };
}
