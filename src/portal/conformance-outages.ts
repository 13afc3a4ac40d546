// Conformance: a line that breaks. Promise 1: a write whose fate is not known is Uncertain, is not sent
// again, and only what provably never left or was not taken is Transient.
import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { Transient } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { assertNamed, listed, observe, send, texted, thrownBy, type Bench } from "./conformance-bench.ts";
import { broken } from "./conformance-broken-line.ts";
import { sessionCases } from "./conformance-sessions.ts";
import { readOnlyPortal, without, writingWithout } from "./conformance-skips.ts";
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
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.read", { fault: named(rule) }),
    async run(bench) {
      const seeded = await bench.seed(3);
      const session = await bench.open();
      bench.script({ ...rule, on: "read" });
      const ids = (await listed(session)).map((task) => task.remoteId);
      assert.deepEqual(
        seeded.filter((id) => !ids.includes(id)),
        [],
      );
      bench.assertFired(rule.fault);
    },
  })),
  {
    id: "outages.portal-down",
    topic: "outages",
    level: "bronze",
    title: phrase("conformance.outages.portal_down"),
    async run(bench) {
      await bench.seed(3);
      const session = await bench.open();
      bench.script({ fault: "unavailable", times: 1_000 });
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      bench.assertFired("unavailable");
    },
  },
  ...unclearWrites.map(({ rule, writes }): ConformanceCase => ({
    id: `outages.write-${named(rule)}`,
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.write_unclear", { fault: named(rule) }),
    skips: readOnlyPortal,
    async run(bench) {
      const { thrown, remoteId, set, since } = await broken(bench, rule);
      assertNamed(thrown, "Uncertain");
      assert.equal((await bench.owner.tally()).writes, writes, "writes that the portal committed");
      await assertSentOnce(bench, since);
      if (writes === 1) await assertLanded(bench, { remoteId, set });
    },
  })),
  {
    id: "outages.late-commit",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.late_commit"),
    skips: readOnlyPortal,
    async run(bench) {
      const rule: FaultRule = { fault: "late-commit", on: "write", with: { ms: 20 } };
      const { thrown, remoteId } = await broken(bench, rule);
      assertNamed(thrown, "Uncertain");
      const session = await bench.open();
      const deadline = performance.now() + bench.portal.facts.settlesWithinMs + 2_000;
      // Each look is a request, so this waits for the portal and not for a clock.
      while ((await bench.owner.tally()).writes === 0 && performance.now() < deadline) {
        await observe(session, remoteId);
        await setImmediate();
      }
      assert.equal((await bench.owner.tally()).writes, 1);
      assert.equal((await bench.owner.tally()).doubledEntries, 0);
    },
  },
  ...[{}, { retryAfter: 1 }, { html: true }].map((parameters): ConformanceCase => {
    const rule: FaultRule = { fault: "too-many", on: "write", with: parameters };
    return {
      id: `outages.write-${named(rule)}`,
      topic: "outages",
      level: "gold",
      title: phrase("conformance.outages.write_refused", { fault: named(rule) }),
      skips: readOnlyPortal,
      async run(bench) {
        const { thrown, since } = await broken(bench, rule);
        assertNamed(thrown, "Transient");
        const wait = "retryAfter" in parameters ? 1_000 : undefined;
        assert.equal((thrown as Transient).retryAfterMs, wait, "how long the portal asked to wait");
        assert.equal((await bench.owner.tally()).writes, 0);
        await assertSentOnce(bench, since);
      },
    };
  }),
  {
    id: "outages.never-left",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.never_left"),
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      await bench.owner.stop();
      // A connection that was kept alive may not have noticed yet: on it, nobody could tell that a write never left.
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      const set = texted(bench.portal, "Không đi được");
      assertNamed(await thrownBy(() => send(session, before, set)), "Transient");
      assert.equal((await bench.owner.tally()).writes, 0);
    },
  },
  ...(["login-page", "redirect-to-login"] as const).map((fault): ConformanceCase => ({
    id: `outages.write-${fault}`,
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.write_sign_in_page", { fault }),
    skips: readOnlyPortal,
    async run(bench) {
      const { thrown } = await broken(bench, { fault, on: "write", times: 1_000 });
      assertNamed(thrown, "SignedOut", "Uncertain");
      assert.equal((await bench.owner.tally()).writes, 0);
    },
  })),
  {
    id: "outages.slow-drip",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.slow_drip"),
    async run(bench) {
      const seeded = await bench.seed(3);
      const session = await bench.open();
      bench.script({ fault: "slow-drip", on: "read", with: { ms: 10 } });
      const ids = (await listed(session)).map((task) => task.remoteId);
      bench.assertFired("slow-drip");
      assert.deepEqual(
        seeded.filter((id) => !ids.includes(id)),
        [],
      );
    },
  },
  ...(["stalled-reply", "half-open"] as const).map((fault): ConformanceCase => ({
    id: `outages.write-${fault}`,
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.write_stalled", { fault }),
    patienceMs: 1_000,
    skips: (declared) => writingWithout(fault)(declared),
    async run(bench) {
      const handled = fault === "half-open" ? { with: { handled: true } } : {};
      const { thrown, remoteId, set, since } = await broken(bench, { fault, on: "write", ...handled });
      assertNamed(thrown, "Uncertain");
      await assertSentOnce(bench, since);
      await assertLanded(bench, { remoteId, set });
    },
  })),
  {
    id: "outages.write-chokes",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.write_chokes"),
    skips: writingWithout("chokes-on"),
    async run(bench) {
      const rule: FaultRule = {
        fault: "chokes-on",
        on: "write",
        times: 1_000,
        with: { pattern: "chập chờn|60" },
      };
      const { thrown, since } = await broken(bench, rule);
      assertNamed(thrown, "Uncertain");
      await assertSentOnce(bench, since);
      assert.equal((await bench.owner.tally()).writes, 0);
    },
  },
  {
    id: "outages.burst",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.burst"),
    skips: without("burst"),
    async run(bench) {
      const ids = await bench.seed(4);
      const session = await bench.open();
      const limit = { requests: 0, ms: 200, retryAfter: 1 };
      bench.script({ fault: "burst", on: "read", times: 2, with: limit });
      const tasks = await Promise.all(ids.map(async (id) => await observe(session, id)));
      bench.assertFired("burst");
      assert.deepEqual(
        tasks.map(({ remoteId }) => remoteId),
        ids,
      );
    },
  },
  ...sessionCases,
];

const writingMethods = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Of the writes on record since the fault was scripted, which hit the first, none went to the same place again. */
async function assertSentOnce(bench: Bench, since: number): Promise<void> {
  const writes = bench.exchanges.slice(since).filter(({ method }) => writingMethods.has(method));
  const [hit] = writes;
  const same = writes.filter((one) => one.method === hit?.method && one.path === hit.path);
  assert.ok(same.length <= 1, "the write was sent again");
  assert.equal((await bench.owner.tally()).doubledEntries, 0, "the portal holds an entry twice");
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
