// Ledger bodies. An attempt is written before the wire is touched, its outcome after; an attempt without an outcome
// means: look at the portal again (design: "life of one push").
import { z } from "zod";
import { OperationSchema, type Operation } from "./operation.ts";
import { PhraseSchema } from "./stored-phrase.ts";
import { FieldNameSchema } from "./field.ts";

/**
 * applied: the portal shows all that was sent. partly: some fields only. refused: the portal said no. not_sent: it
 * provably never left this machine, or the portal provably did not take it. unknown: settled by a later look. handed_out:
 * it was put before a person, who enters it; what became of that is told by a receipt.
 */
export const OutcomeKindSchema = z.enum([
  "applied",
  "partly",
  "refused",
  "not_sent",
  "unknown",
  "handed_out",
]);
export type OutcomeKind = z.infer<typeof OutcomeKindSchema>;

/** One request and its answer, redacted and clipped before it reaches this shape. */
export const ExchangeSchema = z.strictObject({
  at: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.int().nullable(),
  ms: z.number(),
  request: z.string(),
  response: z.string(),
});
export type Exchange = z.infer<typeof ExchangeSchema>;

export const AttemptSchema = z.strictObject({
  kind: z.literal("attempt"),
  attemptId: z.uuid(),
  linkId: z.uuid(),
  run: z.string(),
  who: z.string(),
  /** Idempotency key: from portal, remote id, what is sent and the base it was decided against. */
  key: z.string(),
  operation: OperationSchema,
});
export type Attempt = z.infer<typeof AttemptSchema>;

export const OutcomeSchema = z.strictObject({
  kind: z.literal("outcome"),
  attemptId: z.uuid(),
  linkId: z.uuid(),
  run: z.string(),
  outcome: OutcomeKindSchema,
  /** With `partly`: what the portal did not take. */
  missing: z.array(FieldNameSchema),
  reason: PhraseSchema.nullable(),
  exchanges: z.array(ExchangeSchema),
});
export type Outcome = z.infer<typeof OutcomeSchema>;

/** A named person let one guard pass for one portal until an instant. */
export const OverrideSchema = z.strictObject({
  kind: z.literal("override"),
  run: z.string(),
  who: z.string(),
  portal: z.string(),
  guard: z.string(),
  reason: z.string().min(1),
  until: z.iso.datetime(),
});

/** A register value was taken over from a portal, or a saved plan was approved or used. */
export const NoteSchema = z.strictObject({
  kind: z.literal("note"),
  run: z.string(),
  who: z.string(),
  linkId: z.uuid().nullable(),
  note: PhraseSchema,
});

/** Parts of earlier entries were taken off the ledger: a person's data, or bulk whose time was over. */
export const ErasureSchema = z.strictObject({
  kind: z.literal("erasure"),
  run: z.string(),
  who: z.string(),
  reason: z.string().min(1),
  /** Which parts of which entries, first and last included. */
  erased: z.array(
    z.strictObject({
      lane: z.string(),
      from: z.int().positive(),
      to: z.int().positive(),
      parts: z.array(z.string()).min(1),
    }),
  ),
});

/** What every task looked like at a cut-off was frozen; the digest is that of `schemas/snapshot.ts`. */
export const SnapshotEntrySchema = z.strictObject({
  kind: z.literal("snapshot"),
  run: z.string(),
  who: z.string(),
  period: z.string(),
  since: z.iso.datetime(),
  cutOff: z.iso.datetime(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** How many tasks it holds. */
  tasks: z.int().nonnegative(),
});
export type SnapshotEntry = z.infer<typeof SnapshotEntrySchema>;

/** Somebody who audits opened a page of the console, or took a file away from it. */
export const ReadingSchema = z.strictObject({
  kind: z.literal("reading"),
  run: z.string(),
  who: z.string(),
  how: z.enum(["opened", "exported"]),
  /** Path and query of what was asked for. */
  what: z.string(),
});

/** An entry as it is given to the ledger. */
export const LedgerBodySchema = z.discriminatedUnion("kind", [
  AttemptSchema,
  OutcomeSchema,
  OverrideSchema,
  NoteSchema,
  ErasureSchema,
  SnapshotEntrySchema,
  ReadingSchema,
]);
export type LedgerBody = z.infer<typeof LedgerBodySchema>;

/**
 * What may be taken off an entry one day without breaking the chain, by kind: who did it, and everything that people or
 * portals wrote. The rest (that something was sent, when, where, which fields or file by its hash, how it ended) stays.
 */
export const detachable = {
  attempt: ["who", "operation"],
  outcome: ["reason", "exchanges"],
  override: ["who", "reason"],
  note: ["who", "note"],
  erasure: ["who", "reason"],
  snapshot: ["who"],
  reading: ["who", "what"],
} as const satisfies { [Kind in LedgerBody["kind"]]: readonly (keyof Extract<LedgerBody, { kind: Kind }>)[] };

/** What an attempt was about, kept when its operation is gone. */
export interface About {
  does: Operation["kind"];
  taskCode: string;
  portal: string;
  remoteId: string;
  fields: string[];
  sha256: string | null;
}

type Kept<Body extends LedgerBody> = Body extends LedgerBody
  ? Omit<Body, DetachableOf<Body["kind"]>> & {
      [Part in DetachableOf<Body["kind"]> & keyof Body]: Body[Part] | null;
    } & (Body["kind"] extends "attempt" ? { about: About } : unknown)
  : never;
type DetachableOf<Kind extends LedgerBody["kind"]> = (typeof detachable)[Kind][number];

/** An entry as it is read again: parts that were taken off are `null`. */
export type KeptBody = Kept<LedgerBody>;
