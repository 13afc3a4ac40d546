// What is known or assumed of a portal, as data: reconcile decides by it, conformance checks it, the README shows it.
import type { FieldName } from "./field.ts";
import type { StatusMap } from "./status.ts";

/** Can the portal hold the field? `write: false` with a reason means it is shown but not ours to set. */
export type FieldFact =
  | { read: true; write: true; append?: true }
  | { read: true; write: false; reason: string }
  | { read: false; write: false; reason: string };

export const yes: FieldFact = { read: true, write: true };
/** Written by adding an entry; the portal shows the newest. A repeated write repeats the entry. */
export const appended: FieldFact = { read: true, write: true, append: true };
export const readOnly = (reason: string): FieldFact => ({ read: true, write: false, reason });
export const no = (reason: string): FieldFact => ({ read: false, write: false, reason });

/**
 * What proves that the portal holds a file whole. digest: it shows one. download: it shows name and size, and hands the
 * bytes out. size: name and size are all there is. receipt: a person says that it was uploaded.
 */
export type FileProof = "digest" | "download" | "size" | "receipt";

/** What the portal takes as evidence. */
export interface EvidenceFacts {
  /** upload: the bytes. link: only the address at which the document is published. */
  as: "upload" | "link";
  maxBytes: number;
  /** Media types; what the bytes are, what is declared and the name's ending must all say the same one. */
  types: readonly string[];
  /** `longest` in characters, as they are sent (a decomposed letter is several); `without`: each character that no name may hold. */
  name: { longest: number; without: string };
  /** Of one task, those of others included. */
  maxFiles: number;
  proof: FileProof;
}

/**
 * How a person signs in where no program may (captcha, one-time password, VNeID): what the browser holds afterwards is
 * handed over, and the adapter gets it as its option `session`.
 */
export interface PersonSignIn {
  gives: "cookie" | "bearer token";
  /** Path of the sign-in page below the portal's address. */
  where: string;
  /** How long a session usually lasts, where anybody knows. */
  usualHours?: number;
  /** Only where this option of the portal has this value; absent: always. */
  when?: { option: string; is: string };
}

/** How a person signs in at a portal with these options; `null`: its adapter does it by itself. */
export function signInByPerson(
  { signIn }: Pick<PortalFacts, "signIn">,
  options: Readonly<Record<string, unknown>>,
): PersonSignIn | null {
  if (signIn === undefined) return null;
  return signIn.when === undefined || options[signIn.when.option] === signIn.when.is ? signIn : null;
}

/** The address of the sign-in page, for a person. */
export function pageAt(baseUrl: string, { where }: PersonSignIn): string {
  return `${baseUrl.replace(/\/+$/, "")}/${where.replace(/^\/+/, "")}`;
}

/** Dated and sourced in the adapter's README. */
export interface PortalFacts {
  /** Absent: the adapter signs in by itself. */
  signIn?: PersonSignIn;
  fields: Readonly<Record<FieldName, FieldFact>>;
  status: StatusMap;
  /** native: the portal refuses stale writes. emulated: read again just before and after. none: neither helps. */
  conditionalWrite: { how: "native" | "emulated" | "none"; reason: string };
  evidence: EvidenceFacts | { none: string };
  /** Do the portal's entries carry our mark, so that one attempt can be found among them? `none` with the reason. */
  marker: "in entries" | { none: string };
  /** Of one account. */
  requestsPerMinute: number;
  /** Requests in flight at once for one account. */
  parallel: number;
  /** Tasks on one list page, to choose between listing and reading one by one. */
  pageSize: number;
  /** A list only names tasks: each of them must be read as well. */
  overview?: true;
  /** How long an observation may be trusted before a write that is not conditional (milliseconds). */
  observationGoodForMs: number;
  /** A write whose reply was lost may still land this long after it was sent (milliseconds). */
  settlesWithinMs: number;
}

/** How many requests a listing of so many tasks takes. */
export function requestsToList(facts: Pick<PortalFacts, "pageSize" | "overview">, tasks: number): number {
  return Math.ceil(tasks / facts.pageSize) + (facts.overview === true ? tasks : 0);
}
