// Records of the in-memory portal to canonical values and back, both pure. A status word that nobody mapped is
// reported, never guessed.
import { fieldNames, type FieldValues } from "../../schemas/field.ts";
import { meaningOf, wordFor, type Lifecycle, type StatusMap } from "../../schemas/status.ts";
import type { RemoteTask } from "../../src/portal/contract.ts";
import type { MemoryRecord } from "./memory.ts";

/** Every status has one word here, so nothing is lost either way; one more word speaks of time only. */
export const status: StatusMap = {
  version: 1,
  reads: {
    "Chưa thực hiện": { lifecycle: "not_started" },
    "Đang thực hiện": { lifecycle: "in_progress" },
    "Chờ xác nhận": { lifecycle: "submitted" },
    "Bị trả lại": { lifecycle: "returned" },
    "Hoàn thành": { lifecycle: "completed" },
    "Tạm hoãn": { lifecycle: "on_hold" },
    "Đã hủy": { lifecycle: "cancelled" },
    "Từ chối thực hiện": { lifecycle: "declined" },
    "Quá hạn": {
      lifecycle: null,
      timeliness: "overdue",
      computed: true,
      loss: "speaks of time only: how far the work is stays as it is",
    },
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
  const meaning = meaningOf(status, record.word);
  const fields: FieldValues = {};
  for (const name of fieldNames) {
    if (name !== "lifecycle") fields[name] = record.values[name] ?? null;
    else if (meaning !== null && meaning.lifecycle !== null) fields.lifecycle = meaning.lifecycle;
  }
  return {
    remoteId: record.remoteId,
    code: record.code,
    document: record.document,
    fields,
    unknownWords: meaning === null ? [{ field: "lifecycle", word: record.word }] : [],
    evidence: record.files.map((file) => ({ ...file })),
    entries: record.entries.map(({ id, percent, text, marker }) => ({
      id,
      at: null,
      fields: { ...(percent === null ? {} : { percent }), ...(text === null ? {} : { progressText: text }) },
      marker,
    })),
    version: String(record.version),
    locked: record.locked,
    raw: structuredClone(record),
  };
}

/** What a change says in the portal's terms: a word for the status, plain values for the rest. */
export function toWish(set: FieldValues): { word: string | null; values: FieldValues } {
  const { lifecycle, ...values } = set;
  const isSet = lifecycle !== undefined && lifecycle !== null;
  return { word: isSet ? wordFor(status, lifecycle as Lifecycle) : null, values };
}
