// Receipts: what a person reads, and what a machine proves with the public key alone.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import type { Exchange } from "../../schemas/attempt.ts";
import { inWords } from "../../schemas/phrase.ts";
import { closeAttempts, openAttempts } from "../../src/ledger/append.ts";
import { erase } from "../../src/ledger/erase.ts";
import { gatherReceipt, type ReceiptFilter } from "../../src/ledger/receipt.ts";
import { receiptPage, type ReceiptWords } from "../../src/ledger/receipt-page.ts";
import { openSigningKey } from "../../src/ledger/signing-key.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase, openEmbedded } from "../databases.ts";
import { aLink, anAttempt, anOutcome, at } from "./entries.ts";
import { checkpoint, pushSome, somePlaces, verifier } from "./stand-alone.ts";

type Places = Awaited<ReturnType<typeof somePlaces>>;

const answer: Exchange = {
  at,
  method: "PUT",
  path: "/tasks/57",
  status: 200,
  ms: 12,
  request: "{}",
  response: '{"message":"Cập nhật thành công"}',
};

onEachDatabase("a receipt", (open) => {
  it("says what was sent and what the portal answered, and holds nothing of other tasks", async () => {
    const { store, places } = await aDesk(open);

    const page = await paper(store, places, { taskCode: "NV-07", portal: undefined });

    expect(page).toContain("Đã trình dự thảo lần 7");
    expect(page).toContain("{&quot;message&quot;:&quot;Cập nhật thành công&quot;}");
    expect(page).toContain("chị Lan");
    expect(page).not.toContain("NV-01");
  });

  it("is found sound by the stand-alone verifier, with rows of others between and in two spans", async () => {
    const { store, places } = await aDesk(open);
    const page = await paper(store, places, { taskCode: "NV-07", portal: undefined });

    const { code, out } = await judged(page, places, "--checkpoint", places.directory);

    expect(out).toContain(
      "THE RECEIPT IS SOUND: 4 entries, under 2 checkpoint(s), compared with 2 kept outside",
    );
    expect(out).toContain('nq57/3  2026-05-14T10:00:00.000Z  attempt  NV-07 send_progress {"progressText"');
    expect(code).toBe(0);
  });

  it("covers a span of time, one portal of it if asked", async () => {
    const { store } = await aDesk(open);
    const span = { from: "2026-05-14T00:00:00.000Z", until: "2026-05-15T00:00:00.000Z" };

    const sizes = [];
    for (const portal of [undefined, "nq57", "nq71"]) {
      const count = countOf(store, { ...span, portal });
      sizes.push(await count.catch(() => 0));
    }

    expect(sizes).toEqual([5, 5, 0]);
  });

  it("refuses to be of nothing", async () => {
    const { store } = await aDesk(open);

    const none = countOf(store, { taskCode: "NV-99", portal: undefined });

    await expect(none).rejects.toMatchObject({ problems: [{ key: "ledger.nothing_sent" }] });
  });

  it("shows that data was taken off, and still proves the rest", async () => {
    const { store, places } = await aDesk(open);
    const wish = { reason: "theo đơn số 12", who: "anh Nam", run: "run-9", at };
    await store.transaction((tx) => erase(tx, { ...wish, doomed: { taskCode: "NV-07" } }));

    const page = await paper(store, places, { taskCode: "NV-07", portal: undefined });
    const { code } = await judged(page, places);

    expect(page).toContain("[đã gỡ]");
    expect(page).not.toContain("dự thảo lần 7");
    expect(code).toBe(0);
  });

  it("only confirms that something was sent of a task that is secret by now", async () => {
    const { store, places } = await aDesk(open);
    await store.transaction((tx) =>
      sql`update task set classification = 'secret', title = 'Bí mật' where code = 'NV-07'`.execute(tx),
    );

    const page = await paper(store, places, { taskCode: "NV-07", portal: undefined });
    const { code } = await judged(page, places);

    expect(page).toContain("Nhiệm vụ có độ mật");
    expect(page).not.toMatch(/dự thảo lần 7|Cập nhật thành công|Bí mật/);
    expect(code).toBe(0);
  });
});

it("shows hostile text as text", async () => {
  const store = await openHere();
  const places = await somePlaces();
  const hostile = `</script><script>alert("1")</script><img src=x onerror=alert(1)>&amp;'"`;
  await pushTask(store, {
    code: "NV-07",
    text: hostile,
    exchanges: [{ ...answer, path: hostile, response: hostile }],
  });
  await checkpoint(store, places);

  const page = await paper(store, places, { taskCode: "NV-07", portal: undefined });
  const { code } = await judged(page, places);

  expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;&amp;amp;&#39;&quot;");
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).not.toContain("<img");
  expect(code).toBe(0);
});

