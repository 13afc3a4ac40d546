// A checkpoint: where every lane of the ledger ended at one moment, signed. Kept off the machine, it shows a ledger
// that was cut, replaced by an older copy or written anew.
import { z } from "zod";
import { InstantSchema } from "./time-shapes.ts";

const Sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What is signed, as canonical JSON (RFC 8785). */
export const CheckpointBodySchema = z.strictObject({
  format: z.literal("dongbo-checkpoint-1"),
  /** 1 and upwards, without holes. */
  number: z.int().positive(),
  at: InstantSchema,
  /** The last entry of every lane, in order of lanes. */
  heads: z.array(z.strictObject({ lane: z.string(), seq: z.int().positive(), hash: Sha256HexSchema })),
  /** SHA-256 of the body of the checkpoint before; 64 zeros before the first. */
  previous: Sha256HexSchema,
  /** Fingerprint of the public key: SHA-256 of its DER (SubjectPublicKeyInfo). */
  key: Sha256HexSchema,
});
export type CheckpointBody = z.infer<typeof CheckpointBodySchema>;

/** A checkpoint as it is kept and handed on: the exact signed text, and its Ed25519 signature in base64. */
export const CheckpointSchema = z.strictObject({ body: z.string(), signature: z.string() });
export type Checkpoint = z.infer<typeof CheckpointSchema>;
