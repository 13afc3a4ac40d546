import canonicalize from "canonicalize";
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { appendEntries, closeAttempts, openAttempts } from "../../src/ledger/append.ts";
import { exportLedger, listEntries, showEntry } from "../../src/ledger/read.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";
import { aLink, aNote, anAttempt, anOutcome } from "./entries.ts";

const minute = (n: number): string => `2026-05-14T10:${String(n).padStart(2, "0")}:00.000Z`;

onEachDatabase("reading the ledger", (open) => {
  it("lists the newest entries of all lanes first, page by page", async () => {
    const store = await open();
    await note(store, "a", [1, 3]);
    await note(store, "b", [2, 4]);

    const first = await store.read((tx) => listEntries(tx, { limit: 3 }));
    const rest = await store.read((tx) => listEntries(tx, { limit: 3, before: first.at(-1) }));

    expect(first.map((entry) => entry.id)).toEqual(["b/2", "a/2", "b/1"]);
    expect(rest.map((entry) => entry.id)).toEqual(["a/1"]);
  });

  it("lists what belongs to a lane, a run, a link or a task", async () => {
    const store = await open();
    const [mine, other] = [await aLink(store, "NV-01"), await aLink(store, "NV-02")];
    await store.transaction((tx) =>
      appendEntries(tx, {
        lane: "a",
        at: minute(1),
        bodies: [anAttempt({ linkId: mine }), anAttempt({ linkId: other, run: "run-2" })],
      }),
    );
    await note(store, "b", [2]);
    const ids = async (filter: object) =>
      (await store.read((tx) => listEntries(tx, { limit: 10, ...filter }))).map((entry) => entry.id);

    const found = {
      lane: await ids({ lane: "a" }),
      run: await ids({ run: "run-2" }),
      link: await ids({ linkId: mine }),
      task: await ids({ taskCode: "NV-02" }),
      both: await ids({ taskCode: "NV-02", linkId: mine }),
    };

    expect(found).toEqual({ lane: ["a/2", "a/1"], run: ["a/2"], link: ["a/1"], task: ["a/2"], both: [] });
  });

  it("shows one entry by its id, and an attempt together with its outcome", async () => {
    const store = await open();
    const attempt = anAttempt({ linkId: await aLink(store) });
    await store.transaction((tx) => openAttempts(tx, { lane: "a/b", attempts: [attempt], at: minute(1) }));
    await store.transaction((tx) =>
      closeAttempts(tx, { lane: "a/b", outcomes: [anOutcome(attempt)], at: minute(2) }),
    );

    const one = await store.read((tx) => showEntry(tx, "a/b/1"));
    const pair = await store.read((tx) => showEntry(tx, attempt.attemptId));

    expect(one).toMatchObject([{ id: "a/b/1", at: minute(1), body: attempt }]);
    expect(pair.map((entry) => entry.body.kind)).toEqual(["attempt", "outcome"]);
  });

  it.each(["a/1", "a/99999999999999999999", "nothing", ""])(
    "tells the user that there is no entry %j",
    async (id) => {
      const store = await open();

      await expect(store.read((tx) => showEntry(tx, id))).rejects.toThrow(UserError);
    },
  );

  it("exports lines that anybody can check without this program", async () => {
    const store = await open();
    const attempt = anAttempt({ linkId: await aLink(store) });
    await store.transaction((tx) => openAttempts(tx, { lane: "a", attempts: [attempt], at: minute(1) }));
    await note(
      store,
      "b",
      Array.from({ length: 59 }, (_, n) => n),
    );

    const lines = await store.read((tx) => Array.fromAsync(exportLedger(tx)));

    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const entries = parsed.filter((line) => !("head" in line));
    expect(entries).toHaveLength(60);
    expect(lines.every((line) => line.endsWith("}\n"))).toBe(true);
    expect(entries.map(sealOf)).toEqual(entries.map((entry) => entry["hash"]));
    expect(parsed.at(-1)).toEqual({ head: { lane: "b", seq: 59, hash: entries.at(-1)?.["hash"] } });
  });
});

function sealOf({ at, body, lane, seq, prev }: Record<string, unknown>): string {
  const digest = sha256(canonicalize({ at, body, lane, seq }) ?? "");
  return sha256(`${String(prev)}${digest}`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function note(store: Store, lane: string, minutes: number[]): Promise<void> {
  for (const n of minutes) {
    await store.transaction((tx) => appendEntries(tx, { lane, bodies: [aNote()], at: minute(n) }));
  }
}
