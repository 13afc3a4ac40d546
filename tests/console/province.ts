// A desk as a province has it on a busy day: many tasks of several units, pushed for real to both portals, with
// everything that can wait for a person. Only what people, portals and runs did; no row is written past them.
import { writeFile } from "node:fs/promises";
import type { ProgressReport } from "../../schemas/progress.ts";
import { dayAfter, dayOf, later, showDay } from "../../schemas/time.ts";
import { quorumFor } from "../../src/console/quorum.ts";
import { importAppendix } from "../../src/intake/import.ts";
import { officeFor, type Office } from "../../src/opened-office.ts";
import { addUser, disableUser } from "../../src/people/people.ts";
import { approve, savePlan } from "../../src/push/approvals.ts";
import { carryAsRun } from "../../src/push/as-run.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import type { Lane } from "../../src/push/lane.ts";
import { acceptLinks, previewLinks } from "../../src/push/link.ts";
import { allow } from "../../src/push/override.ts";
import { makePlan, planLane, takeForPush } from "../../src/push/plan.ts";
import { resolveConflicts } from "../../src/push/resolve.ts";
import { pushLane } from "../../src/push/run.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import { addOrganisations } from "../../src/register/organisations.ts";
import { pauseSchedule } from "../../src/schedule/hold-back.ts";
import { lookOnce } from "../../src/schedule/scheduler.ts";
import { noteStandingPoint } from "../../src/store/standing-points.ts";
import { aDocx, aPdfPage } from "../evidence/files.ts";
import type { Desk, DeskSettings, PortalName } from "../journeys/desk.ts";
import { codeAt, tasks, units } from "./province-tasks.ts";
import { password } from "./visitor.ts";
import { sending } from "../push/sending.ts";

/** What the configuration of such a desk says besides its portals. */
export const provinceSettings: DeskSettings = {
  config: { approvals: {} },
  portal: { cutOff: { weekday: "thursday", at: "17:00" }, guards: { maxShare: 1, maxMoved: 1 } },
};

/** The task with most to see: files, conflicts, a long story. */
export const richest = codeAt(0);

/** Fills register and portals, as `prepare` of a desk without tasks. */
export async function fillProvince(office: Office, desk: Desk): Promise<void> {
  const province = new Province(office, desk);
  await province.begin();
  await province.reportFirst();
  await province.disagree();
  await province.meetUnknownWord();
  await province.meetRefusal();
  await province.runPlan();
  await province.dieAmidPush();
  await province.pushAgain();
  await province.leaveWaiting();
}

class Province {
  readonly #office: Office;
  readonly #desk: Desk;
  readonly #today: string;

  constructor(office: Office, desk: Desk) {
    this.#office = office;
    this.#desk = desk;
    this.#today = dayOf(office.means.now());
  }

