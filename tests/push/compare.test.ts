import { afterEach, describe, expect, it } from "vitest";
import type { FieldName } from "../../schemas/field.ts";
import { lookAt, readRegister } from "../../src/push/compare.ts";
import { compareTasks, type Comparison, type Listing } from "../../src/push/comparison.ts";
import { fieldsOf, type FieldComparison } from "../../src/push/disagreement.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { pushLane } from "../../src/push/run.ts";
import { unlink } from "../../src/push/unlink.ts";
import { changeTask } from "../../src/register/change.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { anOrganisation } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";
import { dump } from "../journeys/scene.ts";
import { aDesk, type Desk } from "./desk.ts";

const names = ["memory", "nq57", "nq71-dongnai"] as const;
type PortalName = (typeof names)[number];

const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;
const done = {
  lifecycle: "completed",
  percent: 100,
  progressText: "Đã ban hành",
  completedOn: "2025-12-05",
} as const;

interface Asked {
  field?: FieldName;
  lead?: string;
  listing?: Listing;
}

const everything: Listing = { which: "all", limit: Infinity };

async function compared({ means, portals }: Desk, asked: Asked = {}): Promise<Comparison> {
  const register = await readRegister(means, asked.lead);
  const sights = await Promise.all(portals.map(async ({ lane }) => await lookAt(means, lane, register)));
  const scope = { fields: fieldsOf(asked.field), today: "2025-12-08" };
  return compareTasks({ tasks: register.tasks, portals: sights }, scope, asked.listing ?? everything);
}

function fieldOf(made: Comparison, code: string, field: FieldName): FieldComparison | undefined {
  return made.tasks.find((task) => task.code === code)?.fields.find((one) => one.field === field);
}

function sightingOf(made: Comparison, code: string, portal: PortalName) {
  return made.tasks
    .find((task) => task.code === code)
    ?.portals.filter((one) => one.portal === portal)
    .map(({ sighting, words }) => ({ sighting, words }))[0];
}

/** Changes a task at one portal, as a person there would. */
function edit(desk: Desk, at: PortalName, [code, fields]: [string, Record<string, string | number | null>]) {
  const simulator = desk.portals[names.indexOf(at)]?.simulator;
  const remoteId = simulator?.held().find((task) => task.code === code)?.remoteId;
  simulator?.edit(remoteId ?? "", fields);
}

async function pushAll({ means, portals }: Desk): Promise<void> {
  for (const { lane } of portals) {
    await linksDueInFull(means, lane);
    await pushLane(means, lane);
  }
}

async function set(
  desk: Desk,
  code: string,
  settings: Parameters<typeof changeTask>[1]["set"],
): Promise<void> {
  const provenance = { who: "A", system: "dongbo", run: "r", at: desk.means.now() };
  await desk.means.store.transaction(
    async (tx) => void (await changeTask(tx, { code, set: settings, provenance })),
  );
}

/** The link of a task points to a record that the portal does not have: as after somebody there removed it. */
async function removeAt(desk: Desk, portal: PortalName, code: string): Promise<void> {
  await desk.means.store.transaction(async (tx) => {
    const task = await tx.selectFrom("task").select("id").where("code", "=", code).executeTakeFirstOrThrow();
    await tx
      .updateTable("link")
      .set({ remote_id: "9999" })
      .where("portal", "=", portal)
      .where("task_id", "=", task.id)
      .execute();
  });
}

function totals({ counts }: { counts: Record<string, number> }): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

