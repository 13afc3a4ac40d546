// First linking against a simulated portal: what the preview proposes, what acceptance writes, and that nothing else
// writes anything.
import { randomUUID } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import type { SeededTask } from "../../schemas/simulator.ts";
import type { Task } from "../../schemas/task.ts";
import { acceptNew } from "../../src/push/link-new.ts";
import { acceptLinks, previewLinks, type LinkPreview, type Pair } from "../../src/push/link.ts";
import { pushLane } from "../../src/push/run.ts";
import { standings } from "../../src/push/standing.ts";
import { addOrganisations } from "../../src/register/organisations.ts";
import { findTask, taskHistory } from "../../src/register/tasks.ts";
import { anOrganisation, aTask, keepTasks, portalsDue } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";
import { dump } from "../journeys/scene.ts";
import { aDesk, type Desk } from "./desk.ts";

const notBegun = { lifecycle: "not_started", percent: 0, progressText: "" } as const;
const plan = { kind: "Kế hoạch", number: "02-KH/BCĐ", issuer: null, issuedOn: "2025-11-06" };
const health = anOrganisation({ name: "Sở Y tế", shortName: "SYT" });

const ours: Partial<Task>[] = [
  { code: "PL-1", title: "Số hóa cơ sở dữ liệu đất đai" },
  { code: "PL-2", title: "Ban hành quy chế vận hành Trung tâm dữ liệu tỉnh" },
  {
    code: "PL-3",
    title: "Đơn giản hóa thủ tục hành chính lĩnh vực hộ tịch",
    sources: [{ document: plan, item: "I.3", appendix: "" }],
  },
  { code: "PL-4", title: "Hồ sơ sức khỏe điện tử toàn dân", leadOrganisation: health.id },
  { code: "PL-5", title: "Xây dựng kế hoạch chuyển đổi số năm 2025" },
  { code: "PL-6", title: "Diễn tập ứng cứu sự cố an toàn thông tin", classification: "mat" },
];

const shown = { code: "", dueOn: "2025-12-31", leadOrganisation: null };
const theirs: SeededTask[] = [
  { ...shown, code: "pl-1", title: "Số hóa dữ liệu đất đai" },
  { ...shown, title: "V/v ban hành quy chế vận hành Trung tâm dữ liệu tỉnh" },
  { ...shown, title: "Đơn giản hóa TTHC lĩnh vực hộ tịch", document: "KH 02–KH/BCĐ, mục I.3" },
  { ...shown, title: "Hồ sơ sức khỏe điện tử toàn dân", leadOrganisation: "Sở Y tế" },
  { ...shown, title: "Xây dựng kế hoạch chuyển đổi số năm 2026" },
  { ...shown, title: "Diễn tập ứng cứu sự cố an toàn thông tin" },
  {
    code: "TT-9",
    title: "Tập huấn kỹ năng số cho cán bộ cấp xã",
    dueOn: "2026-03-31",
    leadOrganisation: "sở y tế",
    document: "Nghị quyết số 71/NQ-CP ngày 01/4/2025, mục II.4",
  },
  { ...shown, title: "Khảo sát dịch vụ công trực tuyến", dueOn: null, leadOrganisation: "Hội Khuyến học" },
];

async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return error.problems.map(({ key, values }) => `${key.slice(5)} ${values["pair"] ?? values["remoteId"]}`);
}

const read = async ({ means }: Desk, code: string) =>
  await means.store.read(async (tx) => await findTask(tx, code));
const accept = async (desk: Desk, preview: LinkPreview, pairs: readonly Pair[]) =>
  await acceptLinks(desk.means, desk.lane, { preview, pairs });

