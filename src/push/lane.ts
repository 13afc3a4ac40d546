// What a push works with: a lane (one portal account, carried by one worker at a time) and the means of the run.
// Wired in main; nothing here opens a connection or reads a clock by itself.
import type { Approvals } from "../../schemas/approvals.ts";
import type { Exchange } from "../../schemas/attempt.ts";
import type { SheetRules } from "../../schemas/by-hand.ts";
import { digestOf } from "../../schemas/canonical.ts";
import type { GuardSettings } from "../../schemas/config.ts";
import type { ProofRules } from "../../schemas/evidence.ts";
import type { PersonSignIn, PortalFacts } from "../../schemas/facts.ts";
import type { FieldName, Ownership } from "../../schemas/field.ts";
import type { Meter } from "../../schemas/meter.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import type { RecordedExchange } from "../../schemas/recording.ts";
import type { Secret } from "../../schemas/secret.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Verdict } from "../evidence/scanner.ts";
import type { Log } from "../log.ts";
import type { PortalSession } from "../portal/contract.ts";
import type { SignInPlace } from "../session/please-sign-in.ts";
import type { Store } from "../store/connection.ts";

export interface Lane {
  /** The portal's name in the configuration. */
  portal: string;
  name: string;
  facts: PortalFacts;
  guards: GuardSettings;
  /** Owners of fields where this portal's configuration departs from the usual ones. */
  owners: Partial<Record<FieldName, Ownership>>;
  /** What the programmes of a task ask for before it is told as completed; absent: nothing. */
  proofs?: ProofRules;
  /** What a push without an approved plan may not carry; absent: it carries everything. */
  approvals?: Approvals;
  /** Of a portal that people reach: how it is entered. */
  byHand?: SheetRules;
  /** Where a person signs in, and how; absent: the adapter does. */
  signIn?: PersonSignIn & SignInPlace;
  /**
   * Signs in; CircuitOpen while the portal is out of order and it is not time to ask it. Where a person signs in,
   * SignInNeeded without a request when there is no session, and from any request that finds it ended.
   */
  connect(wire: WireRules): Promise<PortalSession>;
}

/** What a run asks of every request that its session makes. */
export interface WireRules {
  /** Is told of each, in the asynchronous context that made it. */
  record(exchange: Exchange): void;
  /** Asked at the last moment before a write leaves; `false` keeps it here. */
  mayWrite(): boolean;
  /** A person asks: also a portal that is out of order. */
  anyway?: true;
  /** Hears of every exchange whole and redacted, for a recording. */
  keep?(exchange: RecordedExchange): void;
  /** A session that somebody is handing over just now, in the place of the kept one. */
  session?: Secret;
}

/** Of sessions that only look: nothing of theirs is on the ledger, and no write leaves. */
export const onlyReading: WireRules = { record: () => undefined, mayWrite: () => false };

/** Of sessions by which a person tries whether a portal works again. */
export const tryingOut: WireRules = { ...onlyReading, anyway: true };

/** One step of a run, for whoever shows progress. `total` may be a guess. */
export type Step = { portal: string; done: number; total: number } & (
  | { doing: "signing_in" | "observing" | "scanning" | "sending" | "verifying" | "waiting" }
  /** One large file, in bytes. */
  | { doing: "uploading"; name: string }
);

export interface Means {
  store: Store;
  openEvidence(sha256: string): AsyncIterable<Uint8Array>;
  /** What the virus scanner says of a kept file, asked once a run; absent: none is configured, and files go unscanned. */
  scanEvidence?: (sha256: string) => Promise<Verdict>;
  now(): Instant;
  /** A stopwatch in milliseconds that runs on while the process or the machine sleeps. */
  elapsed(): number;
  newId(): string;
  wait(ms: number): Promise<void>;
  who: string;
  /** Which process this is, for a person: user, machine, process number. */
  carrier: string;
  run: string;
  show(step: Step): void;
  log: Log;
  /** Where somebody measures (a process that stays); absent: nobody does. */
  meter?: Meter;
}

/** What became of a lane in one run; counts are of tasks. */
export interface LaneReport {
  portal: string;
  /** Looked at and already in step. */
  inStep: number;
  applied: number;
  adopted: number;
  held: number;
  refused: number;
  /** Held or refused by earlier runs, still waiting for somebody. */
  waiting: number;
  /** Sent, not seen at the portal yet: looked for again by the next run. */
  uncertain: number;
  /** Due, and left so because only an approved plan may carry it. */
  unapproved: number;
  /** Otherwise still due: not sent, or not finished. */
  left: number;
  /** With a saved plan: items that no longer are what was approved. */
  drifted: number;
  /** Who carries the lane instead of this run; then nothing was done. */
  busy: Phrase | null;
  /** That a person paused the portal; then nothing was done. */
  paused: Phrase | null;
  /** That a person must sign in first, or again; then nothing more was done. */
  signIn: Phrase | null;
  /** Why the whole lane stopped early, in the words for a person. */
  stopped: Phrase | null;
  /** Guards that refused the lane's plan. */
  refusals: Phrase[];
}

/** The counts of a report that people are told, in this order, where there are any. */
export const toldCounts = [
  "applied",
  "inStep",
  "adopted",
  "held",
  "refused",
  "waiting",
  "unapproved",
  "left",
  "uncertain",
] as const satisfies readonly (keyof LaneReport)[];

/** As many tasks at once as can be sent while what we saw of them may still be trusted. */
export function waveSizeOf(facts: Pick<PortalFacts, "requestsPerMinute" | "observationGoodForMs">): number {
  const sent = Math.floor((facts.requestsPerMinute * facts.observationGoodForMs) / 60_000);
  return Math.max(1, Math.min(5000, sent));
}

/**
 * A stable digest of the maps and owners under which bases are taken; when it changes, the next run only reports drift.
 * Reasons and losses are prose and timeliness is never compared: neither counts.
 */
export function mappingOf({ facts, owners }: Pick<Lane, "owners"> & { facts: MapsOfFacts }): string {
  const { reads, writes, shows } = facts.status;
  const fields = mapValues(facts.fields, ({ read, write }) => [read, write]);
  const status = {
    reads: mapValues(reads, (word) => word.lifecycle),
    writes: mapValues(writes, (said) => (typeof said === "string" ? said : null)),
    shows: mapValues(shows, (shown) => shown.as),
  };
  return digestOf({ fields, owners, status }).slice(0, 16);
}

type MapsOfFacts = Pick<PortalFacts, "fields" | "status">;

function mapValues<Value, Kept>(of: Readonly<Record<string, Value>>, keep: (value: Value) => Kept) {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, keep(value)]));
}
