// First linking at the command line: a portal that was filled by other hands, with other codes and other wording.
import { writeFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { aDesk, usualDatabases, type Desk } from "./desk.ts";
import { dump } from "./scene.ts";

const header = "STT,Mã nhiệm vụ,Nội dung nhiệm vụ,Cơ quan chủ trì,Thời hạn,Văn bản giao,Độ mật";
const plan = "Kế hoạch số 02-KH/BCĐ ngày 06/11/2025";
const rows = [
  `1,NV-001,Hoàn thành số hóa cơ sở dữ liệu đất đai,Sở Nội vụ,31/12/2049,${plan},`,
  `2,NV-002,Ban hành quy chế quản lý và vận hành Trung tâm dữ liệu tỉnh,Sở Nội vụ,31/12/2049,${plan},`,
  `3,NV-003,Cung cấp trực tuyến toàn trình thủ tục hành chính lĩnh vực hộ tịch,Sở Nội vụ,31/12/2049,${plan},`,
  `4,NV-004,Xây dựng kế hoạch chuyển đổi số của tỉnh năm 2025,Sở Nội vụ,31/12/2049,${plan},`,
  `5,NV-005,Lắp đặt trạm quan trắc môi trường tự động,Sở Nội vụ,31/12/2049,${plan},`,
  `6,NV-006,Diễn tập ứng cứu sự cố an toàn thông tin mạng,Sở Nội vụ,31/12/2049,${plan},Mật`,
];

const record = { dueOn: null, leadOrganisation: null };
const records = [
  { ...record, code: "nv-001", title: "Số hóa dữ liệu đất đai" },
  {
    ...record,
    code: "",
    title:
      "Quyết định số 12/QĐ-UBND ngày 01/02/2025 v/v ban hành quy chế quản lý và vận hành Trung tâm dữ liệu tỉnh",
  },
  {
    ...record,
    code: "HT-3",
    title: "Cung cấp trực tuyến toàn trình TTHC lĩnh vực hộ tịch",
    document: "KH 02–KH/BCĐ, nhiệm vụ số 3",
  },
  { ...record, code: "", title: "Xây dựng kế hoạch chuyển đổi số của tỉnh năm 2026" },
  { ...record, code: "NV-006", title: "Diễn tập ứng cứu sự cố" },
  {
    ...record,
    code: "TT-9",
    title: "Tập huấn kỹ năng số cho cán bộ cấp xã",
    dueOn: "2049-06-30",
    leadOrganisation: "Sở Nội vụ",
    document: "Nghị quyết số 71/NQ-CP ngày 01/4/2025, mục II.4",
  },
  { ...record, code: "", title: "Khảo sát nhu cầu sử dụng dịch vụ công trực tuyến" },
];

/** A step is nothing without the ones before it, and starts several processes. */

/** Each step tells of the desk as the one before it left it. */
describe.each(usualDatabases())("first linking (%s)", (on) => {
  let desk: Desk;
  let ids: string[];
  const later: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    desk = await aDesk({ on }, (callback) => later.push(callback));
    await writeFile(desk.path("phu-luc.csv"), `${[header, ...rows].join("\n")}\n`);
    await desk.run("org", "add", "Sở Nội vụ", "--kind", "department");
    await desk.run("import", "phu-luc.csv");
    ids = desk.portals.nq57.seed(records);
    return async () => {
      for (const callback of later) await callback();
    };
  });

  const kept = async () => await desk.open(async ({ means }) => await dump(means.store));
  const link = async (...words: string[]) => await desk.run("link", "--portal", "nq57", ...words);

  it("shows what it would do, with the command for each step, and changes nothing", async () => {
    const before = await kept();

    const shown = await link();
    const inEnglish = await link("--lang", "en");
    const json = await link("--json");

    expect([shown.code, inEnglish.code, json.code]).toEqual([2, 2, 2]);
    expect(shown.out).toContain("trùng mã 1, trùng văn bản và mục 1, trùng tên 1");
    expect(shown.out).toContain(`98 %  ${ids[3]}  Xây dựng kế hoạch chuyển đổi số của tỉnh năm 2026`);
    expect(shown.out).toContain("khác số: sổ “2025”, cổng “2026”");
    expect(shown.out).toContain(`dongbo link --portal nq57 --pair NV-004=${ids[3]}`);
    expect(shown.out).toContain("dongbo link --portal nq57 --accept new --classification normal");
    expect(inEnglish.out).toContain("other figures: register “2025”, portal “2026”");
    expect(Object.keys(json.json().portals[0])).toEqual([
      "portal",
      "listed",
      "sure",
      "ask",
      "new",
      "barred",
      "onlyOurs",
      "linked",
      "created",
    ]);
    expect(await kept()).toEqual(before);
  });

  it("refuses what is not clear, every problem at once, and changes nothing", async () => {
    const before = await kept();

    const pairs = await link("--pair", "NV-999=1", `NV-006=${ids[4]}`, "NV-005=404");
    const unreadable = await link("--pair", "NV-005", "--accept", "all");
    const unmarked = await link("--accept", "new");
    const everywhere = await desk.run("link", "--pair", `NV-004=${ids[3]}`);

    expect([pairs, unreadable, unmarked, everywhere].map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(pairs.err.trim().split("\n")).toHaveLength(3);
    for (const pair of ["NV-999=1", `NV-006=${ids[4]}`, "NV-005=404"]) expect(pairs.err).toContain(pair);
    expect(unreadable.err.trim().split("\n")).toHaveLength(2);
    expect(unmarked.err).toContain("--classification normal");
    expect(everywhere.err).toContain("--portal");
    expect(await kept()).toEqual(before);
  });

  it("links the sure pairs, then the pair that a person chose", async () => {
    const sure = await link("--accept", "sure", "--json");
    const chosen = await link("--pair", `NV-004=${ids[3]}`);

    expect([sure.code, chosen.code]).toEqual([2, 2]);
    expect(sure.json()).toMatchObject({
      accepted: true,
      portals: [{ linked: ["NV-001", "NV-002", "NV-003"].map((code, at) => ({ code, remoteId: ids[at] })) }],
    });
    expect(chosen.out).toContain("đã ghép 1 cặp");
    expect(chosen.out).toContain("0 cần người chọn");
  });

  it("takes what only the portal has into the register, and all are met by the next push", async () => {
    const taken = await link("--accept", "new", "--classification", "normal", "--json");
    const task = await desk.run("task", "show", "TT-9", "--json");
    const pushed = await desk.run("push", "--portal", "nq57", "--json");
    const left = await link("--json");

    expect([taken.code, pushed.code]).toEqual([2, 0]);
    expect(taken.json().portals[0].created).toMatchObject([{ code: "TT-9" }, { code: `NQ57-${ids[6]}` }]);
    expect(task.json()).toMatchObject({ leadOrganisation: "Sở Nội vụ", classification: "normal" });
    expect(pushed.json().portals).toMatchObject([{ inStep: 6, held: 0, left: 0 }]);
    expect(left.json().portals).toMatchObject([
      { sure: [], ask: [], new: [], barred: [{ remoteId: ids[4] }], onlyOurs: ["NV-005"] },
    ]);
    expect(desk.portals.nq57.tally().writes).toBe(0);
  });
});
