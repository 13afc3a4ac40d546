// A portal where only a person can sign in: the session is handed over, kept, used, ends in the middle of a run, and is
// asked for again; nothing is locked, lost, doubled or told.
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import { leaksIn } from "../leaks.ts";
import { aDesk, usualDatabases, type Desk, type Ended } from "./desk.ts";
import { codeOf, dump, fillDesk, reportOn } from "./scene.ts";

const name = "nq57";
/** The portal takes no password from a program, for ever. */
const captcha: FaultRule = { fault: "captcha", on: "signIn", times: 100_000 };

/** A desk without any password for the portal, where nobody has signed in yet. */
async function aDeskOf(settings: Parameters<typeof aDesk>[0]): Promise<Desk> {
  const guards = { maxShare: 1, maxMoved: 1 };
  const desk = await aDesk({ portal: { guards }, ...settings, options: { [name]: { signIn: "person" } } });
  for (const variable of Object.keys(desk.environment).filter((key) => key.startsWith("NQ57_")))
    delete desk.environment[variable];
  desk.portals[name].script([captcha]);
  return desk;
}

/** A person signs in in a browser and copies what it holds. */
const browser = (desk: Desk) => desk.portals[name].signInAsPerson?.().session ?? "";

const handOver = async (desk: Desk, ...more: string[]): Promise<Ended> =>
  await desk.runGiven(`${browser(desk)}\n`, "portal", "sign-in", name, ...more);

/** Signed in, in step, and then this much to send. */
async function aBusyDesk(settings: Parameters<typeof aDesk>[0], due = 8): Promise<Desk> {
  const desk = await aDeskOf(settings);
  await handOver(desk);
  await fillDesk(desk, { tasks: due + 4 });
  await reportOn(desk, { progress: Array.from({ length: due }, (_, at) => at + 1), files: [1, 2] });
  return desk;
}

const asked = (desk: Desk) => desk.portals[name].arrivals().length;
const logins = (desk: Desk) =>
  desk.portals[name].arrivals().filter(({ path }) => path.includes("/security/login"));

/** What a push said of the portal and of the other one. */
function parts(pushed: Ended) {
  const [own, other] = pushed.json().portals;
  return { own, other };
}

async function triesOf(desk: Desk): Promise<number> {
  return await desk.open(async ({ means }) => {
    const { rows } = await means.store.read(
      async (tx) =>
        await sql<{ tries: number }>`select coalesce(sum(tries), 0)::int as tries from due`.execute(tx),
    );
    return rows[0]?.tries ?? -1;
  });
}

async function statusOf(desk: Desk) {
  const { portals } = (await desk.run("status", "--json")).json();
  return portals.find(({ portal }: { portal: string }) => portal === name);
}

