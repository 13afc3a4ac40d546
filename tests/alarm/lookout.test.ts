// Parts stopped one by one, on each database: the alarm arrives once by e-mail and once at the webhook within the stated
// time, and once when it is over. Servers and lines are real; only the minutes pass at once.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { TroubleCause } from "../../schemas/alarm.ts";
import { phrase } from "../../schemas/phrase.ts";
import { alarmsStanding } from "../../src/alarm/standing.ts";
import type { Store } from "../../src/store/connection.ts";
import { noteCarriedLane } from "../../src/store/freshness.ts";
import { callLane } from "../../src/store/lane-calls.ts";
import { onEachDatabase } from "../databases.ts";
import { aScene, type Scene } from "./scene.ts";

/** Notes that every lane was carried now, each with its trouble or none. */
async function carry(store: Store, scene: Scene, how: Record<string, TroubleCause | null>): Promise<void> {
  for (const [lane, cause] of Object.entries(how)) {
    const trouble = cause && {
      cause,
      told: phrase("alarm.trouble", { portal: lane, message: "canary-secret" }),
    };
    const reached = cause === null || cause === "failed" || cause === "signed_out";
    const note = { lane, at: scene.now(), reached, worked: cause === null, trouble };
    await store.transaction(async (tx) => await noteCarriedLane(tx, note));
  }
}

const lanes = ["nq57", "nq71"];
const allWell = { nq57: null, nq71: null };

