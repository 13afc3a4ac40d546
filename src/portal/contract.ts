// The contract between dongbo and a portal. Small: a portal must be able to list; everything else is optional, and
// every "no" has a reason. An adapter maps, signs in and asks; retry, limits, recording and redaction are around it.
import type { z } from "zod";
import type { FieldName, FieldValues } from "../../schemas/field.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type { StatusMap } from "../../schemas/status.ts";
import type { Http } from "./http.ts";
import type { Simulator } from "./simulator.ts";

export type RemoteId = string;

/** A file as the portal shows it; `null` where the portal does not say. */
export interface RemoteEvidence {
  remoteId: RemoteId;
  name: string;
  size: number | null;
  sha256: string | null;
}

/** A task as the portal shows it now. */
export interface RemoteTask {
  remoteId: RemoteId;
  /** The task code the portal shows, exactly as it shows it. */
  code: string | null;
  /** Canonical values of every field the portal shows. A status word nobody mapped is absent here. */
  fields: FieldValues;
  /** Words that no map knows: never guessed, they hold the task. */
  unknownWords: { field: FieldName; word: string }[];
  /** Every file the portal shows for this task. */
  evidence: RemoteEvidence[];
  /** For conditional writes; `null` where the portal has no versions. */
  version: string | null;
  /** The portal's words when it takes no writes for this task now (closed period, locked record). */
  locked: string | null;
  /** What the portal said, unmapped, kept beside the mapped values. */
  raw: unknown;
}

/** A change to send. `set` holds only what differs; a portal that takes whole forms fills the rest from `whole`. */
export interface ProgressChange {
  remoteId: RemoteId;
  set: FieldValues;
  whole: FieldValues;
  /** The task as last observed: for conditional writes and for merging into whole forms. */
  before: RemoteTask;
  /** Files already at the portal that this progress cites. */
  cites: RemoteEvidence[];
  /** Idempotency key; sent where the portal has a place for it. */
  key: string;
}

export interface EvidenceFile {
  remoteId: RemoteId;
  name: string;
  mime: string;
  size: number;
  sha256: string;
  documentNumber: string;
  documentOn: string | null;
  /** The bytes; may be called again for a repeated try. */
  open(): AsyncIterable<Uint8Array>;
  key: string;
}

export interface PortalSession {
  /**
   * Every task this account may see, complete or throwing: an iteration that ends normally is a complete listing.
   * Yields each remote id once, whatever the paging does. Safe to start again.
   */
  listTasks(): AsyncIterable<RemoteTask>;
  /** One task; `null` when the portal says that it is gone (and not merely forbidden). */
  readTask?(remoteId: RemoteId): Promise<RemoteTask | null>;
  /** Absent: the portal is read-only. May be called at most once per attempt. */
  sendProgress?(change: ProgressChange): Promise<Receipt>;
  sendEvidence?(file: EvidenceFile): Promise<Receipt>;
}

/** Can the portal hold the field? `write: no` with a reason means it is shown but not ours to set. */
export type FieldFact =
  | { read: true; write: true; append?: true }
  | { read: true; write: false; reason: string }
  | { read: false; write: false; reason: string };

export const yes: FieldFact = { read: true, write: true };
/** Written by adding an entry; the portal shows the newest. A repeated write repeats the entry. */
export const appended: FieldFact = { read: true, write: true, append: true };
export const readOnly = (reason: string): FieldFact => ({ read: true, write: false, reason });
export const no = (reason: string): FieldFact => ({ read: false, write: false, reason });

/** What is known or assumed of a portal, as data. Dated and sourced in the adapter's README. */
export interface PortalFacts {
  fields: Readonly<Record<FieldName, FieldFact>>;
  status: StatusMap;
  /** native: the portal refuses stale writes. emulated: read again just before and after. none: neither helps. */
  conditionalWrite: { how: "native" | "emulated" | "none"; reason: string };
  evidence: { maxBytes: number; types: readonly string[] } | { none: string };
  /** Of one account. */
  requestsPerMinute: number;
  /** Requests in flight at once for one account. */
  parallel: number;
  /** Tasks on one list page, to choose between listing and reading one by one. */
  pageSize: number;
  /** How long an observation may be trusted before a write that is not conditional (milliseconds). */
  observationGoodForMs: number;
  /** A write whose reply was lost may still land this long after it was sent (milliseconds). */
  settlesWithinMs: number;
}

export interface Portal<Options = unknown> {
  name: string;
  options: z.ZodObject;
  facts: PortalFacts;
  /** Signs in and says who we are; throws SignedOut when the portal does not know this account. */
  open(options: Options, http: Http): Promise<PortalSession>;
  /** A strict imitation of the portal for tests, training and the demo; absent for the in-memory reference. */
  simulator?: Simulator;
}

/** Declares a portal; the option type follows from its schema. */
export function definePortal<Schema extends z.ZodObject>(portal: {
  name: string;
  options: Schema;
  facts: PortalFacts;
  open(options: z.infer<Schema>, http: Http): Promise<PortalSession>;
  simulator?: Simulator;
}): Portal {
  return portal as Portal;
}
