// When a portal or a plan looks wrong, nothing is sent there and everything else goes on.
import { expect, it } from "vitest";
import { aDesk } from "./desk.ts";
import { codeOf, doubled, fillDesk, percentOf, reportOn } from "./scene.ts";

it.concurrent(
  "sends nothing to a portal that suddenly lists nothing, says so in numbers, and serves the other",
  async (test) => {
    const desk = await aDesk({}, test.onTestFinished);
    await fillDesk(desk, { tasks: 12 });
    await reportOn(desk, { progress: [1, 2, 3] });
    // The same address and account, but a portal that has forgotten everything.
    const before = desk.portals.nq57;
    const port = Number(new URL(before.url).port);
    await before.stop();
    const empty = await desk.startEmpty("nq57", port);

    const pushed = await desk.run("push");
    const status = await desk.run("status", "--json");

    expect(pushed.code).toBe(3);
    expect(pushed.out).toMatch(/nq57[\s\S]*12/);
    expect(empty.tally().writes).toBe(0);
    expect(percentsAt(desk.portals["nq71-dongnai"].held())).toEqual([1, 2, 3].map(percentOf));
    expect(status.json().portals).toMatchObject([
      { portal: "nq57", counts: { due: 3, in_step: 9 }, total: 12 },
      { portal: "nq71-dongnai", counts: { in_step: 12 }, total: 12 },
    ]);
  },
);

it.concurrent(
  "stops a push that would change more than 30 % of a portal until a named person lets it pass",
  async (test) => {
    const desk = await aDesk({}, test.onTestFinished);
    await fillDesk(desk, { tasks: 12 });
    await reportOn(desk, { progress: [1, 2, 3, 4] });

    const planned = await desk.run("plan", "--lang", "en");
    const refused = await desk.run("push");
    const sentBefore = desk.portals.nq57.tally().writes;
    const unexplained = await desk.run("push", "--override", "too-many-changes", "--portal", "nq57");
    const reason = ["--reason", "Đợt báo cáo cuối năm"];
    const everywhere = await desk.run("push", "--override", "too-many-changes", ...reason);
    const passed = await desk.run("push", "--override", "too-many-changes", "--portal", "nq57", ...reason);
    const ledger = await desk.run("ledger", "list", "--json");

    expect([planned.code, refused.code]).toEqual([3, 3]);
    expect(planned.out).toMatch(/4[^\n]*12[^\n]*33\.3 %[^\n]*30/);
    expect(refused.out).toMatch(/4[^\n]*12[^\n]*33\.3 %[^\n]*30/);
    expect(sentBefore).toBe(0);
    expect([unexplained.code, everywhere.code]).toEqual([1, 1]);
    expect(passed.code).toBe(0);
    expect(percentsAt(desk.portals.nq57.held())).toEqual([1, 2, 3, 4].map(percentOf));
    expect(desk.portals["nq71-dongnai"].tally().writes).toBe(0);
    expect(ledger.json().entries).toContainEqual(
      expect.objectContaining({
        body: expect.objectContaining({
          kind: "override",
          portal: "nq57",
          guard: "too-many-changes",
          reason: "Đợt báo cáo cuối năm",
          who: expect.stringMatching(/./),
        }),
      }),
    );
    expect(doubled(desk)).toBe(0);
  },
);

/** Percentages of the tasks that have any, in the order of their codes. */
function percentsAt(held: readonly { code: string; fields: Readonly<Record<string, unknown>> }[]): number[] {
  return Array.from({ length: 12 }, (_, at) => held.find(({ code }) => code === codeOf(at + 1)))
    .map((task) => Number(task?.fields["percent"] ?? 0))
    .filter((percent) => percent > 0);
}
