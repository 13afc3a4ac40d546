// A task at a portal: the remote record it stands for and what both sides last agreed on.
import { z } from "zod";
import { FieldValuesSchema } from "./field.ts";
import { InstantSchema } from "./time-shapes.ts";

/**
 * Where a (task, portal) pair stands; at any moment exactly one (promise 2). Derived from due marks, open attempts
 * and holds, never stored: sending = an attempt is open and its lane is being carried; uncertain = open, and nobody carries the lane.
 */
export const StandingSchema = z.enum([
  "in_step",
  "due",
  "sending",
  "uncertain",
  "held",
  "refused",
  "not_linked",
]);
export type Standing = z.infer<typeof StandingSchema>;

export const LinkSchema = z.strictObject({
  id: z.uuid(),
  taskId: z.uuid(),
  portal: z.string(),
  /** The portal account that carries it; one worker at a time carries a lane. */
  lane: z.string(),
  remoteId: z.string(),
  /** What both sides last agreed on; moves only after a verified success. */
  base: FieldValuesSchema,
  /** Digest of the portal's field and status maps under which the base was taken. */
  mapping: z.string(),
  lastSeenAt: InstantSchema.nullable(),
  lastVerifiedAt: InstantSchema.nullable(),
  /** How many complete listings in a row have lacked the remote record. */
  missed: z.int().nonnegative(),
});
export type Link = z.infer<typeof LinkSchema>;
