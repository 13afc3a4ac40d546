// A file that somebody put at the portal by hand, under another name: known by its bytes, so that it is not there twice.
import { describe, expect, it } from "vitest";
import { pushLane } from "../../src/push/run.ts";
import type { Lane } from "../../src/push/lane.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, type Desk } from "./desk.ts";

const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;

/** Uploads the task's file under another name, past all that we know. */
async function byHand({ means, lane, simulator }: Desk): Promise<void> {
  simulator.script([{ fault: "renames-file", on: "write", with: { name: "ban-scan-ky-so.pdf" } }]);
  await pushLane(means, lane);
  await means.store.transaction(async (tx) => void (await tx.deleteFrom("link_evidence").execute()));
}

onEachDatabase("a file that a clerk uploaded under another name", (open) => {
  const desk = desksOn(open);

  describe.each<[string, Partial<Lane["facts"]>]>([
    ["while the look is fresh", {}],
    ["after a second look, because the first was too old", { observationGoodForMs: -1 }],
  ])("%s", (_, facts) => {
    it.each(["nq57", "nq71-dongnai", "memory"] as const)("is not sent again to %s", async (at) => {
      const made = await desk({ at: [at], tasks: 1 });
      await made.addFile("NV-0001", "Báo cáo.pdf");
      await byHand(made);
      await made.report("NV-0001", half);

      const report = await pushLane(made.means, { ...made.lane, facts: { ...made.lane.facts, ...facts } });

      expect(report).toMatchObject({ applied: 1, held: 0, left: 0 });
      expect(made.simulator.held()[0]?.evidence.map(({ name }) => name)).toEqual(["ban-scan-ky-so.pdf"]);
    });
  });

  it("is told apart from a stranger's file of the same size", async () => {
    const made = await desk({ at: ["nq57"], tasks: 1 });
    await made.addFile("NV-0001", "Báo cáo.pdf", Buffer.from("%PDF-1.4\n% aaa\n%%EOF\n"));
    await byHand(made);
    made.simulator.script([{ fault: "renames-file", on: "write", with: { name: "x.pdf" } }]);
    await made.addFile("NV-0001", "Phụ lục.pdf", Buffer.from("%PDF-1.4\n% bbb\n%%EOF\n"));

    await pushLane(made.means, made.lane);

    expect(made.simulator.held()[0]?.evidence).toHaveLength(2);
    expect(made.simulator.tally().doubledFiles).toBe(0);
  });
});
