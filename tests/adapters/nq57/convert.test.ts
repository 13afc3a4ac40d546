import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portal } from "../../../adapters/nq57/adapter.ts";
import { toColumns, toDay, toSentence, toTask } from "../../../adapters/nq57/convert.ts";
import { TaskRowSchema, type TaskRow } from "../../../adapters/nq57/wire.ts";
import { fieldNames, type FieldValues } from "../../../schemas/field.ts";

const emptyRow: TaskRow = {
  id: 7,
  ma: "NV-007",
  ten: "Xây dựng trung tâm dữ liệu",
  van_ban: "02-KH/BCĐ",
  don_vi_chu_tri: "Sở Khoa học và Công nghệ",
  don_vi_phoi_hop: null,
  han: null,
  trang_thai: "Chưa thực hiện",
  mau: "xám",
  tien_do: null,
  ket_qua: null,
  kho_khan: null,
  ly_do_cham: null,
  du_kien_hoan_thanh: null,
  ngay_hoan_thanh: null,
  changed_on: null,
};

const aDay = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const someText = fc.option(fc.string({ unit: "grapheme", minLength: 1 }));

const aSet: fc.Arbitrary<FieldValues> = fc.record(
  {
    percent: fc.option(fc.integer({ min: 0, max: 100 })),
    progressText: someText,
    difficulties: someText,
    lateReason: someText,
    expectedOn: fc.option(aDay),
    completedOn: fc.option(aDay),
  },
  { requiredKeys: [] },
);

describe("nq57 columns and fields", () => {
  it("keep every value on the way to the portal and back", () => {
    fc.assert(
      fc.property(aSet, (set) => {
        const stored = TaskRowSchema.parse({ ...emptyRow, ...toColumns(set) });

        const { fields } = toTask(stored, []);

        expect(fields).toMatchObject(set);
      }),
    );
  });

  it("read a day stored as the instant at which it begins in Vietnam", () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const instant = new Date(Date.parse(day) - 7 * 3_600_000).toISOString();

        const read = toDay(instant);

        expect(read).toBe(day);
      }),
    );
    expect(toDay("2025-12-30T17:00:00Z")).toBe("2025-12-31");
  });

  it.each(["1970-01-01", "1970-01-01T00:00:00Z", "1969-12-31T17:00:00Z"])(
    "read %s as a day nobody set",
    (shown) => {
      expect(toDay(shown)).toBeNull();
    },
  );

  it("know one kind of empty text, both ways", () => {
    const read = toTask({ ...emptyRow, ket_qua: "" }, []).fields.progressText;
    const written = toColumns({ progressText: "" });

    expect(read).toBeNull();
    expect(written).toEqual({ ket_qua: null });
  });

  it("show the assigning document in the portal's own words, and none where its box is empty", () => {
    expect(toTask(emptyRow, []).document).toBe("02-KH/BCĐ");
    expect(toTask({ ...emptyRow, van_ban: "" }, []).document).toBeNull();
  });

  it("refuse to carry a field that is not ours to set", () => {
    for (const field of fieldNames.filter((name) => !portal.facts.fields[name].write)) {
      expect(() => toColumns({ [field]: "x" })).toThrow(field);
    }
  });

  it("send exactly the fields that the facts call writable", () => {
    const writable = fieldNames.filter((name) => portal.facts.fields[name].write);

    const sent = toColumns(Object.fromEntries(writable.map((name) => [name, null])));

    expect(Object.keys(sent)).toHaveLength(writable.length);
  });

  it("show exactly the fields that the facts call readable", () => {
    const readable = fieldNames.filter((name) => portal.facts.fields[name].read);

    const shown = Object.keys(toTask(emptyRow, []).fields);

    expect(shown.toSorted()).toEqual(readable.toSorted());
  });
});

describe("nq57 status words", () => {
  it.each([
    ["Chưa thực hiện", "not_started"],
    ["Chưa thực hiện - quá hạn", "not_started"],
    ["Đang thực hiện - sắp đến hạn", "in_progress"],
    ["Đang thực hiện - quá hạn", "in_progress"],
    ["Hoàn thành đúng hạn", "completed"],
    ["Hoàn thành quá hạn", "completed"],
  ])("%s is %s, whatever the clock added", (word, lifecycle) => {
    const task = toTask({ ...emptyRow, trang_thai: word }, []);

    expect(task.fields.lifecycle).toBe(lifecycle);
  });

  it("are recognised in decomposed Unicode too", () => {
    const task = toTask({ ...emptyRow, trang_thai: "Đang thực hiện".normalize("NFD") }, []);

    expect(task.fields.lifecycle).toBe("in_progress");
  });

  it.each(["Đã phê duyệt", "đang thực hiện", "toString", ""])(
    "nobody mapped are named, not guessed: %j",
    (word) => {
      const task = toTask({ ...emptyRow, trang_thai: word }, []);

      expect(task.fields).not.toHaveProperty("lifecycle");
      expect(task.unknownWords).toEqual([{ field: "lifecycle", word }]);
    },
  );
});

describe("nq57 refusals", () => {
  it.each([
    [{ message: "Not found" }, "Not found"],
    [
      { message: { tien_do: ["Sai số.", "Quá 100."], han: ["Chỉ đọc."] } },
      "tien_do: Sai số. Quá 100.; han: Chỉ đọc.",
    ],
    [
      { errors: [{ message: "400 Bad Request: The CSRF token is missing." }] },
      "400 Bad Request: The CSRF token is missing.",
    ],
  ])("read as one sentence: %j", (refusal, sentence) => {
    expect(toSentence(refusal)).toBe(sentence);
  });
});
