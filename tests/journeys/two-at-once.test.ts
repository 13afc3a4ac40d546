import { expect, it } from "vitest";
import { aDesk } from "./desk.ts";
import { codeOf, doubled, fillDesk, percentOf, reportOn } from "./scene.ts";

it("lets one command at a time own a data directory; the second says who has it and breaks nothing", async () => {
  const desk = await aDesk({ on: "embedded" });
  await fillDesk(desk, { tasks: 12 });
  await reportOn(desk, { progress: [1, 2, 3] });
  desk.portals.nq57.script([{ fault: "slow", times: 1000, with: { ms: 500 } }]);

  const first = desk.start("push", "--json");
  const atWork = desk.portals.nq57.arrivals().length;
  await expect.poll(() => desk.portals.nq57.arrivals().length).toBeGreaterThan(atWork);
  const [vietnamese, english] = await Promise.all([
    desk.run("push"),
    desk.run("progress", codeOf(4), "--percent", "50", "--lang", "en"),
  ]);
  const pushed = await first.ended;
  const verified = await desk.run("ledger", "verify", "--json");

  expect([vietnamese.code, english.code]).toEqual([1, 1]);
  expect(vietnamese.err).toContain(String(first.child.pid));
  expect(vietnamese.err).toMatch(/đang|khác/);
  expect(english.err).toContain(String(first.child.pid));
  expect(english.err).not.toMatch(/\bat .*:\d+:\d+/);
  expect(pushed.code).toBe(0);
  expect(verified.json()).toMatchObject({ ok: true });
  const percents = desk.portals.nq57.held().map(({ fields }) => Number(fields["percent"] ?? 0));
  expect(percents.slice(0, 4)).toEqual([percentOf(1), percentOf(2), percentOf(3), 0]);
  expect(doubled(desk)).toBe(0);
});
