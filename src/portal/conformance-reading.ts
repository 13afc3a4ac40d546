// Conformance, level 1: signing in and reading. A listing is complete or it throws.
import assert from "node:assert/strict";
import { fieldNames } from "../../schemas/field.ts";
import { Secret } from "../../schemas/secret.ts";
import { secretOptions } from "../../schemas/config.ts";
import { assertNamed, listed, observe, seedTask, thrownBy, type Bench } from "./conformance-bench.ts";
import { without } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";

const manyTimes = 1_000;
const noReadTask = "the session offers no readTask";

export const readingCases: readonly ConformanceCase[] = [
  {
    id: "reading.signs-in",
    level: 1,
    title: "signs in with the right secrets",
    async run(bench) {
      const session = await bench.open();
      assert.equal(typeof session.listTasks, "function");
    },
  },
  {
    id: "reading.wrong-password",
    level: 1,
    title: "is SignedOut with a wrong secret, and never shows an empty portal instead",
    async run(bench) {
      bench.seed(1);
      for (const name of Object.keys(secretOptions(bench.portal.options))) {
        const wrong = { [name]: new Secret("sai mật khẩu") };
        assertNamed(await thrownBy(async () => listed(await bench.open(wrong))), "SignedOut");
      }
    },
  },
  {
    id: "reading.empty",
    level: 1,
    title: "lists nothing of an empty portal without an error",
    async run(bench) {
      assert.deepEqual(await listed(await bench.open()), []);
    },
  },
  {
    id: "reading.complete",
    level: 1,
    title: "lists every task once, over as many pages as it takes",
    async run(bench) {
      const seeded = bench.seed(bench.portal.facts.pageSize + 3);
      await assertComplete(bench, seeded);
    },
  },
  {
    id: "reading.twice",
    level: 1,
    title: "lists the same twice, also after a listing that nobody finished",
    async run(bench) {
      const seeded = bench.seed(4);
      const session = await bench.open();
      for await (const task of session.listTasks()) if (task.remoteId !== "") break;
      const first = await listed(session);
      assert.equal(first.length, seeded.length, "the second listing is not complete");
      assert.deepEqual(await listed(session), first);
    },
  },
  {
    id: "reading.values",
    level: 1,
    title: "shows code, title, deadline and lead agency exactly as the portal holds them",
    async run(bench) {
      bench.seed(2);
      const tasks = await listed(await bench.open());
      const seed = seedTask(1);
      const task = tasks.find(({ code }) => code === seed.code);
      assert.ok(task, `no task shows the code ${seed.code}`);
      for (const name of ["title", "dueOn", "leadOrganisation"] as const) {
        if (bench.portal.facts.fields[name].read) assert.equal(task.fields[name], seed[name], name);
      }
    },
  },
  {
    id: "reading.declared-fields",
    level: 1,
    title: "shows every field that it declares readable and no other",
    async run(bench) {
      bench.seed(1);
      const [task] = await listed(await bench.open());
      const declared = fieldNames.filter((name) => bench.portal.facts.fields[name].read);
      assert.deepEqual(
        fieldNames.filter((name) => task !== undefined && name in task.fields),
        declared,
      );
    },
  },
  {
    id: "reading.one",
    level: 1,
    title: "reads one task as the listing shows it",
    async run(bench) {
      const [, second = ""] = bench.seed(3);
      const session = await bench.open();
      if (session.readTask === undefined) return noReadTask;
      const fromList = (await listed(session)).find((task) => task.remoteId === second);
      const alone = await session.readTask(second);
      assert.deepEqual({ ...alone, raw: null }, { ...fromList, raw: null });
    },
  },
  {
    id: "reading.gone",
    level: 1,
    title: "reads a task that is not there as null",
    async run(bench) {
      bench.seed(1);
      const session = await bench.open();
      if (session.readTask === undefined) return noReadTask;
      assert.equal(await session.readTask("987654321"), null);
    },
  },
  {
    id: "reading.removed",
    level: 1,
    title: "shows a task that was removed no longer: gone by itself, missing from the list",
    async run(bench) {
      const [first = "", second = "", third = ""] = bench.seed(3);
      const session = await bench.open();
      if (session.readTask === undefined) return noReadTask;
      await listed(session);
      await observe(session, second);
      bench.simulator.remove(second);
      assert.equal(await session.readTask(second), null);
      const left = (await listed(session)).map((task) => task.remoteId);
      assert.deepEqual(left.toSorted(), [first, third].toSorted());
    },
  },
  {
    id: "reading.copied",
    level: 1,
    title: "shows two records of one code as two tasks",
    async run(bench) {
      const [first = ""] = bench.seed(2);
      const copied = bench.simulator.copy(first);
      const code = seedTask(1).code;
      const alike = (await listed(await bench.open())).filter((task) => task.code === code);
      assert.deepEqual(alike.map((task) => task.remoteId).toSorted(), [first, copied].toSorted());
    },
  },
  {
    id: "reading.cut-list",
    level: 1,
    title: "is Transient when later pages bring nothing although the portal counts more",
    skips: without("cut-list"),
    async run(bench) {
      bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault: "cut-list", times: manyTimes, with: { page: 1 } });
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      bench.assertFired("cut-list");
    },
  },
  {
    id: "reading.clamped-pages",
    level: 1,
    title: "lists everything when the portal cuts pages shorter than asked",
    skips: without("clamp-pages"),
    async run(bench) {
      const seeded = bench.seed(7);
      bench.script({ fault: "clamp-pages", times: manyTimes, with: { size: 2 } });
      await assertComplete(bench, seeded);
      bench.assertFired("clamp-pages");
    },
  },
  {
    id: "reading.shifting-pages",
    level: 1,
    title: "yields each task once and misses none while rows shift between pages",
    skips: without("shifting-pages"),
    async run(bench) {
      const seeded = bench.seed(bench.portal.facts.pageSize + 5);
      bench.script({ fault: "shifting-pages" });
      await assertComplete(bench, seeded);
      bench.assertFired("shifting-pages");
    },
  },
  ...(["server-error", "unavailable", "lost-reply", "cut-reply"] as const).map((fault): ConformanceCase => ({
    id: `reading.second-page-${fault}`,
    level: 1,
    title: `fails the whole listing when its second page fails (${fault})`,
    async run(bench) {
      bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault, on: "read", after: 1, times: manyTimes });
      assertNamed(await thrownBy(() => listed(session)), "Transient");
      bench.assertFired(fault);
    },
  })),
  ...(["login-page", "redirect-to-login"] as const).map((fault): ConformanceCase => ({
    id: `reading.${fault}`,
    level: 1,
    title: `is SignedOut when a sign-in page comes in the middle of a listing (${fault})`,
    async run(bench) {
      bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault, on: "read", after: 1, times: manyTimes });
      assertNamed(await thrownBy(() => listed(session)), "SignedOut");
      bench.assertFired(fault);
    },
  })),
  {
    id: "reading.extra-field",
    level: 1,
    title: "is Unrecognised when the portal shows a field that nobody described",
    skips: without("extra-field"),
    async run(bench) {
      bench.seed(2);
      const session = await bench.open();
      bench.script({ fault: "extra-field", times: manyTimes });
      assertNamed(await thrownBy(() => listed(session)), "Unrecognised");
      bench.assertFired("extra-field");
    },
  },
  {
    id: "reading.unknown-word",
    level: 1,
    title: "reports a status word that nobody mapped, and never guesses a status for it",
    skips: without("unknown-word"),
    async run(bench) {
      bench.seed(1);
      const session = await bench.open();
      bench.script({ fault: "unknown-word", times: manyTimes, with: { word: "Đang xin ý kiến" } });
      const [task] = await listed(session);
      bench.assertFired("unknown-word");
      assert.deepEqual(task?.unknownWords, [{ field: "lifecycle", word: "Đang xin ý kiến" }]);
      assert.ok(!("lifecycle" in task.fields), "a status was guessed for an unknown word");
    },
  },
];

async function assertComplete(bench: Bench, seeded: string[]): Promise<void> {
  const ids = (await listed(await bench.open())).map((task) => task.remoteId);
  assert.equal(new Set(ids).size, ids.length, "a task was listed twice");
  assert.deepEqual(
    seeded.filter((id) => !ids.includes(id)),
    [],
    "tasks are missing from the listing",
  );
}
