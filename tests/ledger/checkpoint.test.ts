// Checkpoints: made, signed, chained, exported, and loud when they cannot be.
import { generateKeyPairSync } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { bodyOf, isSigned, makeCheckpoint } from "../../src/ledger/checkpoint.ts";
import { checkKeeping } from "../../src/ledger/keep-checkpoints.ts";
import { findSigningKey, openSigningKey } from "../../src/ledger/signing-key.ts";
import { ledgerHeads, proveLedger } from "../../src/ledger/verify.ts";
import { checkpointsAfter } from "../../src/store/checkpoints.ts";
import { onEachDatabase } from "../databases.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { at } from "./entries.ts";
import { checkpoint, pushSome, somePlaces } from "./stand-alone.ts";

onEachDatabase("a checkpoint", (open) => {
  it("states where every lane ends, signed, and names the one before it", async () => {
    const store = await open();
    const places = await somePlaces();
    await pushSome(store, { lane: "nq57", count: 1 });
    const first = await checkpoint(store, places);
    await pushSome(store, { lane: "nq71", count: 2 });

    const second = await checkpoint(store, places);

    const key = await openSigningKey(places.key);
    const { made } = second;
    const heads = await store.read(ledgerHeads);
    expect(made && bodyOf(made)).toMatchObject({ number: 2, at, heads, key: key.fingerprint });
    expect(made && bodyOf(made).previous).not.toBe(first.made && bodyOf(first.made).previous);
    expect(made && isSigned(made, key.publicPem)).toBe(true);
  });

  it("is not made again while no lane has moved", async () => {
    const store = await open();
    const places = await somePlaces();
    const before = await checkpoint(store, places);
    await pushSome(store, { count: 1 });
    await checkpoint(store, places);

    const again = await checkpoint(store, places);

    expect([before.made, again.made]).toEqual([null, null]);
  });

  it("is made once when two processes make it at the same moment, with one key", async () => {
    const store = await open();
    const places = await somePlaces();
    await pushSome(store, { count: 1 });
    const make = () => store.transaction((tx) => makeCheckpoint(tx, { key: places.key, at }));

    const made = await Promise.all([make(), make(), make()]);

    const key = await openSigningKey(places.key);
    const kept = await store.read((tx) => checkpointsAfter(tx, 0, 10));
    expect(made.filter((one) => one !== null)).toHaveLength(1);
    expect(kept.map((one) => isSigned(one, key.publicPem))).toEqual([true]);
  });

  it("cannot be changed or deleted", async () => {
    const store = await open();
    await pushSome(store, { count: 1 });
    await checkpoint(store, await somePlaces());

    const changed = store.transaction((tx) => tx.updateTable("checkpoint").set({ body: "{}" }).execute());
    await expect(changed).rejects.toThrow("append-only");
    const deleted = store.transaction((tx) => tx.deleteFrom("checkpoint").execute());
    await expect(deleted).rejects.toThrow("append-only");
  });

  it("is not believed by the verifier when another key signed it", async () => {
    const store = await open();
    await pushSome(store, { count: 1 });
    await checkpoint(store, await somePlaces());
    const other = await openSigningKey((await somePlaces()).key);

    const verdict = await store.snapshot((tx) =>
      proveLedger(tx, { publicPem: other.publicPem, outside: [] }),
    );

    expect(verdict).toMatchObject({
      ok: false,
      bad: { lane: "checkpoint", seq: 1, why: { key: "ledger.bad.checkpoint_signature" } },
    });
  });

  it("is not made with another key than before: a lost key is told of, and none is made in its place", async () => {
    const store = await open();
    const places = await somePlaces();
    await pushSome(store, { count: 1 });
    await checkpoint(store, places);
    await rm(places.key.file);
    await pushSome(store, { count: 1 });

    const kept = await checkpoint(store, places);
    const examined = await checkKeeping(store, places);

    expect(kept).toMatchObject({ made: null, problems: [{ key: "ledger.key_changed" }] });
    expect(examined.problems.map(({ key }) => key)).toEqual(["ledger.key_changed"]);
    expect(await findSigningKey(places.key)).toBeNull();
  });

  it("waits while the directory is away, is told of, and is exported the next time", async () => {
    const store = await open();
    const places = await somePlaces();
    await rm(places.directory, { recursive: true });
    await pushSome(store, { count: 1 });

    const away = await checkpoint(store, places);
    await mkdir(places.directory);
    const back = await checkpoint(store, places);

    expect(away).toMatchObject({ made: { number: 1 }, exported: [], waiting: 1 });
    expect(away.problems.map(({ key }) => key)).toEqual([
      "ledger.outside_unreachable",
      "ledger.not_exported",
    ]);
    expect(back).toMatchObject({ made: null, exported: [1], waiting: 0, problems: [] });
    expect(await readdir(places.directory)).toEqual(["checkpoint-000001.json", "ledger-key.pem"]);
  });

  it("writes over nothing outside: another register's file or key stays, and is told of", async () => {
    const [one, other] = [await open(), await open()];
    const [places, others] = [await somePlaces(), await somePlaces()];
    await pushSome(one, { count: 1 });
    await pushSome(other, { count: 1 });
    await checkpoint(one, places);
    await openSigningKey(others.key);
    const before = await readFile(join(places.directory, "checkpoint-000001.json"), "utf8");

    const sameKey = await checkpoint(other, { key: places.key, directory: places.directory });
    const otherKey = await checkpoint(other, { key: others.key, directory: places.directory });

    expect(sameKey.problems[0]?.key).toBe("ledger.outside_differs");
    expect(otherKey.problems.map(({ key }) => key)).toContain("ledger.outside_other_key");
    expect(await readFile(join(places.directory, "checkpoint-000001.json"), "utf8")).toBe(before);
  });

  it("is missed where no directory is configured: advice, not a failure", async () => {
    const store = await open();
    const { key } = await somePlaces();

    const kept = await checkKeeping(store, { key, directory: null });

    expect(kept).toMatchObject({ problems: [], advice: [{ key: "ledger.no_directory" }] });
  });
});

it("makes its key on first use, readable for the owner only, and keeps it", async () => {
  const { key } = await somePlaces();

  const [first, second] = [await openSigningKey(key), await openSigningKey(key)];

  const modes = [await stat(key.file), await stat(dirname(key.file))].map(({ mode }) => mode & 0o777);
  expect(first.fingerprint).toBe(second.fingerprint);
  expect(modes).toEqual([0o600, 0o700]);
  expect(JSON.stringify(first)).not.toContain("PRIVATE");
});

it("makes no key where one is given, and says how to", async () => {
  const file = join(await temporaryFolder(), "given.pem");

  const opened = openSigningKey({ file, origin: "given" });

  await expect(opened).rejects.toThrow(UserError);
  expect(await findSigningKey({ file, origin: "given" })).toBeNull();
});

it.each([
  ["no key at all", "hello"],
  [
    "a key of another kind",
    generateKeyPairSync("ec", { namedCurve: "P-256" })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString(),
  ],
])("refuses a key file that holds %s", async (_, text) => {
  const file = join(await temporaryFolder(), "given.pem");
  await writeFile(file, text);

  const opened = openSigningKey({ file, origin: "given" });

  await expect(opened).rejects.toMatchObject({
    problems: [{ key: "ledger.key_unusable", values: { file } }],
  });
});
