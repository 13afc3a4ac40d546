// What the portal says, by strict shapes: a key or a type that nobody described is Unrecognised, so a changed portal
// stops us instead of being misread. No meaning here; that is convert.ts.
import { z } from "zod";

const Id = z.int().positive();
const Text = z.string().nullable();

/** A day, or the instant at which that day began in Vietnam ("2025-12-30T17:00:00Z" is 31/12/2025). */
export const DateSchema = z.union([z.iso.date(), z.iso.datetime()]);

/** A row of `nhiem_vu`. */
export const TaskRowSchema = z.strictObject({
  id: Id,
  ma: Text,
  ten: z.string(),
  van_ban: Text,
  don_vi_chu_tri: Text,
  don_vi_phoi_hop: Text,
  han: DateSchema.nullable(),
  /** Derived by the portal from `tien_do`, `ngay_hoan_thanh`, `han` and its clock. */
  trang_thai: z.string(),
  /** A colour, derived like `trang_thai`. */
  mau: Text,
  tien_do: z.int().min(0).max(100).nullable(),
  ket_qua: Text,
  kho_khan: Text,
  ly_do_cham: Text,
  du_kien_hoan_thanh: DateSchema.nullable(),
  ngay_hoan_thanh: DateSchema.nullable(),
  /** Local time of the server without a zone; null until the first change. Proves nothing. */
  changed_on: z.iso.datetime({ local: true }).nullable(),
});
export type TaskRow = z.infer<typeof TaskRowSchema>;

/** A row of `minh_chung`: the name of a file and its size, no digest. */
export const FileRowSchema = z.strictObject({
  id: Id,
  nhiem_vu_id: Id,
  ten: z.string(),
  so_ky_hieu: Text,
  ngay: DateSchema.nullable(),
  kich_thuoc: z.int().nonnegative(),
});
export type FileRow = z.infer<typeof FileRowSchema>;

/** One page of a list: `ids` runs parallel to `result`. */
export function pageOf<Row extends { id: number }>(row: z.ZodType<Row>) {
  return z
    .strictObject({ count: z.int().nonnegative(), ids: z.array(Id), result: z.array(row) })
    .refine(
      ({ ids, result }) => ids.length === result.length && ids.every((id, place) => result[place]?.id === id),
      "ids and result do not run parallel",
    );
}

export const OneTaskSchema = z.strictObject({ id: Id, result: TaskRowSchema });
/** An update answers with the columns it took, and no id. */
export const UpdatedSchema = z.strictObject({ result: z.record(z.string(), z.unknown()) });
export const UploadedSchema = z.strictObject({ id: Id, result: FileRowSchema.omit({ id: true }) });

export const LoginSchema = z.strictObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
});
export const RefreshedSchema = z.strictObject({ access_token: z.string().min(1) });
/** Of a person it tells more than we ask for. */
export const MeSchema = z.strictObject({
  result: z.looseObject({ first_name: z.string(), last_name: z.string() }),
});
export const CsrfSchema = z.strictObject({ result: z.string().min(1) });

/** The token layer's way of saying no, beside a 401 or 422. */
export const TokenRefusalSchema = z.strictObject({ msg: z.string() });

/** The other ways: a sentence, sentences by column, or a list of coded errors. */
export const RefusalSchema = z.union([
  z.strictObject({ message: z.string() }),
  z.strictObject({ message: z.record(z.string(), z.array(z.string())) }),
  z.strictObject({ errors: z.array(z.looseObject({ message: z.string() })) }),
]);
export type Refusal = z.infer<typeof RefusalSchema>;
