// What the imitated portal holds and how it shows it: rows, words derived from its own clock, days in two shapes.
// Keeps its own truth and shares nothing with convert.ts, so that both can disagree.
import { createHash } from "node:crypto";
import type { HeldTask, SeededTask } from "../../src/portal/simulator.ts";

export interface HeldRow {
  id: number;
  ma: string;
  ten: string;
  van_ban: string | null;
  don_vi_chu_tri: string | null;
  han: string | null;
  tien_do: number | null;
  ket_qua: string | null;
  kho_khan: string | null;
  ly_do_cham: string | null;
  du_kien_hoan_thanh: string | null;
  ngay_hoan_thanh: string | null;
  changed_on: string | null;
}

export interface HeldFile {
  id: number;
  nhiem_vu_id: number;
  ten: string;
  so_ky_hieu: string;
  ngay: string | null;
  bytes: Uint8Array;
  /** From this moment on the portal does not have it any more. */
  goneAt: number | null;
}

/** A task as its assigner enters it: nothing reported yet. */
export function newRow(id: number, task: SeededTask): HeldRow {
  return {
    id,
    ma: task.code,
    ten: task.title,
    van_ban: task.document ?? null,
    don_vi_chu_tri: task.leadOrganisation,
    han: task.dueOn,
    tien_do: 0,
    ket_qua: null,
    kho_khan: null,
    ly_do_cham: null,
    du_kien_hoan_thanh: null,
    ngay_hoan_thanh: null,
    changed_on: null,
  };
}

/** A row as the portal answers it, with the words of this moment. */
export function shownRow(row: HeldRow, now: number): Record<string, unknown> {
  const { trang_thai, mau } = derived(row, localTime(now).slice(0, 10));
  return {
    ...row,
    don_vi_phoi_hop: null,
    trang_thai,
    mau,
    han: shownDay(row.han, row.id),
    // Rows taken over from an older system show an unset day as 1970.
    du_kien_hoan_thanh: row.du_kien_hoan_thanh ?? (row.id % 5 === 0 ? "1970-01-01T00:00:00Z" : null),
    ngay_hoan_thanh: shownDay(row.ngay_hoan_thanh, row.id),
  };
}

/** A file as the portal answers it: no digest. */
export function shownFile(file: HeldFile): Record<string, unknown> {
  const { bytes, goneAt: _, ...shown } = file;
  return { ...shown, kich_thuoc: bytes.length };
}

/** Every second row was entered through a form that stores the instant at which the day begins in Vietnam. */
function shownDay(day: string | null, id: number): string | null {
  if (day === null || id % 2 === 1) return day;
  return new Date(Date.parse(day) - 7 * 3_600_000).toISOString().replace(".000Z", "Z");
}

/** The server's own clock reading, without a zone. */
export function localTime(now: number): string {
  return new Date(now + 7 * 3_600_000).toISOString().replace("Z", "");
}

type Stage = "not_started" | "in_progress" | "completed";

function stageOf(row: HeldRow): Stage {
  if (row.tien_do === 100 && row.ngay_hoan_thanh !== null) return "completed";
  return (row.tien_do ?? 0) === 0 ? "not_started" : "in_progress";
}

function derived(row: HeldRow, today: string): { trang_thai: string; mau: string } {
  const stage = stageOf(row);
  if (stage === "completed") {
    const inTime = row.han === null || (row.ngay_hoan_thanh ?? "") <= row.han;
    return inTime
      ? { trang_thai: "Hoàn thành đúng hạn", mau: "xanh" }
      : { trang_thai: "Hoàn thành quá hạn", mau: "vàng" };
  }
  const stem = stage === "not_started" ? "Chưa thực hiện" : "Đang thực hiện";
  if (row.han === null) return { trang_thai: stem, mau: "xám" };
  const daysLeft = (Date.parse(row.han) - Date.parse(today)) / 86_400_000;
  if (daysLeft < 0) return { trang_thai: `${stem} - quá hạn`, mau: "đỏ" };
  return daysLeft <= 7
    ? { trang_thai: `${stem} - sắp đến hạn`, mau: "vàng" }
    : { trang_thai: stem, mau: "xanh" };
}