  /** People, units, tasks, both portals, linked and met once. */
  async begin(): Promise<void> {
    const { means } = this.#office;
    const file = this.#desk.path("Phụ lục nhiệm vụ.csv");
    await writeFile(file, this.#appendix());
    const provenance = officeFor(this.#office, "lan.nguyen").provenance("import");
    const organisations = units.map((unit) => ({ id: means.newId(), ...unit, codes: [], aliases: [] }));
    await means.store.transaction(async (tx) => {
      await addOrganisations(tx, organisations);
      await importAppendix(tx, { file, dryRun: false, provenance, newId: () => means.newId() });
    });
    await this.#addPeople(organisations[0]?.id ?? "");
    const records = tasks.map(({ title, unit, dueIn }, place) => ({
      code: codeAt(place),
      title,
      dueOn: dayAfter(this.#today, dueIn),
      leadOrganisation: units[unit]?.name ?? null,
    }));
    this.#desk.portals.nq57.seed(records);
    this.#desk.portals["nq71-dongnai"].seed(records.slice(0, -1));
    for (const lane of await this.#office.lanes()) {
      const preview = await previewLinks(means, lane);
      await acceptLinks(means, lane, { preview, pairs: preview.sure });
    }
    await this.#push("lan.nguyen");
    await this.#noteDaysAgo(6);
  }

  #appendix(): string {
    const header = "STT,Mã nhiệm vụ,Nội dung nhiệm vụ,Cơ quan chủ trì,Chương trình,Thời hạn,Sản phẩm";
    const rows = tasks.map(({ title, unit, programme, dueIn }, place) => {
      const day = showDay(dayAfter(this.#today, dueIn));
      return `${place + 1},${codeAt(place)},"${title}",${units[unit]?.name},${programme},${day},Báo cáo kết quả`;
    });
    return `${[header, ...rows].join("\n")}\n`;
  }

  async #addPeople(unit: string): Promise<void> {
    const { store, newId } = this.#office.means;
    const registrar = { store, newId, provenance: officeFor(this.#office, "admin").provenance() };
    const everywhere = { password, units: null, portals: null };
    await addUser(registrar, { name: "lan.nguyen", role: "integration", ...everywhere });
    await addUser(registrar, { name: "minh.le", role: "approver", ...everywhere });
    await addUser(registrar, { name: "thanh.tra", role: "auditor", ...everywhere });
    await addUser(registrar, {
      name: "hoa.tran",
      role: "entry",
      password,
      units: [unit],
      portals: ["nq57"],
    });
    await addUser(registrar, { name: "cuong.vu", role: "entry", ...everywhere });
    await disableUser(registrar, "cuong.vu");
  }

  /** The week's first reports, with files; one reply is lost on the way. */
  async reportFirst(): Promise<void> {
    await this.#report("hoa.tran", [
      [0, half("Đã trình Thường trực Tỉnh ủy dự thảo lần 2, đang lấy ý kiến các sở, ngành và địa phương.")],
      [1, half("Đã rà soát 412 thủ tục, đề xuất cắt giảm 31%.")],
      [2, half("Số hóa 18.240/30.000 hồ sơ.")],
      [3, half("Đã tổng hợp nhu cầu của 14 đơn vị.")],
      [5, half("Đã tạo lập 61% hồ sơ sức khỏe điện tử.")],
      [7, half("Tổ chức 12 lớp, 1.140 lượt học viên.")],
    ]);
    await this.#addFiles();
    await this.#report("hoa.tran", [
      [
        4,
        {
          lifecycle: "completed",
          percent: 100,
          progressText: "Đã kết nối, vận hành ổn định.",
          completedOn: this.#today,
        },
      ],
    ]);
    this.#desk.portals["nq71-dongnai"].script([{ fault: "lost-reply", on: "write" }]);
    await this.#push("lan.nguyen");
    await this.#noteDaysAgo(4);
  }

  async #addFiles(): Promise<void> {
    const plan = aDocx([
      "ỦY BAN NHÂN DÂN TỈNH",
      "KẾ HOẠCH",
      "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị giai đoạn 2026–2030",
      "I. MỤC ĐÍCH, YÊU CẦU",
      "1. Cụ thể hóa đầy đủ các quan điểm, mục tiêu, nhiệm vụ và giải pháp của Nghị quyết.",
      "2. Phân công rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm.",
    ]);
    const issued = {
      documentNumber: "245/KH-UBND",
      documentOn: dayAfter(this.#today, -3),
      issuer: "UBND tỉnh",
      signer: "Nguyễn Văn Phó",
    };
    await this.#addFile(0, "Kế hoạch 245-KH-UBND thực hiện Nghị quyết 57.docx", plan, issued);
    await this.#addFile(0, "Tờ trình 118-TTr-SKHCN.pdf", aPdfPage("To trinh", { signed: true }), {
      documentNumber: "118/TTr-SKHCN",
    });
    await this.#addFile(0, "Biên bản họp góp ý (scan).pdf", aPdfPage(""));
    await this.#addFile(4, "Biên bản nghiệm thu kết nối.pdf", aPdfPage("Bien ban nghiem thu"));
  }

  /** The portal of the Party shows a word that no map knows. */
  async meetUnknownWord(): Promise<void> {
    const { nq57 } = this.#desk.portals;
    nq57.script([
      { fault: "unknown-word", on: "read", times: 1_000, with: { word: "Đã trình cấp có thẩm quyền" } },
    ]);
    await this.#report("hoa.tran", [[9, half("Đã cấp 3.200 chứng thư số.")]]);
    await this.#push("lan.nguyen", "nq57");
    nq57.script([]);
  }

  /** The province's portal refuses in words of its own. */
  async meetRefusal(): Promise<void> {
    const nq71 = this.#desk.portals["nq71-dongnai"];
    await this.#push("lan.nguyen", "nq71-dongnai");
    nq71.script([
      { fault: "error-body", on: "write", times: 1_000, with: { status: 422, shape: "message" } },
    ]);
    await this.#report("lan.nguyen", [[8, half("Đã nâng cấp đường truyền tại 54/95 xã, phường.")]]);
    await this.#push("lan.nguyen", "nq71-dongnai");
    nq71.script([]);
  }

  /** Both sides change the same, and much is reported that no portal may be told as it is. */
  async disagree(): Promise<void> {
    for (const place of [1, 2]) this.#edit("nq57", place, { percent: 65 });
    this.#edit("nq57", 5, { difficulties: "Chưa có" });
    this.#edit("nq71-dongnai", 3, {
      percent: 45,
      progressText: "Chưa có số liệu chính thức của Kho bạc Nhà nước.",
    });
    this.#edit("nq71-dongnai", 4, { lifecycle: "returned" });
    this.#edit("nq57", 13, { dueOn: dayAfter(this.#today, 85) });
    this.#edit("nq71-dongnai", 0, { progressText: "Đề nghị bổ sung căn cứ pháp lý trước khi trình." });
    await this.#report("hoa.tran", [
      [
        0,
        {
          percent: 75,
          progressText:
            "Đã tiếp thu ý kiến của 23 cơ quan, hoàn thiện dự thảo lần 3; tài liệu tại https://vanban.tinh.example/du-thao/ke-hoach-thuc-hien-nghi-quyet-57-giai-doan-2026-2030-lan-3.html",
        },
      ],
      [1, { percent: 70, progressText: "Đã trình Chủ tịch UBND tỉnh phương án cắt giảm." }],
      [2, { percent: 70, progressText: "Số hóa 21.000/30.000 hồ sơ." }],
      [3, { percent: 55, progressText: "Đã dự kiến bố trí 3,1% chi ngân sách, chờ HĐND tỉnh thông qua." }],
      [5, { percent: 61, difficulties: "Thiếu máy quét tại 9 trạm y tế." }],
      [
        6,
        {
          lifecycle: "completed",
          percent: 100,
          progressText: "Đã ban hành Quy chế.",
          completedOn: this.#today,
        },
      ],
      [7, { percent: 30, progressText: "Rà soát lại số liệu: 720 lượt học viên." }],
      [11, { lifecycle: "in_progress", percent: 80, progressText: "Đang lắp đặt thiết bị." }],
      [
        12,
        {
          lifecycle: "in_progress",
          percent: 90,
          progressText: "Đã phê duyệt 7/8 hồ sơ cấp độ.",
          lateReason: "Chờ thẩm định của Bộ Công an.",
          expectedOn: dayAfter(this.#today, 20),
        },
      ],
    ]);
    for (const lane of await this.#office.lanes()) await linksDueInFull(this.#office.means, lane);
    await this.#push("lan.nguyen");
    await this.#noteDaysAgo(2);
    const lan = officeFor(this.#office, "lan.nguyen");
    const ids = [`${codeAt(5)}@nq57/difficulties`];
    const reason = "Khó khăn do đơn vị báo cáo là căn cứ, thống nhất với Văn phòng";
    await resolveConflicts(lan.means, { ids, take: "ours", reason, scope: "always" });
    await this.#push("lan.nguyen", "nq57");
  }

  /** A plan that was approved, and has run. */
  async runPlan(): Promise<void> {
    await this.#report("hoa.tran", [
      [13, half("Đã phê duyệt kế hoạch lựa chọn nhà thầu.")],
      [14, half("6/11 bệnh viện đã triển khai.")],
    ]);
    const lan = officeFor(this.#office, "lan.nguyen");
    const [lane] = await lan.lanes("nq57");
    if (lane === undefined) throw new Error("the desk has both portals");
    const plan = makePlan(lan.means, [await planLane(lan.means, lane, "due")]);
    await savePlan(lan.means, plan);
    const quorum = await quorumFor(this.#office);
    const reason = "Đã đối chiếu với báo cáo của đơn vị";
    await approve(officeFor(this.#office, "minh.le").means, plan, { quorum, reason });
    const approved = await takeForPush(lan.means, plan, quorum);
    await carryAsRun(lan, { what: "plan", portals: ["nq57"] }, async () => [
      await pushLane(lan.means, lane, { approved }),
    ]);
  }

  /** The power goes after the portal has taken one report: nobody knows yet that it has. */
  async dieAmidPush(): Promise<void> {
    const died = await this.#push("lan.nguyen", "nq71-dongnai", dying).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(died instanceof PowerCut)) throw new Error("the push was to be cut off", { cause: died });
    await this.#noteDaysAgo(1);
  }

  /** The newest run: some arrives, some is held. */
  async pushAgain(): Promise<void> {
    await this.#report("hoa.tran", [
      [17, half("Tỷ lệ thanh toán không dùng tiền mặt đạt 58%.")],
      [18, half("Đã làm sạch 74% dữ liệu hộ tịch.")],
      [
        19,
        {
          ...half("Đã dự thảo Nghị quyết của HĐND tỉnh."),
          budgetRegistered: 12_500_000_000n,
          budgetAllocated: 8_000_000_000n,
        },
      ],
    ]);
    this.#edit("nq57", 18, { percent: 50 });
    await this.#push("hoa.tran", "nq57");
  }

  /** What stands when somebody looks: a plan to approve, a guard let pass, a schedule that is paused. */
  async leaveWaiting(): Promise<void> {
    await this.#addFile(15, "Quyết định phê duyệt kết quả đào tạo.pdf", aPdfPage("Quyet dinh"));
    await this.#report("hoa.tran", [
      [
        15,
        {
          lifecycle: "completed",
          percent: 100,
          progressText: "Đã đào tạo 512 cán bộ nòng cốt.",
          completedOn: this.#today,
        },
      ],
      [20, half("Đã quyết toán 9/14 nhiệm vụ.")],
    ]);
    const lan = officeFor(this.#office, "lan.nguyen");
    const parts = [];
    for (const lane of await lan.lanes("nq57")) parts.push(await planLane(lan.means, lane, "due"));
    await savePlan(lan.means, makePlan(lan.means, parts));
    const [other] = await lan.lanes("nq71-dongnai");
    if (other === undefined) throw new Error("the desk has both portals");
    const until = later(lan.means.now(), 4 * 3_600_000);
    await allow(lan.means, other, {
      guard: "window",
      reason: "Cổng mở thêm giờ để chốt số liệu tháng",
      until,
    });
    const { store, now, run, newId, wait, log } = lan.means;
    const { config, calendar } = this.#office;
    await lookOnce({ store, config, calendar, now, wait, newId, log });
    const reason = "Chờ thống nhất giờ đối soát với đơn vị quản lý cổng";
    await pauseSchedule({ store, config, now, who: "lan.nguyen", run }, "full-look", reason);
    await this.#noteDaysAgo(0);
  }

  async #report(
    who: string,
    reports: readonly (readonly [place: number, report: ProgressReport])[],
  ): Promise<void> {
    const clerk = officeFor(this.#office, who);
    const told = reports.map(([place, report]) => ({ code: codeAt(place), report }));
    await clerk.means.store.transaction(
      async (tx) => void (await recordProgressMany(tx, { reports: told, provenance: clerk.provenance() })),
    );
  }

  async #addFile(place: number, name: string, bytes: Buffer, described: Described = {}): Promise<void> {
    const path = this.#desk.path(name);
    await writeFile(path, bytes);
    const provenance = officeFor(this.#office, "hoa.tran").provenance();
    const { means, evidence } = this.#office;
    const added = { code: codeAt(place), path, ...described, provenance };
    await means.store.transaction(async (tx) => void (await evidence.addEvidence(tx, added)));
  }

  /** Pushes what is due, as one run. */
  async #push(who: string, portal?: PortalName, bent: (lane: Lane) => Lane = (lane) => lane): Promise<void> {
    const own = officeFor(this.#office, who);
    const lanes = (await own.lanes(portal)).map(bent);
    const run = { what: "push" as const, portals: lanes.map((lane) => lane.portal) };
    await carryAsRun(
      own,
      run,
      async () => await Promise.all(lanes.map(async (lane) => await pushLane(own.means, lane))),
    );
  }

  #edit(portal: PortalName, place: number, fields: Record<string, string | number | null>): void {
    const at = this.#desk.portals[portal];
    at.edit(at.held().find(({ code }) => code === codeAt(place))?.remoteId ?? "", fields);
  }

  /** The chart begins with what stood then. */
  async #noteDaysAgo(days: number): Promise<void> {
    const { store, now } = this.#office.means;
    const portals = Object.keys(this.#office.config.portals);
    await store.transaction(
      async (tx) => await noteStandingPoint(tx, { portals, at: later(now(), -days * 86_400_000) }),
    );
  }
}

type Described = Partial<Record<"documentNumber" | "documentOn" | "issuer" | "signer", string>>;

function half(progressText: string): ProgressReport {
  return { lifecycle: "in_progress", percent: 60, progressText };
}

class PowerCut extends Error {
  constructor() {
    super("the power was cut");
  }
}

/** Whoever carries it dies once the portal has taken the first report. */
function dying(lane: Lane): Lane {
  return sending(lane, async (change, send) => {
    await send(change);
    throw new PowerCut();
  });
}
