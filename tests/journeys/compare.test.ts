// Looking at the register and the portals side by side: says what differs, in both languages, and changes nothing.
import { describe, expect, it } from "vitest";
import { changeTask } from "../../src/register/change.ts";
import {
  aDesk,
  usualDatabase,
  usualDatabases,
  type AfterTest,
  type Database,
  type Desk,
  type PortalName,
} from "./desk.ts";
import { codeOf, dump, fillDesk, reportOn, writesAt } from "./scene.ts";

const secretTitle = "Tên chỉ nội bộ biết";

/** Twelve tasks in step, of which the third is secret. */
async function aDeskInStep(afterTest: AfterTest, on: Database = usualDatabase()): Promise<Desk> {
  const desk = await aDesk({ on }, afterTest);
  await fillDesk(desk, { tasks: 12, secret: [3] });
  await renameHere(desk, 3, secretTitle);
  return desk;
}

function edit(desk: Desk, at: PortalName, [number, fields]: [number, Record<string, string | number>]): void {
  const remoteId = desk.portals[at].held().find(({ code }) => code === codeOf(number))?.remoteId;
  desk.portals[at].edit(remoteId ?? "", fields);
}

/** Changes the title of a task in the register alone. */
async function renameHere(desk: Desk, number: number, title: string): Promise<void> {
  await desk.open(async ({ means, provenance }) => {
    await means.store.transaction(
      async (tx) =>
        void (await changeTask(tx, { code: codeOf(number), set: { title }, provenance: provenance() })),
    );
  });
}

describe.concurrent.each(usualDatabases())("compare and drift (%s)", (on) => {
  it("end with 0 where nothing differs, and change no row and no portal", async (test) => {
    const desk = await aDeskInStep(test.onTestFinished, on);
    const rows = async () => await desk.open(async ({ means }) => await dump(means.store));
    const before = { rows: await rows(), writes: writesAt(desk) };

    const compared = await desk.run("compare");
    const listed = await desk.run("compare", "--all", "--json");
    const drift = await desk.run("drift", "--json");

    expect([compared.code, listed.code, drift.code]).toEqual([0, 0, 0]);
    expect(compared.out).toMatch(/^12 nhiệm vụ: 0 có chỗ khác nhau, 11 khớp, 1 /);
    expect(listed.json().tasks).toHaveLength(12);
    expect(listed.out).not.toContain(secretTitle);
    expect(drift.json()).toMatchObject({ items: [], refusals: [], kept: [] });
    expect({ rows: await rows(), writes: writesAt(desk) }).toEqual(before);
  });

  it("end with 2 and name every value where something differs", async (test) => {
    const desk = await aDeskInStep(test.onTestFinished, on);
    await reportOn(desk, { progress: [1] });
    edit(desk, "nq57", [2, { percent: 35 }]);
    edit(desk, "nq71-dongnai", [2, { percent: 45 }]);
    const rows = async () => await desk.open(async ({ means }) => await dump(means.store));
    const before = { rows: await rows(), writes: writesAt(desk) };

    const vietnamese = await desk.run("compare");
    const english = await desk.run("compare", "--lang", "en", "--field", "percent");
    const document = await desk.run("compare", "--json", "--field", "percent", "--limit", "1");
    const drift = await desk.run("drift", "--json");

    expect([vietnamese.code, english.code, document.code, drift.code]).toEqual([2, 2, 2, 2]);
    expect(vietnamese.out).toContain("Sở Nội vụ: 2 / 12 nhiệm vụ có chỗ khác nhau\n");
    expect(vietnamese.out).toMatch(/Tiến độ \(%\) +0 +≠1 35 +≠2 45\n/);
    expect(vietnamese.out).toMatch(/Trạng thái +Đang thực hiện +≠ Chưa thực hiện +≠ Chưa thực hiện\n/);
    expect(english.out).toContain("Sở Nội vụ: 2 / 12 tasks differ\n");
    expect(english.out).toMatch(/Progress \(%\) +17 +≠ 0 +≠ 0\n/);
    expect(document.json()).toMatchObject({
      comparedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      sums: { tasks: 12, disagreeing: 2, agreeing: 9, alone: 1 },
      portals: [
        { portal: "nq57", problem: null, counts: { shown: 11, secret: 1, missing: 0, unread: 0 } },
        { portal: "nq71-dongnai", problem: null, counts: { shown: 11, secret: 1, missing: 0, unread: 0 } },
      ],
      agencies: [{ lead: "Sở Nội vụ", tasks: 12, disagreeing: 2 }],
      tasks: [
        {
          code: codeOf(1),
          lead: "Sở Nội vụ",
          timeliness: "in_time",
          outcome: "differs",
          fields: [
            {
              field: "percent",
              agree: false,
              register: 17,
              portals: { nq57: 0, "nq71-dongnai": 0 },
              unknownWords: {},
              camps: [
                { register: true, portals: [] },
                { register: false, portals: ["nq57", "nq71-dongnai"] },
              ],
            },
          ],
        },
      ],
      unlisted: 1,
    });
    expect(drift.json().items).toHaveLength(4);
    expect({ rows: await rows(), writes: writesAt(desk) }).toEqual(before);
  });
});

