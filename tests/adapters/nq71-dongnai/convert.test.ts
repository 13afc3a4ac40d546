// Both directions of the conversion, without a wire.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FieldValues } from "../../../schemas/field.ts";
import { status, toRemoteTask, toWishes } from "../../../adapters/nq71-dongnai/convert.ts";
import type { WireTask } from "../../../adapters/nq71-dongnai/wire.ts";
import { LifecycleSchema, meaningOf, wordFor } from "../../../schemas/status.ts";

const nothingBegun: WireTask = {
  id: 7,
  code: "NQ57-07",
  title: "Xây dựng nền tảng dữ liệu",
  lead_org: null,
  deadline: "2025-12-31",
  status: "chuathuchien",
  percent: 0,
  explain: null,
  difficulties: null,
  late_reason: null,
  expected_date: null,
  completed_at: null,
  budget: { registered: null, allocated: null, disbursed: null },
  entries: [],
  attachments: [],
  period: { locked: false, message: null },
};

function aChange(set: FieldValues, whole: FieldValues = {}) {
  return {
    remoteId: "7",
    set,
    whole,
    before: toRemoteTask(nothingBegun),
    cites: [],
    key: "k",
    marker: "[db-0123abcd]",
  };
}

const aText = fc.string({ unit: "grapheme", minLength: 1 });
const aDay = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anAmount = fc.maxSafeNat().map(String);

describe("sending and showing again", () => {
  test("keeps every value exactly", () => {
    const someProgress = fc.record({
      percent: fc.integer({ min: 0, max: 100 }),
      progressText: aText,
      difficulties: fc.option(aText),
      lateReason: fc.option(aText),
      expectedOn: fc.option(aDay),
      budgetRegistered: fc.option(anAmount),
      budgetAllocated: fc.option(anAmount),
      budgetDisbursed: fc.option(anAmount),
      completedOn: aDay,
    });
    fc.assert(
      fc.property(someProgress, (values) => {
        const { progress, report } = toWishes(aChange({ ...values, lifecycle: "completed" }));

        const shown = toRemoteTask({
          ...nothingBegun,
          percent: progress?.percent ?? 0,
          explain: progress?.explain ?? null,
          difficulties: progress?.difficulties ?? null,
          late_reason: progress?.late_reason ?? null,
          expected_date: progress?.expected_date ?? null,
          completed_at: report?.completed_at ?? null,
          budget: {
            registered: numberOrNull(progress?.budget?.registered),
            allocated: numberOrNull(progress?.budget?.allocated),
            disbursed: numberOrNull(progress?.budget?.disbursed),
          },
        });

        expect(shown.fields).toMatchObject(values);
      }),
    );
  });
});

function numberOrNull(digits: string | null | undefined): number | null {
  return digits === null || digits === undefined ? null : Number(digits);
}

describe("status words", () => {
  test.each([
    ["chuathuchien_quahan", "not_started"],
    ["dangthuchien_sapquahan", "in_progress"],
    ["choxacnhan_tronghan", "submitted"],
    ["tuchoixacnhan_khonghan", "returned"],
    ["thuchienlai", "returned"],
    ["dahoanthanh_quahan", "completed"],
    ["tamhoan", "on_hold"],
    ["tuchoithuchien", "declined"],
  ])("%s is %s, whatever the clock adds", (word, lifecycle) => {
    const task = toRemoteTask({ ...nothingBegun, status: word });

    expect(task.fields.lifecycle).toBe(lifecycle);
    expect(task.unknownWords).toEqual([]);
  });

  test.each(["daphethuan", "dahoanthanh_som", "DaHoanThanh", "constructor", "__proto__", ""])(
    "%j is reported as unknown, never guessed",
    (word) => {
      const task = toRemoteTask({ ...nothingBegun, status: word });

      expect(task.fields).not.toHaveProperty("lifecycle");
      expect(task.unknownWords).toEqual([{ field: "lifecycle", word }]);
    },
  );

  test("what is written reads as itself or as the stated loss", () => {
    const read = LifecycleSchema.options.map((lifecycle) => [
      lifecycle,
      meaningOf(status, wordFor(status, lifecycle) ?? "")?.lifecycle,
    ]);

    expect(read.filter(([, lifecycle]) => lifecycle !== undefined)).toEqual([
      ["in_progress", "in_progress"],
      ["submitted", "submitted"],
      ["completed", "submitted"],
    ]);
    expect(status.shows.completed?.as).toBe("submitted");
  });

  test.each(LifecycleSchema.options)(
    "the map has a word for %s exactly when there is a call for it",
    (one) => {
      const { impossible } = toWishes(aChange({ lifecycle: one }));

      expect(impossible.includes("lifecycle")).toBe(wordFor(status, one) === null);
    },
  );
});

describe("one change as calls", () => {
  test("carries percent and text with every entry, and nothing else that was not set", () => {
    const change = aChange(
      { lateReason: "Chờ kinh phí" },
      { percent: 40, progressText: "Đã khảo sát", difficulties: "x" },
    );

    const { progress, report } = toWishes(change);

    expect(progress).toEqual({
      percent: 40,
      explain: "Đã khảo sát [db-0123abcd]",
      late_reason: "Chờ kinh phí",
      attachments: [],
    });
    expect(report).toBeNull();
  });

  test("carries the text that the portal shows while ours is still empty", () => {
    const before = toRemoteTask({ ...nothingBegun, percent: 30, explain: "Đã khảo sát [db-99999999]" });
    const change = { ...aChange({ budgetRegistered: "5000000" }, { percent: 30, progressText: "" }), before };

    expect(toWishes(change).progress).toMatchObject({
      percent: 30,
      explain: "Đã khảo sát [db-0123abcd]",
    });
  });

  test("does not send an old text in the place of one that was emptied", () => {
    const { progress } = toWishes(
      aChange({ progressText: null }, { percent: 40, progressText: "Đã khảo sát" }),
    );

    expect(progress?.explain).toBeNull();
  });

  test("asks for completion by the report alone when the rest is already there", () => {
    const wishes = toWishes(aChange({ lifecycle: "completed" }, { percent: 100, completedOn: "2025-12-20" }));

    expect(wishes).toEqual({
      progress: null,
      report: { completed_at: "2025-12-20", attachments: [] },
      unready: false,
      impossible: [],
    });
  });

  test.each([
    { percent: 99, completedOn: "2025-12-20" },
    { percent: 100, completedOn: null },
  ])("finds a report of completion unready with %j", (values) => {
    const { unready } = toWishes(aChange({ ...values, lifecycle: "completed" }, { progressText: "Xong" }));

    expect(unready).toBe(true);
  });

  test("names the files it cites by their ids at the portal", () => {
    const file = { remoteId: "1207", name: "bc.pdf", size: 1, sha256: null };
    const change = {
      ...aChange({ percent: 100, lifecycle: "completed", completedOn: "2025-12-20" }),
      cites: [file],
    };

    const { progress, report } = toWishes(change);

    expect([progress?.attachments, report?.attachments]).toEqual([[1207], [1207]]);
  });

  test.each([
    [{ title: "Tên khác" }, ["title"]],
    [{ percent: 50, dueOn: "2026-01-31" }, ["dueOn"]],
    [{ completedOn: "2025-12-20" }, ["completedOn"]],
    [{ lifecycle: "cancelled" }, ["lifecycle"]],
  ] as const)("names what the portal has no call for: %j", (set, impossible) => {
    expect(toWishes(aChange(set)).impossible).toEqual(impossible);
  });
});
