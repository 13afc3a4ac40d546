// Tokens of the programming interface, by their digest, and what was answered under an idempotency key.
import { sql } from "kysely";
import { TokenRoleSchema, type TokenRole } from "../../schemas/api.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

export interface ApiToken {
  id: string;
  name: string;
  role: TokenRole;
  /** Ids of the organisations whose tasks it reaches; `null`: all. */
  units: string[] | null;
  madeBy: string;
  madeAt: Instant;
  lastUsedAt: Instant | null;
  revoked: { by: string; at: Instant } | null;
}

const columns = [
  "id",
  "name",
  "role",
  "units",
  "made_by",
  "made_at",
  "last_used_at",
  "revoked_by",
  "revoked_at",
] as const;

/** Adds a token by its digest; `false` when one of that name is in force. */
export async function addToken(tx: Tx, token: ApiToken & { digest: string }): Promise<boolean> {
  const result = await tx
    .insertInto("api_token")
    .values({
      id: token.id,
      name: token.name,
      digest: token.digest,
      role: token.role,
      units: token.units === null ? null : JSON.stringify(token.units),
      made_by: token.madeBy,
      made_at: token.madeAt,
      last_used_at: null,
      revoked_by: null,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column("name").where("revoked_at", "is", null).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The token in force with that digest. */
export async function tokenByDigest(tx: Tx, digest: string): Promise<ApiToken | null> {
  const row = await tx
    .selectFrom("api_token")
    .select(columns)
    .where("digest", "=", digest)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : tokenOf(row);
}

/** Every token there ever was, newest first. */
export async function selectTokens(tx: Tx): Promise<ApiToken[]> {
  const rows = await tx
    .selectFrom("api_token")
    .select(columns)
    .orderBy("made_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(tokenOf);
}

/** Ends the token of that name; `false` when none is in force. */
export async function endToken(tx: Tx, end: { name: string; by: string; at: Instant }): Promise<boolean> {
  const result = await tx
    .updateTable("api_token")
    .set({ revoked_by: end.by, revoked_at: end.at })
    .where("name", "=", end.name)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes that a token was used. */
export async function noteUse(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.updateTable("api_token").set({ last_used_at: at }).where("id", "=", id).execute();
}

interface TokenRow {
  id: string;
  name: string;
  role: string;
  units: string[] | null;
  made_by: string;
  made_at: string;
  last_used_at: string | null;
  revoked_by: string | null;
  revoked_at: string | null;
}

function tokenOf(row: TokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    role: TokenRoleSchema.parse(row.role),
    units: row.units,
    madeBy: row.made_by,
    madeAt: row.made_at,
    lastUsedAt: row.last_used_at,
    revoked: row.revoked_at === null ? null : { by: row.revoked_by ?? "", at: row.revoked_at },
  };
}

/** What was answered under a key. */
export interface KeptAnswer {
  /** Digest of what was asked. */
  request: string;
  status: number;
  body: string;
}

/** The answer under a key, locked against whoever uses the same key at the same moment until the transaction ends. */
export async function answerUnder(tx: Tx, of: { tokenId: string; key: string }): Promise<KeptAnswer | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${of.tokenId} ${of.key}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom("api_answer")
    .select(["request", "status", "body"])
    .where("token_id", "=", of.tokenId)
    .where("key", "=", of.key)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps an answer under a key, and lets go of those that are older than `since`. */
export async function keepAnswer(
  tx: Tx,
  kept: KeptAnswer & { tokenId: string; key: string; at: Instant; since: Instant },
): Promise<void> {
  const { tokenId, since, ...rest } = kept;
  await tx.deleteFrom("api_answer").where("at", "<", since).execute();
  await tx
    .insertInto("api_answer")
    .values({ token_id: tokenId, ...rest })
    .execute();
}
