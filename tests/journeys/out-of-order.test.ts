// A portal that is out of order, or that somebody paused: it is left alone, its queue is kept, everybody is told.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { pushLane } from "../../src/push/run.ts";
import { aDesk, usualDatabases, type Desk } from "./desk.ts";
import { fillDesk, reportOn } from "./scene.ts";

const name = "nq57";
/** Each journey is many processes, and a test machine may be busy. */

/** How often the portal has been asked anything. */
const asked = (desk: Desk) => desk.portals[name].arrivals().length;

/** How many of the first tasks the portal shows as reported. */
const reported = (desk: Desk) =>
  desk.portals[name].held().filter(({ fields }) => Number(fields["percent"] ?? 0) > 0).length;

async function filled(on: "embedded" | "PostgreSQL"): Promise<Desk> {
  const desk = await aDesk({ on });
  await fillDesk(desk, { tasks: 12 });
  await reportOn(desk, { progress: [1, 2, 3] });
  return desk;
}

/** As if the time until the next question had passed. */
async function letTimePass(desk: Desk): Promise<void> {
  await desk.open(
    async ({ means }) =>
      await means.store.transaction(
        async (tx) => void (await sql`update breaker set probe_at = clock_timestamp()`.execute(tx)),
      ),
  );
}

async function statusOf(desk: Desk) {
  const { portals } = (await desk.run("status", "--json")).json();
  return portals.find(({ portal }: { portal: string }) => portal === name);
}

describe.each(usualDatabases())("a portal that is out of order (%s)", (on) => {
  it("gets no second sign-in with a refused password, until a person has mended it", async () => {
    const desk = await filled(on);
    const [variable, right] =
      Object.entries(desk.environment).find(([key]) => /NQ57.*PASSWORD/.test(key)) ?? [];
    desk.environment[variable ?? ""] = "not the password";

    const first = await desk.run("push", "--portal", name);
    const afterFirst = asked(desk);
    const second = await desk.run("push", "--portal", name);
    const afterSecond = asked(desk);
    const status = await statusOf(desk);
    desk.environment[variable ?? ""] = right ?? "";
    const check = await desk.run("portal", "check", name);
    const third = await desk.run("push", "--portal", name);

    expect([first.code, second.code, check.code, third.code]).toEqual([1, 1, 0, 0]);
    expect(afterSecond).toBe(afterFirst);
    expect(second.out).toContain(`Tạm dừng ${name} từ`);
    expect(second.out).toContain("3 nhiệm vụ đang chờ");
    expect(status).toMatchObject({
      counts: { due: 3 },
      lane: { outOfOrder: { told: { key: "push.open_signed_out" } } },
    });
    expect(reported(desk)).toBe(3);
  });

  it("is asked once when the time has come, and not again when it still gives no answer", async () => {
    const desk = await filled(on);
    desk.portals[name].script([{ fault: "never-arrives", times: 100_000 }]);
    await desk.open(async (office) => {
      for (let run = 0; run < 5; run += 1) {
        for (const lane of await office.lanes(name)) await pushLane(office.means, lane);
      }
    });
    const open = asked(desk);
    await desk.run("push", "--portal", name);
    const leftAlone = asked(desk);
    await letTimePass(desk);
    const probe = await desk.run("push", "--portal", name, "--json");
    const probed = asked(desk);
    const after = await desk.run("push", "--portal", name);

    desk.portals[name].script([]);
    await letTimePass(desk);
    const well = await desk.run("push", "--portal", name);

    expect(leftAlone).toBe(open);
    expect(probe.json().portals).toMatchObject([{ stopped: { key: "push.open_no_answer" }, left: 3 }]);
    expect(probed).toBeGreaterThan(open);
    expect([after.code, well.code]).toEqual([1, 0]);
    expect(reported(desk)).toBe(3);
  });

  it("is not asked by what only reads either, which says so", async () => {
    const desk = await filled(on);
    desk.portals[name].script([{ fault: "login-page", on: "signIn", times: 100_000 }]);
    await desk.run("push", "--portal", name);
    const open = asked(desk);

    const plan = await desk.run("plan", "--portal", name, "--json");
    const compared = await desk.run("compare", "--portal", name);
    const link = await desk.run("link", "--portal", name);

    expect(asked(desk)).toBe(open);
    expect([plan.code, plan.json().refusals]).toMatchObject([1, [{ guard: "unreachable" }]]);
    expect([compared.code, link.code]).toEqual([1, 1]);
    for (const told of [compared.out, link.err]) expect(told).toContain(`Tạm dừng ${name} từ`);
  });
});

describe.each(usualDatabases())("a portal that a person paused (%s)", (on) => {
  it("gets nothing, keeps its queue, can be read, and says who and why", async () => {
    const desk = await filled(on);
    const writes = desk.portals[name].tally().writes;

    const paused = await desk.run("portal", "pause", name, "--reason", "Cổng bảo trì");
    const again = await desk.run("portal", "pause", name, "--reason", "Nữa");
    const push = await desk.run("push", "--portal", name);
    const plan = await desk.run("plan", "--portal", name, "--json");
    const status = await statusOf(desk);
    const unpaused = desk.portals[name].tally().writes;
    const resumed = await desk.run("portal", "resume", name);
    const pushed = await desk.run("push", "--portal", name);
    const ledger = await desk.run("ledger", "list", "--json");

    expect([paused.code, again.code, push.code, resumed.code, pushed.code]).toEqual([0, 1, 2, 0, 0]);
    expect(unpaused).toBe(writes);
    expect(push.out).toContain("(Cổng bảo trì); 3 nhiệm vụ đang chờ");
    expect(plan.json().items).toHaveLength(3);
    expect(status).toMatchObject({ lane: { paused: { reason: "Cổng bảo trì" } }, counts: { due: 3 } });
    expect(resumed.out).toContain("3 nhiệm vụ đang chờ");
    expect(reported(desk)).toBe(3);
    expect(ledger.out).toContain("push.paused_note");
    expect(ledger.out).toContain("push.resumed_note");
  });

  it("needs a reason, a configured portal, and to be paused before it is resumed", async () => {
    const desk = await aDesk({ on });

    const noReason = await desk.run("portal", "pause", name);
    const unknown = await desk.run("portal", "pause", "nq58", "--reason", "Cổng bảo trì");
    const notPaused = await desk.run("portal", "resume", name);

    expect([noReason.code, unknown.code, notPaused.code]).toEqual([1, 1, 1]);
    expect(noReason.err).toContain("--reason");
    expect(unknown.err).toContain("nq58");
    expect(notPaused.err).toContain("không bị ai tạm dừng");
  });
});

describe.each(usualDatabases())("a queue that is too long for its cut-off (%s)", (on) => {
  it("is told before anything is sent, in words and in figures", async () => {
    const desk = await aDesk({ on, portal: { requestsPerMinute: 60_000, cutOff: { daily: "17:00" } } });
    await fillDesk(desk, { tasks: 12 });
    await reportOn(desk, { progress: [1, 2, 3] });

    const status = await statusOf(desk);
    const pushed = await desk.run("push", "--portal", name, "--json");

    expect(status.quota).toMatchObject({ tasks: 3, requests: 5, minutes: 1, late: 0, quietUntil: null });
    expect(pushed.json().forecasts).toMatchObject([{ portal: name, tasks: 3, late: 0 }]);
    expect(reported(desk)).toBe(3);
  });
});