it("is found out by any single letter changed anywhere in it", async () => {
  const { store, places } = await aDesk(openHere);
  const page = await paper(store, places, { taskCode: "NV-07", portal: undefined });
  const proof = page.indexOf('id="proof"');
  const anywhere = fc.oneof(fc.nat({ max: proof }), fc.integer({ min: proof, max: page.length - 1 }));

  await fc.assert(
    fc.asyncProperty(anywhere, fc.constantFrom("0", "a", "#", " ", "ệ"), async (place, letter) => {
      fc.pre(page[place] !== letter && place > 20);
      const edited = page.slice(0, place) + letter + page.slice(place + 1);

      const { code, out } = await judged(edited, places);

      expect(out).toContain("NOT SOUND. First bad row: ");
      expect(code).toBe(1);
    }),
    { numRuns: 60 },
  );
});

it.each([
  ["a row's text", "lần 7", "lần 8", "nq57/3"],
  ["the name of a row's body", '\\"body\\":', '\\"b0dy\\":', "nq57/3"],
  ["a row's outcome", '\\"outcome\\":\\"applied\\"', '\\"outcome\\":\\"refused\\"', "nq57/3"],
])("names the place where %s was changed in the machine's half", async (_, from, to, place) => {
  const { store, places } = await aDesk(openHere);
  const page = await paper(store, places, { taskCode: "NV-07", portal: undefined });
  const [people = "", machine = ""] = page.split('id="proof"');

  const { code, out } = await judged(`${people}id="proof"${machine.replace(from, to)}`, places);

  expect(machine).toContain(from);
  expect(out).toContain(`NOT SOUND. First bad row: ${place}: `);
  expect(code).toBe(1);
});

it("is not believed when its checkpoint differs from the one kept outside", async () => {
  const { store, places } = await aDesk(openHere);
  const other = await aDesk(openHere);
  const forged = { key: places.key, directory: other.places.directory };
  await writeFile(join(forged.directory, "ledger-key.pem"), (await openSigningKey(places.key)).publicPem);
  const page = await paper(store, places, { taskCode: "NV-07", portal: undefined });

  const { code } = await judged(page, places, "--checkpoint", forged.directory);

  expect(code).toBe(1);
});

async function openHere(): Promise<Store> {
  const store = await openEmbedded();
  onTestFinished(async () => await store.close());
  return store;
}

/** Rows of two tasks, and two checkpoints: NV-07 has rows 3 and 4 under the first, 9 and 10 under the second. */
async function aDesk(open: () => Promise<Store>) {
  const store = await open();
  const places = await somePlaces();
  await pushSome(store, { count: 1 });
  const linkId = await pushTask(store, {
    code: "NV-07",
    text: "Đã trình dự thảo lần 7",
    exchanges: [answer],
  });
  await pushSome(store, { count: 1 });
  await checkpoint(store, places);
  await pushSome(store, { count: 1 });
  await pushTask(store, { code: "NV-07", text: "Đã trình dự thảo lần 7b", exchanges: [answer], linkId });
  await checkpoint(store, places);
  return { store, places };
}

async function pushTask(
  store: Store,
  given: { code: string; text: string; exchanges: Exchange[]; linkId?: string },
): Promise<string> {
  const linkId = given.linkId ?? (await aLink(store, given.code));
  const attempt = anAttempt({ linkId });
  const operation = { ...attempt.operation, taskCode: given.code, set: { progressText: given.text } };
  attempt.operation = operation as typeof attempt.operation;
  const outcome = anOutcome(attempt, { exchanges: given.exchanges });
  await store.transaction((tx) => openAttempts(tx, { lane: "nq57", attempts: [attempt], at }));
  await store.transaction((tx) => closeAttempts(tx, { lane: "nq57", outcomes: [outcome], at }));
  return linkId;
}

async function countOf(store: Store, filter: ReceiptFilter): Promise<number> {
  const { attempts } = await store.snapshot((tx) => gatherReceipt(tx, { filter, asked: "x" }));
  return attempts.length;
}

const words: ReceiptWords = {
  language: "vi",
  say: (key, values = {}) => inWords({ key, values }, "vi"),
  tell: (phrase) => inWords(phrase, "vi"),
  field: (name) => name,
  value: (_, value) => String(value),
};

async function paper(store: Store, places: Places, filter: ReceiptFilter): Promise<string> {
  const gathered = await store.snapshot((tx) => gatherReceipt(tx, { filter, asked: "x" }));
  const key = await openSigningKey(places.key);
  return await receiptPage(gathered, { words, covers: "x", made: { at, who: "chị Lan" }, key });
}

async function judged(page: string, places: Places, ...more: string[]) {
  const file = join(places.folder, "giay.html");
  await writeFile(file, page);
  return await verifier(file, "--key", join(places.directory, "ledger-key.pem"), "--lang", "en", ...more);
}
