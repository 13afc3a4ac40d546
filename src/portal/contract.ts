// The contract between dongbo and a portal. Small: a portal must be able to list; everything else is optional, and
// every "no" has a reason. An adapter maps, signs in and asks; retry, limits, recording and redaction are around it.
import type { z } from "zod";
import type { SheetRules } from "../../schemas/by-hand.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import type { FieldValues } from "../../schemas/field.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type { RemoteEvidence, RemoteId, RemoteTask } from "../../schemas/remote.ts";
import type { Http } from "./http.ts";
import type { Notebook } from "./notebook.ts";
import type { Simulator } from "./simulator.ts";

export { appended, no, readOnly, yes } from "../../schemas/facts.ts";
export type { FieldFact, PersonSignIn, PortalFacts } from "../../schemas/facts.ts";
export type { RemoteEntry, RemoteEvidence, RemoteId, RemoteTask } from "../../schemas/remote.ts";

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
  /** Short mark of this attempt, put behind the entry's text where the facts say so, and taken off when reading. */
  marker: string;
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

/** Is given the bytes of a file as they come, from the start at each try; what it throws ends the try. */
export type TakeBytes = (bytes: AsyncIterable<Uint8Array>) => Promise<void>;

export interface PortalSession {
  /** Whom the portal takes us for, by name, where it tells. Shown to whoever hands a session over. */
  account?: string;
  /**
   * Every task this account may see, complete or throwing: an iteration that ends normally is a complete listing.
   * Yields each remote id once, whatever the paging does. Safe to start again.
   */
  listTasks(): AsyncIterable<RemoteTask>;
  /** One task; `null` when the portal says that it is gone (and not merely forbidden). */
  readTask?(remoteId: RemoteId): Promise<RemoteTask | null>;
  /** Absent: the portal is read-only. May be called at most once per attempt. */
  sendProgress?(change: ProgressChange): Promise<Receipt>;
  /**
   * One file. A receipt whose `stored` is not what was sent says that the portal kept a broken copy, or none; where it
   * can be left unattached, it is.
   */
  sendEvidence?(file: EvidenceFile): Promise<Receipt>;
  /**
   * The bytes of a file as the portal holds it now, streamed. Refused when the portal does not hand it out (any more).
   * Absent: it hands out none.
   */
  readEvidence?(file: { taskId: RemoteId; fileId: RemoteId }, take: TakeBytes): Promise<void>;
  /** Takes back what lies before a person for this task. Absent: nothing ever does. May be called again. */
  withdraw?(remoteId: RemoteId): Promise<void>;
}

export interface Portal<Options = unknown> {
  name: string;
  options: z.ZodObject;
  facts: PortalFacts;
  /**
   * Signs in and says who we are; throws SignedOut when the portal does not know this account. Where a person signs in
   * (`facts.signIn`), the option `session` holds what the browser held: SignedOut as soon as the portal refuses it, and
   * nothing else is tried. What answers renew of it is good for this session only. A portal that people reach is given a
   * notebook, and never uses the wire.
   */
  open(options: Options, http: Http, notebook?: Notebook): Promise<PortalSession>;
  /** Of a portal that people reach and no wire does: what follows from its options. */
  byHand?(options: Options): { facts: PortalFacts; sheet: SheetRules };
  /** A strict imitation of the portal for tests, training and the demo; absent for the in-memory reference. */
  simulator?: Simulator;
}

/** Declares a portal; the option type follows from its schema. */
export function definePortal<Schema extends z.ZodObject>(portal: {
  name: string;
  options: Schema;
  facts: PortalFacts;
  open(options: z.infer<Schema>, http: Http, notebook?: Notebook): Promise<PortalSession>;
  byHand?(options: z.infer<Schema>): { facts: PortalFacts; sheet: SheetRules };
  simulator?: Simulator;
}): Portal {
  return portal as Portal;
}