describe.each(usualDatabases())("a portal where a person signs in (%s)", (on) => {
  it("holds its queue when the session ends in mid-run, and sends the rest after the next sign-in", async () => {
    const desk = await aBusyDesk({ on });
    const { portals } = desk;
    portals[name].script([captcha, { fault: "session-ends", on: "write", after: 3 }]);

    const first = await desk.run("push", "--json");
    const afterFirst = asked(desk);
    const second = await desk.run("push");
    const status = await statusOf(desk);
    const looking = [await desk.run("doctor"), await desk.run("plan"), await desk.run("compare")];
    const silent = asked(desk);
    const tries = await triesOf(desk);
    const again = await handOver(desk);
    const third = await desk.run("push", "--json");
    await portals[name].idle();

    const { own, other } = parts(first);
    expect(first.code).toBe(2);
    expect(own).toMatchObject({ signIn: { key: "session.ended" }, stopped: null, held: 0, refused: 0 });
    expect(own.left + own.uncertain).toBeGreaterThan(3);
    expect(other).toMatchObject({ applied: 8, left: 0, signIn: null });
    expect(silent).toBe(afterFirst);
    // Only what may have landed counts as tried: what was refused with the session does not.
    expect(tries).toBe(own.uncertain);
    expect(second.code).toBe(2);
    expect(second.out).toContain("dongbo portal sign-in nq57");
    expect(second.out).toContain(`${portals[name].url}/login/`);
    expect(status).toMatchObject({ lane: { outOfOrder: null }, signIn: { session: null } });
    for (const { out } of looking) expect(out).toContain("dongbo portal sign-in nq57");
    expect(again.code).toBe(0);
    expect(third.code).toBe(0);
    expect(parts(third).own).toMatchObject({ signIn: null, left: 0, uncertain: 0, held: 0, refused: 0 });
    const reported = portals[name].held().filter(({ fields }) => Number(fields["percent"] ?? 0) > 0);
    expect(reported).toHaveLength(8);
    expect(portals[name].tally()).toMatchObject({ doubledEntries: 0, doubledFiles: 0, writes: 10 });
    expect(logins(desk)).toEqual([]);
  });

  it("is asked nothing before anybody has signed in, and goes on at once afterwards", async () => {
    const desk = await aDeskOf({ on });

    const pushed = await desk.run("push", "--portal", name);
    const checked = await desk.run("portal", "check", name);
    const before = asked(desk);
    const signedIn = await handOver(desk, "--json");
    const after = await desk.run("portal", "check", name);

    expect([pushed.code, checked.code, before]).toEqual([2, 1, 0]);
    expect(pushed.out).toContain("chưa ai giao phiên");
    expect([signedIn.code, after.code]).toEqual([0, 0]);
    expect(signedIn.json()).toMatchObject({ account: "Nguyễn Thị Lan", by: "usual", lost: [] });
  });

  it("keeps nothing that does not work, and what worked before stays", async () => {
    const desk = await aDeskOf({ on });
    await handOver(desk);
    const wrong = `session=${desk.keepSecret("khong-phai-phien-nao-ca")}`;
    const give = async (text: string, portal: string = name, ...more: string[]) =>
      await desk.runGiven(text, "portal", "sign-in", portal, ...more);

    const refused = [
      await give(wrong),
      await give("khong-phai-phien-nao-ca"),
      await give(""),
      await give(browser(desk), name, "--expires", "2020-01-01 17:00"),
      await give(browser(desk), name, "--expires", "chiều mai"),
      await give(browser(desk), "nq71-dongnai"),
    ];
    const checked = await desk.run("portal", "check", name);

    expect(refused.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, 1]);
    const words = ["cổng không nhận phiên này", "không phải cookie", "Chưa nhận được gì", "đã hết hạn"];
    for (const [at, word] of [...words, "chiều mai", "tự đăng nhập"].entries())
      expect(`${refused[at]?.out}${refused[at]?.err}`).toContain(word);
    expect(checked.code).toBe(0);
  });

  it("says beforehand that the session ends before the queue is done", async () => {
    const desk = await aBusyDesk({ on }, 70);
    // Seventy tasks are more than seventy requests: at thirty a minute longer than these two minutes.
    const until = inVietnam(Date.now() + 120_000);

    const signedIn = await handOver(desk, "--expires", until);
    await slowDown(desk);
    const status = await desk.run("status");
    const doctor = await desk.run("doctor");
    desk.portals[name].script([captcha, { fault: "session-ends", on: "read" }]);
    const pushed = await desk.run("push", "--portal", name);

    expect(signedIn.out).toContain("theo thời hạn của chính nó");
    for (const { out } of [status, doctor]) expect(out).toContain("trước khi gửi xong 70 nhiệm vụ");
    expect([pushed.code, pushed.err.includes("trước khi gửi xong 70 nhiệm vụ")]).toEqual([2, true]);
  });

  it("tells a lost key as such, asks nothing, and works again after a sign-in", async () => {
    const desk = await aBusyDesk({ on });
    const key = desk.path("dongbo-data/keys/portal-sessions.key");
    await rename(key, `${key}.away`);
    const before = asked(desk);

    const pushed = await desk.run("push", "--portal", name);
    const silent = asked(desk);
    const again = await handOver(desk);
    const third = await desk.run("push", "--portal", name);

    expect([pushed.code, silent]).toEqual([2, before]);
    expect(pushed.out).toContain("portal-sessions.key không còn");
    expect([again.code, third.code]).toEqual([0, 0]);
  });

  it("is signed out of when somebody says so, and then asked nothing", async () => {
    const desk = await aBusyDesk({ on });
    const before = asked(desk);

    const out = await desk.run("portal", "sign-out", name);
    const pushed = await desk.run("push", "--portal", name);
    const rows = await desk.open(async ({ means }) => await dump(means.store));

    expect([out.code, pushed.code, asked(desk)]).toEqual([0, 2, before]);
    expect(rows["portal_session"]?.map((row) => JSON.parse(row))).toMatchObject([
      { sealed: null, ended_how: "signed_out" },
    ]);
  });

  it(
    "has its session nowhere in plain, whatever is done with it",
    async () => {
      const desk = await aBusyDesk({ on, environment: { LOG_LEVEL: "debug" } });
      desk.portals[name].script([
        captcha,
        { fault: "login-page", on: "write", after: 2 },
        { fault: "lost-reply", on: "write", after: 1 },
        { fault: "echoes-cookie", on: "write" },
      ]);

      const pushed = await desk.run("push", "--json");
      const fired = desk.portals[name].fired();
      desk.portals[name].script([captcha, { fault: "echoes-cookie", on: "read" }]);
      const echoed = await handOver(desk);
      const said = [
        pushed,
        echoed,
        await handOver(desk, "--json"),
        await desk.run("plan", "--all", "--out", "ke-hoach.json"),
        await desk.run("push", "--json"),
        await desk.run("status", "--json"),
        await desk.run("doctor"),
        await desk.run("ledger", "list", "--json"),
        await desk.run("ledger", "export", "--out", "nhat-ky.jsonl"),
        await desk.run("ledger", "receipt", codeOf(1), "--out", "giay-xac-nhan.html"),
        await desk.run("portal", "sign-out", name),
      ];
      const secrets = desk.secrets();
      const rows = await desk.open(async ({ means }) => await dump(means.store));

      expect(secrets.length).toBeGreaterThan(6);
      expect([echoed.code, echoed.out.includes("[secret]")]).toEqual([1, true]);
      expect(fired).toMatchObject({
        "login-page": 1,
        "lost-reply": 1,
        "echoes-cookie": 1,
      });
      expect(said.filter(({ out, err }) => leaksIn(out + err, secrets).length > 0)).toEqual([]);
      expect(leaksIn(JSON.stringify(rows), secrets)).toEqual([]);
      expect(await filesWith(desk.folder, secrets)).toEqual([]);
    },
    // Reading every byte of a database takes its time.
  );
});

/** As people here write it: "2026-11-26 17:00". */
function inVietnam(ms: number): string {
  return new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

/** From now on the portal may be asked thirty times a minute. */
async function slowDown(desk: Desk): Promise<void> {
  const file = desk.path("dongbo.yaml");
  await writeFile(
    file,
    (await readFile(file, "utf8")).replaceAll(/requestsPerMinute: \d+/g, "requestsPerMinute: 30"),
  );
}

/** Files below a folder in which a secret stands. */
async function filesWith(folder: string, secrets: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (leaksIn(await readFile(path), secrets).length > 0) found.push(path);
  }
  return found;
}
