// The key that checkpoints and receipts are signed with (Ed25519). The private half is read from its file and never
// handed on: whoever holds a SigningKey can sign, and learn the public half.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign,
  type KeyObject,
} from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { writeWhole } from "../store/whole-file.ts";

export interface KeyPlace {
  /** A PEM file (PKCS #8). */
  file: string;
  /** "made here": made on first use. "given": somebody else keeps it there, and it must exist. */
  origin: "made here" | "given";
}

export interface SigningKey {
  /** SHA-256, lower-case hex, of the public key's DER (SubjectPublicKeyInfo). */
  fingerprint: string;
  publicPem: string;
  /** The Ed25519 signature of the text's UTF-8 bytes, in base64. */
  sign(text: string): string;
}

/** The key of the place, made if need be. UserError when it is missing, unreadable or of another kind. */
export async function openSigningKey(place: KeyPlace): Promise<SigningKey> {
  const there = await findSigningKey(place);
  if (there !== null) return there;
  if (place.origin === "given") throw new UserError([phrase("ledger.key_missing", { file: place.file })]);
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  try {
    await mkdir(dirname(place.file), { recursive: true, mode: 0o700 });
    await writeWhole(place.file, pem, 0o600);
  } catch (error) {
    throw unusable(place.file, error);
  }
  return signingKey(privateKey);
}

function unusable(file: string, error: unknown): UserError {
  return new UserError([phrase("ledger.key_unusable", { file, why: (error as Error).message })]);
}

/** The key of the place, or null when there is none yet; makes none. UserError when it cannot be used. */
export async function findSigningKey({ file }: KeyPlace): Promise<SigningKey | null> {
  let pem: string;
  try {
    pem = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unusable(file, error);
  }
  return signingKey(privateKeyOf(pem, file));
}

function privateKeyOf(pem: string, file: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    throw unusable(file, error);
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw new UserError([phrase("ledger.key_unusable", { file, why: key.asymmetricKeyType ?? "?" })]);
}

function signingKey(privateKey: KeyObject): SigningKey {
  const publicPem = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  return {
    fingerprint: fingerprintOf(publicPem),
    publicPem,
    sign: (text) => sign(null, Buffer.from(text, "utf8"), privateKey).toString("base64"),
  };
}

/** The fingerprint of a public key in PEM. Throws on a text that is none. */
export function fingerprintOf(publicPem: string): string {
  return hash("sha256", createPublicKey(publicPem).export({ type: "spki", format: "der" }), "hex");
}
