// What a portal's simulator promises to tests, demo and training. The engine that keeps it is in src/portal.

/** One request that arrived, as the portal counts it. */
export interface Arrival {
  at: number;
  method: string;
  path: string;
  status: number | "cut";
  /** True when it changed what the portal holds. */
  committed: boolean;
  /** Faults that fired on it. */
  faults: string[];
}

/**
 * When a fault fires. `times` (default 1) bounds how often; `after` skips that many matching requests first;
 * `chance` makes it random by the seed. `on` narrows to reads, writes, sign-ins or a path fragment.
 */
export interface FaultRule {
  fault: string;
  on?: "read" | "write" | "signIn" | { path: string };
  after?: number;
  times?: number;
  chance?: number;
  /** Parameters of the fault (simulator-faults.ts), for example `{ retryAfter: 2 }`, `{ word: "Đã phê duyệt" }`. */
  with?: Readonly<Record<string, string | number | boolean>>;
}

/** A task as the portal's owner enters it. */
export interface SeededTask {
  /** "": the portal gives it no code. */
  code: string;
  title: string;
  dueOn: string | null;
  leadOrganisation: string | null;
  /** The assigning document and the item in it, for portals that have such a box; others drop it. */
  document?: string | null;
}

/** A task as the simulator holds it, in canonical values, for seeding and for asking afterwards. */
export interface HeldTask {
  remoteId: string;
  code: string;
  fields: Readonly<Record<string, string | number | null>>;
  /** Progress entries in order, for portals that append; a sender's mark behind a text stands beside it. */
  entries: { percent: number | null; text: string; marker: string | null }[];
  evidence: { name: string; size: number; sha256: string }[];
}

export interface RunningSimulator {
  /** http://127.0.0.1:PORT */
  url: string;
  /** Options that make the adapter talk to it, secrets included (invented at each start). */
  options: Record<string, unknown>;
  /** Puts tasks into the portal as its owner would; returns the remote ids in order. */
  seed(tasks: readonly SeededTask[]): string[];
  /** Everything the portal holds now. */
  held(): HeldTask[];
  /** Changes a task as a person at the portal would, in canonical values. */
  edit(remoteId: string, fields: Readonly<Record<string, string | number | null>>): void;
  /** Takes a task away with its entries and files, as its owner would; its id is never given again. */
  remove(remoteId: string): void;
  /** Enters a task a second time: the same code and content under another id, which it returns. */
  copy(remoteId: string): string;
  /** Loses the files of a task, as a broken disk does. */
  loseFiles(remoteId: string): void;
  /** Every fault that `script` takes. */
  faults: readonly string[];
  /** Replaces the scripted faults. */
  script(rules: FaultRule[]): void;
  /** How often each fault has fired since `script`. */
  fired(): Readonly<Record<string, number>>;
  arrivals(): readonly Arrival[];
  /** The portal's own count: writes it committed, entries and files it holds twice for one task. */
  tally(): { reads: number; writes: number; doubledEntries: number; doubledFiles: number };
  /** Every secret it has invented so far: passwords, tokens, cookies. None of them may be found anywhere else. */
  secrets(): readonly string[];
  /** Resolves once nothing that arrived is under way any more: what lands late has landed. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface Simulator {
  /** Faults this simulator can produce beyond the engine's own. */
  faults: readonly string[];
  /** `requestsPerMinute` 0: no limit. `now`: the portal's clock in milliseconds since 1970, its own if left out. */
  start(settings?: {
    port?: number;
    seed?: number;
    requestsPerMinute?: number;
    now?: () => number;
  }): Promise<RunningSimulator>;
}
