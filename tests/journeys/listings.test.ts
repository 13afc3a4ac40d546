// A portal that lists too little or shows every date shifted is not believed: nothing is sent, nothing is taken over,
// nothing is called gone, and once it lists well again one push carries everything.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import { aCopyOf, usualDatabases, makeDesk, portalNames } from "./desk.ts";
import type { Database, Desk, Ended, PortalName } from "./desk.ts";
import { codeOf, doubled, dump, fillDesk, percentOf, reportOn, textOf, writesAt } from "./scene.ts";

interface Lapse {
  title: string;
  rule: FaultRule;
  /** 3: a guard refused; 1: the portal was stopped. */
  code: 1 | 3;
  /** What the screen says of a portal. */
  vi(portal: PortalName): string;
  en(portal: PortalName): string;
}

const tasks = 428;
// Less than 30 % of all, and more than the portals have pages, so that a push of what is due makes a listing too.
const reported = Array.from({ length: 40 }, (_, at) => 7 + at * 10);
const always = 1_000;

/** What two pages of each portal hold. */
const twoPages = { nq57: 200, "nq71-dongnai": 100 };
const share = { nq57: "46.7 %", "nq71-dongnai": "23.4 %" };
const counted = (portal: PortalName) =>
  `(the portal counts 428 tasks, 3 listings in a row showed ${twoPages[portal]})`;

const lapses: Lapse[] = [
  {
    title: "lists nothing",
    rule: { fault: "empty-list" },
    code: 3,
    vi: (portal) => `✗ ${portal} không liệt kê nhiệm vụ nào (0 / 428).`,
    en: (portal) => `✗ ${portal} lists no task at all (0 / 428).`,
  },
  {
    title: "stops listing after page 2 and still counts all",
    rule: { fault: "cut-list", with: { page: 2 } },
    code: 1,
    vi: (portal) => `✗ Dừng ${portal} lúc này: không kết nối được hoặc cổng bận ${counted(portal)}.`,
    en: (portal) => `✗ Stopped ${portal} for now: out of reach or busy ${counted(portal)}.`,
  },
  {
    title: "stops listing after page 2 and admits no more than that",
    rule: { fault: "cut-list", with: { page: 2, admits: true } },
    code: 3,
    vi: (portal) =>
      `✗ ${portal} chỉ liệt kê ${twoPages[portal]} / 428 nhiệm vụ (${share[portal]}, ít nhất phải 80.0 %).`,
    en: (portal) =>
      `✗ ${portal} lists only ${twoPages[portal]} / 428 tasks (${share[portal]}, at least 80.0 % expected).`,
  },
];

const shifted = {
  vi: (portal: PortalName) =>
    `✗ ${portal} đã thay đổi 428 / 428 nhiệm vụ cùng lúc (100.0 %, giới hạn 30.0 %).`,
  en: (portal: PortalName) => `✗ ${portal} changed 428 / 428 tasks at once (100.0 %, limit 30.0 %).`,
};

describe.each(usualDatabases())("428 tasks (%s) at portals of which each", (database) => {
  const scene = prepared(database);

  it.each(lapses)("$title: nothing goes there until it lists well", async (lapse) => {
    await disbelieved(scene, lapse);
  });

  it("shows every date a day early: a push of everything sends and takes over nothing", async () => {
    const desk = await aCopyOf(scene.desk());
    tell(desk, [{ fault: "shifted-days", times: always }]);

    const vi = await desk.run("push", "--all");
    const en = await desk.run("push", "--lang", "en");
    const status = await desk.run("status", "--json");
    const after = await registerOf(desk);
    const writes = writesAt(desk);
    tell(desk, []);
    const healed = await desk.run("push");

    expect([vi.code, en.code]).toEqual([3, 3]);
    for (const portal of portalNames) expect(vi.out).toContain(shifted.vi(portal));
    for (const portal of portalNames) expect(en.out).toContain(shifted.en(portal));
    expect(standingsIn(status.json())).toEqual(standing({ due: 428 }));
    expect(writes).toEqual([0, 0]);
    expect(after).toEqual(scene.register());
    expectAllSent(desk, healed);
  });

  it("shows every date a day early: a push of what is due sends and takes over nothing", async () => {
    const desk = await aCopyOf(scene.desk());
    tell(desk, [{ fault: "shifted-days", times: always }]);

    const due = await desk.run("push");

    const after = await registerOf(desk);
    expect(due.code).toBe(3);
    for (const portal of portalNames) {
      expect(due.out).toContain(`✗ ${portal} đã đổi “Thời hạn” ở 40 / 40 nhiệm vụ vừa xem (100.0 %`);
    }
    expect(writesAt(desk)).toEqual([0, 0]);
    expect(after).toEqual(scene.register());
  });
});

