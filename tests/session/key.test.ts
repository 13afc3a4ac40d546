// The seal on handed-over sessions: what opens it, and what a lost or foreign key is told as.
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findSessionKey, openSessionKey } from "../../src/session/key.ts";
import { leaksIn } from "../leaks.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const text = "session=Zq3v-1vUu0; route=node-2";
const keyIn = async (folder: string, origin: "made here" | "given" = "made here") =>
  await openSessionKey({ file: join(folder, "keys", "sessions.key"), origin });

describe("a sealed session", () => {
  it("opens with its key at its place, and shows nothing of the text", async () => {
    const key = await keyIn(await temporaryFolder());

    const sealed = key.seal(text, "nq57 1");

    expect(key.open(sealed, "nq57 1")).toBe(text);
    expect(leaksIn(sealed, [text, "Zq3v-1vUu0"])).toEqual([]);
    expect(leaksIn(Buffer.from(sealed, "base64"), [text, "Zq3v-1vUu0"])).toEqual([]);
  });

  it("looks different each time", async () => {
    const key = await keyIn(await temporaryFolder());

    expect(key.seal(text, "nq57 1")).not.toBe(key.seal(text, "nq57 1"));
  });

  it("does not open at another place, with another key, or changed in any byte", async () => {
    const key = await keyIn(await temporaryFolder());
    const other = await keyIn(await temporaryFolder());
    const sealed = key.seal(text, "nq57 1");
    const changed = Array.from(Buffer.from(sealed, "base64"), (_, at) => {
      const bytes = Buffer.from(sealed, "base64");
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes.toString("base64");
    });

    const opened = changed.map((one) => key.open(one, "nq57 1"));

    expect(key.open(sealed, "nq58 1")).toBeNull();
    expect(other.open(sealed, "nq57 1")).toBeNull();
    expect(key.open("", "nq57 1")).toBeNull();
    expect(new Set(opened)).toEqual(new Set([null]));
    expect(opened.length).toBeGreaterThan(text.length);
  });
});

describe("the key", () => {
  it("is made once, for its owner alone, and is the same afterwards", async () => {
    const folder = await temporaryFolder();

    const made = await keyIn(folder);
    const again = await keyIn(folder);

    expect(again.fingerprint).toBe(made.fingerprint);
    expect(again.open(made.seal(text, "nq57 1"), "nq57 1")).toBe(text);
    expect((await stat(join(folder, "keys", "sessions.key"))).mode & 0o777).toBe(0o600);
  });

  it("is not made by a look", async () => {
    const file = join(await temporaryFolder(), "sessions.key");

    expect(await findSessionKey({ file, origin: "made here" })).toBeNull();
    await expect(readFile(file)).rejects.toThrow("ENOENT");
  });

  it("is asked for where somebody else keeps it", async () => {
    const folder = await temporaryFolder();

    await expect(keyIn(folder, "given")).rejects.toThrow("DONGBO_SESSION_KEY_FILE");
  });

  it("is refused when it is none, without showing what stands there", async () => {
    const file = join(await temporaryFolder(), "sessions.key");
    await writeFile(file, "mật khẩu dán nhầm");

    const finding = findSessionKey({ file, origin: "given" });

    await expect(finding).rejects.toThrow("cannot be used");
    await expect(finding).rejects.not.toThrow("nhầm");
  });
});