/** What the portal says to a wrong value of a column that may be set; `null` when it takes it. */
const columns: Readonly<Record<string, (value: unknown) => string | null>> = {
  tien_do: (value) =>
    value === null || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100)
      ? null
      : "Must be an integer from 0 to 100.",
  ket_qua: text,
  kho_khan: text,
  ly_do_cham: text,
  du_kien_hoan_thanh: date,
  ngay_hoan_thanh: date,
};

function text(value: unknown): string | null {
  return value === null || typeof value === "string" ? null : "Not a valid string.";
}

function date(value: unknown): string | null {
  return value === null || isDay(value) ? null : "Not a valid date.";
}

/** A calendar day that exists, "YYYY-MM-DD". */
export function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = Date.parse(value);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
}

/** Complaints by column; a column that is read-only or unknown is refused, as marshmallow schemas do by default. */
export function complaints(body: Record<string, unknown>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [column, value] of Object.entries(body)) {
    const said = Object.hasOwn(columns, column) ? columns[column]?.(value) : "Unknown field.";
    if (typeof said === "string") found[column] = [said];
  }
  return found;
}

/** The row in canonical values, with its files. */
export function heldTask(row: HeldRow, files: HeldFile[]): HeldTask {
  return {
    remoteId: String(row.id),
    code: row.ma,
    fields: {
      title: row.ten,
      dueOn: row.han,
      leadOrganisation: row.don_vi_chu_tri,
      lifecycle: stageOf(row),
      percent: row.tien_do,
      progressText: row.ket_qua,
      difficulties: row.kho_khan,
      lateReason: row.ly_do_cham,
      expectedOn: row.du_kien_hoan_thanh,
      completedOn: row.ngay_hoan_thanh,
    },
    entries: [],
    evidence: files.map(({ ten: name, bytes }) => ({ name, size: bytes.length, sha256: sha256Of(bytes) })),
  };
}

const editable = {
  title: "ten",
  dueOn: "han",
  leadOrganisation: "don_vi_chu_tri",
  percent: "tien_do",
  progressText: "ket_qua",
  difficulties: "kho_khan",
  lateReason: "ly_do_cham",
  expectedOn: "du_kien_hoan_thanh",
  completedOn: "ngay_hoan_thanh",
} as const satisfies Record<string, keyof HeldRow>;

/** A person's edit at the portal. Throws on a field that the portal has no box for, and on a status it cannot show. */
export function edited(row: HeldRow, fields: Readonly<Record<string, string | number | null>>): HeldRow {
  const { lifecycle, ...rest } = fields;
  const changes = Object.entries(rest).map(([field, value]) => {
    if (!Object.hasOwn(editable, field)) throw new Error(`the portal has no box for ${field}`);
    return [editable[field as keyof typeof editable], value];
  });
  const changed: HeldRow = { ...row, ...Object.fromEntries(changes) };
  return lifecycle === undefined ? changed : { ...changed, ...boxesOf(lifecycle, changed) };
}

/** Nobody sets the status itself: a person fills the boxes from which the portal derives it. */
function boxesOf(
  lifecycle: string | number | null,
  row: HeldRow,
): Pick<HeldRow, "tien_do" | "ngay_hoan_thanh"> {
  switch (lifecycle) {
    case "not_started":
      return { tien_do: 0, ngay_hoan_thanh: null };
    case "in_progress":
      return { tien_do: row.tien_do === 0 || row.tien_do === null ? 1 : row.tien_do, ngay_hoan_thanh: null };
    case "completed":
      if (row.ngay_hoan_thanh === null) throw new Error("a completion needs its day");
      return { tien_do: 100, ngay_hoan_thanh: row.ngay_hoan_thanh };
    default:
      throw new Error(`the portal cannot show the status ${lifecycle}`);
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
