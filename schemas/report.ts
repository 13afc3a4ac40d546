// The reports that people make by the week and by the month: when they are due, and what stands in them. Figures only
// from one snapshot, so the same report can be made again at any time.
import { z } from "zod";
import { CutOffSchema } from "./cut-off.ts";
import type { PeriodName } from "./snapshot.ts";
import type { Lifecycle } from "./status.ts";
import type { Day, Instant } from "./time.ts";

/**
 * When figures are frozen and when the report rests on them. "Cập nhật, báo cáo kết quả thực hiện hàng tuần (trước 17 giờ
 * 00 ngày thứ Năm)", consolidated "trước 10 giờ 00 ngày thứ Sáu", signed "định kỳ ngày 25 hằng tháng": Công văn of the
 * steering committee of Đắk Lắk, May 2026, items 1 and 2.
 */
export const ReportsSchema = z.strictObject({
  weekly: z
    .strictObject({
      cutOff: CutOffSchema.default({ weekday: "thursday", at: "17:00" }),
      due: CutOffSchema.default({ weekday: "friday", at: "10:00" }),
    })
    .prefault({}),
  /** Frozen in the morning, so that it can be signed and sent the same day. */
  monthly: z
    .strictObject({
      cutOff: CutOffSchema.default({ monthly: 25, at: "10:00" }),
      due: CutOffSchema.default({ monthly: 25, at: "17:00" }),
    })
    .prefault({}),
  /** So many days before its deadline an unfinished task is at risk. */
  atRiskDays: z.int().min(0).max(90).default(7),
  /** Who makes the report, as it stands above it: "SỞ KHOA HỌC VÀ CÔNG NGHỆ". */
  issuer: z.string().max(200).default(""),
  /** Who stands above that: "UBND TỈNH ĐẮK LẮK". */
  superior: z.string().max(200).default(""),
});
export type ReportSettings = z.infer<typeof ReportsSchema>;

/** Where a task stands in a report; each task in exactly one, so that the columns add up to the total. */
export const standings = [
  "done_on_time",
  "done_late",
  "awaiting",
  "in_progress",
  "not_started",
  "at_risk",
  "overdue",
  "set_aside",
] as const;
export type Standing = (typeof standings)[number];
export type Tally = Record<Standing, number> & { total: number };

/** A task on one of the lists. */
export interface ReportLine {
  code: string;
  title: string;
  unit: string | null;
  dueOn: Day | null;
  /** Days past the deadline; negative: days left. */
  daysLate: number;
  lifecycle: Lifecycle;
  percent: number;
  progressText: string;
  difficulties: string;
  lateReason: string;
  expectedOn: Day | null;
}

/** A unit and its tasks. `unit` is `null` for tasks without a lead organisation. */
export interface UnitLine {
  unit: string | null;
  tally: Tally;
  expected: number;
  reported: number;
}

/** Who owes a report, of how many tasks. */
export interface MissingLine {
  unit: string | null;
  expected: number;
  reported: number;
  /** Codes of the tasks that nothing was reported of. */
  missing: string[];
}

/** What has changed since an earlier report: codes. */
export interface Since {
  cutOff: Instant;
  digest: string;
  tally: Tally;
  completed: string[];
  becameOverdue: string[];
  added: string[];
}

export interface Report {
  report: PeriodName;
  asOf: Instant;
  since: Instant;
  /** When the report on these figures is due; `null` for a moment that somebody asked for. */
  due: Instant | null;
  digest: string;
  /** Whether it rests on a frozen snapshot; otherwise it was computed for an instant that somebody asked for. */
  frozen: boolean;
  total: Tally;
  units: UnitLine[];
  overdue: ReportLine[];
  atRisk: ReportLine[];
  missing: MissingLine[];
  /** `null`: there is no earlier snapshot. */
  before: Since | null;
  /** Tasks that are left out because they may not leave this machine. */
  withheld: number;
}
