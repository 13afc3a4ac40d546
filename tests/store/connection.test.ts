import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { sql } from "kysely";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { openStore, type Store } from "../../src/store/connection.ts";
import { dropServerDatabase, makeServerDatabase, onEachDatabase } from "../databases.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { openAsGuest } from "./guests.ts";

const behaviour = (open: () => Promise<Store>) => {
  it("commits what a transaction did", async () => {
    const store = await open();

    await store.transaction((tx) => aListing(tx, 3));

    expect(await listings(store)).toEqual([{ portal: "p3", at: "2026-01-01T00:00:00.000Z", listed: 3 }]);
  });

  it("undoes all of a transaction that throws", async () => {
    const store = await open();

    const failed = store.transaction(async (tx) => {
      await aListing(tx, 3);
      throw new Error("changed my mind");
    });

    await expect(failed).rejects.toThrow("changed my mind");
    expect(await listings(store)).toEqual([]);
  });

  it("throws at once when a transaction or a read is opened inside a transaction", async () => {
    const store = await open();
    const nest = (inner: () => Promise<unknown>) => store.transaction(async () => inner());

    await expect(nest(() => store.transaction(async () => 1))).rejects.toThrow("inside a transaction");
    await expect(nest(() => store.read(async () => 1))).rejects.toThrow("inside a transaction");
    await expect(nest(() => store.snapshot(async () => 1))).rejects.toThrow("inside a transaction");
  });

  it("knows the inside of a transaction across awaits, timers and callbacks", async () => {
    const store = await open();

    const nested = store.transaction(async (tx) => {
      await sql`select 1`.execute(tx);
      await new Promise((resolve) => setImmediate(resolve));
      return store.read(async () => 1);
    });

    await expect(nested).rejects.toThrow("inside a transaction");
  });

  it("lets work go on that a transaction only started", async () => {
    const store = await open();
    const ended = Promise.withResolvers<void>();
    let later: Promise<unknown> = Promise.resolve();

    await store.transaction(async () => {
      later = ended.promise.then(() => store.read(async () => "read"));
    });
    ended.resolve();

    expect(await later).toBe("read");
  });

  it("keeps one caller's reads out of another caller's open transaction", async () => {
    const store = await open();
    const inserted = Promise.withResolvers<void>();
    const mayFail = Promise.withResolvers<void>();
    const failing = store.transaction(async (tx) => {
      await aListing(tx, 1);
      inserted.resolve();
      await mayFail.promise;
      throw new Error("rolled back");
    });
    await inserted.promise;

    const seen = listings(store);
    mayFail.resolve();

    await expect(failing).rejects.toThrow("rolled back");
    expect(await seen).toEqual([]);
  });

  it("shows a snapshot one moment, whatever others write meanwhile, and lets it write nothing", async () => {
    const store = await open();
    await store.transaction((tx) => aListing(tx, 1));
    const looked = Promise.withResolvers<void>();
    const write = async () => {
      await looked.promise;
      await store.read((tx) => tx.updateTable("listing").set({ listed: 99 }).execute());
    };
    const writing = write();

    const seen = await store.snapshot(async (tx) => {
      const before = await tx.selectFrom("listing").selectAll().execute();
      looked.resolve();
      // The embedded database has one connection: there the writer waits until the snapshot is over.
      if (store.mode === "server") await writing;
      const after = await tx.selectFrom("listing").selectAll().execute();
      return { before, after };
    });
    await writing;

    expect(seen.after).toEqual(seen.before);
    expect((await listings(store)).map(({ listed }) => listed)).toEqual([99]);
    await expect(store.snapshot((tx) => aListing(tx, 2))).rejects.toThrow("read-only");
  });

  it("carries two transactions to their end that wait for each other's rows", async () => {
    const store = await open();
    await store.transaction(async (tx) => {
      await aListing(tx, 1);
      await aListing(tx, 2);
    });
    let arrived = 0;
    const bothHere = Promise.withResolvers<void>();
    // On one connection nobody can wait for a row of somebody else: there the second simply comes later.
    const meet = async () => {
      arrived += 1;
      if (arrived === 2 || store.mode === "pilot") bothHere.resolve();
      await bothHere.promise;
    };
    const grow = (first: string, second: string) =>
      store.transaction(async (tx) => {
        await tx
          .updateTable("listing")
          .set((eb) => ({ listed: eb("listed", "+", 10) }))
          .where("portal", "=", first)
          .execute();
        await meet();
        await tx
          .updateTable("listing")
          .set((eb) => ({ listed: eb("listed", "+", 10) }))
          .where("portal", "=", second)
          .execute();
      });

    await Promise.all([grow("p1", "p2"), grow("p2", "p1")]);

    expect((await listings(store)).map(({ listed }) => listed)).toEqual([21, 22]);
  });

  it("carries many transactions at once, each whole", async () => {
    const store = await open();

    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        store.transaction(async (tx) => {
          await aListing(tx, n);
          await sql`update listing set listed = listed + 100 where portal = ${`p${n}`}`.execute(tx);
        }),
      ),
    );

    const rows = await listings(store);
    expect(rows.map((row) => row.listed).toSorted()).toEqual(Array.from({ length: 30 }, (_, n) => n + 100));
  });

  it("reads every kind of column as the same JavaScript value", async () => {
    const store = await open();

    const row = await store.read(async (tx) => {
      const { rows } = await sql`select
        9007199254740991::bigint as int8, count(*) as counted, 7::integer as int4, 2.5::double precision as float8,
        12345678901234567890::numeric(20, 0) as numeric, true as bool, 'chữ'::text as text, 'v'::varchar as varchar,
        '2025-12-31'::date as date, '0099-01-02'::date as old_date,
        '2025-12-31 23:59:59.1+07'::timestamptz as timestamptz, '2025-12-31T00:00:00Z'::timestamptz as whole,
        '0199AAAA-0000-4000-8000-000000000001'::uuid as uuid, '{"b": [1, "ổ", null]}'::jsonb as jsonb,
        'null'::jsonb as json_null, '{"a":1}'::json as json, null::bigint as nothing`.execute(tx);
      return rows[0];
    });

    expect(row).toEqual({
      int8: 9007199254740991,
      counted: 1,
      int4: 7,
      float8: 2.5,
      numeric: "12345678901234567890",
      bool: true,
      text: "chữ",
      varchar: "v",
      date: "2025-12-31",
      old_date: "0099-01-02",
      timestamptz: "2025-12-31T16:59:59.100Z",
      whole: "2025-12-31T00:00:00.000Z",
      uuid: "0199aaaa-0000-4000-8000-000000000001",
      jsonb: { b: [1, "ổ", null] },
      json_null: null,
      json: { a: 1 },
      nothing: null,
    });
  });

  it.each(["9007199254740992::bigint", "'infinity'::timestamptz"])(
    "throws instead of returning a near miss for %s",
    async (value) => {
      const store = await open();

      await expect(store.read((tx) => sql.raw(`select ${value}`).execute(tx))).rejects.toThrow(RangeError);
    },
  );

  it("may be closed twice", async () => {
    const store = await open();

    await store.close();

    await expect(store.close()).resolves.toBeUndefined();
  });
};

