import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { expect, it } from "vitest";
import type { Store } from "../../src/store/connection.ts";
import {
  addProcess,
  forgetProcesses,
  keepProcess,
  leaveProcess,
  processesKnown,
  type ProcessKind,
} from "../../src/store/processes.ts";
import { onEachDatabase } from "../databases.ts";

async function known(store: Store) {
  return await store.read(processesKnown);
}

async function started(store: Store, carrier: string, kind: ProcessKind = "serve"): Promise<string> {
  const id = randomUUID();
  await store.transaction(async (tx) => await addProcess(tx, { id, kind, carrier, parts: ["door"] }));
  return id;
}

/** As if nothing had been heard of it for so long. */
async function silence(store: Store, id: string, span: string): Promise<void> {
  await store.transaction(
    async (tx) =>
      await sql`update process set seen_at = seen_at - ${span}::interval where id = ${id}`.execute(tx),
  );
}

onEachDatabase("the table of processes", (open) => {
  it("knows each process that has started, with its parts, until it ends in order", async () => {
    const store = await open();
    const serve = await started(store, "lan@may-1, pid 1");
    const worker = await started(store, "lan@may-2, pid 2", "worker");

    const both = await known(store);
    await store.transaction(async (tx) => await leaveProcess(tx, serve));

    expect(both).toMatchObject([
      { id: serve, kind: "serve", carrier: "lan@may-1, pid 1", parts: ["door"], silent: false },
      { id: worker, kind: "worker", carrier: "lan@may-2, pid 2", silent: false },
    ]);
    expect(await known(store)).toMatchObject([{ id: worker }]);
  });

  it("calls a process silent after a minute without a sign of life, and no longer after the next", async () => {
    const store = await open();
    const id = await started(store, "lan@may-1, pid 1");

    await silence(store, id, "59 seconds");
    const soon = await known(store);
    await silence(store, id, "2 seconds");
    const late = await known(store);
    const kept = await store.transaction(async (tx) => await keepProcess(tx, id));

    expect([soon[0]?.silent, late[0]?.silent]).toEqual([false, true]);
    expect(kept).toBe(true);
    expect((await known(store))[0]?.silent).toBe(false);
  });

  it("says so when the row of a living process was taken away", async () => {
    const store = await open();

    expect(await store.transaction(async (tx) => await keepProcess(tx, randomUUID()))).toBe(false);
  });

  it("lets a restarted process take the place of its silent predecessor, and of nobody else", async () => {
    const store = await open();
    const dead = await started(store, "lan@may-1, pid 1");
    const elsewhere = await started(store, "lan@may-2, pid 1");
    const other = await started(store, "lan@may-1, pid 2", "worker");
    for (const id of [dead, elsewhere, other]) await silence(store, id, "5 minutes");
    const alive = await started(store, "lan@may-1, pid 3");

    const next = await started(store, "lan@may-1, pid 4");

    const left = (await known(store)).map(({ id }) => id);
    expect(left.toSorted()).toEqual([elsewhere, other, alive, next].toSorted());
  });

  it("forgets what has been silent for a month, and all of it for a single owner", async () => {
    const store = await open();
    const gone = await started(store, "lan@may-1, pid 1");
    await silence(store, gone, "31 days");
    const next = await started(store, "mai@may-9, pid 1");

    const left = await known(store);
    await store.transaction(forgetProcesses);

    expect(left.map(({ id }) => id)).toEqual([next]);
    expect(await known(store)).toEqual([]);
  });
});
