// Conformance: portals that speak oddly. Text in another form, days in another shape, tasks that went away in one of
// many ways: read rightly, or not at all; nothing is guessed.
import assert from "node:assert/strict";
import { phrase } from "../../schemas/phrase.ts";
import { assertNamed, listed, observe, seedTask, thrownBy } from "./conformance-bench.ts";
import { assertAllOrNamed } from "./conformance-lists.ts";
import { without } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { PortalSession, RemoteTask } from "./contract.ts";

const manyTimes = 1_000;

export const oddityCases: readonly ConformanceCase[] = [
  {
    id: "reading.nfd-text",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.nfd_text"),
    skips: without("nfd-text"),
    async run(bench) {
      const [first = ""] = await bench.seed(2);
      const session = await bench.open();
      const before = await observe(session, first);
      bench.script({ fault: "nfd-text", on: "read", times: manyTimes });
      const after = await observe(session, first);
      bench.assertFired("nfd-text");
      assert.deepEqual(after.unknownWords, []);
      assert.equal(JSON.stringify(after.fields).normalize("NFC"), JSON.stringify(before.fields));
    },
  },
  {
    id: "reading.vanished-field",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.vanished_field"),
    skips: without("vanished-field"),
    async run(bench) {
      await bench.seed(2);
      const session = await bench.open();
      bench.script({ fault: "vanished-field", times: manyTimes });
      assertNamed(await thrownBy(() => listed(session)), "Unrecognised");
      bench.assertFired("vanished-field");
    },
  },
  ...["empty", "zero", "epoch", "local"].map((as): ConformanceCase => ({
    id: `reading.odd-days-${as}`,
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.odd_days", { as }),
    skips: without("odd-days"),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      bench.script({ fault: "odd-days", times: manyTimes, with: { as } });
      const seen: unknown[] = [];
      const thrown = await thrownBy(async () => seen.push((await observe(session, first)).fields));
      bench.assertFired("odd-days");
      if (thrown === null) assert.deepEqual(seen, [before.fields]);
      else assertNamed(thrown, "Unrecognised");
    },
  })),
  ...(["unstable-order", "page-limit", "ids-differ"] as const).map((fault): ConformanceCase => ({
    id: `reading.${fault}`,
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.odd_list", { fault }),
    skips: without(fault),
    async run(bench) {
      const seeded = await bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault, times: manyTimes });
      await assertAllOrNamed(session, seeded, ["Transient", "Unrecognised", "Refused"]);
      bench.assertFired(fault);
    },
  })),
  {
    id: "reading.redirect-elsewhere",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.redirect_elsewhere"),
    skips: without("redirect-elsewhere"),
    async run(bench) {
      await bench.seed(2);
      const session = await bench.open();
      bench.script({ fault: "redirect-elsewhere", on: "read", times: manyTimes });
      const thrown = await thrownBy(() => listed(session));
      bench.assertFired("redirect-elsewhere");
      assertNamed(thrown, "SignedOut", "Transient", "Unrecognised");
    },
  },
  ...["404", "403", "state", "moved", "missing"].map((as): ConformanceCase => ({
    id: `reading.gone-by-${as}`,
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.gone_by", { as }),
    skips: without("says-gone"),
    async run(bench) {
      const [first = ""] = await bench.seed(2);
      const session = await bench.open();
      await observe(session, first);
      await listed(session);
      bench.script({ fault: "says-gone", times: manyTimes, with: { task: first, as } });
      await assertGone(session, first, as === "missing" ? "from lists" : "altogether");
      bench.assertFired("says-gone");
    },
  })),
  ...(["task-renumbered", "task-merged", "task-split"] as const).map((fault): ConformanceCase => ({
    id: `surprises.${fault}`,
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.task_changed", { fault }),
    skips: without(fault),
    async run(bench) {
      const [first = ""] = await bench.seed(2);
      const session = await bench.open();
      await observe(session, first);
      await listed(session);
      bench.script({ fault, on: "read", with: { code: seedTask(1).code } });
      await assertGone(session, first, "altogether");
      bench.assertFired(fault);
    },
  })),
];

/** Neither listed nor shown by itself: gone, closed, or in a state that nobody knows. */
async function assertGone(
  session: PortalSession,
  id: string,
  from: "from lists" | "altogether",
): Promise<void> {
  const ids = (await listed(session)).map((task) => task.remoteId);
  assert.ok(!ids.includes(id), "a task that is gone is listed");
  const { readTask } = session;
  if (readTask === undefined || from === "from lists") return;
  const seen: (RemoteTask | null)[] = [];
  const thrown = await thrownBy(async () => seen.push(await readTask(id)));
  if (thrown !== null) return assertNamed(thrown, "Refused");
  const [task] = seen;
  const isThere = task && task.unknownWords.length === 0;
  assert.ok(!isThere, "a task that is gone is shown as if it were there");
}
