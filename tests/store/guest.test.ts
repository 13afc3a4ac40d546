// Guests of an embedded database: processes that work on it while another one owns its directory.
import { chmod, mkdir, rename, stat } from "node:fs/promises";
import { createConnection } from "node:net";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { openStore, type Store } from "../../src/store/connection.ts";
import type { Answer, Question } from "../../src/store/guest-messages.ts";
import { freeLanesOfTheDead, lanesCarried, takeLane } from "../../src/store/lanes.ts";
import { lineOver, type Line } from "../../src/store/line.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { unprivileged } from "../unprivileged.ts";
import { aDirectory, anOwner, aProgram, numbers, put } from "./guests.ts";

async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).problems.map(({ key }) => key);
}

const oneLane = { lane: "nq57", owner: "run", carrier: "lan@may-1, pid 1", leaseMs: 20_000 };

describe("a guest", () => {
  it("works on the owner's database, and neither ends with the other", async () => {
    const directory = await aDirectory();
    const owner = await anOwner(directory);
    await owner.transaction((tx) => put(tx, 1));

    const guest = await openStore({ directory });
    await guest.transaction((tx) => put(tx, 2));
    const seen = await numbers(guest);
    await guest.close();

    expect([guest.mode, guest.guest, owner.guest]).toEqual(["pilot", true, false]);
    expect(seen).toEqual([1, 2]);
    expect(await numbers(owner)).toEqual([1, 2]);
  });

  it("lands every one of ten commands at once, beside an owner that is busy all the time", async () => {
    const directory = await aDirectory();
    const owner = await anOwner(directory);
    const busy = busyness(owner);
    const body = `
      for (let at = 0; at < 5; at += 1) {
        const number = -(process.pid * 10 + at);
        await store.transaction((tx) => put(tx, number));
        const twice = await store.transaction((tx) => put(tx, number)).then(() => null, (error) => error.code);
        if (twice !== "23505") throw new Error("put twice");
      }
      await store.close();`;
    const guests = Array.from({ length: 10 }, () => aProgram(directory, body));

    const ends = await Promise.all(guests.map(({ ended }) => ended));
    await busy.end();

    expect(ends).toEqual(Array(10).fill(0));
    const landed = (await numbers(owner)).filter((n) => n < 0);
    const wanted = guests.flatMap(({ child }) =>
      Array.from({ length: 5 }, (_, at) => -((child.pid ?? 0) * 10 + at)),
    );
    expect(landed).toEqual(wanted.toSorted((a, b) => a - b));
  });

  it("that dies inside a transaction never began it, and nobody waits", async () => {
    const directory = await aDirectory();
    const owner = await anOwner(directory);
    const dying = aProgram(
      directory,
      `await store.transaction(async (tx) => { await put(tx, 1); say("inside"); await wait(60_000); });`,
    );
    expect(await dying.line()).toBe("inside");

    dying.child.kill("SIGKILL");
    await dying.ended;

    await owner.transaction((tx) => put(tx, 2));
    expect(await numbers(owner)).toEqual([2]);
  });

  it("that is stopped inside a transaction is undone after a while and told so; one that only takes its time is not", async () => {
    const directory = await aDirectory();
    const owner = await anOwner(directory);
    const elsewhere = await aDirectory();
    await anOwner(elsewhere);
    const slow = aProgram(
      elsewhere,
      `await store.transaction(async (tx) => { await put(tx, 1); await wait(17_000); await put(tx, 2); });
      say("landed");`,
    );
    const stopped = aProgram(
      directory,
      `const problem = (error) => say(error.problems?.[0]?.key ?? String(error));
      await store.transaction(async (tx) => {
        await put(tx, 1);
        say("inside");
        await wait(1_000);
        await put(tx, 2);
      }).catch(problem);
      await store.read((tx) => put(tx, 3)).catch(problem);
      await store.close();`,
    );
    expect(await stopped.line()).toBe("inside");

    stopped.child.kill("SIGSTOP");
    await owner.transaction((tx) => put(tx, 4));
    const meanwhile = await numbers(owner);
    stopped.child.kill("SIGCONT");

    expect(meanwhile).toEqual([4]);
    expect([await stopped.line(), await stopped.line()]).toEqual([
      "store.guest_silent",
      "store.guest_silent",
    ]);
    expect(await stopped.ended).toBe(0);
    expect(await numbers(owner)).toEqual([4]);
    expect(await slow.line()).toBe("landed");
  });

  it("is told when its owner is killed, and the next one owns the directory with nothing half done", async () => {
    const directory = await aDirectory();
    const owner = aProgram(directory, `say("ready"); await wait(60_000);`, "owner");
    expect(await owner.line()).toBe("ready");
    const guest = await openStore({ directory });
    await guest.transaction((tx) => put(tx, 1));
    const inside = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const cut = guest.transaction(async (tx) => {
      await put(tx, 2);
      inside.resolve();
      await mayGoOn.promise;
      await put(tx, 3);
    });
    await inside.promise;

    owner.child.kill("SIGKILL");
    await owner.ended;
    mayGoOn.resolve();

    expect(await problemsOf(cut)).toEqual(["store.owner_gone"]);
    expect(await problemsOf(guest.read(async (tx) => await put(tx, 4)))).toEqual(["store.owner_gone"]);
    await guest.close();
    const next = await openStore({ directory });
    expect(next.guest).toBe(false);
    expect(await numbers(next)).toEqual([1]);
    await next.close();
  });

  it("finishes its transaction when the owner ends in order, and may not begin another", async () => {
    const directory = await aDirectory();
    const owner = await anOwner(directory);
    const guest = await openStore({ directory });
    const inside = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const last = guest.transaction(async (tx) => {
      await put(tx, 1);
      inside.resolve();
      await mayGoOn.promise;
      await put(tx, 2);
    });
    await inside.promise;

    const closing = owner.close();
    mayGoOn.resolve();
    await last;

    expect(await problemsOf(guest.transaction((tx) => put(tx, 3)))).toEqual(["store.owner_gone"]);
    await closing;
    const next = await openStore({ directory });
    expect(await numbers(next)).toEqual([1, 2]);
    await next.close();
  });

  it("ends its visit also when it asked nothing", async () => {
    const directory = await aDirectory();
    await anOwner(directory);

    const guest = await openStore({ directory });

    await expect(guest.close()).resolves.toBeUndefined();
    await expect(guest.close()).resolves.toBeUndefined();
  });

  it("waits for an owner that is just starting", async () => {
    const directory = await aDirectory();
    const owner = aProgram(directory, `say("ready"); await wait(60_000);`, "owner");

    const guests: Store[] = [];
    for (let at = 0; at < 5; at += 1) guests.push(await openStore({ directory }).then(closedAtOnce));
    expect(await owner.line()).toBe("ready");

    // Whoever came first may have owned the directory itself: then the owner waited.
    expect(guests.length).toBe(5);
  });

  it("keeps its lane from a new owner until its lease has run out", async () => {
    const directory = await aDirectory();
    const owner = await anOwner(directory);
    const guest = await openStore({ directory });
    await guest.transaction(async (tx) => await takeLane(tx, { ...oneLane, guest: guest.guest }));
    await owner.transaction(async (tx) => await takeLane(tx, { ...oneLane, lane: "other" }));

    await owner.transaction(freeLanesOfTheDead);

    expect((await owner.read(lanesCarried)).map(({ lane }) => lane)).toEqual(["nq57"]);
    await guest.close();
  });
});

