// The forms that the imitated portal takes: what it demands of them and what it makes of them, as its framework would.
// Unknown names are passed over in silence; nothing is ever repaired.
import type { PortalState, StoredTask } from "./simulator-state.ts";

/** Sentences for every field of a progress form that does not fit; empty when the form is good. */
export function progressErrors(
  body: Record<string, unknown>,
  state: PortalState,
): Record<string, readonly string[]> {
  const budget = record(body["budget"]);
  const demands: [string, boolean, string][] = [
    ["percent", isPercent(body["percent"]), "Tiến độ phải là số nguyên từ 0 đến 100."],
    ["explain", isText(body["explain"]) && body["explain"] !== "", "Nội dung giải trình là bắt buộc."],
    ["difficulties", maybe(body["difficulties"], isText), "Khó khăn, vướng mắc không hợp lệ."],
    ["late_reason", maybe(body["late_reason"], isText), "Lý do chậm không hợp lệ."],
    ["expected_date", maybe(body["expected_date"], isDay), "Ngày dự kiến không đúng định dạng Y-m-d."],
    ["budget.registered", maybe(budget["registered"], isAmount), "Kinh phí phải là số nguyên không âm."],
    ["budget.allocated", maybe(budget["allocated"], isAmount), "Kinh phí phải là số nguyên không âm."],
    ["budget.disbursed", maybe(budget["disbursed"], isAmount), "Kinh phí phải là số nguyên không âm."],
    ["attachments", knownFiles(body["attachments"] ?? [], state), "Tệp đính kèm không tồn tại."],
  ];
  return Object.fromEntries(demands.filter(([, fits]) => !fits).map(([field, , said]) => [field, [said]]));
}

/** What a progress form sets: only what it names; an empty text is stored as nothing. */
export function progressSet(body: Record<string, unknown>): Partial<StoredTask> {
  const budget = record(body["budget"]);
  const named: [keyof StoredTask, unknown][] = [
    ["percent", body["percent"]],
    ["progressText", emptied(body["explain"])],
    ["difficulties", emptied(body["difficulties"])],
    ["lateReason", emptied(body["late_reason"])],
    ["expectedOn", emptied(body["expected_date"])],
    ["budgetRegistered", amountOf(budget["registered"])],
    ["budgetAllocated", amountOf(budget["allocated"])],
    ["budgetDisbursed", amountOf(budget["disbursed"])],
  ];
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

/** A calendar day "YYYY-MM-DD" that exists. */
export function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
}

/** True for a list of ids of files that were uploaded. */
export function knownFiles(ids: unknown, state: PortalState): ids is number[] {
  return Array.isArray(ids) && ids.every((id) => state.files.has(Number(id)));
}

/** The value as named fields; anything else has none. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isPercent(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 100;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= 10_000;
}

function isAmount(value: unknown): boolean {
  return /^\d{1,15}$/.test(String(value));
}

function maybe(value: unknown, fits: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || fits(value);
}

function emptied(value: unknown): unknown {
  return value === "" ? null : value;
}

function amountOf(value: unknown): unknown {
  return value === undefined || value === null ? value : Number(value);
}
