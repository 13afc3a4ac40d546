// The moments at which each report's figures are frozen, and those at which the report is due.
import type { Calendar } from "../../schemas/calendar.ts";
import { cutOffsBetween, lastCutOff, nextCutOff } from "../../schemas/cut-off.ts";
import type { ReportSettings } from "../../schemas/report.ts";
import type { PeriodName } from "../../schemas/snapshot.ts";
import { later, type Instant } from "../../schemas/time.ts";

export interface CutOffs {
  /** Later than `after`, up to `until` and including it; oldest first. */
  between(period: PeriodName, span: { after: Instant; until: Instant }): Instant[];
  atOrBefore(period: PeriodName, at: Instant): Instant;
  before(period: PeriodName, at: Instant): Instant;
  after(period: PeriodName, at: Instant): Instant;
  /** When the report on the figures of a cut-off is due. */
  dueAfter(period: PeriodName, cutOff: Instant): Instant;
}

/** The cut-offs that the configuration sets, by an office's working days. */
export function cutOffsOf(reports: Pick<ReportSettings, PeriodName>, calendar: Calendar): CutOffs {
  const ruleOf = (period: PeriodName) => reports[period].cutOff;
  const atOrBefore = (period: PeriodName, now: Instant) => lastCutOff(ruleOf(period), { now, calendar });
  return {
    between: (period, span) => cutOffsBetween(ruleOf(period), { ...span, calendar }),
    atOrBefore,
    before: (period, at) => atOrBefore(period, later(at, -1)),
    after: (period, now) => nextCutOff(ruleOf(period), { now, calendar }),
    dueAfter: (period, cutOff) => nextCutOff(reports[period].due, { now: later(cutOff, -1), calendar }),
  };
}