describe("the control socket", () => {
  it("is open to its user alone", async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    const directory = join(folder, "register");
    await rename(await aDirectory(), directory);
    await anOwner(directory);
    const path = join(directory, "control.sock");

    const modes = [(await stat(directory)).mode & 0o777, (await stat(path)).mode & 0o777];

    expect(modes).toEqual([0o700, 0o600]);
    const other = await unprivileged();
    if (other === undefined) return;
    const body = `require("node:net").connect(${JSON.stringify(path)})
      .on("connect", () => console.log("connected")).on("error", (error) => console.log(error.code))`;
    const stranger = spawn(process.execPath, ["--eval", body], {
      ...other,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = (await once(stranger.stdout.setEncoding("utf8"), "data")) as [string];
    expect(said.trim()).toBe("EACCES");
  });

  it("works below a path that is longer than an address may be", async () => {
    const folder = join(await temporaryFolder(), "n".repeat(60), "d".repeat(60));
    await mkdir(folder, { recursive: true });
    const directory = join(folder, "register");
    await rename(await aDirectory(), directory);
    const owner = await anOwner(directory);

    const guest = await openStore({ directory });
    await guest.transaction((tx) => put(tx, 7));
    await guest.close();

    expect(await numbers(owner)).toEqual([7]);
  });

  it("sends away whoever speaks another version, and hangs up on nonsense", async () => {
    const directory = await aDirectory();
    const owner = await anOwner(directory);
    const path = join(directory, "control.sock");
    const older: Line<Question, Answer> = lineOver(createConnection(path), () => false);
    const stranger = createConnection(path);
    const hungUp = once(stranger, "close");

    older.say({ ask: "enter", language: "1 0001-register-links-ledger" });
    older.say({ ask: "query", sql: "delete from listing", parameters: [] });
    stranger.write("GET / HTTP/1.1\r\n\r\n");
    stranger.resume();
    const answers = [await older.hear(), await older.hear()];
    await hungUp;

    expect(answers).toEqual([{ told: "other language" }, null]);
    await owner.transaction((tx) => put(tx, 1));
    expect(await numbers(owner)).toEqual([1]);
  });
});

/** Transactions of a store without a pause, until it is told to end or the test does. */
function busyness(store: Store): { end(): Promise<void> } {
  const state = { busy: true };
  const busy = (async () => {
    for (let n = 1_000; state.busy; n += 1) await store.transaction((tx) => put(tx, n));
  })();
  const end = async () => {
    state.busy = false;
    await busy;
  };
  onTestFinished(end);
  return { end };
}

async function closedAtOnce(store: Store): Promise<Store> {
  await store.close();
  return store;
}
