// Parts taken off the ledger: exactly those, accounted for, and the ledger sound before and after.
import { sql } from "kysely";
import { expect, it } from "vitest";
import { appendEntries, openAttempts } from "../../src/ledger/append.ts";
import { countErasure, erase, ownLedger, type Doomed } from "../../src/ledger/erase.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import type { Store, Tx } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";
import { aLink, anAttempt, aNote, anOutcome, at } from "./entries.ts";
import { pushSome, tamper } from "./stand-alone.ts";

const lane = "nq57";
const person = { person: "chị Lan" };

onEachDatabase("taking parts off the ledger", (open) => {
  it("takes a person's name off every entry, and whatever mentions it", async () => {
    const store = await open();
    const exchange = { at, method: "PUT", path: "/", status: 200, ms: 1, request: "", response: "" };
    await pushSome(store, { count: 1, exchanges: [{ ...exchange, response: '{"by":"ch\\u1ecb Lan"}' }] });
    await pushSome(store, { count: 1 });

    const count = await take(store, person);

    const all = JSON.stringify(await bodies(store));
    expect(count).toEqual({ entries: 3, parts: 3, open: 0 });
    expect(all).not.toContain("Lan");
    expect(all).toContain("Đã trình dự thảo");
    expect(await sound(store)).toBe(true);
  });

  it("accounts for exactly what went, in a lane of its own", async () => {
    const store = await open();
    await pushSome(store, { count: 3 });

    await take(store, { before: "2026-05-15T00:00:00.000Z" });

    const [entry] = await store.read((tx) => listEntries(tx, { lane: ownLedger, limit: 10 }));
    expect(entry?.body).toMatchObject({
      kind: "erasure",
      who: "anh Nam",
      reason: "theo đơn số 12",
      erased: [{ lane, from: 2, to: 6, parts: ["exchanges"] }],
    });
  });

  it("takes every part of a task's entries, of all its links, and nothing of other tasks", async () => {
    const store = await open();
    const mine = await aLink(store, "NV-07");
    const attempt = anAttempt({ linkId: mine });
    attempt.operation = { ...attempt.operation, taskCode: "NV-07" };
    const note = { ...aNote(), linkId: mine };
    await store.transaction((tx) => appendEntries(tx, { lane: "decisions", bodies: [note], at }));
    await store.transaction((tx) =>
      appendEntries(tx, { lane, bodies: [attempt, anOutcome(attempt), anAttempt()], at }),
    );

    const count = await take(store, { taskCode: "NV-07" });

    const left = await bodies(store);
    expect(count).toEqual({ entries: 3, parts: 6, open: 0 });
    expect(left.filter((body) => JSON.stringify(body).includes("dự thảo"))).toHaveLength(1);
  });

  it("culls recorded exchanges by age and keeps what they were about", async () => {
    const store = await open();
    await pushSome(store, { count: 1 });

    const early = await take(store, { before: at });
    const late = await take(store, { before: "2026-05-14T10:00:00.001Z" });

    const [outcome] = await store.read((tx) => listEntries(tx, { lane, limit: 1 }));
    expect([early.parts, late.parts]).toEqual([0, 1]);
    expect(outcome?.body).toMatchObject({ kind: "outcome", outcome: "applied", exchanges: null });
    expect(await sound(store)).toBe(true);
  });

  it("leaves an attempt whole that waits for its outcome, and says so", async () => {
    const store = await open();
    const attempt = anAttempt({ linkId: await aLink(store) });
    await store.transaction((tx) => openAttempts(tx, { lane, attempts: [attempt], at }));

    const count = await take(store, person);

    expect(count).toEqual({ entries: 0, parts: 0, open: 1 });
    expect((await bodies(store))[0]).toMatchObject({ who: "chị Lan" });
  });

  it("only counts when asked to, the same figures", async () => {
    const store = await open();
    await pushSome(store, { count: 2 });
    const before = await bodies(store);

    const counted = await store.snapshot((tx) => countErasure(tx, person));

    expect(await bodies(store)).toEqual(before);
    expect(counted).toEqual(await take(store, person));
  });

  it("covers up nothing that somebody else had deleted before", async () => {
    const store = await open();
    await pushSome(store, { count: 3 });
    await tamper(store, (tx) =>
      sql`update ledger set parts = (parts::jsonb - 'exchanges')::text where seq = 4`.execute(tx),
    );

    await take(store, { before: "2026-05-15T00:00:00.000Z" });

    const verdict = await store.read((tx) => verifyLedger(tx));
    const why = { key: "ledger.bad.part_gone", values: { part: "exchanges" } };
    expect(verdict).toMatchObject({ bad: { lane, seq: 4, why } });
  });

  it("loses no part again when two take parts off at the same moment", async () => {
    const store = await open();
    await pushSome(store, { count: 5 });
    // Whoever holds the rows lets both begin before either can write.
    const doomed = [person, { person: "dự thảo" }];
    const held = heldRows(store);
    await held.taken;

    const both = doomed.map((each) => take(store, each));
    held.release();
    await Promise.all(both);

    expect(JSON.stringify(await bodies(store))).not.toMatch(/chị Lan|dự thảo/);
    expect(await sound(store)).toBe(true);
  });

  it("may be done again, and takes nothing more", async () => {
    const store = await open();
    await pushSome(store, { count: 2 });
    await take(store, person);

    const again = await take(store, person);

    expect(again).toEqual({ entries: 0, parts: 0, open: 0 });
  });

  it.each([
    ["none", "  ", "push.reason_needed"],
    ["one that repeats the name", "xóa theo yêu cầu của CHỊ LAN", "ledger.reason_names_person"],
  ])("wants a reason: %s is refused", async (_, reason, key) => {
    const store = await open();
    await pushSome(store, { count: 1 });

    const refused = take(store, person, reason);

    await expect(refused).rejects.toMatchObject({ problems: [{ key }] });
  });
});

/** Locks every row until it is released, and then until two others wait for a lock, where more than one can be. */
function heldRows(store: Store): { taken: Promise<void>; release(): void } {
  const [taken, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = store.transaction(async (tx) => {
    await sql`select 1 from ledger for update`.execute(tx);
    taken.resolve();
    await released.promise;
    while (store.mode === "server" && (await waitingIn(tx)) < 2);
  });
  holding.catch(taken.reject);
  return { taken: taken.promise, release: released.resolve };
}

async function waitingIn(tx: Tx): Promise<number> {
  // A transaction sees the activity of others as of its first look, unless it looks anew.
  await sql`select pg_stat_clear_snapshot()`.execute(tx);
  const { rows } = await sql<{ waiting: number }>`select count(*) as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(tx);
  return rows[0]?.waiting ?? 0;
}

async function take(store: Store, doomed: Doomed, reason = "theo đơn số 12") {
  const wish = { doomed, reason, who: "anh Nam", run: "run-9", at };
  return await store.transaction((tx) => erase(tx, wish));
}

async function bodies(store: Store) {
  const entries = await store.read((tx) => listEntries(tx, { limit: 1000 }));
  return entries.filter((entry) => entry.lane !== ownLedger).map(({ body }) => body);
}

async function sound(store: Store): Promise<boolean> {
  return (await store.read((tx) => verifyLedger(tx))).ok;
}
