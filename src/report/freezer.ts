// Freezes what is due once a minute for as long as its process stays.
import { randomUUID } from "node:crypto";
import { freezeDue, type Freezing } from "./freeze.ts";

/** Structurally `Log` (log.ts), which this room does not know. */
interface Notes {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface FreezerSettings extends Omit<Freezing, "newId"> {
  wait(ms: number): Promise<void>;
  log: Notes;
}

/** How often it looks, and how soon it notices that it is to stop (milliseconds). */
const [everyMs, sliceMs] = [60_000, 1000];

/** Starts it; `stop` waits until what is being frozen is frozen. A failure is logged and tried again a minute later. */
export function startFreezer(settings: FreezerSettings): Promise<{ name: string; stop(): Promise<void> }> {
  const { wait, log } = settings;
  const freezing = { ...settings, newId: randomUUID };
  const state = { isStopped: false };
  const running = (async () => {
    while (!state.isStopped) {
      try {
        for (const { period, cutOff, digest, tasks } of await freezeDue(freezing)) {
          log.info({ period, cutOff, digest, tasks }, "froze what the units have reported");
        }
      } catch (error) {
        log.warn({ err: error }, "could not freeze, tries again in a minute");
      }
      for (let waited = 0; waited < everyMs && !state.isStopped; waited += sliceMs) await wait(sliceMs);
    }
  })();
  return Promise.resolve({
    name: "freezer",
    async stop() {
      state.isStopped = true;
      await running;
    },
  });
}
