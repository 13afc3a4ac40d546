// Lapses of a portal that are alike everywhere: it lists too little, shows days that are off, sets back what was
// written. Each simulator names them among its faults and asks for them in its own routes; nothing here knows a portal.
import type { Asked } from "./simulator-spec.ts";

type Faults = Asked["faults"];

/**
 * What a page of the task list still shows, and how many tasks the portal says it has.
 * - empty-list: no task at all and a count of 0
 * - cut-list { page, admits? }: pages after number `page` (from 1) bring nothing; with `admits` the count agrees with
 *   what was shown, else all tasks are still counted
 */
export function listLeft<Row>(
  faults: Faults,
  page: { number: number; size: number; rows: Row[]; total: number },
): { rows: Row[]; total: number } {
  if (faults.fires("empty-list") !== null) return { rows: [], total: 0 };
  const cut = faults.fires("cut-list");
  if (cut === null) return { rows: page.rows, total: page.total };
  const last = Number(cut["page"] ?? 1);
  return {
    rows: page.number > last ? [] : page.rows,
    total: cut["admits"] === true ? Math.min(page.total, last * page.size) : page.total,
  };
}

/** How days are shown now. shifted-days { days }: each is off by so many days, one too early if not said. */
export function dayShown(faults: Faults): (day: string | null) => string | null {
  const shift = faults.fires("shifted-days");
  if (shift === null) return (day) => day;
  const byMs = Number(shift["days"] ?? -1) * 86_400_000;
  return (day) => (day === null ? null : new Date(Date.parse(day) + byMs).toISOString().slice(0, 10));
}

/**
 * How a day is shown that nobody set, and how one that was.
 * - odd-days { as: "empty" | "zero" | "epoch" | "local" }: an unset day is shown as "" or 0; a set one as milliseconds
 *   since 1970 or as a time without a zone
 */
export function dayShape(faults: Faults): (shown: unknown) => unknown {
  const odd = faults.fires("odd-days");
  if (odd === null) return (shown) => shown;
  const { as = "empty" } = odd;
  return (shown) => {
    if (typeof shown !== "string") return as === "zero" ? 0 : as === "empty" ? "" : shown;
    if (as === "epoch") return Date.parse(shown);
    return as === "local" ? `${shown.slice(0, 10)}T00:00:00` : shown;
  };
}

/** Rows as they are shown once a declared field is gone. vanished-field { field }: the portal's own name for it. */
export function withoutField(
  faults: Faults,
  rows: Record<string, unknown>[],
  usual: string,
): Record<string, unknown>[] {
  const vanished = faults.fires("vanished-field");
  if (vanished === null) return rows;
  const gone = String(vanished["field"] ?? usual);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== gone)));
}

/**
 * Whether lists leave out what is finished, though nobody asked for that, and count only the rest.
 * hides-closed
 */
export function hidesClosed(faults: Faults): boolean {
  return faults.fires("hides-closed") !== null;
}

/** The ways in which portals say that a task is gone. */
export type GoneAs = "404" | "403" | "state" | "moved" | "missing";

/**
 * The task that the portal calls gone, and how it says so: 404, 403, a state of its own in a 200, another task in its
 * place, or nothing but its absence from lists. Lists leave it out in each case.
 * says-gone { task, as }: `task` is the remote id; with `asked` only this one matters
 */
export function goneTask(faults: Faults, asked?: string): { remoteId: string; as: GoneAs } | null {
  const gone = faults.fires("says-gone", ({ task }) => asked === undefined || String(task) === asked);
  if (gone === null) return null;
  return { remoteId: String(gone["task"]), as: String(gone["as"] ?? "404") as GoneAs };
}

/** A file as a portal keeps it. */
export interface KeptFile {
  name: string;
  bytes: Uint8Array;
  /** From this moment of the portal's clock it is gone; `null`: it stays. */
  goneAt: number | null;
}

