// The circuit breaker of an account whose state lies in a database: what opens it, who may ask, what closes it.
import { sql } from "kysely";
import { expect, it } from "vitest";
import { SignedOut, Transient, Unrecognised } from "../../schemas/errors.ts";
import { CircuitOpen } from "../../src/portal/account.ts";
import { loadCircuit, type Circuit } from "../../src/portal/circuit.ts";
import { NotOurs } from "../../src/portal/http-failure.ts";
import type { PortalSession } from "../../src/portal/contract.ts";
import { openSession } from "../../src/portal/open-session.ts";
import type { End } from "../../src/portal/retry.ts";
import { accountOf } from "../../src/push/account.ts";
import { breakerOf } from "../../src/store/breakers.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";

const down = new Transient("no connection to the portal: ECONNREFUSED");
const noConnection: End = { failure: "never-left", thrown: new Error("ECONNREFUSED") };
const answered = (status: number): End => ({
  reply: {
    status,
    headers: {},
    text: "",
    json: () => {
      throw new Error("no body");
    },
  },
  retryAfterMs: undefined,
  quietMs: undefined,
});

/** The circuit as another process finds it. */
const circuitIn = async (store: Store) => await loadCircuit(accountOf(store, "nq57"));

async function fail(circuit: Circuit, times: number, end = noConnection): Promise<void> {
  for (let failed = 0; failed < times; failed += 1) {
    await expect(
      circuit.run(async (tell) => {
        tell(end);
        throw down;
      }),
    ).rejects.toBe(down);
  }
}

const succeed = async (circuit: Circuit) =>
  await circuit.run(async (tell) => {
    tell(answered(200));
    return "answer";
  });

/** As if the time until the next question had passed. */
async function letTimePass(store: Store): Promise<void> {
  await store.transaction(
    async (tx) => void (await sql`update breaker set probe_at = clock_timestamp()`.execute(tx)),
  );
}

/** Minutes between now and the next question. */
async function minutesLeft(store: Store): Promise<number> {
  const { rows } = await store.read(
    async (tx) =>
      await sql<{ left: number }>`
        select (extract(epoch from (probe_at - clock_timestamp())) / 60)::float8 as left from breaker`.execute(
        tx,
      ),
  );
  return Math.round(rows[0]?.left ?? -1);
}

async function* noTasks(): AsyncGenerator<never> {
  yield* [];
}

/** A session that counts what it is asked, in order. */
function aPortal(signIn: () => void = () => undefined) {
  const asked: string[] = [];
  const session: PortalSession = {
    listTasks() {
      asked.push("list");
      return noTasks();
    },
    async sendProgress() {
      asked.push("write");
      return { createdId: null, portalSaid: "" };
    },
  };
  const open = async () => {
    asked.push("sign in");
    signIn();
    return session;
  };
  return { asked, open };
}

/** Somebody who keeps a handed-over session, and what they hear of its end. */
function aKeeper() {
  const ends: string[] = [];
  const over = async (error: SignedOut) => {
    ends.push(error.message);
    return new SignedOut("please sign in");
  };
  return { ends, handed: { worked: async () => {}, over } };
}

