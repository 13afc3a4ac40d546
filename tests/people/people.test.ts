// Who may work at the console: what is kept of people, what ends their sessions, what stands on the ledger.
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { UserError } from "../../schemas/errors.ts";
import type { Role } from "../../schemas/person.ts";
import { createLog } from "../../src/log.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { admitTry } from "../../src/people/limit.ts";
import {
  addUser,
  changeAccess,
  disableUser,
  enableUser,
  listPeople,
  setPassword,
  type Registrar,
} from "../../src/people/people.ts";
import { noteReading } from "../../src/people/readings.ts";
import { openSignInDesk } from "../../src/people/sign-in.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";

const password = "mot cau rat de nho";
const everything = { units: null, portals: null };

/** A counter of people whose clock is the real one until it is set. */
function aCounter(store: Store) {
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead).toISOString();
  const provenance = () => ({ who: "quan-tri", system: "dongbo", run: "r1", at: now() });
  const registrar = (): Registrar => ({ store, newId: randomUUID, provenance: provenance() });
  const desk = openSignInDesk({
    store,
    newId: randomUUID,
    now,
    log: createLog("error"),
    secret: "a secret for the cookies of this test",
    url: "http://127.0.0.1:8460",
  });
  return {
    desk,
    registrar,
    add: async (name: string, role: Role = "entry") =>
      await addUser(registrar(), { name, role, password, ...everything }),
    pass: (ms: number) => (ahead += ms),
    async signIn(name: string, typed = password, from = "10.0.0.1") {
      const ended = await desk.signIn({ name, password: typed, address: from });
      return "cookies" in ended
        ? { cookie: ended.cookies.map((line) => line.split(";")[0]).join("; ") }
        : { refused: ended.refused };
    },
  };
}

const problemKeys = (error: unknown) => (error as UserError).problems.map(({ key }) => key);