/**
 * What a portal keeps of a file that arrived.
 * - truncated-upload: only the first half of the bytes
 * - damages-file: as many bytes, the last one another
 * - renames-file { name? }: the same bytes under another name
 * - loses-files { days? }: whole, and gone after so many days, seven if not said
 */
export function keptOf(
  { faults, now }: Pick<Asked, "faults" | "now">,
  file: Omit<KeptFile, "goneAt">,
): KeptFile {
  const isHalf = faults.fires("truncated-upload") !== null;
  const bytes = new Uint8Array(isHalf ? file.bytes.subarray(0, file.bytes.length >> 1) : file.bytes);
  if (faults.fires("damages-file") !== null) bytes.set([~(bytes.at(-1) ?? 0) & 255], bytes.length - 1);
  const renames = faults.fires("renames-file");
  const loses = faults.fires("loses-files");
  return {
    name:
      renames === null ? file.name : String(renames["name"] ?? `tai-lieu-${now}${extensionOf(file.name)}`),
    bytes,
    goneAt: loses === null ? null : now + Number(loses["days"] ?? 7) * 86_400_000,
  };
}

/**
 * Whether the portal looks into a file and finds other first bytes than those of its type.
 * checks-bytes
 */
export function hasForeignBytes(faults: Faults, file: { mime: string; bytes: Uint8Array }): boolean {
  const begins = firstBytes[file.mime];
  if (begins === undefined || Buffer.from(file.bytes.subarray(0, 16)).toString("latin1").startsWith(begins))
    return false;
  return faults.fires("checks-bytes") !== null;
}

const zip = "PK\x03\x04";
const firstBytes: Readonly<Record<string, string>> = {
  "application/pdf": "%PDF-",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": zip,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": zip,
  "image/jpeg": "\xff\xd8\xff",
  "image/png": "\x89PNG",
};

/** A name that a portal with Windows behind it cannot store, or a longer one than its column. */
export function isOddName(name: string): boolean {
  return name === "" || name.length > 255 || /[\\/:*?"<>|]/.test(name);
}

/** The faults of reading tasks that are alike everywhere, for the list of each simulator. */
export const readingLapses = [
  "empty-list",
  "cut-list",
  "hides-closed",
  "says-gone",
  "shifted-days",
  "odd-days",
  "vanished-field",
] as const;

/** The faults of `keptOf`, for the list of each simulator. */
export const fileLapses = [
  "truncated-upload",
  "damages-file",
  "renames-file",
  "loses-files",
  "checks-bytes",
] as const;

function extensionOf(name: string): string {
  return /\.[a-z0-9]+$/i.exec(name)?.[0] ?? "";
}

/** A job of the portal's own that "corrects" tasks after they were written. */
export interface Rewriting {
  /** To be called after each committed change of a task's fields. */
  wrote(faults: Faults, remoteId: string): void;
  /** To be called after each read, with the tasks that it showed. */
  showed(remoteIds: Iterable<string>): void;
}

/**
 * rewrites-field { field, value?, after? }: after each write to a task its canonical `field` goes back to `value`
 * (empty if not said): with `after` "write" at once, with "read" (if not said) after the first read that showed what
 * was written. `setBack` changes a task and leaves no entry; it passes over a task that is gone.
 */
export function newRewriting(
  setBack: (remoteId: string, fields: Readonly<Record<string, string | number | null>>) => void,
): Rewriting {
  const waiting = new Map<string, Record<string, string | number | null>>();
  return {
    wrote(faults, remoteId) {
      const rewrites = faults.fires("rewrites-field");
      if (rewrites === null) return;
      const { field, value = null, after = "read" } = rewrites;
      const fields = { [String(field)]: typeof value === "boolean" ? String(value) : value };
      if (after === "write") setBack(remoteId, fields);
      else waiting.set(remoteId, { ...waiting.get(remoteId), ...fields });
    },
    showed(remoteIds) {
      for (const remoteId of remoteIds) {
        const fields = waiting.get(remoteId);
        if (fields === undefined) continue;
        waiting.delete(remoteId);
        setBack(remoteId, fields);
      }
    },
  };
}
