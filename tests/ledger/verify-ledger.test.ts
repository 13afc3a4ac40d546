// The stand-alone verifier against everything that somebody with the database in hands could do to it.
import { sql } from "kysely";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { appendEntries } from "../../src/ledger/append.ts";
import { digestOf, genesisHash, hashOf } from "../../src/ledger/chain.ts";
import { erase } from "../../src/ledger/erase.ts";
import { proveLedger } from "../../src/ledger/verify.ts";
import { noteReading } from "../../src/people/readings.ts";
import { readOutside } from "../../src/ledger/read-outside.ts";
import { rowsAfter } from "../../src/store/ledger.ts";
import type { Store, Tx } from "../../src/store/connection.ts";
import { onEachDatabase, openEmbedded } from "../databases.ts";
import { aNote, at } from "./entries.ts";
import { checkpoint, exported, judged, pushSome, somePlaces, tamper } from "./stand-alone.ts";

const lane = "nq57";

type Change = (tx: Tx) => Promise<unknown>;
const run =
  (query: ReturnType<typeof sql>): Change =>
  async (tx) =>
    await query.execute(tx);

const moveUp: Change = async (tx) => {
  await sql`update ledger set seq = seq + 1000 where lane = ${lane} and seq >= 4`.execute(tx);
  await sql`update ledger set seq = seq - 999 where lane = ${lane} and seq > 1000`.execute(tx);
  await sql`insert into ledger select lane, 4, at, kind, attempt_id, link_id, run, body, prev_hash, hash, parts
    from ledger where lane = ${lane} and seq = 3`.execute(tx);
};

const swap: Change = async (tx) => {
  await sql`update ledger set seq = 100 where lane = ${lane} and seq = 3`.execute(tx);
  await sql`update ledger set seq = 3 where lane = ${lane} and seq = 5`.execute(tx);
  await sql`update ledger set seq = 5 where lane = ${lane} and seq = 100`.execute(tx);
};

const cutTail: Change = async (tx) => {
  await sql`delete from ledger where lane = ${lane} and seq > 6`.execute(tx);
  await sql`update ledger_head set seq = 6, hash = (select hash from ledger where lane = ${lane} and seq = 6)
    where lane = ${lane}`.execute(tx);
};

const putBackOlderCopy: Change = async (tx) => {
  await cutTail(tx);
  await sql`delete from checkpoint where number = 2`.execute(tx);
};

/** What an attacker does who knows the format: edits a row, and computes every hash after it anew. */
const rechain: Change = async (tx) => {
  let prev = genesisHash;
  for (const row of await rowsAfter(tx, { lane, after: 0, limit: 100 })) {
    const body = row.seq === 3 ? row.body.replace("run-1", "run-2") : row.body;
    const hash = hashOf(prev, digestOf({ ...row, body }));
    await sql`update ledger set body = ${body}, run = ${row.seq === 3 ? "run-2" : row.run}, prev_hash = ${prev}, hash = ${hash}
      where lane = ${lane} and seq = ${row.seq}`.execute(tx);
    prev = hash;
  }
  await sql`update ledger_head set hash = ${prev} where lane = ${lane}`.execute(tx);
};

const rechainAndForgetCheckpoints: Change = async (tx) => {
  await rechain(tx);
  await sql`delete from checkpoint`.execute(tx);
};

const here = sql`lane = ${lane}`;

