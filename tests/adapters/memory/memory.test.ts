// The in-memory portal by itself: it bends as the other simulators do, and can be one that only lists.
import { expect, test } from "vitest";
import { openBench } from "../../../src/portal/conformance-bench.ts";
import { memoryStage } from "../../conformance/stages.ts";
import { lapsesOf } from "../lapses.ts";

lapsesOf("the in-memory portal", async () => memoryStage());

test("a portal that only lists offers everything but the reading of one task", async () => {
  const whole = await openBench(memoryStage()).open();
  const listing = await openBench(memoryStage({ reads: "lists" })).open();

  const offered = Object.keys(whole).filter((name) => !(name in listing));

  expect(offered).toEqual(["readTask"]);
});

test("a listing during which a task goes away is Transient, not short", async () => {
  const bench = openBench(memoryStage());
  const [first = ""] = await bench.seed(6);
  const session = await bench.open();
  const tasks = session.listTasks()[Symbol.asyncIterator]();
  await tasks.next();
  await bench.owner.remove(first);

  const rest = (async () => {
    while ((await tasks.next()).done !== true);
  })();

  await expect(rest).rejects.toThrow("the portal counts 6, then 5 tasks, the listing showed 5");
});
