// A task and its files as a portal shows them now.
import type { FieldName, FieldValues } from "./field.ts";
import type { Instant } from "./time.ts";

export type RemoteId = string;

/** A file as the portal shows it; `null` where the portal does not say. */
export interface RemoteEvidence {
  remoteId: RemoteId;
  name: string;
  size: number | null;
  sha256: string | null;
}

/**
 * How it was shown that a portal holds a file of ours whole; `size` and `name` believe the portal, `receipt` believes the
 * person who uploaded it.
 */
export type Proof = "digest" | "download" | "size" | "name" | "receipt";

/** Our file as one portal holds it, as far as we know. */
export interface Copy {
  sha256: string;
  /** The portal's own id and name of it; `null` while it has named none. */
  remoteId: RemoteId | null;
  remoteName: string | null;
  /** `null`: it was not seen there whole since it was sent. */
  proof: Proof | null;
  /** Ids of copies of it there that are not whole. */
  broken: readonly RemoteId[];
  /** When it was last sent again because the portal had changed or lost it. */
  mendedAt: Instant | null;
}

/** One entry of a portal that keeps every entry: what was written there at one time. */
export interface RemoteEntry {
  /** The portal's own id of it. */
  id: string;
  /** When the portal says that it was written; `null` where it does not. */
  at: Instant | null;
  /** Canonical values of the fields that an entry of this portal carries, without any mark of ours. */
  fields: FieldValues;
  /** Our mark in its text (`marker.ts`); `null`: none. */
  marker: string | null;
}

/** What was put before a person to be entered, and was not answered yet. */
export interface HandedOut {
  /** Number of the slip on which it stands. */
  slip: number;
  since: Instant;
  fields: FieldValues;
  /** Hashes of files to upload. */
  files: string[];
}

/** A task as the portal shows it now. */
export interface RemoteTask {
  remoteId: RemoteId;
  /** The task code the portal shows, exactly as it shows it. */
  code: string | null;
  /** The assigning document and the item in it, in the portal's own words; `null` where it shows none. */
  document: string | null;
  /**
   * Canonical values of every field the portal shows. The lifecycle is absent when its word is one that nobody mapped,
   * or one that says nothing of it.
   */
  fields: FieldValues;
  /** Words that no map knows: never guessed, they hold the task. */
  unknownWords: { field: FieldName; word: string }[];
  /** Every file the portal shows for this task. */
  evidence: RemoteEvidence[];
  /** The portal's entries about this task, newest last; absent where it shows only the newest values. */
  entries?: RemoteEntry[];
  /** For conditional writes; `null` where the portal has no versions. */
  version: string | null;
  /** The portal's words when it takes no writes for this task now (closed period, locked record). */
  locked: string | null;
  /** What waits for a person to enter it; absent where no person stands between us and the portal, or nothing waits. */
  handedOut?: HandedOut;
  /** What the portal said, unmapped, kept beside the mapped values. */
  raw: unknown;
}

/**
 * What looking at a task gave: the task; that the portal says it is gone (`null`); the words with which it is closed to
 * us; or that a complete listing lacked it, where the portal cannot be asked for one task.
 */
export type Seen = RemoteTask | { closed: string } | { unlisted: true } | null;

/** Whether the portal shows the task. */
export function isShown(seen: Seen): seen is RemoteTask {
  return seen !== null && "remoteId" in seen;
}
