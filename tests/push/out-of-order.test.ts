// A portal that breaks down amid a push: nothing more leaves, nothing is lost, and the next push asks it one question.
import { sql } from "kysely";
import { afterEach, expect, it } from "vitest";
import { portals } from "../../adapters/all.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { loadCircuit } from "../../src/portal/circuit.ts";
import { createHttp } from "../../src/portal/http-client.ts";
import { openSession } from "../../src/portal/open-session.ts";
import { accountOf } from "../../src/push/account.ts";
import type { Lane } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { standings } from "../../src/push/standing.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

const name = "nq71-dongnai";
const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;
const closes: (() => Promise<void>)[] = [];

/** The desk's lane behind its account's circuit breaker, as a process of its own would open it. */
function guarded({ means, lane, simulator }: Desk): Lane {
  const portal = portals.find((one) => one.name === name);
  if (portal === undefined) throw new Error(`${name} is gone`);
  return {
    ...lane,
    async connect({ record, mayWrite }) {
      const circuit = await loadCircuit(accountOf(means.store, name));
      const http = createHttp({
        baseUrl: simulator.url,
        requestsPerMinute: Infinity,
        parallel: lane.facts.parallel,
        circuit,
        onExchange: record,
        mayWrite,
        now: means.now,
        timing: { repeatMs: 5 },
      });
      closes.push(async () => await http.close());
      const open = async () => await portal.open(portal.options.parse(simulator.options), http);
      return await openSession(circuit, { open, anyway: false });
    },
  };
}

onEachDatabase("a portal that breaks down amid a push", (open) => {
  afterEach(async () => {
    for (const close of closes.splice(0)) await close();
  });

  it("gets no further write; what had left is uncertain, the rest due, and the next push asks first", async () => {
    const made = await aDesk(await open(), { at: [name], tasks: 20 });
    closes.unshift(made.stop);
    const { means, simulator } = made;
    for (const code of made.codes) await made.report(code, half);
    simulator.script([{ fault: "never-arrives", on: "write", after: 3, times: 1_000 }]);
    const before = simulator.arrivals().length;

    const broken = await pushLane(means, guarded(made));
    const left = simulator
      .arrivals()
      .slice(before)
      .filter(({ path }) => path.includes("progress")).length;
    const between = (await standings(means, [name]))[0]?.counts;
    const asked = simulator.arrivals().length;
    const alone = await pushLane(made.restarted(), guarded(made));
    const askedAlone = simulator.arrivals().length;
    simulator.script([]);
    await means.store.transaction(
      async (tx) => void (await sql`update breaker set probe_at = clock_timestamp()`.execute(tx)),
    );
    const well = await pushLane(made.restarted(), guarded(made));

    expect(broken.stopped?.key).toBe("push.open_no_answer");
    expect(left).toBeGreaterThanOrEqual(8);
    expect(left).toBeLessThan(12);
    expect(between).toEqual({ uncertain: left, due: 20 - left });
    expect([alone.stopped?.key, askedAlone]).toEqual(["push.open_no_answer", asked]);
    expect(well).toMatchObject({ left: 0, uncertain: 0, held: 0, stopped: null });
    expect(simulator.held().map(({ fields }) => fields["percent"])).toEqual(Array(20).fill(50));
    expect(simulator.tally()).toMatchObject({ doubledEntries: 0 });
    expect(await means.store.read(async (tx) => await verifyLedger(tx))).toMatchObject({ ok: true });
  });
});
