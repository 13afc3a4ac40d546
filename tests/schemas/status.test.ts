import { describe, expect, it } from "vitest";
import { meaningOf, timeliness, wordFor, type StatusMap } from "../../schemas/status.ts";
import { inherited } from "./status-strings.ts";

const map: StatusMap = {
  version: 1,
  reads: {
    "Đang thực hiện": { lifecycle: "in_progress" },
    "Đang thực hiện - quá hạn": { lifecycle: "in_progress", timeliness: "overdue" },
    "Đang chờ": { lifecycle: "not_started", loss: "waiting and not begun are one word" },
    "Xong trong hạn": { lifecycle: "completed", timeliness: "done_on_time" },
    "Xong quá hạn": { lifecycle: "completed", timeliness: "done_late" },
    "Mới trong hạn": { lifecycle: "not_started", timeliness: "in_time" },
    "Sắp đến hạn": { lifecycle: null, timeliness: "at_risk", loss: "speaks of time only" },
  },
  writes: {
    not_started: "Mới trong hạn",
    in_progress: "Đang thực hiện",
    submitted: "gửi báo cáo",
    returned: { none: "only the assigner sends back" },
    completed: "Xong trong hạn",
    on_hold: { none: "the portal cannot pause a task" },
    cancelled: { none: "the portal cannot cancel a task" },
    declined: { none: "the portal cannot decline a task" },
  },
  shows: {},
};

describe("the meaning of a word", () => {
  it("is what the map says", () => {
    expect(meaningOf(map, "Xong quá hạn")).toEqual({ lifecycle: "completed", timeliness: "done_late" });
  });

  it("is the same in decomposed Unicode", () => {
    expect(meaningOf(map, "Đang thực hiện".normalize("NFD"))).toEqual({ lifecycle: "in_progress" });
  });

  it("may be about time only, and is then no unknown word", () => {
    expect(meaningOf(map, "Sắp đến hạn")).toMatchObject({ lifecycle: null, timeliness: "at_risk" });
  });

  it.each(["đang thực hiện", " Đang thực hiện", "Đang thực hiện ", "Dang thuc hien", "Đang  thực hiện", ""])(
    "is never guessed from something like it: %j",
    (word) => {
      expect(meaningOf(map, word)).toBeNull();
    },
  );

  it.each(inherited)("is nothing that every object answers to: %s", (word) => {
    expect(meaningOf(map, word)).toBeNull();
  });
});

describe("the word for a lifecycle", () => {
  it.each([
    ["in_progress", undefined, "Đang thực hiện"],
    ["completed", undefined, "Xong trong hạn"],
    ["returned", undefined, null],
    ["returned", "overdue", null],
  ] as const)("%s, timeliness %s: %s", (lifecycle, time, word) => {
    expect(wordFor(map, lifecycle, time)).toBe(word);
  });

  it.each([
    ["completed", "done_late", "Xong quá hạn"],
    ["completed", "done_on_time", "Xong trong hạn"],
    ["in_progress", "overdue", "Đang thực hiện - quá hạn"],
  ] as const)("tells the timeliness where there is a word for it: %s, %s", (lifecycle, time, word) => {
    expect(wordFor(map, lifecycle, time)).toBe(word);
  });

  it("rather says nothing of time than something near it", () => {
    expect(wordFor(map, "in_progress", "at_risk")).toBe("Đang thực hiện");
  });

  it.each([
    ["not_started", "at_risk", "Mới trong hạn"],
    ["not_started", "no_deadline", "Mới trong hạn"],
    ["completed", "no_deadline", "Xong trong hạn"],
  ] as const)("takes the nearest of time where every word tells one: %s, %s", (lifecycle, time, word) => {
    expect(wordFor(map, lifecycle, time)).toBe(word);
  });

  it("is none where every word would say in time of what is late", () => {
    expect(wordFor(map, "not_started", "overdue")).toBeNull();
  });

  it("is the action where the portal shows no such word", () => {
    expect(wordFor(map, "submitted", "done_late")).toBe("gửi báo cáo");
  });

  it("is never something that every object answers to", () => {
    const words = inherited.map((name) => wordFor(map, name as "completed"));

    expect(words.filter((word) => word !== null)).toEqual([]);
  });
});

describe("timeliness", () => {
  const due = { dueOn: "2025-12-31", completedOn: null } as const;

  it.each([
    [{ ...due, lifecycle: "in_progress", dueOn: null }, "no_deadline"],
    [{ ...due, lifecycle: "in_progress" }, "at_risk"],
    [{ ...due, lifecycle: "in_progress", dueOn: "2026-06-30" }, "in_time"],
    [{ ...due, lifecycle: "in_progress", dueOn: "2025-12-24" }, "overdue"],
    [{ ...due, lifecycle: "completed", completedOn: "2025-12-31" }, "done_on_time"],
    [{ ...due, lifecycle: "completed", completedOn: "2026-01-01" }, "done_late"],
  ] as const)("on 25/12/2025 of %j is %s", (task, expected) => {
    expect(timeliness(task, "2025-12-25")).toBe(expected);
  });
});