onEachDatabase("people", (open) => {
  it("sign in with their password and are recognised with their role and scope", async () => {
    const counter = aCounter(await open());
    await addUser(counter.registrar(), {
      name: "lan.nguyen",
      role: "entry",
      password,
      units: ["u1"],
      portals: ["nq57"],
    });

    const { cookie = "" } = await counter.signIn("lan.nguyen");
    const known = await counter.desk.recognise(cookie);

    expect(known?.person).toMatchObject({
      name: "lan.nguyen",
      role: "entry",
      units: ["u1"],
      portals: ["nq57"],
    });
    expect(await counter.desk.recognise(cookie.replace(/\w/, "x"))).toBeNull();
    expect(await counter.desk.recognise("")).toBeNull();
  });

  it("do not get in by a wrong password, a wrong name, or while they are disabled", async () => {
    const counter = aCounter(await open());
    await counter.add("lan");
    await disableUser(counter.registrar(), "lan");

    const disabled = await counter.signIn("lan");
    await enableUser(counter.registrar(), "lan");
    const wrong = await counter.signIn("lan", "khong phai mat khau");
    const unknown = await counter.signIn("hoa");
    const right = await counter.signIn("lan");

    expect([disabled, wrong, unknown]).toEqual(Array.from({ length: 3 }, () => ({ refused: "wrong" })));
    expect(right).toHaveProperty("cookie");
  });

  it("lose every session when they are disabled, get a new password or sign out", async () => {
    const counter = aCounter(await open());
    await counter.add("lan");
    const cookies = [await counter.signIn("lan"), await counter.signIn("lan")].map(
      ({ cookie = "" }) => cookie,
    );
    const known = async () =>
      await Promise.all(cookies.map(async (one) => (await counter.desk.recognise(one)) !== null));

    const before = await known();
    await counter.desk.signOut(cookies[0] ?? "");
    const afterSigningOut = await known();
    const ended = await setPassword(counter.registrar(), { name: "lan", password: "mot cau khac de nho" });
    const afterPassword = await known();
    const { cookie = "" } = await counter.signIn("lan", "mot cau khac de nho");
    cookies.push(cookie);
    const again = await known();
    await disableUser(counter.registrar(), "lan");

    expect(before).toEqual([true, true]);
    expect(afterSigningOut).toEqual([false, true]);
    expect(ended).toBe(1);
    expect(afterPassword).toEqual([false, false]);
    expect(again).toEqual([false, false, true]);
    expect(await known()).toEqual([false, false, false]);
    expect(await counter.signIn("lan")).toEqual({ refused: "wrong" });
  });

  it("are signed out after twelve hours, however busy they were", async () => {
    const counter = aCounter(await open());
    await counter.add("lan");
    const { cookie = "" } = await counter.signIn("lan");

    counter.pass(11.9 * 3_600_000);
    const shortly = await counter.desk.recognise(cookie);
    counter.pass(0.2 * 3_600_000);

    expect(shortly).not.toBeNull();
    expect(await counter.desk.recognise(cookie)).toBeNull();
  });

  it("may try ten times in a quarter of an hour, from wherever they ask and however they spell it, also over another process", async () => {
    const store = await open();
    const [counter, other] = [aCounter(store), aCounter(store)];
    await counter.add("lan");
    await counter.add("hoa");
    const tries = [];
    for (let n = 0; n < 10; n += 1) {
      const at = n % 2 === 0 ? counter : other;
      const spelt = ["lan", "Lan", " LAN "][n % 3] ?? "";
      tries.push(await at.signIn(spelt, "khong phai mat khau", `10.0.0.${n}`));
    }

    const over = await other.signIn("lan", password, "10.0.0.99");
    const someoneElse = await counter.signIn("hoa");
    counter.pass(15 * 60_000 + 1);
    const later = await counter.signIn("lan");

    expect(tries).toEqual(Array.from({ length: 10 }, () => ({ refused: "wrong" })));
    expect(over).toEqual({ refused: "too_many" });
    expect(someoneElse).toHaveProperty("cookie");
    expect(later).toHaveProperty("cookie");
  });

  it("cannot be guessed one after the other from one address", async () => {
    const store = await open();
    const counter = aCounter(store);
    const at = new Date().toISOString();
    for (let n = 0; n < 50; n += 1) {
      await store.transaction(
        async (tx) => await admitTry(tx, { name: `name${n}`, address: "10.0.0.1", at }),
      );
    }

    expect(await counter.signIn("name51", "khong phai mat khau")).toEqual({ refused: "too_many" });
    expect(await counter.signIn("name51", "khong phai mat khau", "10.0.0.2")).toEqual({ refused: "wrong" });
  });

  it("leave nothing behind by names that nobody can have, or from an address that tried too often", async () => {
    const store = await open();
    const counter = aCounter(store);
    const kept = async () => {
      const rows = await store.read(
        async (tx) => await tx.selectFrom("sign_in_try").select("subject").execute(),
      );
      return rows.map(({ subject }) => subject).toSorted();
    };
    expect(await counter.signIn("x".repeat(500_000), "sai", "10.0.0.1")).toEqual({ refused: "wrong" });
    expect(await counter.signIn("'; drop", "sai", "10.0.0.1")).toEqual({ refused: "wrong" });
    expect(await kept()).toEqual(["address 10.0.0.1"]);

    const at = new Date().toISOString();
    for (let n = 0; n < 50; n += 1) {
      await store.transaction(async (tx) => await admitTry(tx, { name: null, address: "10.0.0.1", at }));
    }
    await counter.signIn("lan", "sai", "10.0.0.1");
    expect(await kept()).toEqual(["address 10.0.0.1"]);
  });

  it("are added with a name and a password that will do, or with every problem told", async () => {
    const counter = aCounter(await open());
    await counter.add("lan");
    const tell = async (name: string, typed: string) =>
      await addUser(counter.registrar(), { name, role: "entry", password: typed, ...everything }).catch(
        problemKeys,
      );

    expect(await tell("Lan Nguyễn", "ngan")).toEqual(["people.bad_name", "people.password_short"]);
    expect(await tell("lan", "ngan")).toEqual(["people.name_taken", "people.password_short"]);
    expect(await tell("hoa.tran", "hoa.tran hoa.tran")).toEqual(["people.password_guessable"]);
    expect(await tell("hoa.tran", "aaaaaaaaaaaaaaa")).toEqual(["people.password_guessable"]);
    expect(await counter.desk.isEmpty()).toBe(false);
  });

  it("keep at least one administrator", async () => {
    const counter = aCounter(await open());
    await counter.add("lan", "admin");
    const demote = changeAccess(counter.registrar(), { name: "lan", role: "entry", ...everything });

    expect(await demote.catch(problemKeys)).toEqual(["people.last_admin"]);
    expect(await disableUser(counter.registrar(), "lan").catch(problemKeys)).toEqual(["people.last_admin"]);
    await counter.add("hoa", "admin");
    await disableUser(counter.registrar(), "lan");
    expect(await disableUser(counter.registrar(), "hoa").catch(problemKeys)).toEqual(["people.last_admin"]);
  });

  it("stand on the ledger, with whoever changed them and what auditors read, and never with a password", async () => {
    const store = await open();
    const counter = aCounter(store);
    await counter.add("lan", "auditor");
    await counter.add("hoa", "admin");
    await changeAccess(counter.registrar(), { name: "lan", role: "entry", units: ["u1"], portals: null });
    await setPassword(counter.registrar(), { name: "lan", password: "mot cau khac de nho" });
    await noteReading(store, {
      how: "exported",
      what: "/ledger/export?task=PL1.3",
      provenance: { who: "lan", system: "dongbo", run: "r2", at: new Date().toISOString() },
    });

    const entries = await store.read(async (tx) => await listEntries(tx, { limit: 50 }));
    const told = JSON.stringify(entries);
    const people = await store.read(listPeople);

    expect(entries.map(({ body }) => body.kind)).toEqual(["reading", "note", "note", "note", "note"]);
    expect(entries[0]?.body).toMatchObject({
      how: "exported",
      what: "/ledger/export?task=PL1.3",
      who: "lan",
    });
    expect(told).not.toContain("mot cau");
    expect(people).toMatchObject([{ name: "hoa" }, { name: "lan", role: "entry", units: ["u1"] }]);
    expect(await store.read(verifyLedger)).toMatchObject({ ok: true, entries: 5 });
  });
});
