// What a notebook says of a task to the contract's shape, and a configuration's words to a status map. Pure.
import { countsAs } from "../../schemas/by-hand.ts";
import type { FieldName, FieldValue, FieldValues } from "../../schemas/field.ts";
import { LifecycleSchema, type Lifecycle, type StatusMap } from "../../schemas/status.ts";
import type { RemoteTask } from "../../src/portal/contract.ts";
import type { OpenPage } from "../../src/portal/notebook.ts";

/** Words by which a configuration says what a portal's status means; `null`: the word speaks of time only. */
export type Words = Readonly<Record<string, Lifecycle | null>>;

/** What these registers usually say; a portal with other words names its own. */
export const usualWords: Words = {
  "Chưa thực hiện": "not_started",
  "Đang thực hiện": "in_progress",
  "Chờ xác nhận": "submitted",
  "Bị trả lại": "returned",
  "Hoàn thành": "completed",
  "Tạm hoãn": "on_hold",
  "Đã hủy": "cancelled",
  "Từ chối thực hiện": "declined",
};

const ofTime = "speaks of time only: how far the work is stays as it is";

/** Both ways: each word reads as it is given, each lifecycle is entered by the first word that says it. */
export function statusOf(words: Words): StatusMap {
  const composed = Object.entries(words).map(([word, said]) => [word.normalize("NFC"), said] as const);
  const reads = composed.map(([word, lifecycle]) => [
    word,
    lifecycle === null ? { lifecycle, loss: ofTime } : { lifecycle },
  ]);
  const writes = LifecycleSchema.options.map((lifecycle) => [
    lifecycle,
    composed.find(([, said]) => said === lifecycle)?.[0] ?? {
      none: "the configuration names no word for it",
    },
  ]);
  return {
    version: 1,
    reads: Object.fromEntries(reads) as StatusMap["reads"],
    writes: Object.fromEntries(writes) as StatusMap["writes"],
    shows: {},
  };
}

function counted(fields: FieldValues): FieldValues {
  const entries = Object.entries(fields) as [FieldName, FieldValue][];
  return Object.fromEntries(entries.map(([name, value]) => [name, countsAs(name, value)]));
}

/** A page as the contract wants it. `silent`: fields that people enter and no export shows; unknown they count as empty. */
export function toRemoteTask(page: OpenPage, silent: readonly FieldName[]): RemoteTask {
  const { remoteId, code, document, fields, said, files, slip } = page;
  const unknown: FieldValues = Object.fromEntries(silent.map((name) => [name, null]));
  return {
    remoteId,
    code,
    document,
    fields: counted({ ...unknown, ...fields }),
    unknownWords: [],
    evidence: files.map(({ name, size, sha256 }) => ({
      remoteId: name.normalize("NFC"),
      name,
      size,
      sha256,
    })),
    version: null,
    locked: null,
    ...(slip && {
      handedOut: {
        slip: slip.number,
        since: slip.since,
        fields: slip.fields,
        files: slip.files.map(({ sha256 }) => sha256),
      },
    }),
    raw: { fields, said, files },
  };
}