onEachDatabase("a comparison of the register with three portals", (open) => {
  const desks: Desk[] = [];
  const desk = async (tasks = 6) => {
    const made = await aDesk(await open(), { at: [...names], tasks });
    desks.push(made);
    return made;
  };
  afterEach(async () => {
    for (const made of desks.splice(0)) await made.stop();
  });

  it("finds nothing where all show the same, whatever its spelling, and a completion awaiting its confirmation", async () => {
    const made = await desk();
    await made.report("NV-0001", done);
    await made.addFile("NV-0001", "Quyết định 12.pdf");
    await made.report("NV-0002", half);
    await pushAll(made);
    edit(made, "nq57", ["NV-0002", { progressText: " Đã  trình dự thảo ".normalize("NFD") }]);

    const result = await compared(made);

    expect(result.sums).toEqual({ tasks: 6, disagreeing: 0, agreeing: 6, alone: 0 });
    expect(fieldOf(result, "NV-0001", "lifecycle")).toMatchObject({
      agree: true,
      register: "completed",
      portals: { memory: "completed", nq57: "completed", "nq71-dongnai": "submitted" },
      camps: [{ register: true, portals: [...names] }],
    });
    expect(fieldOf(result, "NV-0002", "progressText")).toMatchObject({ agree: true });
  });

  it("says which sides stand together, and leaves out a portal that does not show the field", async () => {
    const made = await desk();
    await made.report("NV-0001", { ...half, budgetRegistered: 1_500_000_000n });
    await made.report("NV-0002", half);
    await pushAll(made);
    edit(made, "memory", ["NV-0001", { percent: 70, budgetRegistered: null }]);
    edit(made, "nq57", ["NV-0001", { percent: 70 }]);
    edit(made, "memory", ["NV-0002", { percent: 20 }]);
    edit(made, "nq57", ["NV-0002", { percent: 10 }]);

    const result = await compared(made, { listing: { which: "disagreeing", limit: Infinity } });

    expect(result.tasks.map(({ code }) => code)).toEqual(["NV-0001", "NV-0002"]);
    expect(fieldOf(result, "NV-0001", "percent")).toMatchObject({
      agree: false,
      register: 50,
      portals: { memory: 70, nq57: 70, "nq71-dongnai": 50 },
      camps: [
        { register: true, portals: ["nq71-dongnai"] },
        { register: false, portals: ["memory", "nq57"] },
      ],
    });
    expect(fieldOf(result, "NV-0002", "percent")?.camps).toEqual([
      { register: true, portals: ["nq71-dongnai"] },
      { register: false, portals: ["memory"] },
      { register: false, portals: ["nq57"] },
    ]);
    expect(fieldOf(result, "NV-0001", "budgetRegistered")?.portals).toEqual({
      memory: null,
      "nq71-dongnai": "1500000000",
    });
  });

  it("shows a word nobody mapped as it stands there, as no value of anybody", async () => {
    const made = await desk();
    made.portals[1]?.simulator.script([
      { fault: "unknown-word", times: 100, with: { word: "Đã phê duyệt" } },
    ]);

    const result = await compared(made);
    const ofPercent = await compared(made, { field: "percent" });

    // The portal puts the word on the first row of its list, the newest.
    expect(fieldOf(result, "NV-0006", "lifecycle")).toMatchObject({
      agree: false,
      portals: { memory: "not_started", "nq71-dongnai": "not_started" },
      unknownWords: { nq57: "Đã phê duyệt" },
      camps: [{ register: true, portals: ["memory", "nq71-dongnai"] }],
    });
    expect(sightingOf(result, "NV-0006", "nq57")).toEqual({ sighting: "unknown_word", words: null });
    expect(result.sums.disagreeing).toBe(1);
    expect(ofPercent.sums.disagreeing).toBe(0);
  });

  it("tells of a secret task its code and that it stays home, and nothing else", async () => {
    const made = await desk();
    await made.report("NV-0002", { ...half, progressText: "Số liệu chỉ nội bộ biết" });
    await set(made, "NV-0002", { title: "Tên chỉ nội bộ biết", classification: "mat" });
    edit(made, "memory", ["NV-0002", { percent: 70 }]);

    const result = await compared(made);

    const secret = { sighting: "secret", words: null };
    expect(result.tasks.find(({ code }) => code === "NV-0002")).toEqual({
      code: "NV-0002",
      lead: null,
      title: null,
      timeliness: null,
      outcome: "alone",
      portals: names.map((portal) => ({ portal, ...secret })),
      fields: [],
    });
    expect(JSON.stringify(result)).not.toContain("nội bộ biết");
    expect(result.sums).toEqual({ tasks: 6, disagreeing: 0, agreeing: 5, alone: 1 });
  });

  it("counts every task once at each portal: shown, not linked, gone, or closed to us in the portal's words", async () => {
    const made = await desk();
    await unlink(made.means, { code: "NV-0001", portal: "nq71-dongnai" });
    await removeAt(made, "memory", "NV-0002");
    await removeAt(made, "nq57", "NV-0003");
    made.portals[1]?.simulator.script([{ fault: "forbidden", on: { path: "nhiem_vu/9999" } }]);

    const result = await compared(made);

    expect(result.portals.map(({ portal, counts }) => ({ portal, ...counts }))).toMatchObject([
      { portal: "memory", shown: 5, missing: 1 },
      { portal: "nq57", shown: 5, closed: 1 },
      { portal: "nq71-dongnai", shown: 5, not_linked: 1 },
    ]);
    expect(result.portals.map(totals)).toEqual([6, 6, 6]);
    expect(sightingOf(result, "NV-0003", "nq57")).toEqual({ sighting: "closed", words: "Forbidden" });
    expect(result.tasks.slice(0, 2).map(({ code, outcome }) => [code, outcome])).toEqual([
      ["NV-0002", "differs"],
      ["NV-0003", "differs"],
    ]);
    expect(result.sums).toEqual({ tasks: 6, disagreeing: 2, agreeing: 4, alone: 0 });
  });

  it("lists agencies with most disagreements first, then by the Vietnamese alphabet, and adds up to all tasks", async () => {
    const made = await desk(8);
    const leads = { "NV-0001": "Sở Y tế", "NV-0002": "Sở Nội vụ", "NV-0003": "Sở Công Thương" };
    const others = { "NV-0004": "Ủy ban xã", "NV-0005": "Ủy ban xã", "NV-0006": "Đoàn tỉnh" };
    await made.means.store.transaction(async (tx) => {
      for (const name of new Set(Object.values({ ...leads, ...others })))
        await addOrganisation(tx, anOrganisation({ name, shortName: name }));
    });
    for (const [code, leadOrganisation] of Object.entries({ ...leads, ...others })) {
      await set(made, code, { leadOrganisation });
      for (const name of names) edit(made, name, [code, { leadOrganisation }]);
    }
    for (const code of ["NV-0005", "NV-0004", "NV-0006", "NV-0001"])
      edit(made, "nq57", [code, { percent: 5 }]);

    const result = await compared(made);
    const one = await compared(made, { lead: "Ủy ban xã", listing: { which: "disagreeing", limit: 1 } });

    expect(result.agencies).toEqual([
      { lead: "Ủy ban xã", tasks: 2, disagreeing: 2 },
      { lead: "Đoàn tỉnh", tasks: 1, disagreeing: 1 },
      { lead: "Sở Y tế", tasks: 1, disagreeing: 1 },
      { lead: "Sở Công Thương", tasks: 1, disagreeing: 0 },
      { lead: "Sở Nội vụ", tasks: 1, disagreeing: 0 },
      { lead: null, tasks: 2, disagreeing: 0 },
    ]);
    expect(result.sums).toEqual({ tasks: 8, disagreeing: 4, agreeing: 4, alone: 0 });
    expect(result.tasks.map(({ code }) => code.slice(-1)).join("")).toBe("45613278");
    expect(one).toMatchObject({
      sums: { tasks: 2, disagreeing: 2 },
      tasks: [{ code: "NV-0004" }],
      unlisted: 1,
    });
    expect(one.portals.map(totals)).toEqual([2, 2, 2]);
  });

  it("takes another spelling of the same agency for the same agency", async () => {
    const made = await desk();
    const department = anOrganisation({ name: "Sở Khoa học và Công nghệ", shortName: "Sở KH&CN" });
    await made.means.store.transaction(async (tx) => await addOrganisation(tx, department));
    await set(made, "NV-0001", { leadOrganisation: "Sở KH&CN" });
    edit(made, "memory", ["NV-0001", { leadOrganisation: "SỞ KHOA HỌC VÀ CÔNG NGHỆ" }]);
    edit(made, "nq57", ["NV-0001", { leadOrganisation: "Sở Khoa học và Công nghệ" }]);
    edit(made, "nq71-dongnai", ["NV-0001", { leadOrganisation: "Sở Nông nghiệp" }]);

    const result = await compared(made);

    expect(fieldOf(result, "NV-0001", "leadOrganisation")).toMatchObject({
      portals: { memory: "Sở KH&CN", nq57: "Sở KH&CN", "nq71-dongnai": "Sở Nông nghiệp" },
      camps: [
        { register: true, portals: ["memory", "nq57"] },
        { register: false, portals: ["nq71-dongnai"] },
      ],
    });
  });

  it("computes timeliness from the deadline and never holds it against anybody", async () => {
    const made = await desk(2);
    await set(made, "NV-0001", { deadline: { dueOn: "2025-12-10", precision: "day", text: "10/12/2025" } });
    for (const name of names) edit(made, name, ["NV-0001", { dueOn: "2025-12-10" }]);

    const result = await compared(made);

    expect(result.tasks.map(({ timeliness }) => timeliness)).toEqual(["at_risk", "in_time"]);
    expect(result.sums.disagreeing).toBe(0);
  });

  describe("of which one cannot be read", () => {
    it("compares the others and says in words why", async () => {
      const made = await desk();
      edit(made, "memory", ["NV-0001", { percent: 70 }]);
      made.portals[1]?.simulator.script([{ fault: "login-page", times: 1_000 }]);

      const result = await compared(made);

      expect(result.portals.map(({ problem }) => problem?.key ?? null)).toEqual([
        null,
        "compare.not_read",
        null,
      ]);
      expect(result.portals[1]?.counts).toMatchObject({ unread: 6, shown: 0 });
      expect(fieldOf(result, "NV-0001", "percent")?.portals).toEqual({ memory: 70, "nq71-dongnai": 0 });
    });

    it("does not believe a listing that is far too short, and compares what it showed", async () => {
      const made = await desk();
      const reads = made.portals[0]?.simulator.tally().reads ?? 0;
      const [memory] = made.portals;
      const records = memory?.simulator.options["memory"] as { records: object[] };
      records.records.splice(0, 3);

      const result = await compared(made);

      expect(result.portals[0]).toMatchObject({
        problem: { key: "compare.short_listing", values: { listed: 3, expected: 6, unread: 3 } },
        counts: { shown: 3, unread: 3, missing: 0 },
      });
      expect((memory?.simulator.tally().reads ?? 0) - reads).toBe(1);
    });
  });

  it("changes no row and no portal, and lists each portal once", async () => {
    const made = await desk();
    await made.report("NV-0001", half);
    edit(made, "nq57", ["NV-0002", { percent: 70 }]);
    const rows = await dump(made.means.store);
    const writes = made.portals.map(({ simulator }) => simulator.tally().writes);
    const arrived = made.portals.map(({ simulator }) => simulator.arrivals().length);

    const result = await compared(made);

    const asked = made.portals.map(({ simulator }, at) =>
      simulator
        .arrivals()
        .slice(arrived[at])
        .map(({ method, path }) => `${method} ${path.split("?")[0]}`),
    );
    expect(result.sums.disagreeing).toBe(2);
    expect(await dump(made.means.store)).toEqual(rows);
    expect(made.portals.map(({ simulator }) => simulator.tally().writes)).toEqual(writes);
    expect(asked).toEqual([
      ["POST /sign-in", "GET /tasks", "GET /tasks"],
      ["POST /api/v1/security/login", "GET /api/v1/minh_chung/", "GET /api/v1/nhiem_vu/"],
      ["POST /api/v1/auth/login", "GET /api/v1/tasks"],
    ]);
  });
});
