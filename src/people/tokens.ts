// Tokens of the programming interface: shown once, kept as a digest, revoked by name. A token is 32 random bytes, so its
// plain SHA-256 cannot be guessed back.
import { createHash, randomBytes } from "node:crypto";
import type { TokenRole } from "../../schemas/api.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { ownLedger } from "../ledger/erase.ts";
import {
  addToken,
  endToken,
  noteUse,
  selectTokens,
  tokenByDigest,
  type ApiToken,
} from "../store/api-tokens.ts";
import type { Store, Tx } from "../store/connection.ts";

export type { ApiToken } from "../store/api-tokens.ts";

export interface TokenMeans {
  store: Store;
  now(): Instant;
  newId(): string;
  who: string;
  run: string;
}

const namePattern = /^[a-z0-9][a-z0-9._-]{1,39}$/;
const mark = "dongbo_";

/** Makes a token; its text is told this once. UserError when the name is taken or no name. */
export async function makeToken(
  means: TokenMeans,
  wish: { name: string; role: TokenRole; units: string[] | null },
): Promise<{ token: ApiToken; text: string }> {
  const { name, role, units } = wish;
  if (!namePattern.test(name)) throw new UserError([phrase("token.bad_name", { name })]);
  const text = `${mark}${randomBytes(32).toString("base64url")}`;
  const { who: madeBy, newId } = means;
  const madeAt = means.now();
  const token = { id: newId(), name, role, units, madeBy, madeAt, lastUsedAt: null, revoked: null };
  await means.store.transaction(async (tx) => {
    if (!(await addToken(tx, { ...token, digest: digestOf(text) }))) {
      throw new UserError([phrase("token.taken", { name })]);
    }
    await note(tx, means, phrase("token.made", { name, role }));
  });
  return { token, text };
}

/** Every token there ever was, newest first. */
export async function listTokens({ store }: Pick<TokenMeans, "store">): Promise<ApiToken[]> {
  return await store.read(async (tx) => await selectTokens(tx));
}

/** Ends the token of that name. UserError when none is in force. */
export async function revokeToken(means: TokenMeans, name: string): Promise<void> {
  await means.store.transaction(async (tx) => {
    if (!(await endToken(tx, { name, by: means.who, at: means.now() }))) {
      throw new UserError([phrase("token.none", { name })]);
    }
    await note(tx, means, phrase("token.revoked", { name }));
  });
}

const notedEveryMs = 60_000;

/** Whose token a text is; `null`: nobody's, or not any more. That it was used is noted once a minute. */
export async function recognise(
  { store, now }: Pick<TokenMeans, "store" | "now">,
  text: string,
): Promise<ApiToken | null> {
  if (!text.startsWith(mark)) return null;
  const token = await store.read(async (tx) => await tokenByDigest(tx, digestOf(text)));
  if (token === null) return null;
  const at = now();
  if (token.lastUsedAt === null || Date.parse(at) - Date.parse(token.lastUsedAt) >= notedEveryMs) {
    await store.transaction(async (tx) => await noteUse(tx, token.id, at));
  }
  return token;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function note(tx: Tx, { run, who, now }: TokenMeans, said: Phrase): Promise<void> {
  const body = { kind: "note" as const, run, who, linkId: null, note: said };
  await appendEntries(tx, { lane: ownLedger, at: now(), bodies: [body] });
}
