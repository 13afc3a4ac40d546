// The pages that tell, through the whole frame: what they show, to whom, and that nothing of what others wrote becomes
// markup or a formula.
import { describe, expect, it } from "vitest";
import { ApprovalsSchema } from "../../schemas/approvals.ts";
import { carryAsRun } from "../../src/push/as-run.ts";
import { pushLane } from "../../src/push/run.ts";
import { changeTask } from "../../src/register/change.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { noteStandingPoint } from "../../src/store/standing-points.ts";
import { anOrganisation } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, type Desk } from "../push/desk.ts";
import { asked, reader, type PageParts } from "./asked.ts";
import { expectOnlyText, formula, hostile, markup } from "./hostile.ts";
import { readsOffice } from "./reads-desk.ts";

const fileName = `=<img src=x onerror=alert(3)>.pdf`;

/** A task that somebody filled with everything that hurts: reported, pushed, then held by an edit at the portal. */
async function hostileOffice(make: (wish: { at: ["memory"]; tasks: number }) => Promise<Desk>) {
  const desk = await make({ at: ["memory"], tasks: 2 });
  const { means, lane, simulator } = desk;
  const [code = "", other = ""] = desk.codes;
  const provenance = { who: `lan ${markup}`, system: "dongbo", run: means.run, at: means.now() };
  const unit = anOrganisation({ name: `Sở ${hostile}`, shortName: `Sở ${markup}`, codes: [] });
  await means.store.transaction(async (tx) => {
    await addOrganisation(tx, unit);
    await changeTask(tx, { code, set: { title: hostile, leadOrganisation: unit.name }, provenance });
  });
  await desk.addFile(code, fileName, Buffer.from(`%PDF-1.4\n% ${code}\n%%EOF\n`));
  await desk.report(code, { percent: 40, progressText: hostile, difficulties: formula });
  await desk.report(other, { percent: 10, progressText: "Bước một" });
  const office = await readsOffice(desk);
  const push = async () => {
    const own = desk.restarted();
    const run = { what: "push" as const, portals: [lane.portal] };
    await carryAsRun({ means: own, checkpoints: office.checkpoints }, run, async () => [
      await pushLane(own, lane),
    ]);
    return own.run;
  };
  const first = await push();
  const remoteId = simulator.held().find((task) => task.code === code)?.remoteId ?? "";
  simulator.edit(remoteId, { progressText: `${hostile} của cổng` });
  await desk.report(code, { percent: 50, progressText: `${hostile} của sổ` });
  await push();
  return { desk, office, code, other, unit, run: first };
}

const idsOn = ({ elements }: PageParts) =>
  elements.flatMap(({ attributes }) => /\/ledger\/entry\?id=(.+)/.exec(attributes["href"] ?? "")?.[1] ?? []);
const nextOf = ({ elements }: PageParts) => elements.find(({ attributes }) => attributes["rel"] === "next");

