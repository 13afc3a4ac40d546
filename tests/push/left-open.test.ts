// Attempts that a run left open when it died, and another death before what they brought is settled: nothing of ours is
// taken for somebody else's edit, and nothing that stands at the portal is called not sent.
import { afterEach, expect, it } from "vitest";
import { SignedOut, Stale } from "../../schemas/errors.ts";
import type { Lane, Means } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, outcomes, type Desk } from "./desk.ts";
import { sending } from "./sending.ts";

const completed = {
  lifecycle: "completed",
  percent: 100,
  completedOn: "2025-11-20",
  progressText: "Đã ban hành quyết định.",
} as const;

/** A lane whose run dies after the first task that it sent. */
function dying(lane: Lane): Lane {
  return sending(lane, async (change, send) => {
    await send(change).catch(() => undefined);
    throw new Error("killed");
  });
}

/** What a run works with that dies as it opens its first attempt. */
function dyingEarly(means: Means): Means {
  return {
    ...means,
    newId: () => {
      throw new Error("killed");
    },
  };
}

onEachDatabase("an attempt that a dead run left open", (open) => {
  let desk: Desk | undefined;
  afterEach(async () => await desk?.stop());

  it("of a completion half of which landed is ended by the next run, also where a second one died over it", async () => {
    desk = await aDesk(await open(), { at: ["nq71-dongnai"], tasks: 2, lane: { settlesWithinMs: 800 } });
    const { means, lane, simulator, codes } = desk;
    await desk.addFile(codes[0] ?? "", "Quyết định.pdf");
    await desk.report(codes[0] ?? "", completed);
    simulator.script([{ fault: "never-arrives", on: { path: "/report" } }]);
    await expect(pushLane(means, dying(lane))).rejects.toThrow("killed");
    await expect(pushLane(dyingEarly(desk.restarted()), lane)).rejects.toThrow("killed");

    const result = await pushLane(desk.restarted(), lane);

    expect(result).toMatchObject({ applied: 1, held: 0 });
    expect(await holds(means)).toEqual([]);
    expect(simulator.held()[0]?.fields).toMatchObject({ lifecycle: "submitted", percent: 100 });
    expect(await outcomes(means)).toEqual([
      "applied push.found_applied",
      "partly push.partly_landed",
      "applied",
    ]);
  });

  it("is looked for where the portal said that the record was changed, and the lane had to stop", async () => {
    desk = await aDesk(await open(), { at: ["memory"], tasks: 2 });
    const { means, lane, simulator, codes } = desk;
    for (const code of codes) await desk.report(code, { lifecycle: "in_progress", percent: 50 });
    const sends: string[] = [];
    const doubling: Lane = {
      ...lane,
      async connect(wire) {
        const session = await lane.connect(wire);
        return {
          ...session,
          async sendProgress(change) {
            sends.push(change.remoteId);
            if (sends.length === 2) throw new SignedOut("the portal shows its sign-in page");
            // Handed over twice on the way: the portal answers to the second.
            await session.sendProgress?.(change);
            throw new Stale("the record was changed since it was read");
          },
        };
      },
    };
    await pushLane(means, doubling);

    await pushLane(desk.restarted(), lane);

    expect(simulator.held().map(({ entries }) => entries.length)).toEqual([1, 1]);
    expect(await outcomes(means)).toEqual([
      "not_sent push.not_sent_signed_out",
      "applied push.found_applied",
      "applied",
    ]);
  });
});
