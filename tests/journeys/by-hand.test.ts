// A portal without an interface by command line: people enter what a worksheet says, give receipts, and its export shows
// later whether it is there. The other portals of the desk are pushed in the same runs. Each step rests on the one before.
import { readFile, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Clerk, handPortal, type SheetTask } from "./clerk.ts";
import { usualDatabases, makeDesk, type Desk, type JsonAnswer } from "./desk.ts";
import { aPdf, recordsOf, writeAppendix } from "./scene.ts";

/** Steps of one story follow each other; the stories go on side by side. */
const inTurn = { concurrent: false };
const portal = "so-khcn";

describe.concurrent.each(usualDatabases())("a portal that people enter (%s)", (on) => {
  let desk: Desk;
  const clerk = new Clerk([1, 2, 3, 4]);

  beforeAll(async () => {
    desk = await makeDesk({ on });
    const config = parse(await readFile(desk.path("dongbo.yaml"), "utf8"));
    config.portals[portal] = handPortal;
    await writeFile(desk.path("dongbo.yaml"), stringify(config));
    desk.seed(recordsOf([1, 2, 3]));
    await writeAppendix(desk.path("phu-luc.csv"), { tasks: 4, secret: [4] });
    await desk.run("org", "add", "Sở Nội vụ", "--kind", "department");
    await desk.run("import", "phu-luc.csv");
  });
  afterAll(async () => await desk.close());

  const pushed = async () => reportOf((await desk.run("push", "--json")).json());
  const sheet = async (...options: string[]) =>
    (await desk.run("by-hand", "worksheet", portal, ...options, "--json")).json();
  const standing = async () => {
    const { portals } = (await desk.run("status", "--json")).json();
    return portals.find((one: { portal: string }) => one.portal === portal);
  };

  it("is linked by its export, and met in step by a push to all portals", inTurn, async () => {
    await clerk.export(desk, "xuat-1.csv");

    const imported = await desk.run("by-hand", "import", portal, "xuat-1.csv", "--json");
    const linked = await desk.run("link", "--accept", "sure", "--json");
    const met = await desk.run("push", "--json");

    expect([imported.code, linked.code, met.code]).toEqual([0, 0, 0]);
    expect(imported.json()).toMatchObject({ tasks: 4, added: 4, differ: 0 });
    expect(met.json().portals).toMatchObject([{ inStep: 3 }, { inStep: 3 }, { portal, inStep: 3 }]);
  });

  it("is handed what is due on slips, is held, and has nothing left to plan", inTurn, async () => {
    const money = ["--budget-disbursed", "1500000000"];
    const day = ["--expected", "2049-11-30"];
    await desk.run("progress", "NV-001", "--status", "in_progress", "--percent", "60", ...money, ...day);
    await desk.run(
      "progress",
      "NV-002",
      "--status",
      "in_progress",
      "--percent",
      "20",
      "--text",
      "=1+1; đã trình",
    );
    await desk.run(
      "progress",
      "NV-004",
      "--status",
      "in_progress",
      "--percent",
      "90",
      "--text",
      "Nội dung mật",
    );
    await writeFile(desk.path("Báo cáo quý.pdf"), aPdf("Bao cao quy"));
    await desk.run("evidence", "add", "NV-001", "Báo cáo quý.pdf");

    const planned = await desk.run("plan", "--portal", portal, "--json");
    const report = await pushed();
    const again = await desk.run("plan", "--json");
    const inFull = await desk.run("push", "--portal", portal, "--all", "--json");
    const { counts, waitingForEntry, total } = await standing();

    expect(planned.json().items).toHaveLength(3);
    expect(report).toMatchObject({ applied: 0, held: 2, left: 0, uncertain: 0, stopped: null });
    expect(again.json().items).toEqual([]);
    expect(reportOf(inFull.json())).toMatchObject({ inStep: 1, held: 2, left: 0 });
    expect({ counts, total }).toEqual({ counts: { held: 2, in_step: 1, not_linked: 1 }, total: 4 });
    expect(waitingForEntry).toMatchObject({ count: 2 });
  });

  it("gets a worksheet with what to type, never what is secret", inTurn, async () => {
    const ended = await desk.run("by-hand", "worksheet", portal, "--files", "tep", "--json");
    const page = await desk.run("by-hand", "worksheet", portal, "--out", "phieu.html");
    const book = await desk.run("by-hand", "worksheet", portal, "--out", "phieu.xlsx");
    const [unit, ...others] = ended.json().units;

    expect([ended.code, page.code, book.code, others.length]).toEqual([2, 2, 2, 0]);
    expect(unit.unit).toBe("Sở Nội vụ");
    expect(unit.tasks.map(({ code }: SheetTask) => code)).toEqual(["NV-001", "NV-002"]);
    const [first, second] = unit.tasks as [SheetTask, SheetTask];
    expect(first.lines).toEqual([
      { where: "Trạng thái", old: "Chưa thực hiện", new: "Đang thực hiện" },
      { where: "Tiến độ (%)", old: "0", new: "60" },
      { where: "Ngày dự kiến xong", old: "", new: "30/11/2049" },
      { where: "Kinh phí đã giải ngân (đồng)", old: "", new: "1.500.000.000" },
    ]);
    expect(second.lines).toContainEqual({ where: "Kết quả thực hiện", old: "", new: "=1+1; đã trình" });
    expect(await readFile(desk.path(first.files[0]?.place ?? ""))).toEqual(aPdf("Bao cao quy"));
    for (const text of [ended.out, await readFile(desk.path("phieu.html"), "utf8")]) {
      expect(text).toContain("1.500.000.000");
      expect(text).not.toMatch(/NV-004|Nội dung mật/);
    }
  });

  it("is in step once a person says that it was entered, and its next export agrees", inTurn, async () => {
    const { units } = await sheet();
    clerk.enter(units[0].tasks);

    const done = await desk.run(
      "by-hand",
      "done",
      portal,
      "NV-001",
      "NV-002",
      "--number",
      "BN-7",
      "--by",
      "Lan",
    );
    const report = await pushed();
    await clerk.export(desk, "xuat-2.csv");
    const imported = await desk.run("by-hand", "import", portal, "xuat-2.csv", "--json");
    const after = await pushed();
    const ledger = await desk.run("ledger", "list", "--task", "NV-001", "--json");

    expect(done.code).toBe(0);
    expect(done.out).toContain("Tiến độ (%): 60");
    expect(report).toMatchObject({ inStep: 2, held: 0, left: 0 });
    expect(imported.json()).toMatchObject({ agreed: 5, differ: 0, later: 0 });
    expect(after).toMatchObject({ held: 0, refused: 0, left: 0 });
    expect((await standing()).counts).toEqual({ in_step: 3, not_linked: 1 });
    expect(clerk.typed("NV-001")).toMatchObject({
      boxes: { "Tiến độ (%)": "60" },
      files: ["Báo cáo quý.pdf"],
    });
    const bodies = ledger.json().entries.map(({ body }: { body: JsonAnswer }) => body);
    expect(bodies).toContainEqual(expect.objectContaining({ kind: "outcome", outcome: "handed_out" }));
    expect(JSON.stringify(bodies)).toMatch(/by_hand\.entered_note.*BN-7/);
  });

  it("is told by name where the export contradicts a receipt", inTurn, async () => {
    await desk.run("progress", "NV-003", "--status", "in_progress", "--percent", "45");
    await pushed();
    await desk.run("by-hand", "done", portal, "NV-003", "--by", "Minh");
    await pushed();
    await clerk.export(desk, "xuat-3.csv");

    const imported = await desk.run("by-hand", "import", portal, "xuat-3.csv");
    const report = await pushed();
    const { tasks } = (await sheet()).units[0];
    const ours = (await desk.run("task", "show", "NV-003", "--json")).json();
    clerk.enter(tasks);
    await desk.run("by-hand", "done", portal, "NV-003", "--by", "Minh");
    await clerk.export(desk, "xuat-4.csv");
    const agreed = await desk.run("by-hand", "import", portal, "xuat-4.csv", "--json");
    const settled = await pushed();

    expect(imported.code).toBe(2);
    expect(imported.out).toMatch(/NV-003: Minh ghi lúc .* Tiến độ \(%\) “45”, nhưng bảng xuất là “0”/);
    expect(report).toMatchObject({ held: 1, adopted: 0 });
    expect(tasks).toMatchObject([
      {
        code: "NV-003",
        lines: [
          { old: "Chưa thực hiện", new: "Đang thực hiện" },
          { old: "0", new: "45" },
        ],
      },
    ]);
    expect(ours).toMatchObject({ lifecycle: "in_progress", percent: 45 });
    expect(agreed.json()).toMatchObject({ agreed: 2, differ: 0 });
    expect(settled).toMatchObject({ inStep: 1, held: 0, left: 0 });
  });

  it("withdraws a slip that the register has left, and asks which one was entered", inTurn, async () => {
    await desk.run("progress", "NV-002", "--percent", "30");
    await pushed();
    const [old] = (await sheet()).units[0].tasks as [SheetTask];
    await desk.run("progress", "NV-002", "--percent", "40");
    await pushed();
    const [fresh, ...others] = (await sheet()).units[0].tasks as SheetTask[];

    const unclear = await desk.run("by-hand", "done", portal, "NV-002");
    clerk.enter([old]);
    const named = await desk.run("by-hand", "done", portal, "NV-002", "--slip", String(old.slip));
    await pushed();
    const [left] = (await sheet()).units[0].tasks as [SheetTask];

    expect(others).toEqual([]);
    expect(fresh).toMatchObject({ replaces: old.slip, lines: [{ old: "20", new: "40" }] });
    expect(unclear.code).toBe(1);
    expect(unclear.err).toContain(`${old.slip} (Tiến độ (%): 30)`);
    expect(named.code).toBe(0);
    expect(left).toMatchObject({ slip: fresh?.slip, lines: [{ old: "30", new: "40" }] });
  });

  it("takes back a slip without a new one, and says so on the sheet", inTurn, async () => {
    await desk.run("progress", "NV-002", "--percent", "30");
    const report = await pushed();

    const [unit] = (await sheet()).units;

    expect(report).toMatchObject({ inStep: 1, held: 0 });
    expect(unit).toMatchObject({ tasks: [], withdrawn: [{ code: "NV-002" }] });
  });

  it("is refused with the portal's own words when it did not take a slip", inTurn, async () => {
    await desk.run("progress", "NV-001", "--percent", "70");
    await pushed();

    const words = "Kỳ báo cáo đã khóa";
    const refused = await desk.run("by-hand", "done", portal, "NV-001", "--not-taken", words);
    const { counts } = await standing();
    const listed = await desk.run("conflicts", "list", "--portal", portal);
    await desk.run("progress", "NV-001", "--percent", "75");
    await pushed();
    const [unit] = (await sheet()).units;

    expect(refused.code).toBe(0);
    expect(counts).toMatchObject({ refused: 1 });
    expect(listed.out).toContain(words);
    expect(unit.tasks).toMatchObject([{ code: "NV-001", lines: [{ old: "60", new: "75" }] }]);
  });

  it("keeps a sheet free of a task that became secret after it was handed out", inTurn, async () => {
    await desk.run("task", "set", "NV-001", "--classification", "mat");

    const ended = await desk.run("by-hand", "worksheet", portal);

    expect(ended.out).not.toContain("NV-001");
    expect((await standing()).waitingForEntry).toBeNull();
  });

  it("names every problem of an export, and changes nothing", inTurn, async () => {
    const rows = ["NV-001,A,Đang thực hiện,60,", "NV-001,B,Đã phê duyệt,160%,", ",C,Hoàn thành,x,"];
    const header = "Mã nhiệm vụ,Tên nhiệm vụ,Trạng thái,Tiến độ (%),Tệp đính kèm";
    await writeFile(desk.path("hong.csv"), `${[header, ...rows].join("\n")}\n`);
    await writeFile(desk.path("thieu.csv"), "Mã nhiệm vụ,Tên nhiệm vụ\nNV-001,A\n");
    const before = await sheet();

    const broken = await desk.run("by-hand", "import", portal, "hong.csv");
    const short = await desk.run("by-hand", "import", portal, "thieu.csv");
    const other = await desk.run("by-hand", "import", "nq57", "hong.csv");

    expect([broken.code, short.code, other.code]).toEqual([1, 1, 1]);
    expect(broken.err.trim().split("\n")).toHaveLength(5);
    for (const cell of ["A3", "A2", "C3", "D3", "A4", "D4"]) expect(broken.err).toContain(cell);
    expect(short.err.trim().split("\n")).toHaveLength(3);
    expect(short.err).toContain("Trạng thái");
    expect(other.err).toContain(portal);
    expect({ ...(await sheet()), madeAt: "" }).toEqual({ ...before, madeAt: "" });
    expect((await desk.run("ledger", "verify")).code).toBe(0);
  });
});

function reportOf({ portals }: JsonAnswer): JsonAnswer {
  return portals.find((one: { portal: string }) => one.portal === portal);
}
