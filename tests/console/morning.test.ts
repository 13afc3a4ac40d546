// A morning at the console, in a real browser: what is held is found, understood, decided, planned, approved by somebody
// else, pushed before one's eyes, and proven by a receipt. The steps are one story and rest on each other.
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { expect, it } from "vitest";
import { ApprovalsSchema } from "../../schemas/approvals.ts";
import type { Lane } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { recordProgress } from "../../src/register/change.ts";
import { officeFor, type Office } from "../../src/opened-office.ts";
import type { Desk } from "../journeys/desk.ts";
import { codeOf, writesAt } from "../journeys/scene.ts";
import { leaksIn } from "../leaks.ts";
import { inBrowser } from "../start-browser.ts";
import { withOpenDesk } from "./open-desk.ts";
import { password } from "./visitor.ts";
import { sending } from "../push/sending.ts";

const code = codeOf(2);
const why = "Đơn vị quản lý cổng xác nhận đã nhập nhầm";

/** Agreed at 60 %; then somebody at the portal wrote 65, and the unit reported 70. */
async function changedByBoth(office: Office, desk: Desk): Promise<void> {
  const clerk = officeFor(office, "hoa.tran");
  const report = async (percent: number) =>
    await clerk.means.store.transaction(
      async (tx) =>
        void (await recordProgress(tx, {
          code,
          report: { lifecycle: "in_progress", percent, progressText: "Đã trình dự thảo" },
          provenance: clerk.provenance(),
        })),
    );
  const pushAll = async () => {
    for (const lane of await office.lanes()) await pushLane(office.newRun(), lane);
  };
  await report(60);
  await pushAll();
  const { nq57 } = desk.portals;
  nq57.edit(nq57.held().find((task) => task.code === code)?.remoteId ?? "", { percent: 65 });
  await report(70);
  await pushAll();
}

/** Lets progress leave only once the gate is open: what is seen before is seen while the push is under way. */
function behind(gate: Promise<void>, lane: Lane): Lane {
  return sending(lane, async (change, send) => {
    await gate;
    return await send(change);
  });
}

inBrowser("a morning at the console", (browser) => {
  const gate = Promise.withResolvers<void>();
  const open = withOpenDesk({
    prepare: changedByBoth,
    // From that morning on whatever is sent needs a second person.
    shown: (office) => ({
      ...office,
      config: { ...office.config, approvals: ApprovalsSchema.parse({ ordinary: 1 }) },
      lanes: async (portal) => (await office.lanes(portal)).map((lane) => behind(gate.promise, lane)),
    }),
  });

  async function signedIn(name: string): Promise<Page> {
    const page = await aPage(browser());
    await page.goto(`${open().url}/`);
    await page.getByLabel("Tên đăng nhập").fill(name);
    await page.getByLabel("Mật khẩu").fill(password);
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    await page.waitForURL(`${open().url}/`);
    return page;
  }

  it("leads from “something waits” to a receipt of what was sent, with one write at the portal", async () => {
    const { desk } = open();
    const before = writesAt(desk);
    const lan = await signedIn("integration");

    // Found in two clicks, and understood: three values, why it is held, and who set what.
    await lan.getByText("1 cặp nhiệm vụ – cổng cần người xử lý").waitFor();
    await lan.locator('a[href="/tasks?standing=held"]').click();
    await lan.getByRole("link", { name: code }).click();
    await lan.getByText("sổ ghi “70”, cổng ghi “65”, lần khớp trước là “60”").waitFor();
    await lan.getByRole("link", { name: "Vì sao Tiến độ (%)" }).click();
    const story = await lan.locator(".timeline").innerText();
    await lan.goBack();

    // Decided with a reason, having seen what it leads to.
    await lan.getByRole("link", { name: "Xem và quyết định" }).click();
    await lan.getByLabel("giá trị của sổ: 70").check();
    await lan.getByLabel("Lý do").fill(why);
    await lan.getByRole("button", { name: "Xem sẽ gửi gì" }).click();
    const preview = await lan.getByRole("row").filter({ hasText: code }).innerText();
    const unsent = writesAt(desk);
    await lan.getByRole("button", { name: "Quyết định cho 1 mục" }).click();
    await lan.getByRole("status").getByText("Đã quyết định 1 mục").waitFor();

    // Planned, and not to be run by its author alone.
    await lan.getByRole("link", { name: "Kế hoạch gửi" }).click();
    await lan.getByRole("button", { name: "Lập kế hoạch" }).click();
    await lan.getByText("chờ duyệt").waitFor();
    const plan = lan.url();
    const mayRunEarly = await lan.getByRole("button", { name: "Chạy kế hoạch" }).count();
    const minh = await signedIn("approver");
    await minh.goto(plan);
    await minh.getByLabel("Lý do").fill("Đã đối chiếu với báo cáo");
    await minh.getByRole("button", { name: "Duyệt đúng nội dung này" }).click();
    await minh.getByRole("status").getByText("Đã duyệt kế hoạch").waitFor();

    // Pushed before one's eyes.
    await lan.reload();
    await lan.getByRole("button", { name: "Chạy kế hoạch" }).click();
    await lan.getByText("Đã gửi 1, rõ kết quả 0").waitFor();
    gate.resolve();
    await lan.getByText("Lần chạy đã kết thúc").waitFor();
    await lan.getByRole("link", { name: "Xem kết quả" }).click();
    await lan.getByRole("row").filter({ hasText: code }).getByText("Cổng đã ghi đủ").waitFor();

    // What went over the wire, without its secrets; and the paper that proves it.
    await lan.getByRole("row").filter({ hasText: code }).getByRole("link").click();
    const exchange = await lan.locator("main").innerText();
    await lan.getByRole("link", { name: code }).click();
    const arriving = lan.waitForEvent("download");
    await lan.getByRole("link", { name: "Giấy xác nhận gửi", exact: true }).click();
    const download = await arriving;
    const receipt = await readFile(await download.path(), "utf8");

    expect(story).toContain("hoa.tran");
    expect(preview).toMatch(/70\s+60\s+65\s+sổ → cổng/);
    expect(unsent).toEqual(before);
    expect(mayRunEarly).toBe(0);
    expect(exchange).toMatch(/PUT .*"tien_do":70/s);
    expect(download.suggestedFilename()).toBe(`giay-xac-nhan-${code}.html`);
    expect(receipt).toMatch(/Tiến độ \(%\)[\s\S]*70/);
    expect(leaksIn(exchange + receipt, desk.secrets())).toEqual([]);
    expect(writesAt(desk)).toEqual(before.map((writes, at) => (at === 0 ? writes + 1 : writes)));
    expect(desk.portals.nq57.held().map(({ fields }) => fields["percent"])).toEqual([0, 70, 0]);
  });
});

async function aPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "vi-VN", reducedMotion: "reduce" });
  // No test measures time; the runner ends what hangs.
  context.setDefaultTimeout(0);
  return await context.newPage();
}
