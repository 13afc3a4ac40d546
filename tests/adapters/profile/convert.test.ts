// Both directions of the shipped profiles, without a wire: what is sent is shown again exactly, what is not declared is
// Unrecognised, what no call carries is Refused by name.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readingOf, toRemoteTask, type Lookups } from "../../../adapters/profile/convert.ts";
import { loadProfile } from "../../../adapters/profile/load.ts";
import { toWishes } from "../../../adapters/profile/wishes.ts";
import { Unrecognised } from "../../../schemas/errors.ts";
import type { FieldValues } from "../../../schemas/field.ts";
import type { ProgressChange, RemoteTask } from "../../../src/portal/contract.ts";
import { textOf } from "../../house/project-files.ts";

const shipped = (name: string) => {
  const file = `adapters/profile/profiles/${name}.yaml`;
  return readingOf(loadProfile(textOf(file), file));
};
const mst = shipped("nq71-mst");
const dean06 = shipped("dean06");
const noLookups: Lookups = new Map();

type Row = Record<string, unknown>;

const aMstRow = (other: Row = {}): Row => ({
  id: 7,
  code: "NQ71-07",
  source: { document: "NQ 71/NQ-CP, mục 7", lead: "Sở KH&CN" },
  title: "Xây dựng nền tảng dữ liệu",
  deadline: "2025-12-31",
  status: "Đang thực hiện",
  progress: {
    percent: 40,
    note: "Đã khảo sát [db-99999999]",
    difficulties: null,
    late_reason: null,
    expected_on: null,
    completed_on: null,
  },
  budget: { registered: null, allocated: "1500000000", disbursed: "0" },
  period: { locked: false, message: null },
  updates: [{ id: 70, at: "2025-12-01T03:00:00Z", percent: 40, note: "Đã khảo sát [db-99999999]" }],
  files: [],
  etag: '"v3"',
  ...other,
});

const aDean06Row = (other: Row = {}): Row => ({
  id: 8,
  ma: "DA06-08",
  van_ban: null,
  noi_dung: "Cấp tài khoản định danh",
  han_hoan_thanh: "31/12/2025",
  don_vi: { ten: "Công an tỉnh", cap: "tỉnh" },
  trang_thai: "DANG_THUC_HIEN",
  tien_do: 30,
  ket_qua: "Đã họp<br>a &lt; b",
  kho_khan: "",
  ly_do_cham: "",
  ngay_du_kien: 0,
  ngay_hoan_thanh: "",
  kinh_phi: "1.500.000",
  khoa_ky: null,
  tep_dinh_kem: [{ id: 1207, ten: "bc.pdf", dung_luong: 12 }],
  nguoi_tao: "x",
  thong_ke: { luot_xem: 3, moi: true },
  ...other,
});

const read = (reading: typeof mst, row: Row): Promise<RemoteTask> =>
  toRemoteTask(reading, row, { lookups: noLookups, beside: {} });

const change = (before: RemoteTask, set: FieldValues): ProgressChange => ({
  remoteId: before.remoteId,
  set,
  whole: { ...before.fields, ...set },
  before,
  cites: [],
  key: "k",
  marker: "[db-0123abcd]",
});

async function bodies(reading: typeof mst, row: Row, set: FieldValues) {
  const wishes = toWishes(reading, change(await read(reading, row), set), noLookups);
  return wishes.map(({ write, body }) => ({ call: write.call, body }));
}

