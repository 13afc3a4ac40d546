// Answers once: a request that comes again under the same idempotency key gets the answer it had, and nothing happens twice.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { later, type Instant } from "../../schemas/time.ts";
import { answerUnder, keepAnswer } from "../store/api-tokens.ts";
import type { Tx } from "../store/connection.ts";

interface Answer {
  status: number;
  body: unknown;
  again?: boolean;
}

const keptForMs = 24 * 3_600_000;

/**
 * What `work` answers, kept under the key in the same transaction; under a known key the kept answer. UserError when the
 * key was used for something else. A failure keeps nothing: it may be tried again under the same key.
 */
export async function answerOnce(
  tx: Tx,
  { under, at }: { under: { tokenId: string; key: string; request: string } | null; at: Instant },
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (under === null) return await work();
  const known = await answerUnder(tx, under);
  if (known !== null) {
    if (known.request !== under.request) throw new UserError([phrase("api.key_reused", { key: under.key })]);
    return { status: known.status, body: JSON.parse(known.body) as unknown, again: true };
  }
  const answer = await work();
  const { status, body } = answer;
  await keepAnswer(tx, { ...under, status, body: JSON.stringify(body), at, since: later(at, -keptForMs) });
  return answer;
}
