// A task's portals asked anew from its page.
import { expect, it } from "vitest";
import { pushLane } from "../../src/push/run.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn } from "../push/desk.ts";
import { asked, reader } from "./asked.ts";
import { readsOffice } from "./reads-desk.ts";

onEachDatabase("asking the portals from a task's page", (open) => {
  const make = desksOn(open);

  it("shows what the portal says at this moment, and changes nothing there or here", async () => {
    const desk = await make({ at: ["memory"], tasks: 1 });
    const [code = ""] = desk.codes;
    await desk.report(code, { percent: 40, progressText: "Của sổ" });
    await pushLane(desk.means, desk.lane);
    const remoteId = desk.simulator.held()[0]?.remoteId ?? "";
    desk.simulator.edit(remoteId, { progressText: "Ai đó sửa trên cổng" });
    const { writes } = desk.simulator.tally();
    const office = await readsOffice(desk);
    const ask = asked(office, reader());

    expect((await ask.page(`/tasks/${code}`)).text).not.toContain("Ai đó sửa trên cổng");
    const answered = await ask.post(`/tasks/${code}/look`);
    expect(answered.status).toBe(200);
    expect(await answered.text()).toContain("Ai đó sửa trên cổng");
    expect(desk.simulator.tally().writes).toBe(writes);
    expect((await ask.page(`/tasks/${code}`)).text).not.toContain("Ai đó sửa trên cổng");
    expect((await ask.page(`/tasks/${code}/history`)).text).not.toContain("Ai đó sửa trên cổng");
  });

  it("is for a person's own portals and units alone", async () => {
    const desk = await make({ at: ["memory"], tasks: 1 });
    const [code = ""] = desk.codes;
    await desk.report(code, { percent: 40, progressText: "Của sổ" });
    await pushLane(desk.means, desk.lane);
    const office = await readsOffice(desk);
    const seen = desk.portals[0]?.requests() ?? 0;

    const others = await asked(office, reader({ portals: [] })).post(`/tasks/${code}/look`);
    expect(await others.text()).not.toContain("memory");
    expect((await asked(office, reader({ units: [] })).post(`/tasks/${code}/look`)).status).toBe(404);
    expect(desk.portals[0]?.requests()).toBe(seen);
  });
});
