// What the profile of Redmine needed of profiles: items read by name and written by id, and states that are not allowed.
import { expect, onTestFinished, test } from "vitest";
import { portals } from "../../../adapters/all.ts";
import { openBench, observe, send, simulated } from "../../../src/portal/conformance-bench.ts";

async function aBench() {
  const portal = portals.find(({ name }) => name === "redmine");
  if (portal === undefined) throw new Error("there is no profile of Redmine");
  const bench = openBench(await simulated(portal));
  onTestFinished(async () => await bench.close());
  const [id = ""] = await bench.seed(1);
  const session = await bench.open();
  return { bench, session, task: await observe(session, id) };
}

type Raw = { custom_fields: { id: number; name: string }[]; allowed_statuses: { name: string }[] };

test("writes a custom field by the id that the task shows for its name", async () => {
  const { bench, session, task } = await aBench();
  const field = (task.raw as Raw).custom_fields.find(({ name }) => name === "Lý do chậm");

  await send(session, task, { lateReason: "Chờ kinh phí" });

  const sent = bench.exchanges.findLast(({ method }) => method === "PUT");
  expect(JSON.parse(sent?.request ?? "")).toEqual({
    issue: { custom_fields: [{ id: field?.id, value: "Chờ kinh phí" }] },
  });
});

test("refuses a field that the portal does not show for this task, and sends nothing", async () => {
  const { bench, session, task } = await aBench();
  const raw = { ...(task.raw as Raw), custom_fields: [] };

  const sending = send(session, { ...task, raw }, { lateReason: "Chờ kinh phí" });

  await expect(sending).rejects.toMatchObject({
    name: "Refused",
    portalSaid: expect.stringMatching(/không hiện ô/),
  });
  expect((await bench.owner.tally()).writes).toBe(0);
});

test("refuses a status that this account may not set, says which it may, and sends nothing", async () => {
  const { bench, session, task } = await aBench();
  const raw = { ...(task.raw as Raw), allowed_statuses: [{ name: "Chờ xác nhận" }] };

  const sending = send(session, { ...task, raw }, { lifecycle: "completed", progressText: "Đã xong" });

  await expect(sending).rejects.toMatchObject({
    name: "Refused",
    portalSaid: expect.stringMatching(/“Hoàn thành”.*Chờ xác nhận/),
  });
  expect((await bench.owner.tally()).writes).toBe(0);
});

test("says that its lists only name tasks", () => {
  expect(portals.find(({ name }) => name === "redmine")?.facts).toMatchObject({
    overview: true,
    pageSize: 100,
  });
});
