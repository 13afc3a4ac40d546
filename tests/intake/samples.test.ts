// The sample appendices hold what the letter states, and the broken one answers with all its mistakes.
import { join } from "node:path";
import { expect, test } from "vitest";
import { inWords } from "../../schemas/phrase.ts";
import { ProposedTaskSchema } from "../../schemas/task.ts";
import { readAppendix } from "../../src/intake/appendix.ts";
import { writeBrokenAppendix } from "../../src/intake/broken-sample.ts";
import { writeSampleAppendices } from "../../src/intake/samples.ts";
import { sampleOrganisations } from "../../src/intake/sample-organisations.ts";
import { temporaryFolder } from "../temporary-folder.ts";

test("the samples hold 167/38, 125/57 and 136/120 tasks with 428 codes and titles", async () => {
  const samples = await writeSampleAppendices(await temporaryFolder());
  const appendices = await Promise.all(samples.map(({ path }) => readAppendix(path)));

  const counts = appendices.map(({ proposals, taskRows }) => ({
    total: taskRows,
    due: proposals.filter(({ task }) => (task.deadline.dueOn ?? "9999") <= "2025-12-31").length,
  }));
  const tasks = appendices.flatMap(({ proposals }) => proposals.map(({ task }) => task));
  expect(appendices.flatMap(({ problems }) => problems)).toEqual([]);
  expect(counts).toEqual([
    { total: 167, due: 38 },
    { total: 125, due: 57 },
    { total: 136, due: 120 },
  ]);
  expect(samples.map(({ expect: stated }) => stated)).toEqual(counts);
  expect(new Set(tasks.map(({ code }) => code)).size).toBe(428);
  expect(new Set(tasks.map(({ title }) => title)).size).toBe(428);
  expect(tasks.map((task) => ProposedTaskSchema.safeParse(task).error)).toEqual(tasks.map(() => undefined));
});

test("every agency of the samples is in the list that goes with them", async () => {
  const samples = await writeSampleAppendices(await temporaryFolder());
  const appendices = await Promise.all(samples.map(({ path }) => readAppendix(path)));

  const known = new Set(
    sampleOrganisations.flatMap(({ name, shortName, aliases }) => [name, shortName, ...aliases]),
  );
  const named = appendices.flatMap(({ proposals }) =>
    proposals.flatMap(({ task }) => [task.leadOrganisation ?? "", ...task.cooperatingOrganisations]),
  );
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test("a second writing and reading gives the same proposals", async () => {
  const first = await readSamplesAnew();

  const second = await readSamplesAnew();

  expect(second).toEqual(first);
});

test("twenty mistakes give twenty problems at their cells, in both languages", async () => {
  const path = join(await temporaryFolder(), "hong.xlsx");
  const cells = await writeBrokenAppendix(path);
  const { problems } = await readAppendix(path);

  const inCellOrder = problems.toSorted(
    (one, other) => rowOf(one.values["cell"]) - rowOf(other.values["cell"]),
  );
  expect(cells).toHaveLength(20);
  expect(inCellOrder.map(({ values }) => values["cell"])).toEqual(cells);
  expect(new Set(problems.map(({ key }) => key)).size).toBeGreaterThanOrEqual(14);
  for (const problem of problems) {
    expect(inWords(problem, "vi")).toMatch(
      /^hong\.xlsx, trang “Phụ lục”, ô [A-J]\d+: đọc được “.*”\. .+ Cách sửa: /,
    );
    expect(inWords(problem, "en")).toMatch(
      /^hong\.xlsx, sheet “Phụ lục”, cell [A-J]\d+: read “.*”\. .+ Fix: /,
    );
  }
});

async function readSamplesAnew() {
  const samples = await writeSampleAppendices(await temporaryFolder());
  return Promise.all(samples.map(({ path }) => readAppendix(path)));
}

function rowOf(cell: unknown): number {
  return Number(/\d+/.exec(String(cell))?.[0]);
}
