// Records of the in-memory portal to canonical values and back, both pure. A status word that nobody mapped is
// reported, never guessed.
import { fieldNames, type FieldValues } from "../../schemas/field.ts";
import type { StatusMap } from "../../schemas/status.ts";
import type { RemoteTask } from "../../src/portal/contract.ts";
import type { MemoryRecord } from "./memory.ts";

/** Every status has one word here, so nothing is lost either way. */
export const status: StatusMap = {
  version: 1,
  reads: {
    "Chưa thực hiện": "not_started",
    "Đang thực hiện": "in_progress",
    "Chờ xác nhận": "submitted",
    "Bị trả lại": "returned",
    "Hoàn thành": "completed",
    "Tạm hoãn": "on_hold",
    "Đã hủy": "cancelled",
    "Từ chối thực hiện": "declined",
  },
  writes: {
    not_started: "Chưa thực hiện",
    in_progress: "Đang thực hiện",
    submitted: "Chờ xác nhận",
    returned: "Bị trả lại",
    completed: "Hoàn thành",
    on_hold: "Tạm hoãn",
    cancelled: "Đã hủy",
    declined: "Từ chối thực hiện",
  },
  shows: {},
};

/** A record as the contract wants it. */
export function toRemoteTask(record: MemoryRecord): RemoteTask {
  const lifecycle = status.reads[record.word.normalize("NFC")];
  const fields: FieldValues = {};
  for (const name of fieldNames) {
    if (name !== "lifecycle") fields[name] = record.values[name] ?? null;
    else if (lifecycle !== undefined) fields.lifecycle = lifecycle;
  }
  return {
    remoteId: record.remoteId,
    code: record.code,
    document: record.document,
    fields,
    unknownWords: lifecycle === undefined ? [{ field: "lifecycle", word: record.word }] : [],
    evidence: record.files.map((file) => ({ ...file })),
    version: String(record.version),
    locked: record.locked,
    raw: structuredClone(record),
  };
}

/** What a change says in the portal's terms: a word for the status, plain values for the rest. */
export function toWish(set: FieldValues): { word: string | null; values: FieldValues } {
  const { lifecycle, ...values } = set;
  const word = Object.entries(status.reads).find(([, known]) => known === lifecycle)?.[0] ?? null;
  return { word, values };
}
