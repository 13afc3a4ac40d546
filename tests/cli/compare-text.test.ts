import { expect, it } from "vitest";
import { comparisonInText } from "../../src/cli/compare-text.ts";
import type { Shell } from "../../src/cli/shell.ts";
import { compareTasks, type Listing } from "../../src/push/comparison.ts";
import { fieldsOf, type Pair, type PortalSight, type RegisterTask } from "../../src/push/disagreement.ts";
import { portal as memory } from "../../adapters/memory/adapter.ts";
import { fieldNames, type FieldValues } from "../../schemas/field.ts";

const shell = { language: "en" } as Shell;
const facts = {
  ...memory.facts,
  status: { ...memory.facts.status, shows: { completed: { as: "submitted", loss: "" } } },
} as const;
const empty = Object.fromEntries(fieldNames.map((name) => [name, null])) as Required<FieldValues>;
const long =
  "Hoàn thiện cơ sở dữ liệu dùng chung của tỉnh, kết nối với trung ương và các địa phương, đợt ".repeat(2);

function aTaskOf(code: string, set: FieldValues = {}): RegisterTask {
  const fields = { ...empty, title: long, lifecycle: "in_progress", percent: 50, ...set } as const;
  return { taskId: code, code, lead: "Sở Nội vụ", fields };
}

function shown(fields: FieldValues): Pair {
  return { sighting: "shown", fields, unknownWords: [], words: null };
}

function aSight(portal: string, pairs: Record<string, Pair>): PortalSight {
  return { portal, facts, pairs: new Map(Object.entries(pairs)), problem: null };
}

function textOf(tasks: RegisterTask[], portals: PortalSight[], which: Listing["which"] = "disagreeing") {
  const scope = { fields: fieldsOf(undefined), today: "2025-12-08" };
  return comparisonInText(shell, compareTasks({ tasks, portals }, scope, { which, limit: 50 })).split("\n");
}

it("stays within 100 letters whatever the texts, and shows where they part", () => {
  const task = aTaskOf("NV-1", { progressText: `${long}1` });
  const lines = textOf(
    [task],
    [
      aSight("nq57", { "NV-1": shown({ progressText: `${long}1`, percent: 50 }) }),
      aSight("nq71-dongnai", { "NV-1": shown({ progressText: `${long}2`, percent: 50 }) }),
    ],
  );

  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(lines.find((line) => line.includes("Result"))).toMatch(/đợt 1 +…?[^≠]*đợt 1 +≠ …?[^≠]*đợt 2$/);
});

it("numbers the sides that differ from each other as well, and marks what counts as equal", () => {
  const lines = textOf(
    [aTaskOf("NV-1", { lifecycle: "completed" })],
    [
      aSight("a", { "NV-1": shown({ percent: 10, lifecycle: "submitted" }) }),
      aSight("b", { "NV-1": shown({ percent: 20, lifecycle: "in_progress" }) }),
      aSight("c", { "NV-1": shown({ percent: 10 }) }),
    ],
  );

  expect(lines.find((line) => line.includes("Progress"))).toMatch(/50 +≠1 10 +≠2 20 +≠1 10$/);
  expect(lines.find((line) => line.includes("Status"))).toMatch(
    /Completed += Awaiting confirmation +≠ In progress +·$/,
  );
});

it("shows a word nobody mapped in its column, and says where a task is not to be seen", () => {
  const strange: Pair = {
    sighting: "unknown_word",
    fields: { percent: 50 },
    unknownWords: [{ field: "lifecycle", word: "Đã phê\nduyệt" }],
    words: null,
  };
  const closed: Pair = { sighting: "closed", fields: {}, unknownWords: [], words: "Forbidden" };
  const lines = textOf(
    [aTaskOf("NV-1")],
    [aSight("a", { "NV-1": strange }), aSight("b", { "NV-1": closed })],
  );

  expect(lines.find((line) => line.includes("Status"))).toMatch(/In progress +\? “Đã phê ↵ duyệt” +·$/);
  expect(lines).toContain("    b: closed to us (“Forbidden”)");
});

it("lists agreeing tasks only where all are asked for, and of a task that stays home the code", () => {
  const tasks = [aTaskOf("NV-1"), { ...aTaskOf("NV-2"), fields: null }, aTaskOf("NV-3")];
  const portals = [aSight("a", { "NV-1": shown({ percent: 50 }) })];

  const counted = textOf(tasks, portals);
  const listed = textOf(tasks, portals, "all");

  expect(counted).toEqual([
    "3 tasks: 0 differ, 1 agree, 2 with nothing to compare.",
    "  a  1 shown · 1 not linked · 1 kept home",
    "",
    "Agencies without differences: 1 (3 tasks).",
  ]);
  expect(listed).toContain("  NV-2  (not marked normal: stays on this machine, not compared)");
  expect(listed.find((line) => line.startsWith("  ✓ NV-1"))).toMatch(/… \(No deadline\)$/);
  expect(listed).toContain("    a: not linked");
});
