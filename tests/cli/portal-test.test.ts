// dongbo portal test: a case a line, a level at the end, and a result that cannot be bettered afterwards.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { portal as nq71 } from "../../adapters/nq71-dongnai/adapter.ts";
import { KitFileSchema, type KitFile } from "../../schemas/kit-result.ts";
import type { KeyPlace } from "../../src/ledger/signing-key.ts";
import { openKit } from "../../src/kit.ts";
import type { Portal } from "../../src/portal/contract.ts";
import { heard, heardBy } from "./listening-shell.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "dongbo-kit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const keyIn = (folder: string, name = "key"): KeyPlace => ({
  file: join(folder, `${name}.pem`),
  origin: "made here",
});

/** A shell whose installation keeps its key in this place, and knows these adapters. */
const at = (key: KeyPlace, portal: Portal = nq71) => ({
  signingKeyPlace: async () => key,
  openKit: async (name: string) => await openKit(name, [portal]),
});

/** An adapter that declares less than it does: its silver cases fail. */
function modest(): Portal {
  const { evidence } = nq71.facts;
  if ("none" in evidence) throw new TypeError("this portal takes evidence");
  return { ...nq71, facts: { ...nq71.facts, evidence: { ...evidence, maxBytes: 1_000 } } };
}

/** A signed result of bronze in a folder of its own. */
async function aResult(key: (folder: string) => KeyPlace = keyIn) {
  const folder = aFolder();
  const file = join(folder, "kq.json");
  await heardBy(at(key(folder)), "en", "portal", "test", nq71.name, "--level", "bronze", "--out", file);
  return { folder, file, result: KitFileSchema.parse(JSON.parse(readFileSync(file, "utf8"))) };
}

function rewrite(file: string, result: KitFile): void {
  writeFileSync(file, JSON.stringify(result));
}

test("tells every case of the level in the language of the user, and the level that was reached", async () => {
  const { code, out } = await heard("vi", "portal", "test", "nq71-dongnai", "--level", "bronze");

  expect(code).toBe(0);
  expect(out).toContain("Đồng: đọc an toàn\n  ✓ reading.signs-in: đăng nhập được bằng bí mật đúng\n");
  expect(out).toMatch(
    /^ {2}– reading\.ids-differ: .*\(bỏ qua: chủ của cổng này không tạo được ids-differ\)$/m,
  );
  expect(out).not.toContain("writing.");
  expect(out).toMatch(/nq71-dongnai: mức đạt được: đồng\. Đạt \d+, bỏ qua 1, không đạt 0\.\n$/);
});

test("says what failed and what is missing, and ends with 1 when the level was not reached", async () => {
  const { code, out } = await heardBy(
    at(keyIn("/nowhere"), modest()),
    "en",
    "portal",
    "test",
    nq71.name,
    "--level",
    "silver",
  );

  expect(code).toBe(1);
  expect(out).toMatch(
    /^ {2}✗ evidence\.too-large: refuses a file .*\(failed: expected Refused, got no error/m,
  );
  expect(out).toContain("level reached: bronze.");
  expect(out).toMatch(/Missing for silver: .*evidence\.too-large/);
});

test("answers one JSON document with --json", async () => {
  const { code, out } = await heard("vi", "portal", "test", "nq71-dongnai", "--level", "bronze", "--json");

  const result = KitFileSchema.parse(JSON.parse(out));
  expect(code).toBe(0);
  expect(result).toMatchObject({
    adapter: "nq71-dongnai",
    against: "simulator",
    asked: "bronze",
    level: "bronze",
  });
});

test("writes a result that it then calls intact, signed here and of this adapter", async () => {
  const { folder, file } = await aResult();

  const { code, out } = await heardBy(at(keyIn(folder)), "en", "portal", "test", "--verify", file);

  expect(code).toBe(0);
  expect(out).toContain("run on 08/12/2025 against: simulator. Level: bronze.");
  expect(out).toContain("as it was signed");
  expect(out).toContain("Signed by this installation");
  expect(out).toContain("is the one that was tested");
});

test.each<[string, (result: KitFile) => KitFile]>([
  ["a level was raised", (result) => ({ ...result, level: "gold" })],
  ["a case was taken out", (result) => ({ ...result, cases: result.cases.slice(1) })],
  ["the day was moved", (result) => ({ ...result, at: "2026-01-01T00:00:00.000Z" })],
  ["the signature was taken off", ({ signature: _off, ...result }) => result],
  ["the key is no key", (result) => ({ ...result, signature: { publicKey: "x", value: "" } })],
])("does not believe a result in which %s", async (_what, change) => {
  const { folder, file, result } = await aResult();
  rewrite(file, change(result));

  const { code, out } = await heardBy(at(keyIn(folder)), "en", "portal", "test", "--verify", file);

  expect(code).toBe(1);
  expect(out).toContain("nobody vouches for it");
});

test("names the key of another installation", async () => {
  const { folder, file } = await aResult();

  const { code, out } = await heardBy(at(keyIn(folder, "other")), "en", "portal", "test", "--verify", file);

  expect(code).toBe(0);
  expect(out).toMatch(/Signed by another installation, key [0-9a-f]{64}/);
});

test("says that the adapter is another one by now", async () => {
  const { folder, file } = await aResult();

  const { code, out } = await heardBy(at(keyIn(folder), modest()), "en", "portal", "test", "--verify", file);

  expect(code).toBe(1);
  expect(out).toContain("has changed since");
});

test.each([
  [["portal", "test"], "Either an adapter to test or a result to check"],
  [["portal", "test", "nq57", "--verify", "kq.json"], "Either an adapter to test or a result to check"],
  [
    ["portal", "test", "nq58"],
    "There is no adapter “nq58”. Fix: choose one of: by-hand, caldav, dean06, nq57",
  ],
  [["portal", "test", "nq57", "--level", "platinum"], "bronze, silver, gold"],
  [["portal", "test", "--verify", "/nowhere.json"], "no readable kit result"],
])("refuses %j with what to do", async (words, said) => {
  const { code, err } = await heard("en", ...words);

  expect(code).toBe(1);
  expect(err).toContain(said);
});
