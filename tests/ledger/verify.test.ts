import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { LedgerBody } from "../../schemas/attempt.ts";
import { appendEntries, closeAttempts, openAttempts } from "../../src/ledger/append.ts";
import { ledgerHeads, verifyLedger, type Verdict } from "../../src/ledger/verify.ts";
import type { Store, Tx } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";
import { aLink, aNote, anAttempt, anOutcome, at } from "./entries.ts";

const lane = "nq57:so-khcn";

onEachDatabase("verifying the ledger", (open) => {
  it("finds nothing wrong with what was written, in every lane", async () => {
    const store = await open();
    await writeLane(store, lane);
    await writeLane(store, "other lane");

    const verdict = await store.read((tx) => verifyLedger(tx));

    expect(verdict).toEqual({ ok: true, entries: 16, lanes: 2 });
  });

  const otherId = "00000000-0000-4000-8000-000000000000";
  it.each([
    ["lane", sql`lane = 'x'`, "ledger.bad.missing"],
    ["seq", sql`seq = 100`, "ledger.bad.missing"],
    ["at", sql`at = at + interval '1 microsecond'`, "ledger.bad.hash"],
    ["kind", sql`kind = 'note'`, "ledger.bad.column"],
    ["attempt_id", sql`attempt_id = ${otherId}`, "ledger.bad.column"],
    ["attempt_id (removed)", sql`attempt_id = null`, "ledger.bad.column"],
    ["link_id", sql`link_id = ${otherId}`, "ledger.bad.column"],
    ["run", sql`run = run || ' '`, "ledger.bad.column"],
    ["body (one byte)", sql`body = replace(body, 'run-1', 'run-2')`, "ledger.bad.hash"],
    ["body (a space)", sql`body = body || ' '`, "ledger.bad.hash"],
    ["prev_hash", sql`prev_hash = reverse(prev_hash)`, "ledger.bad.chain"],
    ["hash", sql`hash = reverse(hash)`, "ledger.bad.hash"],
    ["parts (one letter)", sql`parts = replace(parts, 'Lan', 'Lam')`, "ledger.bad.part"],
    ["parts (one more)", sql`parts = replace(parts, '{"who"', '{"x":["",""],"who"')`, "ledger.bad.part"],
    ["parts (all of them)", sql`parts = '{}'`, "ledger.bad.part_gone"],
  ])("names the row in which the column %s was changed", async (_, change, problem) => {
    const store = await open();
    await writeLane(store, lane);

    await tamper(store, (tx) => sql`update ledger set ${change} where seq = 3`.execute(tx));

    expect(await found(store)).toMatchObject({ lane, seq: 3, why: { key: problem } });
  });

  it("names a deleted row", async () => {
    const store = await open();
    await writeLane(store, lane);

    await tamper(store, (tx) => sql`delete from ledger where seq = 4`.execute(tx));

    expect(await found(store)).toMatchObject({ seq: 4, why: { key: "ledger.bad.missing" } });
  });

  it("names the first of the rows that were cut from the end", async () => {
    const store = await open();
    await writeLane(store, lane);

    await tamper(store, (tx) => sql`delete from ledger where seq > 5`.execute(tx));

    expect(await found(store)).toMatchObject({ seq: 6, why: { key: "ledger.bad.missing" } });
  });

  it("names a row that was inserted in between, with the numbers moved up", async () => {
    const store = await open();
    await writeLane(store, lane);

    await tamper(store, async (tx) => {
      await sql`update ledger set seq = seq + 1000 where seq > 4`.execute(tx);
      await sql`update ledger set seq = seq - 999 where seq > 1000`.execute(tx);
      await sql`insert into ledger select lane, 5, at, kind, attempt_id, link_id, run, body, prev_hash, hash
        from ledger where seq = 4`.execute(tx);
    });

    expect(await found(store)).toMatchObject({ seq: 5, why: { key: "ledger.bad.chain" } });
  });

  it("names a row that was added at the end", async () => {
    const store = await open();
    await writeLane(store, lane);

    await tamper(store, (tx) =>
      sql`insert into ledger select lane, 9, at, kind, attempt_id, link_id, run, body, hash, hash
        from ledger where seq = 8`.execute(tx),
    );

    expect(await found(store)).toMatchObject({ seq: 9, why: { key: "ledger.bad.surplus" } });
  });

  it("names the first of two rows that changed places", async () => {
    const store = await open();
    await writeLane(store, lane);

    await tamper(store, async (tx) => {
      await sql`update ledger set seq = 100 where seq = 2`.execute(tx);
      await sql`update ledger set seq = 2 where seq = 5`.execute(tx);
      await sql`update ledger set seq = 5 where seq = 100`.execute(tx);
    });

    expect(await found(store)).toMatchObject({ seq: 2, why: { key: "ledger.bad.chain" } });
  });

  it.each([
    ["changed", sql`update ledger_head set hash = reverse(hash)`, 8, "ledger.bad.head"],
    [
      "moved back",
      sql`update ledger_head set seq = 7, hash = (select hash from ledger where seq = 7)`,
      8,
      "ledger.bad.surplus",
    ],
    ["deleted", sql`delete from ledger_head`, 1, "ledger.bad.no_head"],
  ])("notices a lane's end that was %s", async (_, change, seq, problem) => {
    const store = await open();
    await writeLane(store, lane);

    await store.transaction((tx) => change.execute(tx));

    expect(await found(store)).toMatchObject({ seq, why: { key: problem } });
  });

  it("notices by a head kept outside that the tail was cut and the lane's end with it", async () => {
    const store = await open();
    await writeLane(store, lane);
    const known = await store.read((tx) => ledgerHeads(tx));

    await tamper(store, async (tx) => {
      await sql`delete from ledger where seq > 5`.execute(tx);
      await sql`update ledger_head set seq = 5, hash = (select hash from ledger where seq = 5)`.execute(tx);
      await sql`delete from open_attempt`.execute(tx);
    });

    const verdict = await store.read((tx) => verifyLedger(tx, known));
    expect(verdict).toMatchObject({ ok: false, bad: { seq: 6, why: { key: "ledger.bad.known_head" } } });
  });

  it("accepts a head kept outside that has been left behind since", async () => {
    const store = await open();
    await writeLane(store, lane);
    const known = await store.read((tx) => ledgerHeads(tx));
    await store.transaction((tx) => appendEntries(tx, { lane, bodies: [aNote()], at }));

    const verdict = await store.read((tx) => verifyLedger(tx, known));

    expect(verdict).toEqual({ ok: true, entries: 9, lanes: 1 });
  });

  it("notices by a head kept outside that a whole lane is gone", async () => {
    const store = await open();
    await writeLane(store, lane);
    const known = await store.read((tx) => ledgerHeads(tx));

    await tamper(store, async (tx) => {
      await sql`delete from ledger`.execute(tx);
      await sql`delete from ledger_head`.execute(tx);
    });

    const verdict = await store.read((tx) => verifyLedger(tx, known));
    expect(verdict).toMatchObject({ ok: false, bad: { lane, why: { key: "ledger.bad.known_head" } } });
  });

  it("names an outcome that has no attempt before it", async () => {
    const store = await open();
    const attempt = anAttempt();

    await store.transaction((tx) => appendEntries(tx, { lane, bodies: [aNote(), anOutcome(attempt)], at }));

    expect(await found(store)).toMatchObject({ seq: 2, why: { key: "ledger.bad.no_attempt" } });
  });

  it("names an attempt that has neither an outcome nor a place among the open ones", async () => {
    const store = await open();
    const linkId = await aLink(store);
    const attempts = [anAttempt({ linkId }), anAttempt({ linkId })];
    await store.transaction((tx) => openAttempts(tx, { lane, attempts, at }));

    await store.transaction((tx) =>
      sql`delete from open_attempt where attempt_id = ${attempts[1]?.attemptId}`.execute(tx),
    );

    expect(await found(store)).toMatchObject({ seq: 2, why: { key: "ledger.bad.forgotten" } });
  });

  it("reads more than one page", async () => {
    const store = await open();
    const bodies = Array.from({ length: 2500 }, (_, n) => aNote(`${n}`));
    await store.transaction((tx) => appendEntries(tx, { lane, bodies, at }));

    await tamper(store, (tx) => sql`update ledger set run = '' where seq = 2400`.execute(tx));

    expect(await found(store)).toMatchObject({ seq: 2400 });
  });

  it("is not disturbed by those who go on writing", async () => {
    const store = await open();
    await writeLane(store, lane);
    const write = () =>
      store.transaction((tx) => appendEntries(tx, { lane, bodies: [aNote(), aNote()], at }));

    const [verdict] = await Promise.all([store.read((tx) => verifyLedger(tx)), write(), write(), write()]);

    expect(verdict.ok).toBe(true);
  });

  it("finds any single change, wherever it is", async () => {
    const store = await open();
    const lanes = ["a", "b", "c"];
    for (const each of lanes) await writeLane(store, each);
    const column = fc.constantFrom("kind", "run", "body", "prev_hash", "hash");
    const change = fc.record({
      lane: fc.constantFrom(...lanes),
      seq: fc.integer({ min: 1, max: 8 }),
      column,
      byte: fc.nat(),
    });

    await fc.assert(
      fc.asyncProperty(change, async ({ lane: where, seq, column: name, byte }) => {
        await rolledBack(store, async (tx) => {
          await sql`alter table ledger disable trigger user`.execute(tx);
          const text = sql.ref(name);
          const position = sql`(1 + ${byte}::bigint % greatest(length(${text}), 1))::int`;
          await sql`update ledger set ${text} = overlay(${text} placing
            case when substr(${text}, ${position}, 1) = '#' then '%' else '#' end from ${position} for 1)
            where lane = ${where} and seq = ${seq}`.execute(tx);

          const verdict = await verifyLedger(tx);

          expect(verdict).toMatchObject({ ok: false, bad: { lane: where, seq } });
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** Eight rows: three attempts, two notes, two outcomes, an override; one attempt stays open. */
async function writeLane(store: Store, name: string): Promise<void> {
  const linkId = await aLink(store, randomUUID());
  const [first, second, third] = [anAttempt({ linkId }), anAttempt({ linkId }), anAttempt({ linkId })];
  const override: LedgerBody = {
    kind: "override",
    run: "run-1",
    who: "anh Nam",
    portal: "nq57",
    guard: "many",
    reason: "đã duyệt",
    until: at,
  };
  await store.transaction(async (tx) => {
    await openAttempts(tx, { lane: name, attempts: [first, second, third], at });
    await appendEntries(tx, { lane: name, bodies: [aNote(), override], at });
  });
  await store.transaction(async (tx) => {
    await closeAttempts(tx, { lane: name, outcomes: [anOutcome(first), anOutcome(third)], at });
    await appendEntries(tx, { lane: name, bodies: [aNote()], at });
  });
}

/** Does to the ledger what only somebody with rights over the database can do. */
async function tamper(store: Store, change: (tx: Tx) => Promise<unknown>): Promise<void> {
  await store.transaction(async (tx) => {
    await sql`alter table ledger disable trigger user`.execute(tx);
    await change(tx);
    await sql`alter table ledger enable trigger user`.execute(tx);
  });
}

class RollBack extends Error {}

async function rolledBack(store: Store, work: (tx: Tx) => Promise<void>): Promise<void> {
  const run = store.transaction(async (tx) => {
    await work(tx);
    throw new RollBack();
  });
  await run.catch((error: unknown) => {
    if (!(error instanceof RollBack)) throw error;
  });
}

async function found(store: Store): Promise<unknown> {
  const verdict: Verdict = await store.read((tx) => verifyLedger(tx));
  return verdict.ok ? "nothing" : verdict.bad;
}
