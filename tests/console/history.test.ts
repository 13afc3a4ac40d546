// The past of a task on its page, page by page, and to whom.
import { expect, it } from "vitest";
import { resolveConflict } from "../../src/push/resolve.ts";
import { pushLane } from "../../src/push/run.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, type Desk } from "../push/desk.ts";
import { asked, reader, type PageParts } from "./asked.ts";
import { readsOffice } from "./reads-desk.ts";

const nextOf = ({ elements }: PageParts) =>
  elements.find(({ attributes }) => attributes["rel"] === "next")?.attributes["href"];
const idsOn = ({ text }: PageParts) => [...text.matchAll(/h(\d+)/g)].map(([, id]) => Number(id));

onEachDatabase("the history of a task", (open) => {
  const make = desksOn(open);

  async function much(): Promise<{ desk: Desk; code: string }> {
    const desk = await make({ at: ["memory"], tasks: 1 });
    const [code = ""] = desk.codes;
    for (let percent = 1; percent <= 60; percent += 1) {
      await desk.report(code, { percent, progressText: `Bước ${percent}` });
    }
    return { desk, code };
  }

  it("is told newest first, in pages without a gap, and a field's alone where it is asked for", async () => {
    const { desk, code } = await much();
    const ask = asked(await readsOffice(desk), reader());
    const pages: PageParts[] = [];
    for (let path: string | undefined = `/tasks/${code}/history?field=percent`; path !== undefined;) {
      const page = await ask.page(path);
      pages.push(page);
      path = nextOf(page);
    }
    const steps = pages.map(idsOn);

    expect(steps.map((page) => page.length)).toEqual([50, 10]);
    expect(steps.flat()).toEqual(steps.flat().toSorted((one, other) => other - one));
    expect(new Set(steps.flat()).size).toBe(60);
  });

  it("leads from one page of why to the next", async () => {
    const { desk, code } = await much();
    const ask = asked(await readsOffice(desk), reader());
    const first = await ask.page(`/tasks/${code}/why/percent`);
    const second = await ask.page(nextOf(first) ?? "");

    expect(idsOn(first)).toHaveLength(50);
    expect(idsOn(second)).toHaveLength(10);
    expect(Math.min(...idsOn(first))).toBeGreaterThan(Math.max(...idsOn(second)));
    expect(nextOf(second)).toBeUndefined();
  });

  it("leaves out what came from a portal that the person does not see", async () => {
    const desk = await make({ at: ["memory"], tasks: 1 });
    const [code = ""] = desk.codes;
    await desk.report(code, { percent: 40, progressText: "Của sổ" });
    await pushLane(desk.means, desk.lane);
    const remoteId = desk.simulator.held()[0]?.remoteId ?? "";
    desk.simulator.edit(remoteId, { progressText: "Của cổng" });
    await desk.report(code, { percent: 50, progressText: "Của sổ, lần hai" });
    await pushLane(desk.restarted(), desk.lane);
    await resolveConflict(desk.means, { id: code, take: "theirs", reason: "Cổng đúng", scope: "once" });
    await pushLane(desk.restarted(), desk.lane);
    const office = await readsOffice(desk);
    const path = `/tasks/${code}/history`;

    expect((await asked(office, reader()).page(path)).text).toContain("Của cổng");
    const others = (await asked(office, reader({ portals: [] })).page(path)).text;
    expect(others).toContain("Của sổ");
    expect(others).not.toContain("memory");
    expect(others).not.toContain("Của cổng");
  });
});