onEachDatabase("a store", behaviour);
describe("a store (guest of an embedded one)", () => behaviour(openAsGuest));

describe("a store in a directory", () => {
  it("keeps its rows, serves one owner at a time, and is free for the next at close", async () => {
    const directory = await temporaryFolder();
    const first = await openStore({ directory });
    await first.transaction((tx) => aListing(tx, 3));

    await expect(openStore({ directory })).rejects.toThrow(UserError);
    await first.close();

    const second = await openStore({ directory });
    onTestFinished(() => second.close());
    expect(await listings(second)).toHaveLength(1);
  });

  it("holds every commit that was acknowledged when its owner was killed in the middle of writing", async () => {
    const directory = await temporaryFolder();
    const acknowledged = await killedWhileWriting(directory, 200);

    const store = await openStore({ directory });
    onTestFinished(() => store.close());

    const rows = await listings(store);
    const numbers = new Set(rows.map((row) => row.listed));
    expect(acknowledged.filter((n) => !numbers.has(n))).toEqual([]);
    expect(rows.length - acknowledged.length).toBeLessThanOrEqual(1);
  });

  it("begins again when making it was broken off", async () => {
    const directory = await temporaryFolder();
    await mkdir(`${directory}/database.new/base`, { recursive: true });
    await writeFile(`${directory}/database.new/PG_VERSION`, "18\n");

    const store = await openStore({ directory });
    onTestFinished(() => store.close());

    expect(await listings(store)).toEqual([]);
  });
});

const noServer = "missing" in inject("postgres");

describe.skipIf(noServer)("a store on a server", () => {
  it("is migrated once when many open an empty database at the same moment", async () => {
    const url = await emptyDatabase();

    const stores = await Promise.all(
      Array.from({ length: 8 }, () => openStore({ url, directory: "memory" })),
    );

    for (const store of stores) onTestFinished(() => store.close());
    expect(await Promise.all(stores.map(listings))).toEqual(stores.map(() => []));
  });

  it("says where it could not connect, without the password", async () => {
    const url = "postgresql://lan:mat-khau@127.0.0.1:1/dongbo";

    const error: unknown = await openStore({ url, directory: "memory" }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).problems[0]?.values["where"]).toBe("127.0.0.1:1/dongbo");
    expect(JSON.stringify((error as UserError).problems)).not.toContain("mat-khau");
  });
});

async function aListing(tx: Parameters<Parameters<Store["read"]>[0]>[0], n: number): Promise<void> {
  await tx
    .insertInto("listing")
    .values({ portal: `p${n}`, at: "2026-01-01T00:00:00Z", listed: n })
    .execute();
}

async function listings(store: Store): Promise<{ portal: string; at: string; listed: number }[]> {
  return store.read((tx) => tx.selectFrom("listing").selectAll().orderBy("listed").execute());
}

async function emptyDatabase(): Promise<string> {
  const url = await makeServerDatabase();
  onTestFinished(() => dropServerDatabase(url));
  const store = await openStore({ url, directory: "memory" });
  await store.transaction(async (tx) => {
    await sql`drop schema public cascade`.execute(tx);
    await sql`create schema public`.execute(tx);
  });
  await store.close();
  return url;
}

/** Kills the owner with SIGKILL once it has acknowledged `enough` commits; returns all it acknowledged. */
async function killedWhileWriting(directory: string, enough: number): Promise<number[]> {
  const module = JSON.stringify(new URL("../../src/store/connection.ts", import.meta.url).href);
  const program = `
    const { writeSync } = await import("node:fs");
    const { openStore } = await import(${module});
    const store = await openStore({ directory: process.argv[1] });
    for (let n = 0; ; n++) {
      await store.transaction((tx) => tx.insertInto("listing").values({ portal: "p" + n, at: "2026-01-01T00:00:00Z", listed: n }).execute());
      writeSync(1, n + "\\n");
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === enough) child.kill("SIGKILL");
  }
  await exit;
  return acknowledged;
}
