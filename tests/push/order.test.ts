// Who goes first when not everybody can: the nearest deadline. And nobody waits behind one that is stuck.
import { expect, it } from "vitest";
import { pushLane } from "../../src/push/run.ts";
import { standings } from "../../src/push/standing.ts";
import { onEachDatabase } from "../databases.ts";
import { type Desk, desksOn } from "./desk.ts";

const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;

/** The codes of the tasks that the portal shows as reported, in alphabetical order. */
function reported({ simulator }: Desk): string[] {
  return simulator
    .held()
    .filter(({ fields }) => fields["percent"] === 50)
    .map(({ code }) => code)
    .toSorted();
}

onEachDatabase("a lane", (open) => {
  const desk = desksOn(open);

  it("sends the nearest deadlines when the budget ends early, files and progress alike", async () => {
    const made = await desk({
      at: ["nq71-dongnai"],
      tasks: 30,
      lane: { parallel: 1, pageSize: 50 },
      dueOn: (place) => `2026-01-${String(30 - place).padStart(2, "0")}`,
    });
    for (const code of made.codes) await made.report(code, half);
    await made.addFile("NV-0030", "Quyết định 30.pdf");
    await made.addFile("NV-0029", "Quyết định 29.pdf");
    made.simulator.script([{ fault: "too-many", on: "write", after: 8, times: 1_000 }]);

    await pushLane(made.means, made.lane);

    // Each of the two files takes two of the eight writes.
    expect(reported(made)).toEqual(["NV-0027", "NV-0028", "NV-0029", "NV-0030"]);
  });

  it("keeps the order of deadlines from wave to wave", async () => {
    const made = await desk({
      at: ["nq71-dongnai"],
      tasks: 12,
      lane: { parallel: 1, requestsPerMinute: 4, observationGoodForMs: 60_000 },
      dueOn: (place) => `2026-01-${String(30 - place).padStart(2, "0")}`,
    });
    for (const code of made.codes) await made.report(code, half);
    made.simulator.script([{ fault: "too-many", on: "write", after: 6, times: 1_000 }]);

    await pushLane(made.means, made.lane);

    expect(reported(made)).toEqual(["NV-0007", "NV-0008", "NV-0009", "NV-0010", "NV-0011", "NV-0012"]);
  });

  it.each(["stalled-reply", "never-arrives"] as const)(
    "goes on round one task whose write hangs (%s), which is looked for and then done",
    async (fault) => {
      const made = await desk({ at: ["nq71-dongnai"], tasks: 8, timing: { bodyMs: 2_000 } });
      for (const code of made.codes) await made.report(code, half);
      made.simulator.script([{ fault, on: "write" }]);
      const before = made.simulator.arrivals().length;

      const result = await pushLane(made.means, made.lane);

      const writes = made.simulator
        .arrivals()
        .slice(before)
        .filter(({ method }) => method === "POST");
      const stuck = writes.find(({ faults }) => faults.includes(fault));
      const others = writes.filter((write) => write !== stuck && write.faults.length === 0);
      expect(stuck).toBeDefined();
      // The others did not wait for the stuck one to end.
      expect(others.slice(0, 7).every(({ at }) => at - (stuck?.at ?? 0) < 2_000)).toBe(true);
      expect(result).toMatchObject({ applied: 8, uncertain: 0, left: 0, stopped: null });
    },
  );

  it("leaves a task uncertain whose upload hangs while the portal cannot be read back", async () => {
    const made = await desk({ at: ["nq71-dongnai"], tasks: 4, timing: { bodyMs: 300 } });
    await made.addFile("NV-0001", "Quyết định 1.pdf");
    for (const code of made.codes.slice(1)) await made.report(code, half);
    made.simulator.script([
      { fault: "stalled-reply", on: { path: "upload" } },
      { fault: "server-error", on: "read", after: 1, times: 1_000 },
    ]);

    const result = await pushLane(made.means, made.lane);
    const between = (await standings(made.means, ["nq71-dongnai"]))[0]?.counts;
    made.simulator.script([]);
    const again = await pushLane(made.restarted(), made.lane);

    expect(result.stopped?.key).toBe("push.stopped_transient");
    expect(reported(made)).toEqual(["NV-0002", "NV-0003", "NV-0004"]);
    expect(between).toEqual({ uncertain: 4 });
    expect(again).toMatchObject({ uncertain: 0, left: 0, stopped: null });
    expect(made.simulator.tally()).toMatchObject({ doubledEntries: 0, doubledFiles: 0 });
  });
});
