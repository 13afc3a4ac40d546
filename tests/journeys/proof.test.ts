// From a real push to a paper: checkpoints on a stick, a receipt in Vietnamese, and the verifier of somebody else.
import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDesk, type Desk } from "./desk.ts";
import { fillDesk, reportOn, textOf } from "./scene.ts";

const verifier = fileURLToPath(new URL("../../src/ledger/verify-ledger.mjs", import.meta.url));

describe("a push with checkpoints on a stick", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await makeDesk({ on: "embedded" });
    await appendFile(desk.path("dongbo.yaml"), "checkpoints:\n  directory: stick\n");
    await fillDesk(desk, { tasks: 10, secret: [9] });
    await mkdir(desk.path("stick"));
    await reportOn(desk, { progress: [1, 2, 3], files: [2] });
    await desk.run("push");
  });
  afterAll(async () => {
    await desk.close();
  });

  it("leaves a checkpoint and the public key there, and the private key readable for the owner only", async () => {
    const key = await stat(desk.path("dongbo-data/keys/ledger-signing.pem"));

    expect((await readdir(desk.path("stick"))).toSorted()).toEqual([
      "checkpoint-000001.json",
      "ledger-key.pem",
    ]);
    expect(await readFile(desk.path("stick/ledger-key.pem"), "utf8")).toContain("BEGIN PUBLIC KEY");
    expect(key.mode & 0o777).toBe(0o600);
  });

  it("tells at once of a stick that is away, ends as it would, and exports the next time", async () => {
    await rename(desk.path("stick"), desk.path("away"));
    await reportOn(desk, { progress: [4] });

    const pushed = await desk.run("push", "--lang", "en");
    const examined = await desk.run("doctor", "--lang", "en");
    await rename(desk.path("away"), desk.path("stick"));
    const later = await desk.run("ledger", "checkpoint", "--json");

    expect(pushed.code).toBe(0);
    expect(pushed.err).toContain("Plug the drive in or connect the share");
    expect(examined.out).toContain("✗ Ledger checkpoints: 1 checkpoint(s) are not exported yet");
    expect(later.json()).toMatchObject({ made: null, exported: [2], waiting: 0, problems: [] });
  });

  it("makes a receipt of one task that says what was sent and what the portal answered, and nothing of others", async () => {
    const made = await desk.run("ledger", "receipt", "NV-002", "--out", "giay.html");

    const page = await readFile(desk.path("giay.html"), "utf8");
    expect(made.code).toBe(0);
    expect(page).toContain(textOf(2));
    expect(page).toContain("Cổng trả lời");
    expect(page).toContain("Báo cáo 2.pdf");
    expect(page).not.toContain(textOf(1));
    expect(page).not.toMatch(/<script(?! type="application\/json")|src=|href=/);
  });

  it("makes a receipt of a month that the stand-alone verifier finds sound with the public key alone", async () => {
    const month = new Date().toISOString().slice(0, 7);
    await desk.run("ledger", "receipt", month, "--portal", "nq57", "--out", "thang.html");

    const sound = await verified("thang.html");

    expect(sound.out).toContain("GIẤY NGUYÊN VẸN");
    expect(sound.code).toBe(0);
  });

  it("writes no private key anywhere but in its file", async () => {
    const pem = await readFile(desk.path("dongbo-data/keys/ledger-signing.pem"), "utf8");
    const secret = pem.split("\n")[1] ?? "";
    const exported = await desk.run("ledger", "export");
    const files = ["stick/checkpoint-000001.json", "stick/ledger-key.pem", "thang.html", "giay.html"];

    const texts = await Promise.all(files.map(async (file) => await readFile(desk.path(file), "utf8")));

    expect(secret.length).toBeGreaterThan(40);
    expect([exported.out, ...texts].filter((text) => text.includes(secret))).toEqual([]);
  });

  it("takes a person's name and old exchanges off the ledger, which stays sound", async () => {
    const name = userInfo().username;
    const reason = ["--reason", "Theo đơn số 12", "--json"];

    const counted = await desk.run("ledger", "erase", "--person", name, "--dry-run", "--json");
    const erased = await desk.run("ledger", "erase", "--person", name, ...reason);
    const culled = await desk.run("ledger", "cull", "--before", "2049-01-01", ...reason);
    const proof = await desk.run("ledger", "verify", "--checkpoints", "stick", "--json");

    expect(counted.json()).toMatchObject({ dryRun: true, parts: erased.json().parts });
    expect(erased.json().parts).toBeGreaterThan(5);
    expect(culled.json().parts).toBeGreaterThan(5);
    expect(proof.json()).toMatchObject({ ok: true, lanes: 3 });
  });

  it("wants to know whose data and until when, and takes nothing off otherwise", async () => {
    const refused = [
      await desk.run("ledger", "erase", "--reason", "x", "--lang", "en"),
      await desk.run("ledger", "cull", "--reason", "x", "--lang", "en"),
    ];

    expect(refused.map(({ code }) => code)).toEqual([1, 1]);
    expect(refused[0]?.err).toContain("--person NAME and --task CODE");
    expect(refused[1]?.err).toContain("--before YEAR-MONTH-DAY");
  });

  it("says that the key which signed so far is missing, and pushes all the same", async () => {
    desk.environment["DONGBO_SIGNING_KEY_FILE"] = desk.path("none.pem");
    await reportOn(desk, { progress: [6] });

    const pushed = await desk.run("push", "--lang", "en");
    delete desk.environment["DONGBO_SIGNING_KEY_FILE"];

    expect(pushed.code).toBe(0);
    expect(pushed.err).toContain("Put the old key back from a backup");
  });

  it("shows by the stick that an older copy of the database was put back, inside and outside", async () => {
    await cp(desk.path("dongbo-data"), desk.path("older"), { recursive: true });
    await reportOn(desk, { progress: [5] });
    await desk.run("push");
    const before = await desk.run("ledger", "verify", "--checkpoints", "stick");
    await rm(desk.path("dongbo-data"), { recursive: true });
    await rename(desk.path("older"), desk.path("dongbo-data"));

    const inside = await desk.run("ledger", "verify", "--checkpoints", "stick", "--lang", "en");
    const doctor = await desk.run("doctor", "--lang", "en");
    await desk.run("ledger", "export", "--out", "nhat-ky.jsonl");
    const outside = await verified("nhat-ky.jsonl", "--checkpoint", desk.path("stick"), "--lang", "en");

    expect(before.code).toBe(0);
    expect(inside.out).toMatch(/NOT sound. First bad row: nq57\/\d+/);
    expect(inside.code).toBe(1);
    expect(doctor.out).toContain("an older copy of the database may have been put back");
    expect(outside.out).toMatch(/NOT SOUND. First bad row: nq57\/\d+: missing from here on/);
    expect(outside.code).toBe(1);
  });

  async function verified(file: string, ...words: string[]): Promise<{ code: number; out: string }> {
    const given = [verifier, desk.path(file), "--key", desk.path("stick/ledger-key.pem"), ...words];
    return await new Promise((resolve) => {
      execFile(process.execPath, given, (error, out, err) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out: out + err });
      });
    });
  }
});
