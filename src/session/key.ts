// The key that handed-over sessions are sealed with (AES-256-GCM). It is read from its file and never handed on: whoever
// holds a SessionKey can seal and open. A lost key is told of and never replaced where sessions are being used.
import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { KeyPlace } from "../ledger/signing-key.ts";
import { writeWhole } from "../store/whole-file.ts";

const cipher = "aes-256-gcm";
const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16];

export interface SessionKey {
  /** Says which key it is and nothing about it. */
  fingerprint: string;
  /** The text, sealed for one place: it opens nowhere else. Another sealing of the same text looks different. */
  seal(text: string, place: string): string;
  /** What was sealed for this place; `null` when it was changed, sealed for another place or with another key. */
  open(sealed: string, place: string): string | null;
  /** Another key, for one purpose: it says nothing about this one. */
  derive(purpose: string): string;
}

/** The key of the place, made if need be. UserError when it is missing where somebody gave it, or cannot be used. */
export async function openSessionKey(place: KeyPlace): Promise<SessionKey> {
  const there = await findSessionKey(place);
  if (there !== null) return there;
  if (place.origin === "given") throw new UserError([phrase("session.key_missing", { file: place.file })]);
  const bytes = randomBytes(keyBytes);
  try {
    await mkdir(dirname(place.file), { recursive: true, mode: 0o700 });
    await writeWhole(place.file, `${bytes.toString("base64")}\n`, 0o600);
  } catch (error) {
    throw unusable(place.file, (error as Error).message);
  }
  return sessionKey(bytes);
}

/** The key of the place, or null when there is none; makes none. UserError when it cannot be used. */
export async function findSessionKey({ file }: KeyPlace): Promise<SessionKey | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unusable(file, (error as Error).message);
  }
  const bytes = Buffer.from(text.trim(), "base64");
  if (bytes.length === keyBytes) return sessionKey(bytes);
  throw unusable(file, `${bytes.length} ≠ ${keyBytes} bytes`);
}

function unusable(file: string, why: string): UserError {
  return new UserError([phrase("session.key_unusable", { file, why })]);
}

function sessionKey(bytes: Buffer): SessionKey {
  return {
    fingerprint: hash("sha256", Buffer.concat([Buffer.from("dongbo session key "), bytes]), "hex").slice(
      0,
      16,
    ),
    seal(text, place) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, bytes, nonce, { authTagLength: tagBytes });
      sealing.setAAD(Buffer.from(place, "utf8"));
      const sealed = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString("base64");
    },
    open(sealed, place) {
      const whole = Buffer.from(sealed, "base64");
      if (whole.length < nonceBytes + tagBytes) return null;
      const opening = createDecipheriv(cipher, bytes, whole.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      opening.setAAD(Buffer.from(place, "utf8"));
      opening.setAuthTag(whole.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const text = opening.update(whole.subarray(nonceBytes + tagBytes));
        return Buffer.concat([text, opening.final()]).toString("utf8");
      } catch {
        // All that the cipher says is that this is not what was sealed here.
        return null;
      }
    },
    derive: (purpose) =>
      Buffer.from(hkdfSync("sha256", bytes, "", `dongbo ${purpose}`, keyBytes)).toString("base64"),
  };
}
