// Reads the wording of a deadline. Promises a day inside the stated period or a reason why not; never guesses a year,
// never swaps day and month. "Trước ngày X" counts X itself as in time (schemas/status.ts).
import { isCalendarDay, type Day } from "../../schemas/time.ts";
import type { Deadline } from "../../schemas/task.ts";
import { romanValue, tidy } from "../register/wording.ts";
import type { CellValue, Grid } from "./grid.ts";
import { textOf } from "./grid.ts";

/** Why a deadline was not understood; each has its sentence in the catalogue under "intake.deadline.". */
export type DeadlineFault = "impossible" | "year" | "ambiguous" | "number" | "unreadable";
export type DeadlineReading = { deadline: Deadline } | { fault: DeadlineFault };
type Period = { dueOn: Day | null; precision: Deadline["precision"] } | { fault: DeadlineFault };

/** Years outside are taken for typing errors. */
const years = { first: 2015, last: 2060 };

/** Reads a cell: a real date, a serial number, a year, or words. An empty cell is a deadline without a day. */
export function readDeadline(value: CellValue, epoch: Grid["epoch"]): DeadlineReading {
  if (typeof value === "boolean") return { fault: "unreadable" };
  const text = typeof value === "number" ? String(value) : tidy(textOf(value));
  if (value instanceof Date) return withText(dayOfDate(value), text);
  if (typeof value === "number") return readNumber(value, epoch);
  return withText(readPeriod(text), text);
}

function withText(period: Period, text: string): DeadlineReading {
  return "fault" in period ? period : { deadline: { ...period, text } };
}

function dayOfDate(date: Date): Period {
  if (Number.isNaN(date.getTime())) return { fault: "impossible" };
  return calendarDay(date.getUTCDate(), date.getUTCMonth() + 1, String(date.getUTCFullYear()));
}

/** A number is a year, or a date that lost its format: days since the workbook's day 0. */
function readNumber(value: number, epoch: Grid["epoch"]): DeadlineReading {
  if (Number.isInteger(value) && value >= years.first && value <= years.last) {
    return withText(endOfYear(String(value)), String(value));
  }
  const dayZero = epoch === "1904" ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const date = new Date(dayZero + Math.floor(value) * 86_400_000);
  const day = dayOfDate(date);
  return "fault" in day ? { fault: "number" } : withText(day, textOf(date));
}

const noDeadline =
  /^(thường xuyên|liên tục|h[àằ]ng (ngày|tuần|tháng|quý|năm)|định kỳ( h[àằ]ng (tuần|tháng|quý|năm))?|không( có)? thời hạn|không quy định|theo lộ trình|-+)$/;
/** Words before the date itself. They say how to count, and "trước" (before) must not stand before a whole period. */
const leading =
  /^(chậm nhất( là)?|muộn nhất( là)?|hoàn thành|thực hiện|xong|trước|cho đến|đến|hết|trong|vào|cuối|là|ngày|\d{1,2} ?(giờ|h) ?(\d{2})?( phút)?,?)(?=[\s\d]|$)\s*/;

function readPeriod(text: string): Period {
  const none = { dueOn: null, precision: "none" as const };
  const said = text
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .replaceAll(/\s*([/-])\s*/g, "$1")
    .replace(/[\s.;,/]+$/, "");
  if (said === "") return none;
  const parts = said.split(/\s*[,;]\s*|\s+và\s+/);
  if (parts.every((part) => noDeadline.test(part))) return none;
  const from = /^từ (?:ngày )?[^đ]*? ?đến (.+)$/.exec(said);
  return readUntil(from?.[1] ?? said);
}

function readUntil(said: string): Period {
  let rest = said;
  let isBefore = false;
  for (let match = leading.exec(rest); match !== null; match = leading.exec(rest)) {
    isBefore ||= match[1] === "trước";
    rest = rest.slice(match[0].length);
  }
  const period = readDay(rest) ?? readMonth(rest) ?? readQuarter(rest) ?? readYear(rest) ?? yearless(rest);
  const isWhole = "precision" in period && period.precision !== "day";
  // "Trước tháng 12/2025" may mean the last of November or the last of December.
  return isBefore && isWhole ? { fault: "ambiguous" } : period;
}

