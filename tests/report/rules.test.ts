// Whether a unit owed a report and gave it, and where a task stands.
import { describe, expect, it } from "vitest";
import { LifecycleSchema } from "../../schemas/status.ts";
import { reportOn, standingOf } from "../../src/report/rules.ts";

const since = "2026-11-19T10:00:00.000Z";
const until = "2026-11-26T10:00:00.000Z";
const task = { lifecycle: "in_progress" as const, knownSince: null, reportedAt: null };

describe("a unit's report on a task", () => {
  it.each([
    ["just after the cut-off before", "2026-11-19T10:00:00.001Z", "reported"],
    ["exactly at the cut-off", until, "reported"],
    ["exactly at the cut-off before", since, "missing"],
    ["never", null, "missing"],
    ["after the cut-off", "2026-11-26T10:00:00.001Z", "missing"],
  ])("counts when it came %s: %s", (_, reportedAt, verdict) => {
    expect(reportOn({ ...task, reportedAt }, { since, until })).toBe(verdict);
  });

  it("is owed for open tasks alone", () => {
    const owed = LifecycleSchema.options.filter(
      (lifecycle) => reportOn({ ...task, lifecycle }, { since, until }) === "missing",
    );

    expect(owed).toEqual(["not_started", "in_progress", "returned"]);
  });

  it("counts for a task that was completed in the period", () => {
    const completed = { ...task, lifecycle: "completed" as const, reportedAt: until };

    expect(reportOn(completed, { since, until })).toBe("reported");
  });

  it.each([
    ["2026-11-24T10:00:00.000Z", "missing"],
    ["2026-11-24T10:00:00.001Z", "not_expected"],
  ])("is owed two days after the task came: %s, %s", (knownSince, verdict) => {
    expect(reportOn({ ...task, knownSince }, { since, until })).toBe(verdict);
  });
});

describe("where a task stands", () => {
  const open = {
    lifecycle: "in_progress" as const,
    dueOn: "2026-12-31",
    completedOn: null,
    expectedOn: null,
  };
  const on = (set: Partial<Parameters<typeof standingOf>[0]>) =>
    standingOf({ ...open, ...set }, "2026-11-26", 7);

  it.each([
    [{}, "in_progress"],
    [{ lifecycle: "not_started" as const }, "not_started"],
    [{ lifecycle: "returned" as const }, "in_progress"],
    [{ dueOn: "2026-11-25" }, "overdue"],
    [{ dueOn: "2026-11-26" }, "at_risk"],
    [{ dueOn: "2026-12-03" }, "at_risk"],
    [{ dueOn: "2026-12-04" }, "in_progress"],
    [{ expectedOn: "2027-01-15" }, "at_risk"],
    [{ expectedOn: "2026-12-31" }, "in_progress"],
    [{ dueOn: null, expectedOn: "2027-01-15" }, "in_progress"],
    [{ lifecycle: "completed" as const, completedOn: "2026-12-31" }, "done_on_time"],
    [{ lifecycle: "completed" as const, completedOn: "2027-01-01" }, "done_late"],
    [{ lifecycle: "completed" as const, dueOn: null }, "done_on_time"],
    [{ lifecycle: "submitted" as const, dueOn: "2026-01-01" }, "awaiting"],
    [{ lifecycle: "on_hold" as const, dueOn: "2026-01-01" }, "set_aside"],
    [{ lifecycle: "cancelled" as const }, "set_aside"],
    [{ lifecycle: "declined" as const }, "set_aside"],
  ])("of %o is %s", (set, standing) => {
    expect(on(set)).toBe(standing);
  });
});