const attacks: [what: string, change: Change, place: string, why: RegExp][] = [
  ["a row inserted", moveUp, "nq57/4", /does not follow/],
  ["a row deleted", run(sql`delete from ledger where ${here} and seq = 4`), "nq57/4", /missing/],
  ["two rows in each other's place", swap, "nq57/3", /does not follow/],
  [
    "a body edited",
    run(sql`update ledger set body = replace(body, 'run-1', 'run-2') where ${here} and seq = 3`),
    "nq57/3",
    /does not match its hash/,
  ],
  [
    "the instant of a row edited",
    run(sql`update ledger set at = at + interval '1 second' where ${here} and seq = 3`),
    "nq57/3",
    /does not match its hash/,
  ],
  [
    "a part edited",
    run(sql`update ledger set parts = replace(parts, 'Lan', 'Lam') where ${here} and seq = 3`),
    "nq57/3",
    /part “who”/,
  ],
  [
    "a part deleted unseen",
    run(sql`update ledger set parts = '{}' where ${here} and seq = 2`),
    "nq57/2",
    /deleted unseen/,
  ],
  ["the end cut off, head included", cutTail, "nq57/7", /checkpoint 2 states that the lane had reached 8/],
  ["an older copy put back", putBackOlderCopy, "nq57/7", /older copy/],
  ["a whole lane chained anew", rechain, "nq57/6", /entries from 1 up to here/],
  [
    "a lane chained anew, checkpoints gone",
    rechainAndForgetCheckpoints,
    "nq57/6",
    /differs from checkpoint 1/,
  ],
  [
    "a whole lane gone",
    async (tx) => {
      await sql`delete from ledger where ${here}`.execute(tx);
      await sql`delete from ledger_head where ${here}`.execute(tx);
    },
    "nq57/1",
    /missing from here on/,
  ],
  [
    "a checkpoint edited",
    run(sql`update checkpoint set body = replace(body, '2026', '2027') where number = 1`),
    "checkpoint 1",
    /signature/,
  ],
  [
    "a checkpoint deleted",
    run(sql`delete from checkpoint where number = 1`),
    "checkpoint 2",
    /does not follow/,
  ],
];

onEachDatabase("the stand-alone verifier", (open) => {
  it("finds a ledger sound from its export, its key and the checkpoints kept outside", async () => {
    const { store, places } = await aKeptLedger(open);

    const { code, out } = await judged(await exported(store), places);

    expect(out).toContain("SOUND: 10 entries in 2 lane(s), 2 checkpoint(s), compared with 2 kept outside");
    expect(code).toBe(0);
  });

  it.each(attacks)("finds %s, and names the place, as the verifier inside does", async (...attack) => {
    const [, change, place, why] = attack;
    const { store, places } = await aKeptLedger(open);
    const trusted = await readOutside(places.directory);
    await tamper(store, change);

    const { code, out } = await judged(await exported(store), places);
    const inside = await store.snapshot((tx) => proveLedger(tx, trusted));

    expect(out).toContain(`NOT SOUND. First bad row: ${place}:`);
    expect(out).toMatch(why);
    expect(code).toBe(1);
    expect(inside).toMatchObject({ ok: false, bad: placeInside(place) });
  });

  it("finds what auditors read sound as well, and what they read rewritten", async () => {
    const { store, places } = await aKeptLedger(open);
    const provenance = { who: "auditor", system: "dongbo", run: "run-9", at };
    await noteReading(store, { how: "opened", what: "/tasks/PL1-001", provenance });
    await noteReading(store, { how: "exported", what: "/ledger.csv", provenance });
    await checkpoint(store, places);
    const whole = await judged(await exported(store), places);
    await tamper(store, async (tx) => {
      await sql`update ledger set parts = replace(parts, 'PL1-001', 'PL1-002') where kind = 'reading'`.execute(
        tx,
      );
    });
    const changed = await judged(await exported(store), places);

    expect(whole.out).toContain("SOUND: 12 entries in 3 lane(s)");
    expect(whole.code).toBe(0);
    expect(changed.out).toContain("NOT SOUND. First bad row: dongbo/1");
    expect(changed.code).toBe(1);
  });

  it("accepts parts that were taken off and accounted for, of a person and by age", async () => {
    const { store, places } = await aKeptLedger(open);
    const wish = { reason: "theo đơn số 12", who: "chị Mai", run: "run-9", at };
    await store.transaction((tx) => erase(tx, { ...wish, doomed: { person: "chị Lan" } }));
    await store.transaction((tx) => erase(tx, { ...wish, doomed: { before: "2027-01-01T00:00:00.000Z" } }));
    await checkpoint(store, places);

    const { code, out } = await judged(await exported(store), places);

    expect(out).toContain("Parts taken off, each accounted for: 10");
    expect(code).toBe(0);
  });
});

it("says that a cut end would not be seen when nothing kept outside is compared", async () => {
  const { store, places } = await aKeptLedger(openHere);
  await tamper(store, putBackOlderCopy);

  const { code, out } = await judged(await exported(store), places, { outside: [] });

  expect(out).toContain("a cut end or an older copy would not be seen");
  expect(code).toBe(0);
});

