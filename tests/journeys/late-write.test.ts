// A write whose reply is lost may land after the first look for it. However long the push has been going on by then,
// it is waited for and never sent a second time.
import { expect, it, type ExpectStatic } from "vitest";
import { aDesk, portalNames, type AfterTest, type Desk } from "./desk.ts";
import { codeOf, doubled, fillDesk, percentOf, reportOn } from "./scene.ts";

const tasks = 24;
const reported = Array.from({ length: tasks }, (_, at) => at + 1);
/** Within what both portals promise: a lost write lands within 3 seconds. */
const lateMs = 2_700;

async function aDeskWithMuchToSend(afterTest: AfterTest): Promise<Desk> {
  const desk = await aDesk({ portal: { guards: { maxShare: 1 } } }, afterTest);
  await fillDesk(desk, { tasks });
  await reportOn(desk, { progress: reported });
  return desk;
}

/** Every write takes its time, so that a push is under way for longer than a lost write may take to land. */
function slowWith(late: { after: number; times: number }, desk: Desk): void {
  for (const name of portalNames) {
    desk.portals[name].script([
      { fault: "slow", on: "write", times: 1000, with: { ms: name === "nq57" ? 700 : 400 } },
      { fault: "late-commit", on: "write", ...late, with: { ms: lateMs } },
    ]);
  }
}

it.concurrent("does not send again what lands late at the end of a long push", async (test) => {
  const desk = await aDeskWithMuchToSend(test.onTestFinished);
  slowWith({ after: tasks - 1, times: 1 }, desk);

  const pushed = await desk.run("push", "--json");
  await allLanded(desk, test.expect);

  expect(portalNames.map((name) => desk.portals[name].fired()["late-commit"])).toEqual([1, 1]);
  expect(pushed.code).toBe(0);
  expect(pushed.json().portals).toMatchObject([{ applied: tasks }, { applied: tasks }]);
  expect(doubled(desk)).toBe(0);
  expect(percents(desk)).toEqual(portalNames.map(() => reported.map(percentOf)));
});

it.concurrent("does not send again what lands late after the push was killed", async (test) => {
  const desk = await aDeskWithMuchToSend(test.onTestFinished);
  slowWith({ after: tasks - 4, times: 4 }, desk);
  const isLate = () => (desk.portals["nq71-dongnai"].fired()["late-commit"] ?? 0) > 0;

  const killed = desk.start("push");
  await test.expect.poll(isLate).toBe(true);
  killed.child.kill("SIGKILL");
  await killed.ended;
  const pushed = await desk.run("push", "--json");
  await allLanded(desk, test.expect);

  expect(pushed.code).toBe(0);
  expect(doubled(desk)).toBe(0);
  expect(percents(desk)).toEqual(portalNames.map(() => reported.map(percentOf)));
});

/** Until every late write has been handled: the portal enters it in its journal only then. */
async function allLanded(desk: Desk, expectation: ExpectStatic): Promise<void> {
  const waiting = () =>
    portalNames.map((name) => {
      const landed = desk.portals[name].arrivals().filter(({ faults }) => faults.includes("late-commit"));
      return (desk.portals[name].fired()["late-commit"] ?? 0) - landed.length;
    });
  await expectation.poll(waiting).toEqual([0, 0]);
}

function percents(desk: Desk): number[][] {
  return portalNames.map((name) => {
    const held = desk.portals[name].held();
    return reported.map((number) =>
      Number(held.find(({ code }) => code === codeOf(number))?.fields["percent"]),
    );
  });
}
