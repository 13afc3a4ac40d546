// Conformance, level 3: a line that breaks. Promise 1: a write whose fate is not known is Uncertain, is not sent
// again, and only what provably never left or was not taken is Transient.
import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { Transient } from "../../schemas/errors.ts";
import {
  assertNamed,
  assertShows,
  listed,
  observe,
  send,
  texted,
  thrownBy,
  type Bench,
} from "./conformance-bench.ts";
import { readOnlyPortal, without } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { FaultRule } from "./simulator.ts";

const readOutages: readonly FaultRule[] = [
  { fault: "too-many" },
  { fault: "too-many", with: { retryAfter: 0 } },
  { fault: "too-many", with: { retryAfter: 1 } },
  { fault: "too-many", with: { retryAfter: 1, asDate: true } },
  { fault: "too-many", with: { html: true } },
  { fault: "unavailable" },
  { fault: "gateway-html" },
  { fault: "lost-reply" },
  { fault: "cut-reply" },
  { fault: "never-arrives" },
];

/** Faults after which the portal has the write, and faults after which it does not; the sender cannot tell. */
const unclearWrites: readonly { rule: FaultRule; writes: 0 | 1 }[] = [
  { rule: { fault: "lost-reply", on: "write" }, writes: 1 },
  { rule: { fault: "cut-reply", on: "write" }, writes: 1 },
  { rule: { fault: "server-error-after-commit", on: "write" }, writes: 1 },
  { rule: { fault: "never-arrives", on: "write" }, writes: 0 },
  { rule: { fault: "server-error", on: "write" }, writes: 0 },
  { rule: { fault: "unavailable", on: "write" }, writes: 0 },
  { rule: { fault: "gateway-html", on: "write" }, writes: 0 },
];

