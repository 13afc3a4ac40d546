import { expect, test } from "vitest";
import { lineOf } from "../../src/cli/watch.ts";
import type { Step } from "../../src/push/lane.ts";

const file = { portal: "nq57", doing: "uploading", done: 128e6, total: 512e6 } as const;

test.each<[Step, string, string]>([
  [
    { ...file, name: "Báo cáo.pdf" },
    "đang tải tệp “Báo cáo.pdf” lên cổng ██████░░░░░░░░░░░░░░░░░░ 128/512 MB",
    "uploading “Báo cáo.pdf” ██████░░░░░░░░░░░░░░░░░░ 128/512 MB",
  ],
  [
    { portal: "nq57", doing: "sending", done: 5, total: 10 },
    "gửi ████████████░░░░░░░░░░░░ 5/10",
    "sending ████████████░░░░░░░░░░░░ 5/10",
  ],
  [{ portal: "nq57", doing: "signing_in", done: 0, total: 1 }, "đăng nhập 0/1", "signing in 0/1"],
  [{ portal: "nq57", doing: "waiting", done: 0, total: 9000 }, "chờ xem lại", "waiting to look again"],
])("shows what a lane is doing in one line: %o", (step, vi, en) => {
  const lines = [lineOf({ language: "vi" }, step), lineOf({ language: "en" }, step)];

  expect(lines).toEqual([vi, en]);
});

test("shows a file's name in one line of a terminal, however long and whatever it holds", () => {
  const line = lineOf({ language: "en" }, { ...file, name: `a\n\u001b[2J${"b".repeat(300)}` });

  expect(line).toMatch(/^uploading “a ↵ \[2Jb+…?” /u);
  expect(line.length).toBeLessThan(100);
});
