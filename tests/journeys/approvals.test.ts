// With a quorum in the configuration a saved plan runs only after somebody other than its author has looked at it.
import { readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { approve, findPlan, quorumOf } from "../../src/push/approvals.ts";
import { aDesk, usualDatabase, type Desk } from "./desk.ts";
import { fillDesk, reportOn, writesAt } from "./scene.ts";

async function withApprovals(desk: Desk, approvals: Record<string, unknown>): Promise<void> {
  const file = desk.path("dongbo.yaml");
  const settings = parse(await readFile(file, "utf8")) as Record<string, unknown>;
  await writeFile(file, stringify({ ...settings, approvals }));
}

it.concurrent("waits for a second person, names who may be it, and runs once they approved", async (test) => {
  const desk = await aDesk({ on: usualDatabase() }, test.onTestFinished);
  await fillDesk(desk, { tasks: 3 });
  await withApprovals(desk, { ordinary: 1, approvers: ["minh"] });
  await reportOn(desk, { progress: [1], files: [] });
  const before = writesAt(desk);

  const planned = await desk.run("plan", "--save", "--json");
  const id = String(planned.json().checksum).slice(0, 12);
  const listed = await desk.run("plan", "list", "--lang", "en");
  const early = await desk.run("push", "--plan", id, "--lang", "en");
  const own = await desk.run("plan", "approve", id, "--reason", "Tự duyệt", "--lang", "en");
  const sentEarly = writesAt(desk);
  await desk.open(async ({ means, config }) => {
    const quorum = quorumOf(config);
    const { plan } = await findPlan(means, id, quorum);
    await approve({ ...means, who: "minh" }, plan, { quorum, reason: "Đã đối chiếu" });
  });
  const pushed = await desk.run("push", "--plan", id, "--json");
  const again = await desk.run("push", "--plan", id, "--lang", "en");

  expect(planned.code).toBe(2);
  expect(listed.out).toContain(`${id} · `);
  expect(listed.out).toContain("approvals 0/1 · waits for approval");
  expect([early.code, own.code]).toEqual([1, 1]);
  expect(early.err).toContain("Those who still may approve: minh");
  expect(own.err).toContain(`${userInfo().username} made plan ${id}`);
  expect(sentEarly).toEqual(before);
  expect(pushed.json().portals).toMatchObject([{ applied: 1 }, { applied: 1 }]);
  expect(again.err).toContain("has run already");
});