interface Scene {
  desk(): Desk;
  /** What its register held before anything was pushed. */
  register(): Record<string, unknown>;
}

/** A desk with 428 tasks in step at both portals, of which some were reported on since; for the tests beside it. */
function prepared(database: Database): Scene {
  let made: { desk: Desk; register: Record<string, unknown> } | null = null;
  const there = () => made ?? expect.fail("the desk is made before the tests");
  beforeAll(async () => {
    const desk = await makeDesk({ on: database });
    await fillDesk(desk, { tasks });
    await reportOn(desk, { progress: reported });
    made = { desk, register: await registerOf(desk) };
  });
  afterAll(async () => await made?.desk.close());
  return { desk: () => there().desk, register: () => there().register };
}

/** Pushes what is due, then everything, while both portals list badly; then once more when they are well. */
async function disbelieved(scene: Scene, { rule, code, vi, en }: Lapse): Promise<void> {
  const desk = await aCopyOf(scene.desk());
  tell(desk, [{ ...rule, times: always }]);

  const due = await desk.run("push");
  const status = await desk.run("status", "--json");
  const all = await desk.run("push", "--all", "--lang", "en");
  const after = await registerOf(desk);
  const writes = writesAt(desk);
  tell(desk, []);
  const healed = await desk.run("push");

  expect([due.code, all.code]).toEqual([code, code]);
  for (const portal of portalNames) expect(due.out).toContain(vi(portal));
  for (const portal of portalNames) expect(all.out).toContain(en(portal));
  expect(standingsIn(status.json())).toEqual(standing({ due: 40, in_step: 388 }));
  expect(writes).toEqual([0, 0]);
  expect(after).toEqual(scene.register());
  expectAllSent(desk, healed);
}

/** What was reported stands at both portals, once, and nothing is left to do. */
function expectAllSent(desk: Desk, push: Ended): void {
  const expected = reported.map((number) => ({ percent: percentOf(number), text: textOf(number) }));
  expect([push.code, push.err]).toEqual([0, ""]);
  for (const portal of portalNames) expect(shownAt(desk, portal)).toEqual(expected);
  expect(writesAt(desk)).toEqual([reported.length, reported.length]);
  expect(doubled(desk)).toBe(0);
}

function tell(desk: Desk, rules: FaultRule[]): void {
  for (const portal of portalNames) desk.portals[portal].script(rules);
}

/** Tasks with their history, and what both sides agreed on or wait for a person with. */
async function registerOf(desk: Desk): Promise<Record<string, unknown>> {
  const { task, history, link, hold } = await desk.open(async ({ means }) => await dump(means.store));
  return { task, history, link, hold };
}

function standingsIn(status: { portals: Record<string, unknown>[] }) {
  return status.portals.map(({ portal, counts, total }) => ({ portal, counts, total }));
}

function standing(counts: Record<string, number>) {
  return portalNames.map((portal) => ({ portal, counts, total: tasks }));
}

function shownAt(desk: Desk, portal: PortalName) {
  const held = new Map(desk.portals[portal].held().map(({ code, fields }) => [code, fields]));
  return reported.map((number) => {
    const fields = held.get(codeOf(number));
    return { percent: fields?.["percent"], text: fields?.["progressText"] };
  });
}
