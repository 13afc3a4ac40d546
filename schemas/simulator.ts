// What a portal's simulator promises to tests, demo and training. The engine that keeps it is in src/portal.
import { z } from "zod";

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
 * `chance` makes it random by the seed. `on` narrows to reads, writes, sign-ins or a path fragment. `with` holds the
 * fault's parameters (faults.ts), for example `{ retryAfter: 2 }`, `{ word: "Đã phê duyệt" }`.
 */
export const FaultRuleSchema = z.strictObject({
  fault: z.string().min(1),
  on: z
    .union([z.enum(["read", "write", "signIn"]), z.strictObject({ path: z.string().min(1) })], {
      error: "read, write, signIn, {path: …}",
    })
    .optional(),
  after: z.int().nonnegative().optional(),
  times: z.int().positive().optional(),
  chance: z.number().min(0).max(1).optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/** A rule of `FaultRuleSchema`. */
export interface FaultRule {
  fault: string;
  on?: "read" | "write" | "signIn" | { path: string } | undefined;
  after?: number | undefined;
  times?: number | undefined;
  chance?: number | undefined;
  with?: Readonly<Record<string, string | number | boolean>> | undefined;
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

/** Places of the entries and files of a task that repeat an earlier one of it. */
export function doubledIn(task: Pick<HeldTask, "entries" | "evidence">): {
  entries: Set<number>;
  files: Set<number>;
} {
  return {
    entries: repeats(task.entries.map((entry) => `${entry.percent} ${entry.text}`)),
    files: repeats(task.evidence.map(({ sha256 }) => sha256)),
  };
}

function repeats(keys: string[]): Set<number> {
  return new Set(keys.flatMap((key, place) => (keys.indexOf(key) < place ? [place] : [])));
}

/** A page that a simulator serves beside the portal. */
export interface SimulatorPage {
  path: string;
  answer(asked: {
    query: URLSearchParams;
    acceptLanguage: string;
  }): Promise<{ headers: Record<string, string>; html: string }>;
}

export interface RunningSimulator {
  /** http://127.0.0.1:PORT */
  url: string;
  /** Options that make the adapter talk to it, secrets included (invented at each start). */
  options: Record<string, unknown>;
  /**
   * A person signs in in a browser: what that browser holds then, as it would be copied, and until when it is good
   * (milliseconds since 1970). Absent: the portal has no such page.
   */
  signInAsPerson?(): { session: string; expiresAt: number };
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
  /** Every fault that this simulator can produce. */
  faults: readonly string[];
  /** `requestsPerMinute` 0: no limit. `now`: the portal's clock in milliseconds since 1970, its own if left out. */
  start(settings?: {
    port?: number;
    seed?: number;
    requestsPerMinute?: number;
    now?: () => number;
    /** Hears of each request as it ends. */
    onArrival?: (arrival: Arrival) => void;
    /** A page for people at a path of its own, which is no part of the portal. */
    page?: SimulatorPage;
  }): Promise<RunningSimulator>;
}