export const outageCases: readonly ConformanceCase[] = [
  ...readOutages.map((rule): ConformanceCase => ({
    id: `outages.read-${named(rule)}`,
    level: 3,
    title: `reads on after one ${named(rule)}`,
    async run(bench) {
      const seeded = bench.seed(3);
      const session = await bench.open();
      bench.script({ ...rule, on: "read" });
      assert.deepEqual((await listed(session)).map((task) => task.remoteId).toSorted(), seeded.toSorted());
      bench.assertFired(rule.fault);
    },
  })),
  {
    id: "outages.portal-down",
    level: 3,
    title: "is Transient when the portal stays down, never an empty list",
    async run(bench) {
      bench.seed(3);
      const session = await bench.open();
      bench.script({ fault: "unavailable", times: 1_000 });
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      bench.assertFired("unavailable");
    },
  },
  ...unclearWrites.map(({ rule, writes }): ConformanceCase => ({
    id: `outages.write-${named(rule)}`,
    level: 3,
    title: `is Uncertain after ${named(rule)} on a write, and does not send it again`,
    skips: readOnlyPortal,
    async run(bench) {
      const { thrown, remoteId, set } = await broken(bench, rule);
      assertNamed(thrown, "Uncertain");
      assert.equal(bench.simulator.tally().writes, writes, "writes that the portal committed");
      assertSentOnce(bench, rule.fault);
      if (writes === 1) await assertLanded(bench, { remoteId, set });
    },
  })),
  {
    id: "outages.late-commit",
    level: 3,
    title: "is Uncertain when a write lands after its connection was cut, and does not send it again",
    skips: readOnlyPortal,
    async run(bench) {
      const rule: FaultRule = { fault: "late-commit", on: "write", with: { ms: 20 } };
      const { thrown, remoteId } = await broken(bench, rule);
      assertNamed(thrown, "Uncertain");
      const session = await bench.open();
      const deadline = performance.now() + bench.portal.facts.settlesWithinMs + 2_000;
      // Each look is a request, so this waits for the portal and not for a clock.
      while (bench.simulator.tally().writes === 0 && performance.now() < deadline) {
        await observe(session, remoteId);
        await setImmediate();
      }
      assert.equal(bench.simulator.tally().writes, 1);
      assert.equal(bench.simulator.tally().doubledEntries, 0);
    },
  },
  ...[{}, { retryAfter: 1 }, { html: true }].map((parameters): ConformanceCase => {
    const rule: FaultRule = { fault: "too-many", on: "write", with: parameters };
    return {
      id: `outages.write-${named(rule)}`,
      level: 3,
      title: `is Transient after ${named(rule)} on a write, which the portal did not take`,
      skips: readOnlyPortal,
      async run(bench) {
        const { thrown } = await broken(bench, rule);
        assertNamed(thrown, "Transient");
        const wait = "retryAfter" in parameters ? 1_000 : undefined;
        assert.equal((thrown as Transient).retryAfterMs, wait, "how long the portal asked to wait");
        assert.equal(bench.simulator.tally().writes, 0);
        assertSentOnce(bench, "too-many");
      },
    };
  }),
  {
    id: "outages.never-left",
    level: 3,
    title: "is Transient when a write never left, and the portal has nothing",
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      await bench.simulator.stop();
      // A connection that was kept alive may not have noticed yet: on it, nobody could tell that a write never left.
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      const set = texted(bench.portal, "Không đi được");
      assertNamed(await thrownBy(() => send(session, before, set)), "Transient");
      assert.equal(bench.simulator.tally().writes, 0);
    },
  },
  ...(["login-page", "redirect-to-login"] as const).map((fault): ConformanceCase => ({
    id: `outages.write-${fault}`,
    level: 3,
    title: `takes a sign-in page for no success of a write (${fault})`,
    skips: readOnlyPortal,
    async run(bench) {
      const { thrown } = await broken(bench, { fault, on: "write", times: 1_000 });
      assertNamed(thrown, "SignedOut", "Uncertain");
      assert.equal(bench.simulator.tally().writes, 0);
    },
  })),
  {
    id: "outages.token-in-listing",
    level: 3,
    title: "signs in again when its token expires in the middle of a listing, and goes on",
    skips: without("token-expires"),
    async run(bench) {
      const seeded = bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault: "token-expires", after: 1 });
      const ids = (await listed(session)).map((task) => task.remoteId);
      bench.assertFired("token-expires");
      assert.deepEqual(ids.toSorted(), seeded.toSorted());
    },
  },
  {
    id: "outages.token-before-write",
    level: 3,
    title: "signs in again when its token expires before a write, and writes once",
    skips: (declared) => readOnlyPortal(declared) ?? without("token-expires")(declared),
    async run(bench) {
      const { thrown, remoteId, set } = await broken(bench, { fault: "token-expires", on: "write" });
      assert.equal(thrown, null);
      assertShows(await observe(await bench.open(), remoteId), set);
      assert.equal(bench.simulator.tally().doubledEntries, 0);
    },
  },
];

/** Sends one change into a fault; fails when the fault does not fire. */
async function broken(bench: Bench, rule: FaultRule) {
  const [remoteId = ""] = bench.seed(1);
  const session = await bench.open();
  const before = await observe(session, remoteId);
  const set = texted(bench.portal, "Gửi khi đường truyền chập chờn", 60);
  bench.script(rule);
  const thrown = await thrownBy(() => send(session, before, set));
  bench.assertFired(rule.fault);
  return { thrown, remoteId, set };
}

/** After the request that the fault hit, no other write may have gone to the same place. */
function assertSentOnce(bench: Bench, fault: string): void {
  const arrivals = bench.simulator.arrivals();
  const hit = arrivals.find((arrival) => arrival.faults.includes(fault));
  const same = arrivals.filter((one) => one.method === hit?.method && one.path === hit.path);
  assert.equal(same.length, 1, "the write was sent again");
  assert.equal(bench.simulator.tally().doubledEntries, 0, "the portal holds an entry twice");
}

/** The first write of a change landed: at least one of its values is there. */
async function assertLanded(
  bench: Bench,
  change: { remoteId: string; set: Record<string, unknown> },
): Promise<void> {
  const task = await observe(await bench.open(), change.remoteId);
  const fields: Record<string, unknown> = task.fields;
  const landed = Object.entries(change.set).filter(([name, value]) => fields[name] === value);
  assert.ok(landed.length > 0, "the portal committed the write and shows nothing of it");
}

function named(rule: FaultRule): string {
  const parameters = Object.entries(rule.with ?? {}).map(([name, value]) => `${name}-${String(value)}`);
  return [rule.fault, ...parameters].join("-");
}