describe("a task of nq71-mst", () => {
  test("is read in canonical values, without our mark", async () => {
    const task = await read(mst, aMstRow());

    expect(task).toMatchObject({
      remoteId: "7",
      code: "NQ71-07",
      document: "NQ 71/NQ-CP, mục 7",
      version: '"v3"',
      locked: null,
      fields: {
        dueOn: "2025-12-31",
        lifecycle: "in_progress",
        percent: 40,
        progressText: "Đã khảo sát",
        budgetAllocated: "1500000000",
        budgetDisbursed: "0",
      },
      entries: [{ id: "70", marker: "[db-99999999]", fields: { percent: 40, progressText: "Đã khảo sát" } }],
    });
  });

  test.each([
    ["a key that nobody declared", { do_khan: "x" }, "do_khan is not declared"],
    ["a key below one", { budget: { registered: null, allocated: null, disbursed: null, x: 1 } }, "budget.x"],
    ["a declared key that is gone", { title: undefined }, "title"],
    ["a list that is none", { updates: {} }, "updates"],
    ["a day in another spelling", { deadline: "31/12/2025" }, "deadline is not spelled as day"],
    ["a day that no calendar has", { deadline: "2025-02-30" }, "deadline is not spelled as day"],
    ["a percent as text", { progress: { ...(aMstRow()["progress"] as Row), percent: "40" } }, "percent"],
    ["an id that is none", { id: null }, "id is no id"],
    ["a file of another shape", { files: [{ id: 1, name: "a.pdf" }] }, "files[0].size is missing"],
  ])("is Unrecognised with %s", async (_, other, named) => {
    const row = JSON.parse(JSON.stringify(aMstRow(other))) as Row;

    const thrown = await read(mst, row).catch((error: unknown) => error);

    expect(thrown).toBeInstanceOf(Unrecognised);
    expect((thrown as Error).message).toContain(named);
  });

  test("shows a status word that nobody mapped as unknown", async () => {
    const task = await read(mst, aMstRow({ status: "Đã phê duyệt" }));

    expect(task.fields).not.toHaveProperty("lifecycle");
    expect(task.unknownWords).toEqual([{ field: "lifecycle", word: "Đã phê duyệt" }]);
  });

  test("says in the portal's words that it is closed", async () => {
    const task = await read(mst, aMstRow({ period: { locked: true, message: "Đã khóa kỳ" } }));

    expect(task.locked).toBe("Đã khóa kỳ");
  });

  test("is sent with only what differs, the text marked each time", async () => {
    const sent = await bodies(mst, aMstRow(), { budgetDisbursed: "123456789012345" });

    expect(sent).toEqual([
      {
        call: "PATCH /api/v1/tasks/{id}",
        body: {
          progress: { note: "Đã khảo sát [db-0123abcd]", files: [] },
          budget: { disbursed: "123456789012345" },
        },
      },
    ]);
  });

  test("is sent without the mark where it would make the text too long", async () => {
    const longest = "a".repeat(10_000);

    const [sent] = await bodies(mst, aMstRow(), { progressText: longest });

    expect(sent?.body).toMatchObject({ progress: { note: longest } });
  });

  test.each([
    ["a field that the portal does not take", { title: "Khác" }, "Cổng không có lệnh ghi: Tên nhiệm vụ"],
    ["a status without a word", { lifecycle: "on_hold" }, "Cổng không có lệnh ghi: Trạng thái"],
    ["a longer text than it takes", { difficulties: "a".repeat(10_001) }, "dài hơn 10000"],
  ])("is Refused by name with %s", async (_, set, said) => {
    await expect(bodies(mst, aMstRow(), set)).rejects.toMatchObject({
      name: "Refused",
      portalSaid: expect.stringContaining(said),
    });
  });

  test("keeps every value exactly there and back", async () => {
    const aDay = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const values = fc.record({
      percent: fc.integer({ min: 0, max: 100 }),
      progressText: fc.string({ unit: "grapheme", minLength: 1 }),
      difficulties: fc.option(fc.string({ unit: "grapheme", minLength: 1 })),
      expectedOn: fc.option(aDay),
      budgetAllocated: fc.option(fc.maxSafeNat().map(String)),
    });
    await fc.assert(
      fc.asyncProperty(values, async (set) => {
        const [sent] = await bodies(mst, aMstRow(), set);
        const body = sent?.body ?? {};
        const progress: Row = { ...(aMstRow()["progress"] as Row), ...(body["progress"] as Row) };
        delete progress["files"];
        const budget = { ...(aMstRow()["budget"] as Row), ...(body["budget"] as Row) };
        const row = aMstRow({ progress, budget });

        expect((await read(mst, row)).fields).toMatchObject(set);
      }),
    );
  });
});

describe("a task of dean06", () => {
  test("is read from its own spellings", async () => {
    const task = await read(dean06, aDean06Row());

    expect(task).toMatchObject({
      fields: {
        dueOn: "2025-12-31",
        leadOrganisation: "Công an tỉnh",
        progressText: "Đã họp\na < b",
        difficulties: null,
        expectedOn: null,
        completedOn: null,
        budgetDisbursed: "1500000",
      },
      evidence: [{ remoteId: "1207", name: "bc.pdf", size: 12, sha256: null }],
      version: null,
    });
    expect(task.entries).toBeUndefined();
  });

  test("keeps HTML that it did not write as it is", async () => {
    const task = await read(dean06, aDean06Row({ ket_qua: "<p>Đã <b>họp</b></p>" }));

    expect(task.fields.progressText).toBe("<p>Đã <b>họp</b></p>");
  });

  test("takes epoch milliseconds for a day only at midnight in Vietnam", async () => {
    const midnight = Date.parse("2026-01-30T17:00:00Z");

    const task = await read(dean06, aDean06Row({ ngay_du_kien: midnight }));

    expect(task.fields.expectedOn).toBe("2026-01-31");
    await expect(read(dean06, aDean06Row({ ngay_du_kien: midnight + 1 }))).rejects.toThrow("day-epoch-ms");
  });

  test("is sent as a whole form: what does not differ goes back as it was shown", async () => {
    const sent = await bodies(dean06, aDean06Row(), { expectedOn: "2026-01-31", difficulties: "Thiếu vốn" });

    expect(sent).toEqual([
      {
        call: "PUT /api/nhiem-vu/{id}",
        body: {
          tien_do: 30,
          ket_qua: "Đã họp<br>a &lt; b",
          kho_khan: "Thiếu vốn",
          ly_do_cham: "",
          ngay_du_kien: Date.parse("2026-01-30T17:00:00Z"),
          kinh_phi: "1.500.000",
        },
      },
    ]);
  });

  test("empties a field with the value that means nothing there", async () => {
    const row = aDean06Row({ ngay_du_kien: Date.parse("2026-01-30T17:00:00Z") });

    const [sent] = await bodies(dean06, row, { expectedOn: null });

    expect(sent?.body).toMatchObject({ ngay_du_kien: 0 });
  });

  test("is reported as completed by a call of its own, after its progress", async () => {
    const set = { percent: 100, lifecycle: "completed", completedOn: "2025-12-20" };

    const sent = await bodies(dean06, aDean06Row(), set);

    expect(sent.map(({ call }) => call)).toEqual([
      "PUT /api/nhiem-vu/{id}",
      "POST /api/nhiem-vu/{id}/bao-cao-hoan-thanh",
    ]);
    expect(sent[1]?.body).toEqual({ ngay_hoan_thanh: "20/12/2025" });
  });

  test.each([
    [{ percent: 99, lifecycle: "completed", completedOn: "2025-12-20" }, "100%"],
    [{ percent: 100, lifecycle: "completed" }, "Ngày hoàn thành"],
  ])("is not begun to be reported while the portal would refuse: %j", async (set, said) => {
    await expect(bodies(dean06, aDean06Row(), set)).rejects.toMatchObject({
      name: "Refused",
      portalSaid: expect.stringContaining(said),
    });
  });
});