onEachDatabase("a circuit breaker", (open) => {
  it("opens after five failures in a row, and then asks the portal nothing", async () => {
    const store = await open();
    const circuit = await circuitIn(store);
    let ran = false;

    await fail(circuit, 4);
    const before = circuit.isOpen();
    await fail(circuit, 1);
    const refused = circuit.run(async () => {
      ran = true;
    });

    await expect(refused).rejects.toBeInstanceOf(CircuitOpen);
    expect([before, circuit.isOpen(), ran]).toEqual([false, true, false]);
    expect(await minutesLeft(store)).toBe(1);
  });

  it("counts on where another process stopped, and from nothing after a success", async () => {
    const store = await open();

    await fail(await circuitIn(store), 4);
    await succeed(await circuitIn(store));
    await fail(await circuitIn(store), 4);
    const fourth = await circuitIn(store);
    await fail(fourth, 1);

    expect(fourth.isOpen()).toBe(true);
    expect((await circuitIn(store)).isOpen()).toBe(true);
  });

  it.each<[string, End, boolean]>([
    ["no connection", noConnection, true],
    ["a cut answer", { failure: "may-have-left", thrown: new Error("ECONNRESET") }, true],
    ["503", answered(503), true],
    ["429", answered(429), false],
    ["422", answered(422), false],
    ["what was kept here", { failure: "never-left", thrown: new NotOurs("kept") }, false],
  ])("counts %s, or does not", async (_what, end, opens) => {
    const circuit = await circuitIn(await open());

    await fail(circuit, 5, end);

    expect(circuit.isOpen()).toBe(opens);
  });

  it("opens on five failures at once, and writes down why", async () => {
    const store = await open();
    const circuit = await circuitIn(store);

    const ends = await Promise.allSettled(Array.from({ length: 8 }, async () => await fail(circuit, 1)));

    const kept = await store.read(async (tx) => await breakerOf(tx, "nq57"));
    expect(ends.every(({ status }) => status === "fulfilled")).toBe(true);
    expect(kept.open?.reason).toEqual({
      key: "portal.open_no_answer",
      values: { message: down.message },
    });
  });

  it("opens at once on a refused sign-in, and signs in no more", async () => {
    const store = await open();
    const { asked, open: signIn } = aPortal(() => {
      throw new SignedOut("wrong password");
    });

    const first = openSession(await circuitIn(store), { open: signIn, anyway: false });
    await expect(first).rejects.toBeInstanceOf(SignedOut);
    const second = openSession(await circuitIn(store), { open: signIn, anyway: false });

    await expect(second).rejects.toMatchObject({ open: { reason: { key: "portal.open_signed_out" } } });
    expect(asked).toEqual(["sign in"]);
  });

  it("leaves the end of a handed-over session to whoever keeps it, and never waits for it", async () => {
    const store = await open();
    const { handed, ends } = aKeeper();
    const refusing = aPortal(() => {
      throw new SignedOut("401");
    });
    const signedIn = await openSession(await circuitIn(store), {
      anyway: false,
      handed,
      open: async () => ({
        ...(await aPortal().open()),
        async sendProgress() {
          throw new SignedOut("a login page");
        },
      }),
    });

    const sending = signedIn.sendProgress?.({} as never);
    await expect(sending).rejects.toThrow("please sign in");
    const opening = openSession(await circuitIn(store), { open: refusing.open, anyway: false, handed });
    await expect(opening).rejects.toThrow("please sign in");

    expect(ends).toEqual(["a login page", "401"]);
    expect((await circuitIn(store)).isOpen()).toBe(false);
  });

  it("closes when its question finds a handed-over session ended: the portal answers", async () => {
    const store = await open();
    await fail(await circuitIn(store), 5);
    await letTimePass(store);
    const { handed } = aKeeper();
    const refusing = aPortal(() => {
      throw new SignedOut("401");
    });

    const opening = openSession(await circuitIn(store), { open: refusing.open, anyway: false, handed });

    await expect(opening).rejects.toThrow("please sign in");
    expect((await circuitIn(store)).isOpen()).toBe(false);
  });

  it("opens at once on an answer in an unknown shape", async () => {
    const store = await open();
    const circuit = await circuitIn(store);
    const { open: signIn } = aPortal();
    const session = await openSession(circuit, {
      anyway: false,
      open: async () => ({
        ...(await signIn()),
        async readTask() {
          throw new Unrecognised("percent is a word now", "{}");
        },
      }),
    });

    await expect(session.readTask?.("1")).rejects.toBeInstanceOf(Unrecognised);

    expect(circuit.isOpen()).toBe(true);
  });

  it("lets one worker ask when the time has come: a sign-in and one read, and closes when they go well", async () => {
    const store = await open();
    await fail(await circuitIn(store), 5);
    await letTimePass(store);
    const { asked, open: signIn } = aPortal();

    const [one, other] = await Promise.allSettled(
      [await circuitIn(store), await circuitIn(store)].map(
        async (circuit) => await openSession(circuit, { open: signIn, anyway: false }),
      ),
    );

    expect([one?.status, other?.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(asked).toEqual(["sign in", "list"]);
    expect((await circuitIn(store)).isOpen()).toBe(false);
  });

  it("stays open for longer after each question that went wrong, a quarter of an hour at most", async () => {
    const store = await open();
    await fail(await circuitIn(store), 5);
    const { open: signIn } = aPortal(() => {
      throw down;
    });
    const minutes: number[] = [await minutesLeft(store)];

    for (let asked = 0; asked < 4; asked += 1) {
      await letTimePass(store);
      const again = openSession(await circuitIn(store), { open: signIn, anyway: false });
      await expect(again).rejects.toBeInstanceOf(CircuitOpen);
      minutes.push(await minutesLeft(store));
    }

    expect(minutes).toEqual([1, 2, 5, 15, 15]);
  });

  it("begins with a minute again after it was closed", async () => {
    const store = await open();
    await fail(await circuitIn(store), 5);
    await letTimePass(store);
    const failing = aPortal(() => {
      throw down;
    });
    await openSession(await circuitIn(store), { open: failing.open, anyway: false }).catch(() => undefined);
    await letTimePass(store);
    await openSession(await circuitIn(store), { open: aPortal().open, anyway: false });

    await fail(await circuitIn(store), 5);

    expect(await minutesLeft(store)).toBe(1);
  });

  it("lets a person ask at any time, tells what happened, and closes when it went well", async () => {
    const store = await open();
    await fail(await circuitIn(store), 5);
    const wrong = aPortal(() => {
      throw new SignedOut("wrong password");
    });
    const right = aPortal();

    const failed = openSession(await circuitIn(store), { open: wrong.open, anyway: true });
    await expect(failed).rejects.toBeInstanceOf(SignedOut);
    const session = await openSession(await circuitIn(store), { open: right.open, anyway: true });
    await session.sendProgress?.({} as never);

    expect(right.asked).toEqual(["sign in", "list", "write"]);
    expect((await circuitIn(store)).isOpen()).toBe(false);
  });

  it("is not closed by a worker that did not know it was open", async () => {
    const store = await open();
    const late = await circuitIn(store);
    await fail(late, 1);
    await fail(await circuitIn(store), 4);

    await succeed(late);

    expect((await circuitIn(store)).isOpen()).toBe(true);
  });
});
