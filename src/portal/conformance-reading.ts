// Conformance: signing in and reading. A listing is complete or it throws.
import assert from "node:assert/strict";
import { fieldNames } from "../../schemas/field.ts";
import { Secret } from "../../schemas/secret.ts";
import { secretOptions } from "../../schemas/config.ts";
import { phrase } from "../../schemas/phrase.ts";
import { assertNamed, listed, observe, seedTask, thrownBy } from "./conformance-bench.ts";
import { assertComplete, assertAll, listCases } from "./conformance-lists.ts";
import type { ConformanceCase } from "./conformance.ts";

const noReadTask = phrase("conformance.skip.read_task");

export const readingCases: readonly ConformanceCase[] = [
  {
    id: "reading.signs-in",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.signs_in"),
    async run(bench) {
      const session = await bench.open();
      assert.equal(typeof session.listTasks, "function");
    },
  },
  {
    id: "reading.wrong-password",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.wrong_password"),
    async run(bench) {
      await bench.seed(1);
      for (const name of Object.keys(secretOptions(bench.portal.options))) {
        const wrong = { [name]: new Secret("sai mật khẩu") };
        assertNamed(await thrownBy(async () => listed(await bench.open(wrong))), "SignedOut");
      }
    },
  },
  {
    id: "reading.empty",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.empty"),
    async run(bench) {
      if ((await bench.owner.held()).length > 0) return phrase("conformance.skip.others");
      assert.deepEqual(await listed(await bench.open()), []);
    },
  },
  {
    id: "reading.complete",
    topic: "reading",
    level: "bronze",
    cornerstone: true,
    title: phrase("conformance.reading.complete"),
    async run(bench) {
      const seeded = await bench.seed(bench.portal.facts.pageSize + 3);
      await assertComplete(bench, seeded);
    },
  },
  {
    id: "reading.twice",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.twice"),
    async run(bench) {
      const seeded = await bench.seed(4);
      const session = await bench.open();
      for await (const task of session.listTasks()) if (task.remoteId !== "") break;
      const first = await listed(session);
      assertAll(seeded, first);
      assert.deepEqual(await listed(session), first);
    },
  },
  {
    id: "reading.values",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.values"),
    async run(bench) {
      const [first] = await bench.seed(2);
      const tasks = await listed(await bench.open());
      const seed = seedTask(1);
      const task = tasks.find(({ remoteId }) => remoteId === first);
      assert.equal(task?.code, seed.code);
      for (const name of ["title", "dueOn", "leadOrganisation"] as const) {
        if (bench.portal.facts.fields[name].read) assert.equal(task.fields[name], seed[name], name);
      }
    },
  },
  {
    id: "reading.unset",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.unset"),
    async run(bench) {
      const [first = ""] = await bench.owner.seed([{ ...seedTask(1), dueOn: null, leadOrganisation: null }]);
      const { fields } = await observe(await bench.open(), first);
      assert.equal(fields.dueOn ?? null, null);
      assert.equal(fields.leadOrganisation ?? "", "");
    },
  },
  {
    id: "reading.declared-fields",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.declared_fields"),
    async run(bench) {
      const [first] = await bench.seed(1);
      const task = (await listed(await bench.open())).find(({ remoteId }) => remoteId === first);
      const declared = fieldNames.filter((name) => bench.portal.facts.fields[name].read);
      assert.deepEqual(
        fieldNames.filter((name) => task !== undefined && name in task.fields),
        declared,
      );
    },
  },
  {
    id: "reading.one",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.one"),
    async run(bench) {
      const [, second = ""] = await bench.seed(3);
      const session = await bench.open();
      if (session.readTask === undefined) return noReadTask;
      const fromList = (await listed(session)).find((task) => task.remoteId === second);
      const alone = await session.readTask(second);
      assert.deepEqual({ ...alone, raw: null }, { ...fromList, raw: null });
    },
  },
  {
    id: "reading.gone",
    topic: "reading",
    level: "bronze",
    title: phrase("conformance.reading.gone"),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      if (session.readTask === undefined) return noReadTask;
      assert.equal(await session.readTask(strangeId(first)), null);
    },
  },
  {
    id: "reading.removed",
    topic: "reading",
    level: "bronze",
    acts: ["remove"],
    title: phrase("conformance.reading.removed"),
    async run(bench) {
      const [first = "", second = "", third = ""] = await bench.seed(3);
      const session = await bench.open();
      if (session.readTask === undefined) return noReadTask;
      await listed(session);
      await observe(session, second);
      await bench.owner.remove(second);
      assert.equal(await session.readTask(second), null);
      const left = (await listed(session)).map((task) => task.remoteId);
      assert.deepEqual(
        [first, second, third].filter((id) => left.includes(id)),
        [first, third],
      );
    },
  },
  {
    id: "reading.copied",
    topic: "reading",
    level: "bronze",
    acts: ["copy"],
    title: phrase("conformance.reading.copied"),
    async run(bench) {
      const [first = ""] = await bench.seed(2);
      const copied = await bench.owner.copy(first);
      const ids = [first, copied];
      const both = (await listed(await bench.open())).filter((task) => ids.includes(task.remoteId));
      assert.deepEqual(both.map((task) => task.remoteId).toSorted(), ids.toSorted());
      assert.equal(both[0]?.code, both[1]?.code);
    },
  },
  ...listCases,
];

/** An id of the same kind as a real one that no task has. */
function strangeId(real: string): string {
  if (/^\d+$/.test(real)) return "987654321";
  return /\d/.test(real) ? real.replaceAll(/\d/g, (digit) => String(9 - Number(digit))) : `khong-co-${real}`;
}