it("takes parts in one spelling only: they are not hashed letter by letter", async () => {
  const { store, places } = await aKeptLedger(openHere);
  const text = await exported(store);

  const { out } = await judged(text.replace('"parts":{"who":', '"parts":{"\\u0077ho":'), places);

  expect(out).toContain("NOT SOUND. First bad row: ?: line 1 of the file cannot be read");
});

it("counts the rows that no checkpoint protects yet", async () => {
  const { store, places } = await aKeptLedger(openHere);
  await store.transaction((tx) => appendEntries(tx, { lane, bodies: [aNote(), aNote()], at }));

  const { code, out } = await judged(await exported(store), places);

  expect(out).toContain("2 entries are newer than the last checkpoint");
  expect(code).toBe(0);
});

it("believes no checkpoint that another key signed", async () => {
  const { store } = await aKeptLedger(openHere);
  const other = await aKeptLedger(openHere);

  const { code, out } = await judged(await exported(store), other.places, { outside: [] });

  expect(out).toContain("First bad row: checkpoint 1: the signature does not fit this public key");
  expect(code).toBe(1);
});

it("reads texts with every kind of line separator and half letters", async () => {
  const store = await openHere();
  const places = await somePlaces();
  const odd = {
    at,
    method: "PUT",
    path: "/\u2028",
    status: 200,
    ms: 1,
    request: "\u2029\r\u0085",
    response: "\ud83d",
  };
  await pushSome(store, { count: 1, exchanges: [odd] });
  await checkpoint(store, places);

  const { code, out } = await judged(await exported(store), places);

  expect(out).toContain("SOUND: 2 entries");
  expect(code).toBe(0);
});

it.each([
  ["the last line", (lines: string[]) => lines.slice(0, -1), /checkpoint 2: the one kept outside/],
  [
    "the head of a lane",
    (lines: string[]) => lines.filter((line) => !line.startsWith('{"head":{"hash"')),
    /no end line/,
  ],
  [
    "half of the last line",
    (lines: string[]) => [...lines.slice(0, -1), lines.at(-1)?.slice(0, 50) ?? ""],
    /checkpoint \?/,
  ],
])("notices an export that lacks %s", async (_, change, why) => {
  const { store, places } = await aKeptLedger(openHere);
  const lines = (await exported(store)).trimEnd().split("\n");

  const { code, out } = await judged(`${change(lines).join("\n")}\n`, places);

  expect(out).toMatch(why);
  expect(code).toBe(1);
});

it("ends with 2 when it cannot check: no key, no file, no such option", async () => {
  const { store, places } = await aKeptLedger(openHere);

  const answers = [
    await judged(await exported(store), places, { key: `${places.folder}/none.pem` }),
    await judged("", places, { outside: ["--checkpoint", `${places.folder}/none`] }),
    await judged("", places, { outside: ["--colour", "red"] }),
  ];

  expect(answers.map(({ code }) => code)).toEqual([2, 2, 2]);
});

it("finds any single letter changed anywhere in the export", async () => {
  const { store, places } = await aKeptLedger(openHere);
  const text = await exported(store);

  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: text.length - 2 }),
      fc.constantFrom("0", "a", "Z", "#", '"', " ", "\n", "ệ"),
      async (place, letter) => {
        fc.pre(text[place] !== letter);
        const edited = text.slice(0, place) + letter + text.slice(place + 1);

        const { code, out } = await judged(edited, places);

        expect(out).toContain("NOT SOUND. First bad row: ");
        expect(code).toBe(1);
      },
    ),
    { numRuns: 60 },
  );
});

function placeInside(place: string): { lane: string; seq: number } {
  const [, where = "", seq] = /^(.*)[ /](\d+)$/.exec(place) ?? [];
  return { lane: where, seq: Number(seq) };
}

async function openHere(): Promise<Store> {
  const store = await openEmbedded();
  onTestFinished(async () => await store.close());
  return store;
}

/** Two lanes, eight rows in the one that is attacked; a checkpoint after row 6 and one at the end. */
async function aKeptLedger(open: () => Promise<Store>) {
  const store = await open();
  const places = await somePlaces();
  await pushSome(store, { lane, count: 3 });
  await pushSome(store, { lane: "nq71", count: 1 });
  await checkpoint(store, places);
  await pushSome(store, { lane, count: 1 });
  await checkpoint(store, places);
  return { store, places };
}
