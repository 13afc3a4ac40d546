// A process that stays is known to all others: its row in the table of processes, kept fresh while it lives and taken
// away when it ends in order.
import { addProcess, keepProcess, leaveProcess } from "../store/processes.ts";
import type { Ground, Part } from "./part.ts";

/** How often a sign of life is given; silent counts from six of them (store/processes.ts). */
const beatMs = 10_000;

/** Notes the process with the parts that it will run. While the database is away it goes on and tries again. */
export async function notePresence(
  { store, id, kind, means }: Pick<Ground, "store" | "id" | "kind" | "means">,
  parts: string[],
): Promise<Part> {
  const row = { id, kind, carrier: means.carrier, parts };
  await store.transaction(async (tx) => await addProcess(tx, row));
  const beat = async () => {
    try {
      await store.transaction(async (tx) => {
        if (!(await keepProcess(tx, id))) await addProcess(tx, row);
      });
    } catch (error) {
      means.log.warn({ process: id, error: String(error) }, "sign of life failed");
    }
  };
  let beating: Promise<void> | null = null;
  const beats = setInterval(() => {
    beating ??= beat().finally(() => (beating = null));
  }, beatMs);
  return {
    name: "presence",
    async stop() {
      clearInterval(beats);
      await beating;
      await store.transaction(async (tx) => await leaveProcess(tx, id));
    },
  };
}
