// A plan is only a plan: it changes nothing anywhere, and what was approved runs once and only as it was approved.
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  aDesk,
  usualDatabase,
  usualDatabases,
  portalNames,
  type AfterTest,
  type Database,
  type Desk,
} from "./desk.ts";
import { codeOf, dump, fillDesk, percentOf, reportOn, writesAt } from "./scene.ts";

const reported = [1, 2, 3];

async function aDeskWithChanges(afterTest: AfterTest, on: Database = usualDatabase()): Promise<Desk> {
  const desk = await aDesk({ on }, afterTest);
  await fillDesk(desk, { tasks: 12 });
  await reportOn(desk, { progress: reported, files: [2] });
  return desk;
}

describe.concurrent.each(usualDatabases())("a plan (%s)", (on) => {
  it("changes no row and no portal, however often it is made", async (test) => {
    const desk = await aDeskWithChanges(test.onTestFinished, on);
    const rows = async () => await desk.open(async ({ means }) => await dump(means.store));
    const before = { rows: await rows(), writes: writesAt(desk) };

    const first = await desk.run("plan", "--json");
    const second = await desk.run("plan", "--all", "--json");
    const drift = await desk.run("drift", "--json");

    expect([first.code, second.code, drift.code]).toEqual([2, 2, 2]);
    expect(first.json().items).toHaveLength(8);
    expect(inOrder(second.json())).toEqual(inOrder(first.json()));
    expect({ rows: await rows(), writes: writesAt(desk) }).toEqual(before);
    expect(Object.keys(before.rows)).toEqual(expect.arrayContaining(["task", "due", "link", "ledger"]));
  });
});

it.concurrent("runs an approved plan once, without the item that drifted meanwhile", async (test) => {
  const desk = await aDeskWithChanges(test.onTestFinished);
  const planned = await desk.run("plan", "--out", "ke-hoach.json");
  const unapproved = await desk.run("push", "--plan", "ke-hoach.json");
  const approved = await desk.run("approve", "ke-hoach.json", "--json");
  const drifted = desk.portals.nq57.held().find(({ code }) => code === codeOf(1));
  desk.portals.nq57.edit(drifted?.remoteId ?? "", { difficulties: "Cổng vừa ghi thêm" });

  const pushed = await desk.run("push", "--plan", "ke-hoach.json", "--json");
  const again = await desk.run("push", "--plan", "ke-hoach.json", "--lang", "en");

  expect([planned.code, unapproved.code, approved.code]).toEqual([2, 1, 0]);
  expect(unapproved.err).toMatch(/duyệt/);
  expect(pushed.code).toBe(2);
  expect(pushed.json().portals).toMatchObject([
    { portal: "nq57", drifted: 1, applied: 2 },
    { portal: "nq71-dongnai", drifted: 0, applied: 3 },
  ]);
  expect(percents(desk, "nq57")).toEqual([0, percentOf(2), percentOf(3)]);
  expect(percents(desk, "nq71-dongnai")).toEqual(reported.map(percentOf));
  expect(again.code).toBe(1);
  expect(again.err).toMatch(/once|already|used/);
});

it.concurrent("refuses a plan file in which somebody changed a value", async (test) => {
  const desk = await aDeskWithChanges(test.onTestFinished);
  await desk.run("plan", "--out", "ke-hoach.json");
  const path = desk.path("ke-hoach.json");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(`"percent": ${percentOf(1)}`, `"percent": 99`));
  const writes = writesAt(desk);

  const approved = await desk.run("approve", "ke-hoach.json");
  const pushed = await desk.run("push", "--plan", "ke-hoach.json", "--json");

  expect(text).toContain(`"percent": ${percentOf(1)}`);
  expect([approved.code, pushed.code]).toEqual([1, 1]);
  expect(approved.err).toContain("ke-hoach.json");
  expect(pushed.json().problems).toMatchObject([{ key: "push.plan_altered" }]);
  expect(writesAt(desk)).toEqual(writes);
});

function percents(desk: Desk, name: (typeof portalNames)[number]): number[] {
  const held = desk.portals[name].held();
  return reported.map((number) =>
    Number(held.find(({ code }) => code === codeOf(number))?.fields["percent"] ?? 0),
  );
}

/** A plan's items in an order of their own: what is due goes by deadline, all of it by record. */
function inOrder({ items }: { items: { fingerprint: string }[] }) {
  return items.toSorted((one, other) => one.fingerprint.localeCompare(other.fingerprint));
}
