// The pages on which people decide, of a register and a portal full of hostile texts: all of it stays text.
import { expect, it } from "vitest";
import { makePlan, planLane } from "../../src/push/plan.ts";
import { savePlan } from "../../src/push/approvals.ts";
import { allow } from "../../src/push/override.ts";
import { pausePortal } from "../../src/push/pause.ts";
import { resolveConflicts } from "../../src/push/resolve.ts";
import { pushLane } from "../../src/push/run.ts";
import { addUser } from "../../src/people/people.ts";
import { changeTask } from "../../src/register/change.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { later } from "../../schemas/time.ts";
import { anOrganisation } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";
import { aDocx } from "../evidence/files.ts";
import { desksOn, type Desk } from "../push/desk.ts";
import { asked, partsOf, reader } from "./asked.ts";
import { expectOnlyText, hostile, markup } from "./hostile.ts";
import { readsOffice } from "./reads-desk.ts";
import { password } from "./visitor.ts";

onEachDatabase("the pages on which people decide", (open) => {
  const make = desksOn(open);

  /** One task that both sides changed, one of which the portal says an unknown word, one in a plan. */
  async function hostileOffice() {
    const desk = await make({ at: ["nq57"], tasks: 3 });
    const means = { ...desk.restarted(), who: `lan ${markup}` };
    const [code = "", other = "", planned = ""] = desk.codes;
    const unit = await hostileUnit(desk, desk.codes);
    await desk.report(code, { percent: 40, progressText: "Bước một", difficulties: "Không" });
    await pushLane(means, desk.lane);
    const held = desk.simulator.held().find((task) => task.code === code);
    const theirs = { progressText: `${hostile} của cổng`, difficulties: `${hostile} ở cổng` };
    desk.simulator.edit(held?.remoteId ?? "", theirs);
    await desk.report(code, { progressText: `${hostile} của sổ`, difficulties: `${hostile} ở sổ` });
    await pushLane(means, desk.lane);
    const ids = [`${code}@nq57/difficulties`];
    await resolveConflicts(means, { ids, take: "ours", reason: hostile, scope: "always" });
    desk.simulator.script([{ fault: "unknown-word", on: "read", times: 1_000, with: { word: hostile } }]);
    await desk.report(other, { percent: 10, progressText: "Bước một" });
    await pushLane(means, { ...desk.lane });
    desk.simulator.script([]);
    await desk.report(planned, { percent: 20, progressText: hostile });
    const plan = makePlan(means, [await planLane(means, desk.lane, "due")]);
    await savePlan(means, plan);
    const until = later(means.now(), 3_600_000);
    await allow(means, desk.lane, { guard: "window", reason: hostile, until });
    const provenance = { who: "admin", system: "dongbo", run: means.run, at: means.now() };
    const access = { role: "entry" as const, units: [unit.id], portals: null };
    await addUser(
      { store: means.store, newId: means.newId, provenance },
      { name: "hoa", password, ...access },
    );
    await desk.addFile(
      planned,
      "Báo cáo.docx",
      aDocx([hostile.replaceAll("<", "&lt;").replaceAll("&l", "&amp;l")]),
    );
    await pausePortal(means, "nq57", hostile);
    return { office: await readsOffice(desk), code, planned, checksum: plan.checksum, ids };
  }

  it.each(["vi", "en"] as const)("show hostile texts as text, in language %s", async (language) => {
    const { office, code, planned, checksum } = await hostileOffice();
    const ask = asked(office, reader(), language);
    const task = await ask.page(`/tasks/${planned}`);
    const preview = task.elements.find(({ attributes }) => attributes["href"]?.endsWith("/first-page"));
    const paths = [
      "/conflicts",
      `/conflicts?task=${encodeURIComponent(markup)}`,
      "/conflicts/rules",
      "/plans",
      `/plans/${checksum}`,
      "/overrides",
      "/words",
      "/units",
      "/users",
      "/users/hoa",
      "/portals",
      "/portals/nq57",
      "/schedules",
      `/tasks/${code}/progress`,
      preview?.attributes["href"] ?? "",
    ];

    const pages = await Promise.all(paths.map(async (path) => ({ path, page: await ask.page(path) })));

    for (const { page } of pages) expectOnlyText(page);
    const tame = ["/portals/nq57", "/schedules"];
    for (const { path, page } of pages) {
      if (!tame.includes(path)) expect(page.html, path).toContain("alert(1)");
    }
  });

  it("show what a hostile decision would send, and its problems, as text", async () => {
    const { office, code } = await hostileOffice();
    const ask = asked(office, reader(), "vi");
    const { elements } = await ask.page(`/conflicts?task=${code}`);
    const seen = elements
      .filter(({ attributes }) => attributes["name"] === "seen")
      .map(({ attributes }) => attributes["value"] ?? "")
      .find((value) => value.includes("của sổ"));
    const id = `${code}@nq57/progressText`;
    const form = { id, take: "ours", reason: hostile, scope: "once", seen: seen ?? "" };

    const shown = await ask.post("/conflicts/preview", form);
    const refused = await ask.post("/conflicts/preview", { ...form, id: hostile });

    for (const answer of [shown, refused]) {
      const page = partsOf(await answer.text());
      expectOnlyText(page);
      expect(page.text).toContain(markup);
    }
    expect([shown.status, refused.status]).toEqual([200, 400]);
  });
});

/** A unit named so, that leads these tasks titled so. */
async function hostileUnit({ means }: Desk, codes: readonly string[]) {
  const unit = anOrganisation({ name: `Sở ${hostile}`, shortName: `Sở ${markup}`, codes: [] });
  const provenance = { who: "lan", system: "dongbo", run: means.run, at: means.now() };
  await means.store.transaction(async (tx) => {
    await addOrganisation(tx, unit);
    for (const code of codes) {
      await changeTask(tx, { code, set: { title: hostile, leadOrganisation: unit.name }, provenance });
    }
  });
  return unit;
}
