// Appendices into a real register: counts, agencies, dry run, second import.
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { inWords } from "../../schemas/phrase.ts";
import { writeBrokenAppendix } from "../../src/intake/broken-sample.ts";
import { importAppendix, type ImportRequest } from "../../src/intake/import.ts";
import { writeSampleAppendices } from "../../src/intake/samples.ts";
import { sampleOrganisations } from "../../src/intake/sample-organisations.ts";
import { writeWorkbook } from "../../src/intake/spreadsheet.ts";
import { addOrganisations } from "../../src/register/organisations.ts";
import { findTask } from "../../src/register/tasks.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase, type OpenDatabase } from "../databases.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { aRow, header, titleBlock } from "./sheets.ts";

const provenance = { who: "văn thư", system: "import", run: "run-1", at: "2025-12-08T01:00:00.000Z" };

async function openWithAgencies(open: OpenDatabase): Promise<Store> {
  const store = await open();
  const organisations = sampleOrganisations.map((known) => ({ ...known, id: randomUUID(), codes: [] }));
  await store.transaction((tx) => addOrganisations(tx, organisations));
  return store;
}

function importInto(store: Store, file: string, changes: Partial<ImportRequest> = {}) {
  return store.transaction((tx) =>
    importAppendix(tx, { file, dryRun: false, provenance, newId: randomUUID, ...changes }),
  );
}

async function problemsFrom(importing: Promise<unknown>): Promise<string[]> {
  const error = await importing.then(
    () => new Error("nothing was refused"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error;
  return error.problems.map((problem) => inWords(problem, "vi"));
}

onEachDatabase("importing an appendix", (open) => {
  test("writes the sample appendices whose counts are as stated, and the second time nothing", async () => {
    const store = await openWithAgencies(open);
    const samples = await writeSampleAppendices(await temporaryFolder());

    const first = [];
    for (const { path, expect: stated, dueBy } of samples) {
      first.push(await importInto(store, path, { expect: stated, dueBy }));
    }
    const second = [];
    for (const { path } of samples) second.push(await importInto(store, path));

    expect(first.map((summary) => [summary.new, summary.changed, summary.same])).toEqual([
      [167, 0, 0],
      [125, 0, 0],
      [136, 0, 0],
    ]);
    expect(second.map((summary) => [summary.new, summary.changed, summary.same])).toEqual([
      [0, 0, 167],
      [0, 0, 125],
      [0, 0, 136],
    ]);
    const task = await store.read((tx) => findTask(tx, "PL2-013CT-UBND-021225-I.1"));
    expect(task).toMatchObject({
      deadline: { dueOn: "2026-03-31", precision: "quarter", text: "Quý I/2026" },
    });
  });

  test("a dry run says the same and writes nothing", async () => {
    const store = await openWithAgencies(open);
    const [sample] = await writeSampleAppendices(await temporaryFolder());
    const file = sample?.path ?? "";

    const dry = await importInto(store, file, { dryRun: true, dueBy: "2025-12-31" });
    const real = await importInto(store, file, { dueBy: "2025-12-31" });

    expect(dry).toEqual({ ...real, written: false });
    expect(real).toMatchObject({ total: 167, due: 38, new: 167, written: true });
  });

  test("refuses counts that differ from the stated ones, with both and the difference", async () => {
    const store = await openWithAgencies(open);
    const [sample] = await writeSampleAppendices(await temporaryFolder());

    const problems = await problemsFrom(
      importInto(store, sample?.path ?? "", { expect: { total: 170, due: 30 }, dueBy: "2025-12-31" }),
    );

    expect(problems).toEqual([
      expect.stringContaining("văn bản nêu 170 nhiệm vụ, tệp có 167 (chênh -3)"),
      expect.stringContaining("văn bản nêu 30 nhiệm vụ phải xong đến hết 31/12/2025, tệp có 38 (chênh +8)"),
    ]);
    expect(await store.read((tx) => findTask(tx, "PL1-001"))).toBeNull();
  });

  test("refuses a stated number of due tasks without a day", async () => {
    const store = await openWithAgencies(open);
    const [sample] = await writeSampleAppendices(await temporaryFolder());

    const problems = await problemsFrom(
      importInto(store, sample?.path ?? "", { expect: { total: 167, due: 38 } }),
    );

    expect(problems).toEqual([expect.stringContaining("--due-by")]);
  });

  test("names every cell with an agency that the register does not know, once for each name", async () => {
    const store = await openWithAgencies(open);
    const file = join(await temporaryFolder(), "phu-luc.xlsx");
    const unknown = { lead: "Sở Ngoại vụ" };
    const rows = [...titleBlock, header, aRow(1, "Một", unknown), aRow(2, "Hai"), aRow(3, "Ba", unknown)];
    await writeFile(file, await writeWorkbook([{ name: "PL", rows }]));

    const problems = await problemsFrom(importInto(store, file));

    expect(problems).toEqual([expect.stringContaining("“Sở Ngoại vụ” ở 2 ô (PL!C5, PL!C7)")]);
    expect(await store.read((tx) => findTask(tx, "PL2-013CT-UBND-021225-2"))).toBeNull();
  });

  test("one mistake anywhere means nothing is written, and agencies are checked all the same", async () => {
    const store = await open();
    const file = join(await temporaryFolder(), "hong.xlsx");
    await writeBrokenAppendix(file);

    const problems = await problemsFrom(importInto(store, file, { expect: { total: 21 } }));

    const agencies = problems.slice(20).toSorted();
    expect(agencies).toEqual([
      expect.stringContaining("“Công an tỉnh” ở 21 ô (Phụ lục!E4, "),
      expect.stringContaining("“Sở Nội vụ” ở 19 ô (Phụ lục!D4, "),
    ]);
    expect(await store.read((tx) => findTask(tx, "HONG-1B"))).toBeNull();
  });

  test("a deadline moved in the appendix is a change of that task alone", async () => {
    const store = await openWithAgencies(open);
    const file = join(await temporaryFolder(), "phu-luc.xlsx");
    const write = async (dueOn: string) => {
      const rows = [...titleBlock, header, aRow(1, "Một"), aRow(2, "Hai", { dueOn })];
      await writeFile(file, await writeWorkbook([{ name: "PL", rows }]));
    };
    await write("31/12/2025");
    await importInto(store, file);
    await write("Quý I/2026");

    const summary = await importInto(store, file);

    expect(
      summary.comparisons.map(({ verdict, changes }) => [verdict, changes.map(({ field }) => field)]),
    ).toEqual([
      ["same", []],
      ["changed", ["dueOn", "duePrecision", "dueText"]],
    ]);
  });
});
