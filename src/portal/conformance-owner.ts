// The other side of a portal under test: whoever owns it, enters tasks, looks at what it holds, and breaks the line.
// A simulator is one; a real server behind a relay is another. Knows no adapter.
import type { FaultRule, HeldTask, RunningSimulator, SeededTask } from "./simulator.ts";

/** What an owner does to a portal besides entering tasks, and may be unable to do. */
export type OwnerAct = "copy" | "loseFiles" | "remove" | "edit";

export interface PortalOwner {
  /** Make the adapter talk to it, secrets as Secret. */
  options: Record<string, unknown>;
  /** Every fault that `script` takes. */
  faults: readonly string[];
  /** What this owner cannot do, by the name of the act, each with the reason. */
  cannot: Readonly<Partial<Record<OwnerAct, string>>>;
  /** Enters tasks; resolves once they can be read, with their remote ids in order. */
  seed(tasks: readonly SeededTask[]): Promise<string[]>;
  /** What the portal holds now, tasks of others included; also after `stop`. */
  held(): Promise<HeldTask[]>;
  edit(remoteId: string, fields: Readonly<Record<string, string | number | null>>): Promise<void>;
  remove(remoteId: string): Promise<void>;
  copy(remoteId: string): Promise<string>;
  loseFiles(remoteId: string): Promise<void>;
  /** Replaces the scripted faults. */
  script(rules: FaultRule[]): void;
  /** How often each fault has fired since `script`. */
  fired(): Readonly<Record<string, number>>;
  /** Counted from the start of this stage: writes that the portal committed, entries and files it holds twice. */
  tally(): Promise<{ reads: number; writes: number; doubledEntries: number; doubledFiles: number }>;
  /** How many requests have arrived; absent: it cannot count them. */
  arrived?(): number;
  /** Every secret it has invented or seen on the line so far. */
  secrets(): readonly string[];
  /** Resolves once nothing that arrived is under way any more. */
  idle(): Promise<void>;
  /** From now on nobody is connected to the portal any more. May be called twice. */
  stop(): Promise<void>;
}

/** The owner of a portal that is a simulator. */
export function ownerOf(simulator: RunningSimulator): PortalOwner {
  return {
    options: simulator.options,
    faults: simulator.faults,
    cannot: {},
    seed: async (tasks) => simulator.seed(tasks),
    held: async () => simulator.held(),
    edit: async (remoteId, fields) => simulator.edit(remoteId, fields),
    remove: async (remoteId) => simulator.remove(remoteId),
    copy: async (remoteId) => simulator.copy(remoteId),
    loseFiles: async (remoteId) => simulator.loseFiles(remoteId),
    script: (rules) => simulator.script(rules),
    fired: () => simulator.fired(),
    tally: async () => simulator.tally(),
    // What does not speak HTTP leaves no exchange that could be compared.
    ...(simulator.url.startsWith("http") && { arrived: () => simulator.arrivals().length }),
    secrets: () => simulator.secrets(),
    idle: async () => await simulator.idle(),
    stop: async () => await simulator.stop(),
  };
}
