// What a portal answered to a write, before anybody believed it. Only reading back proves anything.
import { z } from "zod";

export const ReceiptSchema = z.strictObject({
  /** Id of what was created at the portal (an entry, a file), where it names one. */
  createdId: z.string().nullable(),
  /** The portal's own words, clipped to 500 characters. */
  portalSaid: z.string(),
  /** Nobody has entered it yet: it was put before a person, and the portal shows it after that. */
  handedOut: z.literal(true).optional(),
  /** Of a file: what the portal says it stored, where it says so; `null` of what it does not say. */
  stored: z.strictObject({ size: z.int().nullable(), sha256: z.string().nullable() }).optional(),
});
export type Receipt = z.infer<typeof ReceiptSchema>;
