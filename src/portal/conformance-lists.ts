// Conformance: listings of portals that cut, shift, miscount or close them. A listing that is not known to be complete
// throws; it never ends short.
import assert from "node:assert/strict";
import { phrase } from "../../schemas/phrase.ts";
import { assertNamed, listed, thrownBy, type Bench } from "./conformance-bench.ts";
import { without } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { PortalSession, RemoteTask } from "./contract.ts";

const manyTimes = 1_000;

export const listCases: readonly ConformanceCase[] = [
  {
    id: "reading.forbidden",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.forbidden"),
    skips: without("forbidden"),
    async run(bench) {
      const seeded = await bench.seed(2);
      const session = await bench.open();
      bench.script({ fault: "forbidden", times: manyTimes });
      await assertAllOrNamed(session, seeded, ["SignedOut", "Refused"]);
      const { readTask } = session;
      if (readTask === undefined) return;
      assertNamed(await thrownBy(() => readTask(seeded[0] ?? "")), "SignedOut", "Refused");
      bench.assertFired("forbidden");
    },
  },
  {
    id: "reading.cut-list",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.cut_list"),
    skips: without("cut-list"),
    async run(bench) {
      await bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault: "cut-list", times: manyTimes, with: { page: 1 } });
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      bench.assertFired("cut-list");
    },
  },
  {
    id: "reading.count-mismatch",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.count_mismatch"),
    skips: without("count-mismatch"),
    async run(bench) {
      await bench.seed(3);
      const session = await bench.open();
      bench.script({ fault: "count-mismatch", times: manyTimes, with: { by: 2 } });
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      bench.assertFired("count-mismatch");
    },
  },
  {
    id: "reading.clamped-pages",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.clamped_pages"),
    skips: without("clamp-pages"),
    async run(bench) {
      const seeded = await bench.seed(7);
      bench.script({ fault: "clamp-pages", times: manyTimes, with: { size: 2 } });
      await assertComplete(bench, seeded);
      bench.assertFired("clamp-pages");
    },
  },
  {
    id: "reading.shifting-pages",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.shifting_pages"),
    skips: without("shifting-pages"),
    async run(bench) {
      const seeded = await bench.seed(bench.portal.facts.pageSize + 5);
      bench.script({ fault: "shifting-pages" });
      await assertComplete(bench, seeded);
      bench.assertFired("shifting-pages");
    },
  },
  ...(["server-error", "unavailable", "lost-reply", "cut-reply"] as const).map((fault): ConformanceCase => ({
    id: `reading.second-page-${fault}`,
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.second_page", { fault }),
    async run(bench) {
      await bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault, on: "read", after: 1, times: manyTimes });
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      bench.assertFired(fault);
    },
  })),
  ...(["login-page", "redirect-to-login"] as const).map((fault): ConformanceCase => ({
    id: `reading.${fault}`,
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.sign_in_page", { fault }),
    async run(bench) {
      await bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault, on: "read", after: 1, times: manyTimes });
      assertNamed(await thrownBy(() => listed(session)), "SignedOut");
      bench.assertFired(fault);
    },
  })),
  {
    id: "reading.extra-field",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.extra_field"),
    skips: without("extra-field"),
    async run(bench) {
      await bench.seed(2);
      const session = await bench.open();
      bench.script({ fault: "extra-field", times: manyTimes });
      assertNamed(await thrownBy(() => listed(session)), "Unrecognised");
      bench.assertFired("extra-field");
    },
  },
  {
    id: "reading.unknown-word",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.unknown_word"),
    skips: without("unknown-word"),
    async run(bench) {
      await bench.seed(1);
      const session = await bench.open();
      bench.script({ fault: "unknown-word", times: manyTimes, with: { word: "Đang xin ý kiến" } });
      const task = (await listed(session)).find(({ unknownWords }) => unknownWords.length > 0);
      bench.assertFired("unknown-word");
      assert.deepEqual(task?.unknownWords, [{ field: "lifecycle", word: "Đang xin ý kiến" }]);
      assert.ok(!("lifecycle" in task.fields), "a status was guessed for an unknown word");
    },
  },
];

/** Lists and fails unless every task of these ids is there, once. */
export async function assertComplete(bench: Bench, seeded: string[]): Promise<void> {
  assertAll(seeded, await listed(await bench.open()));
}

/** Lists; what is listed is complete, or the listing throws one of these. */
export async function assertAllOrNamed(
  session: PortalSession,
  seeded: readonly string[],
  names: readonly string[],
): Promise<void> {
  let tasks: RemoteTask[] = [];
  const thrown = await thrownBy(async () => (tasks = await listed(session)));
  if (thrown === null) assertAll(seeded, tasks);
  else assertNamed(thrown, ...names);
}

/** Fails unless every id is among the tasks, and none twice. */
export function assertAll(seeded: readonly string[], tasks: readonly RemoteTask[]): void {
  const ids = tasks.map((task) => task.remoteId);
  assert.equal(new Set(ids).size, ids.length, "a task was listed twice");
  assert.deepEqual(
    seeded.filter((id) => !ids.includes(id)),
    [],
    "tasks are missing from the listing",
  );
}
