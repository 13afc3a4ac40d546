// Makes checkpoints and checks their signatures. A checkpoint speaks of all lanes as of one moment and names the one
// before it by its hash, so none can be taken out from between.
import { hash, verify } from "node:crypto";
import { CheckpointBodySchema, type Checkpoint, type CheckpointBody } from "../../schemas/checkpoint.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import {
  insertCheckpoint,
  lastCheckpoint,
  lockCheckpoints,
  type StoredCheckpoint,
} from "../store/checkpoints.ts";
import type { Tx } from "../store/connection.ts";
import { laneEnds } from "../store/ledger.ts";
import { canonicalText, genesisHash } from "./chain.ts";
import { findSigningKey, openSigningKey, type KeyPlace } from "./signing-key.ts";

/**
 * Makes a checkpoint of where all lanes end now; null when none has moved since the last one. UserError when the key
 * cannot be used, or is another than the one that signed before: a lost key is told of, never replaced in silence.
 */
export async function makeCheckpoint(
  tx: Tx,
  { key: place, at }: { key: KeyPlace; at: Instant },
): Promise<StoredCheckpoint | null> {
  // Under the lock, so that two processes neither make the key twice nor two checkpoints of one number.
  await lockCheckpoints(tx);
  const heads = (await laneEnds(tx)).flatMap(({ lane, head }) => (head ? [{ lane, ...head }] : []));
  const last = await lastCheckpoint(tx);
  await expectKeyOf(last, place);
  const before = last === undefined ? [] : bodyOf(last).heads;
  if (canonicalText(heads) === canonicalText(before)) return null;
  const key = await openSigningKey(place);
  const number = (last?.number ?? 0) + 1;
  const body: CheckpointBody = {
    format: "dongbo-checkpoint-1",
    number,
    at: new Date(at).toISOString(),
    heads,
    previous: last === undefined ? genesisHash : hash("sha256", last.body, "hex"),
    key: key.fingerprint,
  };
  const text = canonicalText(body);
  const made = { number, at: body.at, body: text, signature: key.sign(text) };
  await insertCheckpoint(tx, made);
  return made;
}

/** Throws UserError when the key of the place is not the one that signed this checkpoint. */
export async function expectKeyOf(last: StoredCheckpoint | undefined, place: KeyPlace): Promise<void> {
  if (last === undefined) return;
  const { key } = bodyOf(last);
  if ((await findSigningKey(place))?.fingerprint !== key)
    throw new UserError([phrase("ledger.key_changed", { file: place.file, key })]);
}

/** What a checkpoint says. Throws on a text that is none. */
export function bodyOf({ body }: Pick<Checkpoint, "body">): CheckpointBody {
  return CheckpointBodySchema.parse(JSON.parse(body));
}

/** Whether the key's owner signed exactly this text. */
export function isSigned({ body, signature }: Checkpoint, publicPem: string): boolean {
  return verify(null, Buffer.from(body, "utf8"), publicPem, Buffer.from(signature, "base64"));
}
