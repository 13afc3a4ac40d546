import { expect, it } from "vitest";
import { appendEntries, closeAttempts, openAttempts } from "../../src/ledger/append.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { onEachDatabase } from "../databases.ts";
import { aLink, aNote, anAttempt, anOutcome, at } from "./entries.ts";

const lane = "nq57:so-khcn";

onEachDatabase("writing to the ledger", (open) => {
  it("chains entries in the order they were given, over several writes", async () => {
    const store = await open();
    const write = (runs: string[]) =>
      store.transaction((tx) => appendEntries(tx, { lane, bodies: runs.map(aNote), at }));

    const first = await write(["a", "b"]);
    const second = await write(["c"]);

    const rows = await store.read((tx) =>
      tx.selectFrom("ledger").select(["seq", "run", "prev_hash", "hash"]).orderBy("seq").execute(),
    );
    expect(rows.map(({ seq, run }) => [seq, run])).toEqual([
      [1, "a"],
      [2, "b"],
      [3, "c"],
    ]);
    expect(rows.map((row) => row.prev_hash)).toEqual(["0".repeat(64), rows[0]?.hash, rows[1]?.hash]);
    expect([...first, ...second]).toEqual(rows.map(({ seq, hash }) => ({ lane, seq, hash })));
  });

  it("carries thousands of entries in one write", async () => {
    const store = await open();
    const bodies = Array.from({ length: 5000 }, () => anAttempt());

    await store.transaction((tx) => appendEntries(tx, { lane, bodies, at }));

    const head = await store.read((tx) => tx.selectFrom("ledger_head").selectAll().executeTakeFirst());
    expect(head?.seq).toBe(5000);
  });

  it("keeps every entry when many write to one lane at once", async () => {
    const store = await open();
    const write = (n: number) =>
      store.transaction((tx) => appendEntries(tx, { lane, bodies: [aNote(`${n}`), aNote(`${n}`)], at }));

    await Promise.all(Array.from({ length: 25 }, (_, n) => write(n)));

    const verdict = await store.read((tx) => verifyLedger(tx));
    expect(verdict).toEqual({ ok: true, entries: 50, lanes: 1 });
  });

  it("leaves nothing behind when the transaction fails", async () => {
    const store = await open();

    const failed = store.transaction(async (tx) => {
      await appendEntries(tx, { lane, bodies: [aNote()], at });
      throw new Error("later");
    });

    await expect(failed).rejects.toThrow("later");
    const verdict = await store.read((tx) => verifyLedger(tx));
    expect(verdict).toEqual({ ok: true, entries: 0, lanes: 0 });
  });

  it("keeps an attempt open until its outcome is written", async () => {
    const store = await open();
    const linkId = await aLink(store);
    const attempts = [anAttempt({ linkId }), anAttempt({ linkId, key: "key-2" })];
    const [settled, waiting] = attempts;
    if (!settled || !waiting) throw new Error("two attempts");

    await store.transaction((tx) => openAttempts(tx, { lane, attempts, at }));
    await store.transaction((tx) => closeAttempts(tx, { lane, outcomes: [anOutcome(settled)], at }));

    const rows = await store.read((tx) => tx.selectFrom("open_attempt").selectAll().execute());
    expect(rows).toEqual([
      {
        attempt_id: waiting.attemptId,
        link_id: linkId,
        lane,
        opened_at: at,
        key: "key-2",
        operation: waiting.operation,
        run: "run-1",
      },
    ]);
  });

  it("refuses the outcome of an attempt that is settled already, and writes nothing of it", async () => {
    const store = await open();
    const linkId = await aLink(store);
    const attempt = anAttempt({ linkId });
    await store.transaction((tx) => openAttempts(tx, { lane, attempts: [attempt], at }));
    const settle = () =>
      store.transaction((tx) => closeAttempts(tx, { lane, outcomes: [anOutcome(attempt)], at }));
    await settle();

    await expect(settle()).rejects.toThrow("are not open");

    const verdict = await store.read((tx) => verifyLedger(tx));
    expect(verdict).toEqual({ ok: true, entries: 2, lanes: 1 });
  });

  it("lets the database refuse every change of a row", async () => {
    const store = await open();
    await store.transaction((tx) => appendEntries(tx, { lane, bodies: [aNote()], at }));

    const change = store.transaction((tx) => tx.updateTable("ledger").set({ run: "other" }).execute());
    const removal = store.transaction((tx) => tx.deleteFrom("ledger").execute());

    await Promise.all([
      expect(change).rejects.toThrow("append-only"),
      expect(removal).rejects.toThrow("append-only"),
    ]);
  });
});
