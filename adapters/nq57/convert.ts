// Between the portal's columns and our fields, both ways. Pure: asks nobody, reads no clock, guesses no word.
import type { FieldName, FieldValue, FieldValues } from "../../schemas/field.ts";
import type { RemoteEvidence, RemoteTask } from "../../schemas/remote.ts";
import { meaningOf, type StatusMap } from "../../schemas/status.ts";
import { dayOf, type Day } from "../../schemas/time.ts";
import type { FileRow, Refusal, TaskRow } from "./wire.ts";

const notStarted = { lifecycle: "not_started", computed: true } as const;
const inProgress = { lifecycle: "in_progress", computed: true } as const;
const completed = { lifecycle: "completed", computed: true } as const;
const derived = { none: "the portal derives it from percent and completion date" };
const wordless = { none: "the portal has no such word, and derives those it has" };

/**
 * The words of `trang_thai` (assumed). What follows the dash, and "đúng hạn" or "quá hạn" of a completed task, is
 * timeliness by the portal's clock: it drifts by itself and is no part of the lifecycle. Nothing is written: the
 * portal derives the word.
 */
export const statusMap: StatusMap = {
  version: 1,
  reads: {
    "Chưa thực hiện": notStarted,
    "Chưa thực hiện - sắp đến hạn": { ...notStarted, timeliness: "at_risk" },
    "Chưa thực hiện - quá hạn": { ...notStarted, timeliness: "overdue" },
    "Đang thực hiện": inProgress,
    "Đang thực hiện - sắp đến hạn": { ...inProgress, timeliness: "at_risk" },
    "Đang thực hiện - quá hạn": { ...inProgress, timeliness: "overdue" },
    "Hoàn thành đúng hạn": { ...completed, timeliness: "done_on_time" },
    "Hoàn thành quá hạn": { ...completed, timeliness: "done_late" },
  },
  writes: {
    not_started: derived,
    in_progress: derived,
    submitted: wordless,
    returned: wordless,
    completed: derived,
    on_hold: wordless,
    cancelled: wordless,
    declined: wordless,
  },
  shows: {},
};

const columns = {
  percent: "tien_do",
  progressText: "ket_qua",
  difficulties: "kho_khan",
  lateReason: "ly_do_cham",
  expectedOn: "du_kien_hoan_thanh",
  completedOn: "ngay_hoan_thanh",
} as const satisfies Partial<Record<FieldName, keyof TaskRow>>;

function isWritable(field: string): field is keyof typeof columns {
  return Object.hasOwn(columns, field);
}

/** A row and its files as a task. A status word nobody mapped is left out of `fields` and named in `unknownWords`. */
export function toTask(row: TaskRow, files: readonly FileRow[]): RemoteTask {
  const meaning = meaningOf(statusMap, row.trang_thai);
  const lifecycle = meaning?.lifecycle ?? null;
  return {
    remoteId: String(row.id),
    code: row.ma,
    document: toText(row.van_ban),
    fields: {
      title: row.ten,
      dueOn: toDay(row.han),
      leadOrganisation: toText(row.don_vi_chu_tri),
      ...(lifecycle === null ? {} : { lifecycle }),
      percent: row.tien_do,
      progressText: toText(row.ket_qua),
      difficulties: toText(row.kho_khan),
      lateReason: toText(row.ly_do_cham),
      expectedOn: toDay(row.du_kien_hoan_thanh),
      completedOn: toDay(row.ngay_hoan_thanh),
    },
    unknownWords: meaning === null ? [{ field: "lifecycle", word: row.trang_thai }] : [],
    evidence: files.map(toEvidence),
    version: null,
    locked: null,
    raw: { nhiem_vu: row, minh_chung: files },
  };
}

/** A file row as evidence; the portal shows no digest. */
export function toEvidence(row: FileRow): RemoteEvidence {
  return { remoteId: String(row.id), name: row.ten, size: row.kich_thuoc, sha256: null };
}

/** The columns of a partial update. Throws, as a bug of the caller, on a field that is not ours to set here. */
export function toColumns(set: FieldValues): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(set).map(([field, value]) => {
      if (!isWritable(field)) throw new Error(`nq57 does not take ${field}`);
      // The portal keeps "" and null apart; we keep one kind of empty.
      return [columns[field], value === "" ? null : value];
    }),
  );
}

/** The Vietnamese day of what the portal shows; 1970 is how it shows a day that nobody set. */
export function toDay(shown: string | null): Day | null {
  if (shown === null) return null;
  const day = shown.includes("T") ? dayOf(shown) : shown;
  return day === "1970-01-01" ? null : day;
}

function toText(shown: string | null): string | null {
  return shown === "" ? null : shown;
}

/** The portal's sentences in one line, for people. */
export function toSentence(refusal: Refusal): string {
  if ("errors" in refusal) return refusal.errors.map((error) => error.message).join("; ");
  if (typeof refusal.message === "string") return refusal.message;
  return Object.entries(refusal.message)
    .map(([column, sentences]) => `${column}: ${sentences.join(" ")}`)
    .join("; ");
}