onEachDatabase("the pages that tell", (open) => {
  const make = desksOn(open);

  describe("of a register with hostile texts", () => {
    it("show them as text on every page, in both languages", async () => {
      const { office, code, run } = await hostileOffice(make);
      const entry = (await asked(office, reader()).page(`/runs/${run}`)).elements.find(({ attributes }) =>
        attributes["href"]?.startsWith("/ledger/entry"),
      );
      const paths = [
        "/",
        "/tasks",
        `/tasks/${code}`,
        `/tasks/${code}/history`,
        `/tasks/${code}/why/progressText`,
        "/runs",
        `/runs/${run}`,
        "/ledger",
        `/ledger?task=${encodeURIComponent(markup)}&who=${encodeURIComponent(markup)}`,
        `/tasks?text=${encodeURIComponent(markup)}`,
        entry?.attributes["href"] ?? "",
      ];
      for (const language of ["vi", "en"] as const) {
        const ask = asked(office, reader(), language);
        for (const path of paths) expectOnlyText(await ask.page(path));
      }
      const shown = await asked(office, reader()).page(`/tasks/${code}`);
      expect(shown.text).toContain(markup);
      expect(shown.text).toContain(`${hostile} của cổng`.replaceAll(/\s+/g, " "));
      expect(shown.text).toContain(fileName);
    });

    it("export them without a cell that a spreadsheet would reckon with", async () => {
      const { office } = await hostileOffice(make);
      const ask = asked(office, reader());

      for (const path of ["/tasks.csv", "/ledger.csv", "/runs.csv"]) {
        const text = await ask.text(path);
        expect(text.startsWith("\ufeff")).toBe(true);
        const cells = [...text.slice(1).matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)].map((found) => found[1] ?? "");
        expect(cells.length).toBeGreaterThan(5);
        expect(cells.filter((cell) => /^\s*[=+\-@\t\r]/.test(cell))).toEqual([]);
      }
      expect(await ask.text("/tasks.csv")).toContain(`"'${formula.replaceAll('"', '""')}`);
    });

    it("hand a file out to be saved and never to be run", async () => {
      const { office, code } = await hostileOffice(make);
      const ask = asked(office, reader());
      const page = await ask.page(`/tasks/${code}`);
      const href = page.elements.find(({ attributes }) => attributes["href"]?.includes("/files/"))
        ?.attributes["href"];

      const answer = await ask.get(href ?? "");

      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("application/octet-stream");
      expect(answer.headers.get("content-disposition")).toMatch(/^attachment;/);
      expect(await answer.text()).toContain(`% ${code}`);
    });
  });

  it("say what the overview sums, and lead from a number to its tasks", async () => {
    const { office, code, other } = await hostileOffice(make);
    const ask = asked(office, reader());

    const overview = await ask.page("/");
    const held = await ask.page("/tasks?standing=held&portal=memory");
    const inStep = await ask.page("/tasks?standing=in_step");

    expect(overview.text).toContain("1 pair(s) of task and portal waiting for a person.");
    expect(
      overview.elements.some(({ attributes }) => attributes["href"] === "/tasks?standing=held&portal=memory"),
    ).toBe(true);
    expect(held.text).toContain(code);
    expect(held.text).not.toContain(other);
    expect(inStep.text).toContain(other);
    expect(inStep.text).not.toContain(code);
  });

  it("find a task by words without their diacritics, in any order, and by the beginning of a word", async () => {
    const desk = await make({ at: ["memory"], tasks: 3 });
    const { means } = desk;
    const [code = "", other = ""] = desk.codes;
    const provenance = { who: "lan", system: "dongbo", run: means.run, at: means.now() };
    await means.store.transaction(
      async (tx) =>
        void (await changeTask(tx, {
          code,
          set: { title: "Đẩy mạnh chuyển đổi số ngành Y tế" },
          provenance,
        })),
    );
    const ask = asked(await readsOffice(desk), reader());

    for (const text of ["doi so chuyen", "ĐẨY mạnh", "chuye y te", code]) {
      const found = await ask.page(`/tasks?text=${encodeURIComponent(text)}`);
      expect(found.text).toContain("Đẩy mạnh chuyển đổi số");
      expect(found.text).not.toContain(other);
    }
    expect((await ask.page("/tasks?text=khongco")).text).not.toContain(code);
  });

  it("put the register beside the portal, disagreements first, and lead to why", async () => {
    const { office, code } = await hostileOffice(make);
    const ask = asked(office, reader());

    const page = await ask.page(`/tasks/${code}`);
    const why = await ask.page(`/tasks/${code}/why/progressText`);

    const [differs, agrees] = [page.text.indexOf("differs"), page.text.indexOf("agrees")];
    expect(differs).toBeGreaterThan(0);
    expect(differs).toBeLessThan(agrees);
    expect(why.text).toContain("held at memory");
    expect(why.text).toContain("sent to memory");
  });

  it("say what waits for an approved plan, and lead to where one is made", async () => {
    const desk = await make({ at: ["nq57"], tasks: 2 });
    const [code = ""] = desk.codes;
    await desk.addFile(code, "quyet-dinh.pdf");
    await desk.report(code, { lifecycle: "completed", percent: 100, completedOn: "2025-12-08" });
    const office = await readsOffice(desk, { approvals: {} });
    const means = desk.restarted();
    const lane = { ...desk.lane, approvals: ApprovalsSchema.parse({}) };
    const pushed = { what: "push" as const, portals: ["nq57"] };
    await carryAsRun({ means, checkpoints: office.checkpoints }, pushed, async () => [
      await pushLane(means, lane),
    ]);
    const ask = asked(office, reader());
    const paths = ["/", `/runs/${means.run}`, "/plans"];

    for (const path of paths) {
      const page = await ask.page(path);
      expect(page.text).toContain("1 item(s) wait for approval (nq57)");
      expect(page.elements.some(({ attributes }) => attributes["href"] === "/plans")).toBe(true);
      const vietnamese = await asked(office, reader(), "vi").page(path);
      expect(vietnamese.text).toContain("1 việc chờ duyệt (nq57)");
    }
    expect((await ask.page("/")).text).toContain("1 pair(s) of task and portal waiting for a person.");
    expect((await ask.page("/runs")).text).toContain("nq57: waiting for approval 1");
    const elsewhere = asked(office, reader({ portals: [] }));
    for (const path of ["/", "/plans"])
      expect((await elsewhere.page(path)).text).not.toContain("wait for approval");
    expect((await asked(office, reader({ units: [] })).page("/")).text).not.toContain("wait for approval");
  });

  it("lead from a run to its items, to an attempt and to the redacted exchange", async () => {
    const desk = await make({ at: ["nq57"], tasks: 1 });
    const [code = ""] = desk.codes;
    await desk.report(code, { percent: 40, progressText: "Bước một" });
    const office = await readsOffice(desk);
    const means = desk.restarted();
    const pushed = { what: "push" as const, portals: ["nq57"] };
    await carryAsRun({ means, checkpoints: office.checkpoints }, pushed, async () => [
      await pushLane(means, desk.lane),
    ]);
    const { run } = means;
    const ask = asked(office, reader());

    const runs = await ask.page("/runs");
    const one = await ask.page(`/runs/${run}`);
    const href = one.elements.find(({ attributes }) => attributes["href"]?.startsWith("/ledger/entry"))
      ?.attributes["href"];
    const entry = await ask.page(href ?? "");

    expect(runs.text).toContain(run.slice(0, 8));
    expect(one.text).toContain(code);
    expect(one.text).toContain("Applied");
    expect(entry.text).toContain("Hash before");
    expect(entry.text).toContain("Exchanges (redacted)");
  });

  it("filter the ledger by person, task, lane and day, and turn its pages without a gap", async () => {
    const desk = await make({ at: ["memory"], tasks: 70 });
    await desk.reportAll(
      desk.codes.map((code) => ({ code, report: { percent: 40, progressText: "Bước một" } })),
    );
    await pushLane(desk.means, desk.lane);
    const ask = asked(await readsOffice(desk), reader());
    const ids: string[] = [];
    let path: string | undefined = "/ledger";
    while (path !== undefined) {
      const page: PageParts = await ask.page(path);
      ids.push(...idsOn(page));
      path = nextOf(page)?.attributes["href"];
    }
    const mine = await ask.page(
      `/ledger?who=${encodeURIComponent(desk.means.who)}&day=2025-12-08&lane=memory`,
    );
    const nobody = await ask.page("/ledger?who=Nguy");
    const ofTask = await ask.page(`/ledger?task=${desk.codes[3]}`);
    const otherDay = await ask.page("/ledger?day=2025-12-01");

    expect(ids).toHaveLength(140);
    expect(new Set(ids).size).toBe(140);
    expect(idsOn(mine)).toHaveLength(50);
    expect(idsOn(nobody)).toEqual([]);
    expect(idsOn(ofTask)).toHaveLength(2);
    expect(idsOn(otherDay)).toEqual([]);
    expect((await ask.get("/ledger?day=2025-13-45")).status).toBe(400);
  });

  it("verify the chain from the page, and say which row somebody changed", async () => {
    const { office, desk } = await hostileOffice(make);
    const ask = asked(office, reader({ role: "auditor" }));

    const sound = await ask.post("/ledger/verify");
    await desk.means.store.transaction(async (tx) => {
      await tx
        .updateTable("ledger_head")
        .set({ hash: "0".repeat(64) })
        .where("lane", "=", "memory")
        .execute();
    });
    const broken = await ask.post("/ledger/verify");

    expect(sound.status).toBe(303);
    expect(sound.headers.get("location")).toBe("/ledger");
    expect(broken.status).toBe(400);
    expect(await broken.text()).toContain("The ledger was changed at memory/");
  });

  it("hand out the receipt of a task, as paper and as data", async () => {
    const { office, code } = await hostileOffice(make);
    const ask = asked(office, reader());

    const paper = await ask.get(`/ledger/receipt?asked=${code}`);
    const data = await ask.get(`/ledger/receipt?asked=${code}&as=json`);

    expect(paper.headers.get("content-disposition")).toContain(`giay-xac-nhan-${code}.html`);
    expect(await paper.text()).toContain('id="proof"');
    const { attempts } = (await data.json()) as { attempts: unknown[] };
    expect(attempts.length).toBeGreaterThan(0);
  });

  it("show a person of one unit the tasks, entries, sums and files of that unit alone", async () => {
    const { office, code, other, unit, run } = await hostileOffice(make);
    const ask = asked(office, reader({ role: "entry", units: [unit.id] }));

    expect((await ask.page("/tasks")).text).not.toContain(other);
    expect((await ask.page("/tasks")).text).toContain(code);
    expect((await ask.get(`/tasks/${other}`)).status).toBe(404);
    expect((await ask.page("/ledger")).text).not.toContain(other);
    expect((await ask.page(`/runs/${run}`)).text).not.toContain(other);
    expect((await ask.text("/tasks.csv")).includes(other)).toBe(false);
    expect((await ask.page("/")).text).toMatch(/Tasks in the register\s*1/);
    expect((await ask.get(`/ledger/receipt?asked=${other}`)).status).toBe(400);
    expect((await asked(office, reader({ units: [] })).get(`/tasks/${code}`)).status).toBe(404);
  });

  it("show a person of other portals nothing of this one", async () => {
    const { office, code, run } = await hostileOffice(make);
    const ask = asked(office, reader({ portals: [] }));

    expect((await ask.page(`/tasks/${code}`)).text).not.toContain("memory");
    expect((await ask.page("/ledger")).text).not.toContain("memory/");
    expect((await ask.get(`/runs/${run}`)).status).toBe(404);
  });

  it("draw how green it was from what was noted each hour, with the figures for whoever cannot see it", async () => {
    const { office, desk } = await hostileOffice(make);
    const { store, now } = desk.means;
    await store.transaction(async (tx) => {
      await noteStandingPoint(tx, { portals: ["memory"], at: now() });
      // The same hour again changes nothing.
      await noteStandingPoint(tx, { portals: ["memory"], at: now() });
    });

    const page = await asked(office, reader()).page("/");

    expect(page.elements.some(({ name }) => name === "svg")).toBe(true);
    expect(page.text).toMatch(/The figures of the chart.*08\/12\/2025\s*50 %/);
  });

  it("tell by events how far a run is, until it has ended", async () => {
    const { office, desk, run } = await hostileOffice(make);
    const going = desk.restarted();
    await desk.means.store.transaction(async (tx) => {
      await tx
        .insertInto("run")
        .values({
          id: going.run,
          what: "push",
          of_run: null,
          who: "lan",
          carrier: "test",
          portals: JSON.stringify(["memory"]),
          started_at: desk.means.now(),
          heads_before: "{}",
        })
        .execute();
    });
    const ask = asked(office, reader());

    const page = await ask.page(`/runs/${going.run}`);
    const answer = await ask.get(`/runs/${run}/progress`);
    const ended = await answer.text();

    expect(
      page.elements.find(({ attributes }) => "data-progress" in attributes)?.attributes["data-progress"],
    ).toBe(`/runs/${going.run}/progress`);
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(ended).toMatch(/^event: ended\n/);
  });
});
