// Nothing rests on a job: one that is lost is sent again, one that is doubled costs nothing, and several processes make
// the engine's tables at once.
import { expect, it } from "vitest";
import { createLog } from "../../src/log.ts";
import { startEngine, type Engine } from "../../src/queue/engine.ts";
import { createSweeper, priorityOf } from "../../src/queue/sweep.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk } from "../push/desk.ts";
import { call, callOf, carriersAt, dueOn, half, until } from "./carrying-desk.ts";

const log = createLog("error");

async function engineOn({ lent }: Store): Promise<Engine> {
  if (lent === undefined) throw new Error("this store lends nothing");
  return await startEngine(lent, log);
}

async function loseJobs({ lent }: Store): Promise<void> {
  await lent?.executeSql("delete from pgboss.job");
}

onEachDatabase("jobs", (open) => {
  it("are one a lane, are sent again when they were lost, and a doubled one is carried in vain", async () => {
    const store = await open();
    const made = await aDesk(store, { at: ["memory"], tasks: 4, dueOn });
    await made.reportAll(made.codes.map((code) => ({ code, report: half })));
    const before = made.simulator.tally().writes;
    const engine = await engineOn(store);
    let elapsed = 0;
    const sweeper = createSweeper({
      store,
      engine,
      knows: () => true,
      cutOff: () => null,
      now: () => new Date().toISOString(),
      elapsed: () => elapsed,
    });

    await call(store, "memory");
    await sweeper.sweep();
    expect(await engine.send({ lane: "memory", priority: 0 })).toBe(false);
    await loseJobs(store);
    await sweeper.sweep();
    const trusted = await engine.send({ lane: "memory", priority: 0 });
    await loseJobs(store);
    elapsed = 10_000;
    await sweeper.sweep();
    const again = await engine.send({ lane: "memory", priority: 0 });
    // A second job for the same lane, as no engine of ours would send it.
    await store.lent?.executeSql(`insert into pgboss.job (name, data, policy, singleton_key, created_on)
      select name, data, policy, 'doubled', created_on from pgboss.job`);
    const part = await carriersAt(made);
    await until(async () => (await callOf(store, "memory")) === null);
    await part.stop();
    await engine.stop(1_000);
    await made.stop();

    expect({ trusted, again }).toEqual({ trusted: true, again: false });
    expect(made.simulator.tally().writes - before).toBe(4);
  });
});

onEachDatabase("the engine's tables", (open) => {
  it("are made once, however many processes start at the same moment", async () => {
    const store = await open();
    const engines = await Promise.all([engineOn(store), engineOn(store), engineOn(store)]);

    const sent = await Promise.all(
      engines.map(async (engine) => await engine.send({ lane: "x", priority: 1 })),
    );
    for (const engine of engines) await engine.stop(1_000);

    expect(sent.filter((isNew) => isNew)).toHaveLength(1);
  });
});

it("the nearer cut-off is more urgent, and any cut-off than none", () => {
  const sooner = priorityOf("2026-12-03T10:00:00.000Z");
  const later = priorityOf("2026-12-10T10:00:00.000Z");

  expect(sooner).toBeGreaterThan(later);
  expect(later).toBeGreaterThan(priorityOf(null));
});
