// What the portal says, as strict shapes: an unknown key or type is Unrecognised, never read past. Mirrors the wire
// only; meaning is given in convert.ts, assumptions are dated in README.md.
import { z } from "zod";

/** A task as lists and details both show it. */
export const WireTaskSchema = z.strictObject({
  id: z.int().positive(),
  code: z.string(),
  title: z.string(),
  agency: z.string().nullable(),
  due: z.iso.date().nullable(),
  status: z.string(),
  percent: z.int().min(0).max(100),
});
export type WireTask = z.infer<typeof WireTaskSchema>;

export const WireListSchema = z.strictObject({
  data: z.array(WireTaskSchema),
  total: z.int().nonnegative(),
});

export const WireDetailSchema = z.strictObject({ data: WireTaskSchema });

/** The portal's no. */
export const WireFailureSchema = z.strictObject({ message: z.string() });
