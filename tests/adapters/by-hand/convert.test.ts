// Words of a configuration as a status map, and what follows from options.
import { expect, it } from "vitest";
import { portal } from "../../../adapters/by-hand/adapter.ts";
import { statusOf, usualWords } from "../../../adapters/by-hand/convert.ts";
import { LifecycleSchema, meaningOf, wordFor } from "../../../schemas/status.ts";

it("reads every usual word as what it is entered by", () => {
  const status = statusOf(usualWords);

  const read = LifecycleSchema.options.map((one) => meaningOf(status, wordFor(status, one) ?? "")?.lifecycle);

  expect(read).toEqual(LifecycleSchema.options);
});

it("enters a lifecycle by the first word for it, and says where there is none", () => {
  const status = statusOf({ "Đang làm": "in_progress", "Đang xử lý": "in_progress", "Quá hạn": null });

  expect(wordFor(status, "in_progress")).toBe("Đang làm");
  expect(meaningOf(status, "Đang xử lý")?.lifecycle).toBe("in_progress");
  expect(meaningOf(status, "Quá hạn")?.lifecycle).toBeNull();
  expect(wordFor(status, "completed")).toBeNull();
  expect(meaningOf(status, "đang làm")).toBeNull();
});

it("lets people enter what has a label, shows what has a column, and takes files only where it says where", () => {
  const options = portal.options.parse({
    columns: { code: "Mã", title: "Tên", percent: "Tiến độ" },
    enter: { percent: "Tiến độ", difficulties: "Khó khăn" },
  });

  const facts = portal.byHand?.(options).facts;

  expect(facts?.fields.percent).toEqual({ read: true, write: true });
  expect(facts?.fields.difficulties).toEqual({ read: true, write: true });
  expect(facts?.fields.title).toMatchObject({ read: true, write: false });
  expect(facts?.fields.lifecycle).toMatchObject({ read: false, write: false });
  expect(facts?.evidence).toHaveProperty("none");
});

it("refuses options that it does not know, and a status word without a meaning", () => {
  const unknown = portal.options.safeParse({ enter: { title: "Tên" } });
  const wordless = portal.options.safeParse({ enter: {}, statusWords: { Xong: "done" } });

  expect([unknown.success, wordless.success]).toEqual([false, false]);
});
