// The budget of an account as the database keeps it: evenly apart, never given twice, silent when told to be.
import { expect, it } from "vitest";
import { budgetOf, keepQuiet, reserveRequests, type Reserved } from "../../src/store/rate-budget.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";

const inMs = (reserved: Reserved) => ("inMs" in reserved ? reserved.inMs : null);

async function reserve(store: Store, lane: string, wish: { count: number; everyMs: number }) {
  return await store.transaction(
    async (tx) => await reserveRequests(tx, { lane, patienceMs: 30_000, ...wish }),
  );
}

onEachDatabase("the rate budget", (open) => {
  it("gives the first moment at once and the next ones behind it, evenly apart", async () => {
    const store = await open();

    const first = await reserve(store, "nq57", { count: 3, everyMs: 5_000 });
    const next = await reserve(store, "nq57", { count: 1, everyMs: 5_000 });

    expect(inMs(first)).toBe(0);
    expect(inMs(next)).toBeGreaterThan(14_000);
    expect(inMs(next)).toBeLessThanOrEqual(15_000);
  });

  it("gives nobody the moment of somebody else who asks at the same time", async () => {
    const store = await open();

    const given = await Promise.all(
      Array.from({ length: 8 }, async () => await reserve(store, "nq57", { count: 1, everyMs: 2_000 })),
    );

    const moments = given.map((one) => Math.round((inMs(one) ?? 0) / 1_000)).toSorted((a, b) => a - b);
    expect(moments).toEqual([0, 2, 4, 6, 8, 10, 12, 14]);
  });

  it("counts each account by itself", async () => {
    const store = await open();
    await reserve(store, "nq57", { count: 10, everyMs: 1_000 });

    const other = await reserve(store, "nq71-dongnai", { count: 1, everyMs: 1_000 });

    expect(inMs(other)).toBe(0);
  });

  it("begins behind the silence that a portal asked for, and never shortens it", async () => {
    const store = await open();
    await store.transaction(async (tx) => await keepQuiet(tx, "nq57", 20_000));
    await store.transaction(async (tx) => await keepQuiet(tx, "nq57", 1_000));

    const behind = await reserve(store, "nq57", { count: 1, everyMs: 1_000 });

    expect(inMs(behind)).toBeGreaterThan(18_000);
    expect(inMs(behind)).toBeLessThanOrEqual(20_000);
  });

  it("reserves nothing behind a silence that is longer than one request waits", async () => {
    const store = await open();
    await store.transaction(async (tx) => await keepQuiet(tx, "nq57", 600_000));

    const told = await reserve(store, "nq57", { count: 500, everyMs: 1_000 });
    await store.transaction(
      async (tx) => await tx.updateTable("rate_budget").set({ quiet_until: null }).execute(),
    );
    const afterwards = await reserve(store, "nq57", { count: 1, everyMs: 1_000 });

    expect(told).toEqual({ quietMs: expect.closeTo(600_000, -4) });
    expect(inMs(afterwards)).toBe(0);
  });

  it("does not wait for a moment that only a clock set back has moved away", async () => {
    const store = await open();
    await reserve(store, "nq57", { count: 1, everyMs: 1_000 });
    await store.transaction(
      async (tx) =>
        await tx.updateTable("rate_budget").set({ next_at: "2999-01-01T00:00:00.000Z" }).execute(),
    );

    const given = await reserve(store, "nq57", { count: 1, everyMs: 1_000 });

    expect(inMs(given)).toBeLessThanOrEqual(60_000);
  });

  it("says until when the portal wants silence, and nothing once that is over", async () => {
    const store = await open();
    const before = await store.read(async (tx) => await budgetOf(tx, "nq57"));
    await store.transaction(async (tx) => await keepQuiet(tx, "nq57", 60_000));

    const during = await store.read(async (tx) => await budgetOf(tx, "nq57"));

    expect(before).toEqual({ quietMs: 0, quietUntil: null });
    expect(during.quietMs).toBeGreaterThan(55_000);
    expect(during.quietUntil).not.toBeNull();
  });
});
