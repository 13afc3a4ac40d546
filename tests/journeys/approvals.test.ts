// With a quorum in the configuration a saved plan runs only after somebody other than its author has looked at it.
import { readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { approve, findPlan, quorumOf } from "../../src/push/approvals.ts";
import { aDesk, usualDatabase, type Desk } from "./desk.ts";
import { carryCall } from "../../src/queue/carry-call.ts";
import { alwaysOpen } from "../../src/queue/window.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import { callLane } from "../../src/store/lane-calls.ts";
import { codeOf, fillDesk, reportOn, writesAt } from "./scene.ts";

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

it.concurrent("asks for approval without a plan too, whoever pushes", async (test) => {
  const desk = await aDesk({ on: usualDatabase() }, test.onTestFinished);
  await fillDesk(desk, { tasks: 3 });
  await withApprovals(desk, { approvers: ["minh"] });
  await reportOn(desk, { progress: [1], files: [2] });
  await desk.open(async ({ means, provenance }) => {
    const done = { lifecycle: "completed", percent: 100, completedOn: "2025-12-01" } as const;
    await means.store.transaction(
      async (tx) =>
        void (await recordProgressMany(tx, {
          reports: [{ code: codeOf(2), report: done }],
          provenance: provenance(),
        })),
    );
  });
  const before = writesAt(desk);
  const written = () => writesAt(desk).map((count, place) => count - (before[place] ?? 0));

  const pushed = await desk.run("push", "--lang", "en");
  const ordinary = written();
  await desk.open(async (office) => {
    for (const lane of await office.lanes()) {
      const call = { lane: lane.name, at: office.means.now(), full: true, reason: "test" };
      await office.means.store.transaction(async (tx) => await callLane(tx, call));
      const { checkpoints } = office;
      const means = office.newRun();
      await carryCall({ lane, means, checkpoints, window: alwaysOpen, goOn: () => true });
    }
  });
  const again = await desk.run("run", "again", "last", "--json");
  const status = await desk.run("status", "--json");
  const told = await desk.run("status");
  const untouched = written();
  const planned = await desk.run("plan", "--save", "--json");
  await desk.open(async ({ means, config }) => {
    const quorum = quorumOf(config);
    const { plan } = await findPlan(means, String(planned.json().checksum), quorum);
    await approve({ ...means, who: "minh" }, plan, { quorum, reason: "Đã đối chiếu" });
  });
  const approved = await desk.run("push", "--plan", String(planned.json().checksum), "--json");

  expect(pushed.code).toBe(2);
  expect(pushed.out).toContain("nq57: sent 1, waiting for approval 1");
  expect(pushed.out).toContain(`nq57: 1 task(s) wait for approval, the oldest since`);
  expect(pushed.out).toContain(codeOf(2));
  expect(pushed.out).toContain("dongbo plan --save");
  expect(ordinary.every((count) => count > 0)).toBe(true);
  expect(untouched).toEqual(ordinary);
  expect(again.code).toBe(2);
  expect(again.json().portals).toMatchObject([{ unapproved: 1, left: 0 }]);
  expect(status.code).toBe(2);
  expect(status.json().portals).toMatchObject([
    { counts: { due: 1 }, waitingForApproval: { count: 1, tasks: [codeOf(2)] } },
    { counts: { due: 1 }, waitingForApproval: { count: 1, tasks: [codeOf(2)] } },
  ]);
  expect(told.out).toContain("nq57: 1 nhiệm vụ chờ duyệt");
  expect(approved.json().portals).toMatchObject([
    { applied: 1, unapproved: 0 },
    { applied: 1, unapproved: 0 },
  ]);
  expect(approved.json().waitingForApproval).toEqual([]);
});