onEachDatabase("first linking", (open) => {
  const desks: Desk[] = [];
  /** One task linked and in step; the others as above. Remote ids in the order of `theirs`. */
  const aFullDesk = async () => {
    const store = await open();
    const desk = await aDesk(store, { at: ["nq57"], tasks: 1 });
    desks.push(desk);
    await store.transaction(async (tx) => {
      await addOrganisations(tx, [health]);
      await keepTasks(
        tx,
        ours.map((set) => aTask({ ...notBegun, id: randomUUID(), ...set })),
      );
    });
    return { desk, ids: desk.simulator.seed(theirs), preview: await previewLinks(desk.means, desk.lane) };
  };
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.stop();
  });

  it("proposes by code, document, title and likeness, and changes nothing", async () => {
    const { desk, ids } = await aFullDesk();
    const before = await dump(desk.means.store);

    const preview = await previewLinks(desk.means, desk.lane);

    expect(preview.sure.map(({ code, remoteId, by }) => [code, remoteId, by])).toEqual([
      ["PL-1", ids[0], "code"],
      ["PL-2", ids[1], "title"],
      ["PL-3", ids[2], "document"],
      ["PL-4", ids[3], "title"],
    ]);
    expect(preview.ask).toMatchObject([
      { code: "PL-5", candidates: [{ remoteId: ids[4], similarity: 0.97 }] },
    ]);
    expect(preview.new.map(({ remoteId }) => remoteId)).toEqual(ids.slice(6));
    expect(preview.barred).toMatchObject([{ remoteId: ids[5], why: { values: { code: "PL-6" } } }]);
    expect([preview.onlyOurs, preview.listed]).toEqual([[], 9]);
    expect(await dump(desk.means.store)).toEqual(before);
    expect(desk.simulator.tally().writes).toBe(0);
  });

  it("links accepted pairs, which the next push meets and finds in step or asks about", async () => {
    const { desk, ids, preview } = await aFullDesk();

    await accept(desk, preview, [{ code: "PL-2", remoteId: ids[1] ?? "" }]);
    const taskId = (await read(desk, "PL-2"))?.id ?? "";
    const due = await desk.means.store.read(async (tx) => await portalsDue(tx, taskId));
    const report = await pushLane(desk.means, desk.lane);

    expect(due).toEqual(["nq57"]);
    expect(report).toMatchObject({ applied: 0, left: 0, stopped: null });
    expect(report.inStep + report.adopted + report.held).toBe(1);
  });

  it("refuses every pair that cannot be, at once, and links none of the others", async () => {
    const { desk, ids, preview } = await aFullDesk();
    const before = await dump(desk.means.store);
    const [first = "", second = "", third = ""] = ids;
    const linked = [...preview.records.keys()].find((id) => !ids.includes(id)) ?? "";
    const pairs = [
      { code: "PL-1", remoteId: first },
      { code: "PL-9", remoteId: second },
      { code: "PL-2", remoteId: "404" },
      { code: "PL-3", remoteId: linked },
      { code: "NV-0001", remoteId: third },
      { code: "PL-6", remoteId: "404" },
      { code: "PL-5", remoteId: first },
    ];

    const problems = await problemsOf(accept(desk, preview, pairs));

    expect(problems).toEqual([
      `pair.no_task PL-9=${second}`,
      "pair.no_record PL-2=404",
      `pair.record_linked PL-3=${linked}`,
      `pair.task_linked NV-0001=${third}`,
      "pair.closed PL-6=404",
      "pair.no_record PL-6=404",
      "pair.twice PL-6=404",
      `pair.twice PL-5=${first}`,
    ]);
    expect(await dump(desk.means.store)).toEqual(before);
  });

  it("refuses a preview that others have overtaken", async () => {
    const { desk, preview } = await aFullDesk();
    await accept(desk, preview, preview.sure);

    const problems = await problemsOf(accept(desk, preview, preview.sure.slice(0, 1)));

    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "pair.task_linked",
      "pair.record_linked",
    ]);
  });

  it("takes what only the portal has into the register as the portal shows it, and links it", async () => {
    const { desk, ids, preview } = await aFullDesk();

    const created = await acceptNew(desk.means, desk.lane, {
      preview,
      remoteIds: "all",
      classification: "normal",
    });
    const own = `NQ57-${ids[7]}`;
    const history = await desk.means.store.read(async (tx) => await taskHistory(tx, "TT-9", undefined));
    const again = await previewLinks(desk.means, desk.lane);

    expect(created.map(({ code, remoteId }) => [code, remoteId])).toEqual([
      ["TT-9", ids[6]],
      [own, ids[7]],
    ]);
    expect(await read(desk, "TT-9")).toMatchObject({
      title: "Tập huấn kỹ năng số cho cán bộ cấp xã",
      leadOrganisation: health.id,
      deadline: { dueOn: "2026-03-31", precision: "day", text: "31/03/2026" },
      sources: [{ document: { number: "71/NQ-CP", issuedOn: "2025-04-01" }, item: "II.4" }],
      programmes: ["71/NQ-CP"],
      classification: "normal",
    });
    expect(await read(desk, own)).toMatchObject({
      leadOrganisation: null,
      deadline: { dueOn: null, precision: "none", text: "" },
      sources: [],
    });
    expect(new Set(history.map(({ system, who }) => `${system} ${who}`))).toEqual(
      new Set(["nq57 Nguyễn Văn A"]),
    );
    expect(again.new).toEqual([]);
    expect((await standings(desk.means, ["nq57"]))[0]?.counts).toMatchObject({ due: 2, in_step: 1 });
  });

  it("creates a secret task without a link, and never proposes its record again", async () => {
    const { desk, ids, preview } = await aFullDesk();
    const wanted = { preview, remoteIds: ids.slice(7), classification: "mat" } as const;

    const [created] = await acceptNew(desk.means, desk.lane, wanted);
    const again = await previewLinks(desk.means, desk.lane);

    expect(await read(desk, created?.code ?? "")).toMatchObject({ classification: "mat" });
    expect(again.new.map(({ remoteId }) => remoteId)).toEqual([ids[6]]);
    expect(again.barred.map(({ remoteId }) => remoteId)).toEqual([ids[5], ids[7]]);
    expect((await standings(desk.means, ["nq57"]))[0]?.counts).toEqual({ in_step: 1, not_linked: 7 });
  });

  it("gives records that share a code their own, and creates a candidate that a person turned down", async () => {
    const { desk, ids } = await aFullDesk();
    const twins = ["một", "hai"].map((word) => ({
      ...shown,
      code: "X-1",
      title: `Mua sắm thiết bị lần ${word}`,
    }));
    const twinIds = desk.simulator.seed(twins);
    const preview = await previewLinks(desk.means, desk.lane);
    const remoteIds = [...twinIds, ids[4] ?? ""];

    const created = await acceptNew(desk.means, desk.lane, { preview, remoteIds, classification: "normal" });
    const again = await previewLinks(desk.means, desk.lane);

    expect(created.map(({ code }) => code)).toEqual(remoteIds.map((id) => `NQ57-${id}`));
    expect([again.ask, again.onlyOurs]).toEqual([[], ["PL-5"]]);
  });

  it("refuses every record that cannot become a task, at once, and creates none", async () => {
    const { desk, ids, preview } = await aFullDesk();
    const [untitled = ""] = desk.simulator.seed([{ ...shown, title: "" }]);
    const later = await previewLinks(desk.means, desk.lane);
    const linked = [...preview.records.keys()].find((id) => !ids.includes(id)) ?? "";
    const before = await dump(desk.means.store);
    const remoteIds = [ids[6] ?? "", "404", linked, ids[0] ?? "", untitled];

    const problems = await problemsOf(
      acceptNew(desk.means, desk.lane, { preview: later, remoteIds, classification: "normal" }),
    );

    expect(problems).toEqual([
      "new.no_record 404",
      `new.linked ${linked}`,
      `new.code_taken ${ids[0]}`,
      `new.no_title ${untitled}`,
    ]);
    expect(await dump(desk.means.store)).toEqual(before);
  });
});
