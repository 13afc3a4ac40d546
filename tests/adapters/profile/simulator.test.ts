// The imitated portals of the shipped profiles: their lapses, and what the interpreter makes of the faults that only
// portals like these have.
import { describe, expect, onTestFinished, test } from "vitest";
import { profilePortal } from "../../../adapters/profile/adapter.ts";
import type { FaultRule } from "../../../schemas/simulator.ts";
import {
  aFile,
  entry,
  listed,
  observe,
  openBench,
  send,
  simulated,
} from "../../../src/portal/conformance-bench.ts";
import { textOf } from "../../house/project-files.ts";
import { lapsesOf } from "../lapses.ts";

const shipped = ["nq71-mst", "dean06"].map((name) => {
  const file = `adapters/profile/profiles/${name}.yaml`;
  return { name, portal: profilePortal(textOf(file), file) };
});
const [mst, dean06] = shipped.map(({ portal }) => portal);

async function aBench(portal = mst) {
  if (portal === undefined) throw new Error("the profile is there");
  const bench = openBench(await simulated(portal));
  onTestFinished(async () => await bench.close());
  return bench;
}

const always = (fault: string, other: Partial<FaultRule> = {}): FaultRule => ({
  fault,
  times: 1_000,
  ...other,
});

for (const { name, portal } of shipped) lapsesOf(name, () => simulated(portal));

describe.each(shipped)("a portal that changes: $name", ({ portal }) => {
  test("stops as out of date when a declared key is not shown any more", async () => {
    const bench = await aBench(portal);
    await bench.seed(2);
    const session = await bench.open();
    bench.script(always("vanished-field"));

    await expect(listed(session)).rejects.toMatchObject({
      name: "Unrecognised",
      message: expect.stringMatching(/ is missing/),
    });
  });

  test("says no to a token or session once, and the write is made once", async () => {
    const bench = await aBench(portal);
    const ids = await bench.seed(3);
    const session = await bench.open();
    const before = await Promise.all(ids.map((id) => observe(session, id)));
    bench.script({ fault: "token-expires", on: "write" });

    await Promise.all(before.map((task) => send(session, task, entry(bench.portal, "Đã họp"))));

    const signIns = bench.exchanges.filter(({ path }) => /token|dang-nhap/.test(path));
    expect(signIns).toHaveLength(2);
    expect(await bench.owner.tally()).toMatchObject({ writes: 3, doubledEntries: 0 });
  });

  test("took a write without a word: nobody knows what it kept", async () => {
    const bench = await aBench(portal);
    const [first = ""] = await bench.seed(1);
    const session = await bench.open();
    const before = await observe(session, first);
    bench.script({ fault: "silent-204" });

    await expect(send(session, before, entry(bench.portal, "Đã họp"))).rejects.toMatchObject({
      name: "Uncertain",
    });
  });

  test("says that it has the report already: perhaps ours, whose reply was lost", async () => {
    const bench = await aBench(portal);
    const [first = ""] = await bench.seed(1);
    const session = await bench.open();
    const before = await observe(session, first);
    bench.script({ fault: "already-sent" });

    await expect(send(session, before, entry(bench.portal, "Đã họp"))).rejects.toMatchObject({
      name: "Uncertain",
    });
  });

  test("drops a file that it said yes to: it is not shown", async () => {
    const bench = await aBench(portal);
    const [first = ""] = await bench.seed(1);
    const session = await bench.open();
    bench.script({ fault: "drops-file" });

    await session.sendEvidence?.(aFile(bench.portal, first));

    expect((await observe(session, first)).evidence).toEqual([]);
    expect(bench.owner.fired()["drops-file"]).toBe(1);
  });
});

test("a no inside a 200 is Refused with the portal's words", async () => {
  const bench = await aBench(dean06);
  const [first = ""] = await bench.seed(1);
  const session = await bench.open();
  const before = await observe(session, first);
  bench.script({ fault: "success-false" });

  await expect(send(session, before, entry(bench.portal, "Đã họp"))).rejects.toMatchObject({
    name: "Refused",
    portalSaid: "Không thể lưu dữ liệu, vui lòng thử lại sau.",
  });
});

test("a second call that is not confirmed after the first has landed is Uncertain", async () => {
  const bench = await aBench(dean06);
  const [first = ""] = await bench.seed(1);
  const session = await bench.open();
  const before = await observe(session, first);
  bench.script({ fault: "period-locked", on: { path: "bao-cao-hoan-thanh" } });

  const set = { percent: 100, progressText: "Xong", lifecycle: "completed", completedOn: "2025-12-20" };

  await expect(send(session, before, set)).rejects.toMatchObject({ name: "Uncertain" });
  expect((await bench.owner.tally()).writes).toBe(1);
});

test("an update with an idempotency key carries it", async () => {
  const bench = await aBench(mst);
  const [first = ""] = await bench.seed(1);
  const session = await bench.open();

  await send(session, await observe(session, first), entry(bench.portal, "Đã họp"));

  const sent = bench.exchanges.find(({ method }) => method === "PATCH");
  expect(sent?.request).toMatch(/^idempotency-key: kiem-thu-/m);
  expect(sent?.request).toMatch(/^if-match: "v1"$/m);
});

test("a file that was stored cut is said to be so, and is not attached", async () => {
  const bench = await aBench(mst);
  const [first = ""] = await bench.seed(1);
  const session = await bench.open();
  const file = aFile(bench.portal, first);
  bench.script({ fault: "truncated-upload" });

  const receipt = await session.sendEvidence?.(file);

  expect(receipt).toMatchObject({ createdId: null, stored: { size: file.size >> 1 } });
  expect((await bench.owner.held())[0]?.evidence).toEqual([]);
});

test("a task that went away while pages were turned hides no other", async () => {
  const bench = await aBench(mst);
  const ids = await bench.seed(60);
  const session = await bench.open();
  const seen: string[] = [];

  for await (const { remoteId } of session.listTasks()) {
    // The newest is on the first page: when it goes, the first of the second page moves over the border.
    if (seen.length === 0) await bench.owner.remove(ids.at(-1) ?? "");
    seen.push(remoteId);
  }

  expect(seen.toSorted()).toEqual(ids.toSorted());
});
