// Parts a ledger entry into what is hashed for ever and what may go one day. The hashed body holds a salted digest of
// each part, so a part that is there is proved and one that was taken off leaves nothing to guess it by.
import { hash, randomBytes } from "node:crypto";
import { detachable, type About, type KeptBody, type LedgerBody } from "../../schemas/attempt.ts";
import { canonicalText } from "./chain.ts";

/** Part name -> [salt (hex), canonical JSON]. */
export type Parts = Readonly<Record<string, readonly [salt: string, text: string]>>;

export interface SealedBody {
  /** The canonical JSON that the hash covers. */
  body: string;
  /** The parts as they are stored. */
  parts: string;
}

const saltBytes = 16;

/** SHA-256, lower-case hex, of the salt and the part's canonical JSON. */
export function partDigest(salt: string, text: string): string {
  return hash("sha256", salt + text, "hex");
}

/** Seals one entry; `salt` makes a salt of its own for each part. */
export function seal(entry: LedgerBody, salt: () => string = freshSalt): SealedBody {
  const stays: Record<string, unknown> = { ...entry };
  if (entry.kind === "attempt") stays["about"] = aboutOf(entry);
  const digests: Record<string, string> = {};
  const parts: string[] = [];
  for (const name of detachable[entry.kind]) {
    const [own, text] = [salt(), canonicalText(stays[name])];
    delete stays[name];
    digests[name] = partDigest(own, text);
    parts.push(`"${name}":["${own}",${JSON.stringify(text)}]`);
  }
  return { body: canonicalText({ ...stays, parts: digests }), parts: `{${parts.join(",")}}` };
}

/** The entry as it reads now: parts that were taken off are `null`. */
export function unseal({ body, parts }: SealedBody): KeptBody {
  const { parts: digests, ...stays } = JSON.parse(body) as { parts: Record<string, string> };
  const there = JSON.parse(parts) as Parts;
  const values = Object.keys(digests).map((name) => [name, valueOf(there[name])]);
  return { ...stays, ...Object.fromEntries(values) } as unknown as KeptBody;
}

function valueOf(part: Parts[string] | undefined): unknown {
  return part === undefined ? null : JSON.parse(part[1]);
}

function aboutOf({ operation }: Extract<LedgerBody, { kind: "attempt" }>): About {
  const { kind: does, taskCode, portal, remoteId } = operation;
  return {
    does,
    taskCode,
    portal,
    remoteId,
    fields: "set" in operation ? Object.keys(operation.set) : [],
    sha256: operation.kind === "send_evidence" ? operation.sha256 : null,
  };
}

// Asking the system for many salts at once costs a third.
let salts = Buffer.alloc(0);

function freshSalt(): string {
  if (salts.length === 0) salts = randomBytes(saltBytes * 256);
  const salt = salts.subarray(0, saltBytes).toString("hex");
  salts = salts.subarray(saltBytes);
  return salt;
}