it.concurrent("drift names what is not ours to settle and counts it as no drift", async (test) => {
  const desk = await aDeskInStep(test.onTestFinished);
  await renameHere(desk, 5, "Rà soát; đơn giản hóa thủ tục hành chính đợt 5 (sửa)");

  const drift = await desk.run("drift");
  const english = await desk.run("drift", "--portal", "nq57", "--lang", "en");
  const document = await desk.run("drift", "--json");
  const compared = await desk.run("compare");

  expect([drift.code, english.code, document.code]).toEqual([0, 0, 0]);
  expect(drift.out).toMatch(/: 2 chỗ/);
  expect(english.out).toMatch(/≈ NV-005 · nq57 · Title: register “[^”]*\(sửa\)” · portal “[^”]*đợt 5”\n/);
  expect(document.json().kept).toMatchObject([
    { portal: "nq57", taskCode: "NV-005", field: "title" },
    { portal: "nq71-dongnai", taskCode: "NV-005", field: "title" },
  ]);
  expect(compared.code).toBe(2);
});

it.concurrent(
  "drift reports more changes than a push would make, and ends with 2 as a plan ends with 3",
  async (test) => {
    const desk = await aDeskInStep(test.onTestFinished);
    await reportOn(desk, { progress: [1, 2, 4, 5, 6] });

    const plan = await desk.run("plan", "--json");
    const drift = await desk.run("drift", "--json");

    expect([plan.code, drift.code]).toEqual([3, 2]);
    expect(drift.json().refusals[0]).toMatchObject({ guard: "too-many-changes" });
  },
);

it.concurrent(
  "both end with 1 where a portal cannot be read whole, say so, and show the other",
  async (test) => {
    const desk = await aDeskInStep(test.onTestFinished);
    edit(desk, "nq71-dongnai", [2, { percent: 45 }]);
    // The same address and account, but a portal that has forgotten everything.
    const { url } = desk.portals.nq57;
    await desk.portals.nq57.stop();
    await desk.startEmpty("nq57", Number(new URL(url).port));
    const empty = { compared: await desk.run("compare"), drift: await desk.run("drift", "--json") };
    await desk.portals.nq57.stop();

    const down = {
      compared: await desk.run("compare", "--json"),
      drift: await desk.run("drift", "--lang", "en"),
    };
    const other = await desk.run("compare", "--portal", "nq71-dongnai");

    expect([empty.compared.code, empty.drift.code, down.compared.code, down.drift.code]).toEqual([
      1, 1, 1, 1,
    ]);
    expect(empty.compared.out).toMatch(/✗ nq57 chỉ liệt kê 0 \/ 12 nhiệm vụ/);
    expect(empty.compared.out).toMatch(/Tiến độ \(%\) +0 +· +≠ 45\n/);
    expect(empty.drift.json().refusals).toMatchObject([{ portal: "nq57", guard: "empty-listing" }]);
    expect(down.compared.json().portals).toMatchObject([
      { portal: "nq57", problem: { key: "compare.not_read" }, counts: { unread: 11, secret: 1 } },
      { portal: "nq71-dongnai", problem: null, counts: { shown: 11, secret: 1 } },
    ]);
    expect(down.drift.out).toMatch(/✗ nq57 could not be read/);
    expect(other.code).toBe(2);
  },
);

it.concurrent("compare refuses what it does not know, all at once", async (test) => {
  const desk = await aDesk({}, test.onTestFinished);

  const options = await desk.run("compare", "--field", "progress", "--limit", "0", "--json");
  const lead = await desk.run("compare", "--lead", "Sở Không có", "--json");
  const portal = await desk.run("compare", "--portal", "nq58", "--lang", "en");

  expect([options.code, lead.code, portal.code]).toEqual([1, 1, 1]);
  expect(options.json().problems).toMatchObject([{ key: "cli.bad_option" }, { key: "cli.bad_option" }]);
  expect(lead.json().problems).toMatchObject([{ key: "register.unknown_organisation" }]);
  expect(portal.err).toContain("nq58");
});
