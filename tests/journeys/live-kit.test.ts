// dongbo portal test --live: the kit at the portal itself, as a user runs it. It reads, and writes nothing.
import { expect, it } from "vitest";
import { aDesk } from "./desk.ts";
import { fillDesk, writesAt } from "./scene.ts";

it("holds an adapter against the portal of the configuration, reading only", async () => {
  const desk = await aDesk();
  await fillDesk(desk, { tasks: 3 });
  const before = writesAt(desk);

  const fine = await desk.run("portal", "test", "nq57", "--live", "--lang", "en");
  desk.portals.nq57.script([{ fault: "unknown-word", times: 1_000, with: { word: "Đã phê duyệt" } }]);
  const odd = await desk.run("portal", "test", "nq57", "--live", "--lang", "en");
  const higher = await desk.run("portal", "test", "nq57", "--live", "--level", "gold");

  expect(fine.out).toMatch(
    /✓ live\.complete[^]*nq57: level reached: bronze\. Passed 7, skipped 1, failed 0\./,
  );
  expect(odd.out).toMatch(/✗ live\.words: .*Đã phê duyệt/);
  expect([fine.code, odd.code, higher.code]).toEqual([0, 1, 1]);
  expect(higher.err).toContain("--live");
  expect(writesAt(desk)).toEqual(before);
});
