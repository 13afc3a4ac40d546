// What nq71.dongnai.gov.vn is assumed to say, as strict shapes: an unknown key or type is Unrecognised, never read
// past. Mirrors the wire only; meaning is given in convert.ts, assumptions are dated in README.md.
import { z } from "zod";

const Day = z.iso.date();
const Id = z.int().positive();
/** Whole đồng. */
const Dong = z.int().nonnegative().nullable();

const WireEntrySchema = z.strictObject({
  id: Id,
  percent: z.int().min(0).max(100),
  explain: z.string(),
  difficulties: z.string().nullable(),
  created_at: z.iso.datetime({ offset: true }),
});

const WireAttachmentSchema = z.strictObject({
  id: Id,
  name: z.string(),
  size: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A task as lists and details both show it. */
export const WireTaskSchema = z.strictObject({
  id: Id,
  code: z.string().nullable(),
  title: z.string(),
  lead_org: z.string().nullable(),
  deadline: Day.nullable(),
  /** State word, with or without a suffix that the portal computes from its clock. */
  status: z.string(),
  percent: z.int().min(0).max(100),
  /** Text of the newest entry. */
  explain: z.string().nullable(),
  difficulties: z.string().nullable(),
  late_reason: z.string().nullable(),
  expected_date: Day.nullable(),
  completed_at: Day.nullable(),
  budget: z.strictObject({ registered: Dong, allocated: Dong, disbursed: Dong }),
  entries: z.array(WireEntrySchema),
  attachments: z.array(WireAttachmentSchema),
  /** The reporting period this task stands in now. */
  period: z.discriminatedUnion("locked", [
    z.strictObject({ locked: z.literal(true), message: z.string().min(1) }),
    z.strictObject({ locked: z.literal(false), message: z.null() }),
  ]),
});
export type WireTask = z.infer<typeof WireTaskSchema>;

export const WireListSchema = z.strictObject({
  success: z.literal(true),
  data: z.array(WireTaskSchema),
  pagination: z.strictObject({
    total: z.int().nonnegative(),
    per_page: z.int().positive(),
    current_page: z.int().positive(),
    last_page: z.int().positive(),
    from: z.int().nullable(),
    to: z.int().nullable(),
    /** Never followed: the next page is asked for below the configured base. */
    next_page_url: z.string().nullable(),
  }),
});
export type WireList = z.infer<typeof WireListSchema>;

export const WireDetailSchema = z.strictObject({ success: z.literal(true), data: WireTaskSchema });

export const WireLoginSchema = z.strictObject({
  success: z.literal(true),
  data: z.strictObject({ access_token: z.string().min(1), expires_in: z.int() }),
});

/** A no in the portal's own envelope; it may come with status 200 as well. */
export const WireFailureSchema = z.strictObject({
  success: z.literal(false),
  message: z.string(),
  errors: z.record(z.string(), z.array(z.string())).optional(),
});
export type WireFailure = z.infer<typeof WireFailureSchema>;

const message = z.string();
const id = z.strictObject({ id: Id });
/** Replies to the writes: the portal's yes, or its no inside a 200. */
export const WireWrittenSchema = z.discriminatedUnion("success", [
  z.strictObject({ success: z.literal(true), message, data: id }),
  WireFailureSchema,
]);
export const WireUploadedSchema = z.discriminatedUnion("success", [
  z.strictObject({
    success: z.literal(true),
    message,
    data: z.strictObject({
      fileId: Id,
      size: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  }),
  WireFailureSchema,
]);

/** Body of POST /tasks/{id}/progress; what is absent stays as it is, `null` empties it. */
export interface WireProgress {
  percent: number | null;
  explain: string | null;
  difficulties?: string | null;
  late_reason?: string | null;
  expected_date?: string | null;
  /** Amounts as digits, so that no amount is rounded on the way. */
  budget?: { registered?: string | null; allocated?: string | null; disbursed?: string | null };
  attachments: number[];
}

/** Body of POST /tasks/{id}/report. */
export interface WireReport {
  completed_at: string | null;
  attachments: number[];
}