function readDay(said: string): Period | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said);
  if (iso !== null) return calendarDay(Number(iso[3]), Number(iso[2]), iso[1] ?? "");
  const match =
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{1,5})$/.exec(said) ??
    /^(\d{1,2}) tháng (\d{1,2})(?: năm |[/-]|,? )(\d{1,5})$/.exec(said);
  return match === null ? null : calendarDay(Number(match[1]), Number(match[2]), match[3] ?? "");
}

function readMonth(said: string): Period | null {
  const match =
    /^tháng (\d{1,2})(?: năm |[/-]|,? )(\d{1,5})$/.exec(said) ?? /^(\d{1,2})[/-](\d{4})$/.exec(said);
  if (match !== null) return endOfMonth(Number(match[1]), match[2] ?? "", "month");
  const range = /^tháng (\d{1,2})(?:-| và | đến |, ?)(?:tháng )?(\d{1,2})(?: năm |[/-])(\d{4})$/.exec(said);
  if (range === null) return null;
  if (Number(range[1]) >= Number(range[2])) return { fault: "unreadable" };
  return endOfMonth(Number(range[2]), range[3] ?? "", "month");
}

/** Quarters in Roman or Arabic figures, and half years, which end with their second quarter. */
function readQuarter(said: string): Period | null {
  const half = /^(?:6|sáu) tháng (đầu|cuối) năm (\d{1,5})$/.exec(said);
  if (half !== null) return endOfMonth(half[1] === "đầu" ? 6 : 12, half[2] ?? "", "quarter");
  const match = /^(?:qu[ýí] ?|q)([ivx]+|\d+)(?: năm |[/-]|,? )(\d{1,5})$/.exec(said);
  if (match === null) return null;
  const figure = match[1] ?? "";
  const quarter = /^\d/.test(figure) ? Number(figure) : romanValue(figure);
  if (quarter === null || quarter < 1 || quarter > 4) return { fault: "impossible" };
  return endOfMonth(quarter * 3, match[2] ?? "", "quarter");
}

/** A year, or a span of years ("giai đoạn 2025-2030"), which ends with its last. */
function readYear(said: string): Period | null {
  const match = /^(?:năm |giai đoạn )?(?:(\d{4})-)?(\d{4})$/.exec(said);
  if (match === null) return null;
  if (match[1] !== undefined && match[1] >= (match[2] ?? "")) return { fault: "unreadable" };
  return endOfYear(match[2] ?? "");
}

function yearless(said: string): Period {
  const isYearless =
    /^(\d{1,2}[/.-]\d{1,2}|\d{1,2} tháng \d{1,2}|tháng \d{1,2}|qu[ýí] ?([ivx]+|\d)|năm \d{1,3})$/.test(said);
  return { fault: isYearless ? "year" : "unreadable" };
}

function endOfYear(year: string): Period {
  return endOfMonth(12, year, "year");
}

function endOfMonth(month: number, year: string, precision: "month" | "quarter" | "year"): Period {
  if (month < 1 || month > 12) return { fault: "impossible" };
  if (!isPlausibleYear(year)) return { fault: "year" };
  const last = new Date(Date.UTC(Number(year), month, 0)).toISOString().slice(0, 10);
  return { dueOn: last, precision };
}

function calendarDay(day: number, month: number, year: string): Period {
  if (!isPlausibleYear(year)) return { fault: "year" };
  const dueOn = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isCalendarDay(dueOn) ? { dueOn, precision: "day" } : { fault: "impossible" };
}

function isPlausibleYear(year: string): boolean {
  return /^\d{4}$/.test(year) && Number(year) >= years.first && Number(year) <= years.last;
}