onEachDatabase("a lookout", (open) => {
  // One database for all of them: making one takes longer than most of these tests.
  let store: Store;
  beforeAll(async () => void (store = await open()));
  afterEach(async () => {
    await store.transaction(async (tx) => {
      await sql`truncate lookout, alarm, notice, delivery, freshness, lane_call, process`.execute(tx);
    });
  });

  it("is silent for an hour in which nothing happens", async () => {
    const scene = await aScene(store, lanes);
    await scene.pass(60, async () => await carry(store, scene, allWell));

    expect(scene.told()).toEqual([]);
  });

  it.each(["no_answer", "signed_out"] as const)("tells of a portal that is gone: %s", async (cause) => {
    const scene = await aScene(store, lanes);
    await scene.pass(4, async () => await carry(store, scene, allWell));
    await scene.pass(14, async () => await carry(store, scene, { nq57: cause, nq71: null }));
    expect(scene.told()).toEqual(["began portal_silent nq57"]);
    await scene.restart();
    await scene.pass(10, async () => await carry(store, scene, { nq57: cause, nq71: null }));
    await scene.pass(10, async () => await carry(store, scene, allWell));

    expect(scene.told()).toEqual(["began portal_silent nq57", "ended portal_silent nq57"]);
    for (const { body } of [...scene.smtp.arrived, ...scene.webhook.arrived]) {
      expect(body).not.toContain("canary-secret");
    }
  });

  it("tells of our line, and blames no portal, when no portal is reached", async () => {
    const scene = await aScene(store, lanes);
    await scene.pass(4, async () => await carry(store, scene, allWell));
    await scene.pass(30, async () => await carry(store, scene, { nq57: "no_answer", nq71: "no_answer" }));
    await scene.pass(10, async () => await carry(store, scene, allWell));

    expect(scene.told()).toEqual(["began line_down", "ended line_down"]);
  });

  it("blames nobody for the time in which it was off itself", async () => {
    const scene = await aScene(store, lanes);
    await carry(store, scene, { nq57: "no_answer", nq71: null });
    await scene.pass(2);
    // Nobody looks and nobody carries for an hour.
    scene.skip(60);
    await carry(store, scene, allWell);
    await scene.pass(20, async () => await carry(store, scene, allWell));

    expect(scene.told()).toEqual([]);
  });

  it("tells of a worker that gives no sign of life, without the name of its user", async () => {
    const scene = await aScene(store, lanes);
    await store.transaction(async (tx) => {
      await sql`insert into process (id, kind, carrier, started_at, seen_at, parts) values (${randomUUID()}, 'worker',
        'lan@may-1, pid 4711', clock_timestamp(), clock_timestamp() - interval '4 minutes', '[]'::jsonb)`.execute(
        tx,
      );
    });
    await scene.pass(6);
    expect(scene.told()).toEqual(["began process_silent worker may-1, pid 4711"]);
    await store.transaction(async (tx) => void (await sql`delete from process`.execute(tx)));
    await scene.pass(8);

    expect(scene.told()[1]).toBe("ended process_silent worker may-1, pid 4711");
  });

  it("tells of schedules that do not run, and of calls that nobody carries", async () => {
    const scene = await aScene(store, lanes);
    await scene.pass(2);
    scene.overdue = [{ schedule: "hang-ngay", since: scene.now() }];
    await store.transaction(
      async (tx) => await callLane(tx, { lane: "nq57", at: scene.now(), reason: "hang-ngay" }),
    );
    await scene.pass(14);
    expect(scene.told()).toEqual(["began schedule_overdue", "began calls_waiting"]);
    scene.overdue = [];
    await store.transaction(async (tx) => void (await sql`delete from lane_call`.execute(tx)));
    await scene.pass(8);

    expect(scene.told().slice(2).toSorted()).toEqual(["ended calls_waiting", "ended schedule_overdue"]);
  });

  it("tells by the other channel that one fails, delivers late what it kept, and repeats nothing", async () => {
    const scene = await aScene(store, lanes);
    await scene.smtp.stop();
    await scene.pass(4, async () => await carry(store, scene, allWell));
    await scene.pass(30, async () => await carry(store, scene, { nq57: "failed", nq71: null }));
    expect(scene.webhook.arrived.map(({ said }) => said)).toEqual([
      "began portal_silent nq57",
      "began channel_fails email",
    ]);
    await scene.smtp.start();
    await scene.pass(40, async () => await carry(store, scene, { nq57: "failed", nq71: null }));

    expect(scene.smtp.arrived).toHaveLength(1);
    expect(scene.smtp.arrived[0]?.id).toBe(scene.webhook.arrived[0]?.id);
    expect(scene.webhook.arrived.map(({ said }) => said).slice(2)).toEqual(["ended channel_fails email"]);
  });

  it("tells by e-mail that the webhook fails, and follows no redirect of it", async () => {
    const scene = await aScene(store, lanes);
    scene.webhook.answers = 302;
    await scene.pass(4, async () => await carry(store, scene, allWell));
    await scene.pass(30, async () => await carry(store, scene, { nq57: "failed", nq71: null }));

    expect(scene.smtp.arrived.map(({ said }) => said)).toEqual([
      expect.stringContaining("Cổng nq57 không làm việc"),
      expect.stringContaining("Không gửi được cảnh báo qua kênh truc-ban"),
    ]);
  });

  it("tells once, however many look on one database", async () => {
    const scene = await aScene(store, lanes);
    await scene.another();
    await scene.another();
    await scene.pass(4, async () => await carry(store, scene, allWell));
    await scene.pass(20, async () => await carry(store, scene, { nq57: "failed", nq71: null }));

    expect(scene.told()).toEqual(["began portal_silent nq57"]);
  });

  it("lists what stands, since when, and who was told", async () => {
    const scene = await aScene(store, lanes);
    await scene.pass(2, async () => await carry(store, scene, allWell));
    await scene.pass(14, async () => await carry(store, scene, { nq57: "sign_in", nq71: null }));
    const [alarm] = await alarmsStanding(store, { standingHere: async () => [] });

    expect(alarm).toMatchObject({
      kind: "sign_in_needed",
      subject: "nq57",
      since: "2026-03-04T02:04:00.000Z",
    });
    expect(alarm?.told?.map(({ channel, deliveredAt }) => [channel, deliveredAt !== null])).toEqual([
      ["email", true],
      ["truc-ban", true],
    ]);
  });

  it("reminds of what still stands once a day, or never", async () => {
    const scene = await aScene(store, lanes, { remindEvery: "30m" });
    await scene.pass(70, async () => await carry(store, scene, { nq57: "failed", nq71: null }));

    expect(scene.told()).toEqual(["began portal_silent nq57", "reminder portal_silent nq57"]);
  });
});
