// A push that was killed is found in the list of runs, resumed where it stopped, and taken back, by command line.
import { expect, it } from "vitest";
import { aDesk, portalNames } from "./desk.ts";
import { codeOf, doubled, fillDesk, percentOf, reportOn } from "./scene.ts";

const tasks = 12;
const reported = [1, 2, 3, 4, 5, 6];

it("resumes a killed push, runs it again without a write, and takes it back", async () => {
  const desk = await aDesk({ on: "embedded", portal: { guards: { maxShare: 1 } } });
  await fillDesk(desk, { tasks });
  await reportOn(desk, { progress: reported });
  for (const name of portalNames) {
    desk.portals[name].script([{ fault: "slow", on: "write", times: 1000, with: { ms: 500 } }]);
  }
  const killed = desk.start("push");
  const writes = () => portalNames.map((name) => desk.portals[name].tally().writes);
  const before = writes();
  await expect.poll(() => writes().some((count, at) => count > (before[at] ?? 0))).toBe(true);
  killed.child.kill("SIGKILL");
  await killed.ended;
  for (const name of portalNames) desk.portals[name].script([]);
  // What is newer than the run is none of its business.
  await reportOn(desk, { progress: [12] });

  const listed = (await desk.run("run", "list", "--json")).json().runs;
  const resumed = await desk.run("run", "resume", "last", "--json");
  const resumedInWords = (await desk.run("run", "list")).out;
  const sent = writes();
  const again = await desk.run("run", "again", listed[0].id.slice(0, 8));
  const retried = await desk.run("run", "retry", listed[0].id.slice(0, 8), "--lang", "en");

  expect(listed).toMatchObject([{ what: "push", endedAt: null }]);
  expect(resumed.json()).toMatchObject({ of: listed[0].id });
  expect(resumed.json().start).toMatch(/^Tiếp tục lần chạy .* từ chỗ dừng: 12 nhiệm vụ chưa xong\.$/);
  expect(percentsAt(desk)).toEqual([...reported.map(percentOf), 0, 0, 0, 0, 0, 0]);
  expect(resumedInWords).toContain("chưa kết thúc");
  expect(again.out).toMatch(/^Chạy lại lần chạy /);
  expect(retried.out).toMatch(/^Retrying run /);
  expect(writes()).toEqual(sent);
  expect(doubled(desk)).toBe(0);

  const resumedRun = resumed.json().run;
  const preview = await desk.run("run", "undo", resumedRun, "--json");
  const undone = await desk.run("run", "undo", resumedRun, "--reason", "Gửi nhầm kỳ");
  const pushed = await desk.run("push", "--json");

  expect(preview.json()).toMatchObject({ done: false });
  expect(preview.json().back.length).toBeGreaterThan(0);
  expect(undone.code).toBe(2);
  expect(undone.out).toContain("Sổ đã trở về giá trị cũ");
  expect(pushed.json().portals).toMatchObject([{ stopped: null }, { stopped: null }]);
  const back = preview.json().back.filter(({ field, portal }: { field: string; portal: string }) => {
    return field === "percent" && portal === "nq57";
  });
  const held = desk.portals.nq57.held();
  const percents = back.map(
    ({ code }: { code: string }) => held.find((one) => one.code === code)?.fields["percent"],
  );
  expect(new Set(percents)).toEqual(new Set([0]));
});

function percentsAt(desk: { portals: { nq57: { held(): { code: string; fields: object }[] } } }): unknown[] {
  const held = new Map(desk.portals.nq57.held().map((one) => [one.code, one.fields]));
  return Array.from({ length: tasks }, (_, at) => {
    const fields = held.get(codeOf(at + 1)) as { percent?: number } | undefined;
    return fields?.percent ?? 0;
  });
}
