// What a portal's simulator does when it is told to list badly, to forget, to double and to rewrite: the same at every
// portal, seen through its own adapter.
import { describe, expect, onTestFinished, test } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import {
  entry,
  listed,
  observe,
  openBench,
  send,
  type Bench,
  type Stage,
} from "../../src/portal/conformance-bench.ts";

const always = 1_000;

const rewriting: FaultRule = {
  fault: "rewrites-field",
  on: "write",
  times: always,
  with: { field: "progressText", value: "Chưa có kết quả" },
};

/** Declares the tests for one portal; each starts its own. */
export function lapsesOf(name: string, make: () => Promise<Stage>): void {
  const aBench = async (): Promise<Bench> => {
    const bench = openBench(await make());
    onTestFinished(async () => await bench.close());
    return bench;
  };

  describe(`lists of ${name}`, () => {
    test("are empty by the fault empty-list, and reading one task is not", async () => {
      const bench = await aBench();
      const [first = ""] = await bench.seed(3);
      const session = await bench.open();
      bench.script({ fault: "empty-list", times: always });

      const tasks = await listed(session);
      const alone = await session.readTask?.(first);

      expect(tasks).toEqual([]);
      expect(alone?.remoteId).toBe(first);
      expect(bench.owner.fired()["empty-list"]).toBeGreaterThan(0);
    });

    test("end early by the fault cut-list: counted, so that the adapter notices and says by how much", async () => {
      const bench = await aBench();
      const { pageSize } = bench.portal.facts;
      await bench.seed(2 * pageSize + 3);
      const session = await bench.open();
      bench.script({ fault: "cut-list", times: always, with: { page: 2 } });

      const listing = listed(session);

      const sums = new RegExp(`counts ${2 * pageSize + 3} tasks, .*showed ${2 * pageSize}$`);
      await expect(listing).rejects.toMatchObject({
        name: "Transient",
        message: expect.stringMatching(sums),
      });
    });

    test("end early by the fault cut-list: admitted, so that nobody can notice", async () => {
      const bench = await aBench();
      const { pageSize } = bench.portal.facts;
      await bench.seed(2 * pageSize + 3);
      const session = await bench.open();
      bench.script({ fault: "cut-list", times: always, with: { page: 2, admits: true } });

      const tasks = await listed(session);

      expect(tasks).toHaveLength(2 * pageSize);
    });
  });

  describe(`days of ${name}`, () => {
    test.each([
      { days: undefined, dueOn: "2025-12-30", expectedOn: "2026-02-28", completedOn: "2025-12-18" },
      { days: 2, dueOn: "2026-01-02", expectedOn: "2026-03-03", completedOn: "2025-12-21" },
    ])("are off by the fault shifted-days ($days), in lists and alone", async ({ days, ...shown }) => {
      const bench = await aBench();
      const ids = await bench.seed(2);
      for (const id of ids)
        await bench.owner.edit(id, { expectedOn: "2026-03-01", completedOn: "2025-12-19", percent: 100 });
      const held = await bench.owner.held();
      const session = await bench.open();
      bench.script({ fault: "shifted-days", times: always, ...(days && { with: { days } }) });

      const tasks = await listed(session);
      const alone = await Promise.all(ids.map(async (id) => await session.readTask?.(id)));

      expect(tasks.map(({ fields }) => fields)).toMatchObject([shown, shown]);
      expect(alone.map((task) => task?.fields)).toMatchObject([shown, shown]);
      expect(await bench.owner.held()).toEqual(held);
    });
  });

  describe(`what was written to ${name}`, () => {
    test("stands until the first read of it, and then is set back without a trace", async () => {
      const bench = await aBench();
      const [first = "", second = ""] = await bench.seed(2);
      const session = await bench.open();
      bench.script(rewriting);
      for (const id of [first, second])
        await send(session, await observe(session, id), entry(bench.portal, "Đã họp"));

      const alone = await observe(session, first);
      const list = await listed(session);
      const later = await listed(session);

      expect(alone.fields.progressText).toBe("Đã họp");
      expect(textsOf(list, [first, second])).toEqual(["Chưa có kết quả", "Đã họp"]);
      expect(textsOf(later, [first, second])).toEqual(["Chưa có kết quả", "Chưa có kết quả"]);
      expect(later.map(({ fields }) => fields.percent)).toEqual([40, 40]);
      expect(
        (await bench.owner.held()).flatMap(({ entries }) => entries.map(({ text }) => text)),
      ).not.toContain("Chưa có kết quả");
      expect((await bench.owner.tally()).writes).toBe(2);
    });

    test("is set back once for one write: what is written afterwards stands", async () => {
      const bench = await aBench();
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      bench.script({ ...rewriting, times: 1 });
      await send(session, await observe(session, first), entry(bench.portal, "Đã họp"));
      await observe(session, first);

      await send(session, await observe(session, first), entry(bench.portal, "Đã họp lại"));

      await observe(session, first);
      expect((await observe(session, first)).fields.progressText).toBe("Đã họp lại");
    });

    test("is set back at once where the fault says so, to nothing where it names no value", async () => {
      const bench = await aBench();
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      bench.script({ ...rewriting, with: { field: "progressText", after: "write" } });
      await send(session, await observe(session, first), entry(bench.portal, "Đã họp"));

      const { fields } = await observe(session, first);

      expect(fields).toMatchObject({ percent: 40, progressText: null });
    });
  });

  describe(`the owner of ${name}`, () => {
    test("takes a task away, and its id is not given again", async () => {
      const bench = await aBench();
      const [first = "", second = ""] = await bench.seed(2);
      await bench.owner.remove(second);

      const [third = ""] = await bench.seed(1);

      expect((await bench.owner.held()).map(({ remoteId }) => remoteId)).toEqual([first, third]);
      expect([first, second]).not.toContain(third);
      await expect(bench.owner.remove(second)).rejects.toThrow(second);
    });

    test("enters a task twice, and each copy goes its own way", async () => {
      const bench = await aBench();
      const [first = ""] = await bench.seed(1);
      await bench.owner.edit(first, { percent: 30, progressText: "Đã họp" });
      const [original] = await bench.owner.held();

      const second = await bench.owner.copy(first);

      const alike = await bench.owner.held();
      await bench.owner.edit(second, { difficulties: "Thiếu vốn" });
      expect(alike).toEqual([original, { ...original, remoteId: second }]);
      expect(second).not.toBe(first);
      expect((await bench.owner.held())[0]).toEqual(original);
      expect(await bench.owner.tally()).toMatchObject({ writes: 0, doubledEntries: 0 });
    });
  });
}

function textsOf(tasks: Awaited<ReturnType<typeof listed>>, ids: readonly string[]) {
  return ids.map((id) => tasks.find(({ remoteId }) => remoteId === id)?.fields.progressText);
}
