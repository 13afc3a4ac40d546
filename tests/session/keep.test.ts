// Kept sessions: what opens, what is refused and in which words, and what is left of one that ended.
import { randomUUID } from "node:crypto";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { SignedOut } from "../../schemas/errors.ts";
import { Secret } from "../../schemas/secret.ts";
import { later } from "../../schemas/time.ts";
import { forgetSession, keepHandedOver, openKept, type Keeper } from "../../src/session/keep.ts";
import { SignInNeeded } from "../../src/session/please-sign-in.ts";
import type { Store } from "../../src/store/connection.ts";
import { currentSession, endedSessions } from "../../src/store/sessions.ts";
import { onEachDatabase } from "../databases.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const start = "2026-11-24T01:00:00.000Z";
const text = "session=Zq3v-1vUu0";
const place = { portal: "nq57", page: "https://nq57.vn/login/" };

async function aKeeper(store: Store) {
  const file = join(await temporaryFolder(), "sessions.key");
  const clock = { at: start };
  const keeper: Keeper = {
    store,
    key: { file, origin: "made here" },
    now: () => clock.at,
    who: "Lan",
    run: randomUUID(),
  };
  const hand = async (
    secret = text,
    promisedUntil: string | null = null,
    portal = "nq57",
    account: string | null = null,
  ) =>
    await keepHandedOver(keeper, {
      id: randomUUID(),
      portal,
      secret: new Secret(secret),
      account,
      promisedUntil,
    });
  return { keeper, clock, hand, file };
}

/** Why a session cannot be used, as a key of the catalogue. */
async function whyNot(keeper: Keeper): Promise<string> {
  const error: unknown = await openKept(keeper, place).catch((thrown: unknown) => thrown);
  if (error instanceof SignInNeeded) return error.told.key;
  throw new Error("it opened", { cause: error });
}

const history = async (store: Store) =>
  await store.read(async (tx) => await endedSessions(tx, { portal: "nq57", newest: 9 }));

onEachDatabase("a kept session", (open) => {
  it("is given back as it was handed over, and stands nowhere in plain", async () => {
    const store = await open();
    const { keeper, hand } = await aKeeper(store);

    await hand();

    const { secret } = await openKept(keeper, place);
    const { rows } = await store.read(
      async (tx) =>
        await sql<{ row: string }>`select to_jsonb(t)::text as row from portal_session t`.execute(tx),
    );
    expect(secret.reveal()).toBe(text);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("Zq3v");
  });

  it("is asked for where nobody signed in", async () => {
    const { keeper } = await aKeeper(await open());

    expect(await whyNot(keeper)).toBe("session.never");
  });

  it("does not open in a row that was moved to another portal", async () => {
    const store = await open();
    const { keeper, hand } = await aKeeper(store);
    await hand(text, null, "nq71-dongnai");

    await store.transaction(
      async (tx) => void (await sql`update portal_session set portal = 'nq57'`.execute(tx)),
    );

    expect(await whyNot(keeper)).toBe("session.does_not_open");
  });

  it("does not open with another key, nor without any, and opens again when the key is back", async () => {
    const store = await open();
    const { keeper, hand, file } = await aKeeper(store);
    await hand();
    await rename(file, `${file}.away`);

    const without = await whyNot(keeper);
    const other = await aKeeper(store);
    await other.hand("session=other", null, "other");
    const withOther = await whyNot(other.keeper);
    await rename(`${file}.away`, file);

    expect([without, withOther]).toEqual(["session.key_lost", "session.key_other"]);
    expect((await openKept(keeper, place)).secret.reveal()).toBe(text);
  });

  it("is named when a new key takes the place of a lost one", async () => {
    const { hand, file } = await aKeeper(await open());
    await hand(text, null, "nq71-dongnai");
    await rename(file, `${file}.away`);

    const { lost } = await hand();

    expect(lost).toEqual(["nq71-dongnai"]);
  });

  it("ends where the portal refuses it, once, and leaves its history without the secret", async () => {
    const store = await open();
    const { keeper, clock, hand } = await aKeeper(store);
    await hand(text, later(start, 3_600_000));
    const opened = await openKept(keeper, place);

    clock.at = later(start, 120_000);
    await opened.worked();
    clock.at = later(start, 180_000);
    const needed = await opened.over(new SignedOut("401"));
    clock.at = later(start, 240_000);
    await opened.over(new SignedOut("401"));

    expect(needed.told).toMatchObject({ key: "session.ended", values: { by: "Lan", page: place.page } });
    expect(await history(store)).toMatchObject([
      { endedHow: "early", workedAt: later(start, 120_000), endedAt: later(start, 180_000) },
    ]);
    const { rows } = await store.read(
      async (tx) =>
        await sql<{ notes: number; sealed: number }>`
          select (select count(*) from ledger where lane = 'nq57')::int as notes,
            (select count(sealed) from portal_session)::int as sealed`.execute(tx),
    );
    // Handed over, ended: the second refusal is no news.
    expect(rows).toEqual([{ notes: 2, sealed: 0 }]);
    expect(await whyNot(keeper)).toBe("session.ended");
  });

  it("ended in time when what it promised had passed", async () => {
    const store = await open();
    const { keeper, clock, hand } = await aKeeper(store);
    await hand(text, later(start, 3_600_000));
    const opened = await openKept(keeper, place);

    clock.at = later(start, 3_600_000);
    await opened.over(new SignedOut("401"));

    expect(await history(store)).toMatchObject([{ endedHow: "in_time" }]);
  });

  it("is replaced by a newer one, which the end of the older does not touch", async () => {
    const store = await open();
    const { keeper, hand } = await aKeeper(store);
    await hand();
    const older = await openKept(keeper, place);

    await hand("session=newer");
    const needed = await older.over(new SignedOut("401"));

    expect(needed.told.key).toBe("session.newer");
    expect((await openKept(keeper, place)).secret.reveal()).toBe("session=newer");
    expect(await history(store)).toMatchObject([{ endedHow: "replaced" }]);
  });

  it("tells when the portal takes it for somebody else than the one before", async () => {
    const { hand } = await aKeeper(await open());

    const first = await hand(text, null, "nq57", "Nguyễn Thị Lan");
    const same = await hand(text, null, "nq57", "Nguyễn Thị Lan");
    const other = await hand(text, null, "nq57", "Trần Văn Bình");
    const unnamed = await hand(text);

    expect([first, same, other, unnamed].map(({ otherBefore }) => otherBefore)).toEqual([
      null,
      null,
      "Nguyễn Thị Lan",
      null,
    ]);
  });

  it("is one at a time, also when two people hand over at once", async () => {
    const store = await open();
    const { keeper, hand } = await aKeeper(store);
    await hand();

    await Promise.all([hand("session=one"), hand("session=other")]);

    const ended = await history(store);
    expect((await openKept(keeper, place)).secret.reveal()).toMatch(/one|other/);
    expect(ended.map(({ endedHow }) => endedHow)).toEqual(["replaced", "replaced"]);
  });

  it("is forgotten when somebody says so", async () => {
    const store = await open();
    const { keeper, hand } = await aKeeper(store);
    await hand();

    const [first, second] = [await forgetSession(keeper, "nq57"), await forgetSession(keeper, "nq57")];

    expect([first, second]).toEqual([true, false]);
    expect(await store.read(async (tx) => await currentSession(tx, "nq57"))).toBeNull();
    expect(await whyNot(keeper)).toBe("session.given_up");
  });
});
