// A workbook full of mistakes: all of them are told at once, and the register stays as it was.
import { expect, it } from "vitest";
import { writeBrokenAppendix } from "../../src/intake/broken-sample.ts";
import { aDesk } from "./desk.ts";
import { dump, fillDesk } from "./scene.ts";

it("tells all twenty mistakes of a workbook, each with its cell, and imports nothing", async () => {
  const desk = await aDesk();
  await fillDesk(desk, { tasks: 2 });
  for (const agency of ["Công an tỉnh", "Sở Tư pháp"]) await desk.run("org", "add", agency);
  const cells = await writeBrokenAppendix(desk.path("sai.xlsx"));
  const rows = async () => await desk.open(async ({ means }) => await dump(means.store));
  const before = await rows();

  const vietnamese = await desk.run("import", "sai.xlsx");
  const english = await desk.run("import", "sai.xlsx", "--lang", "en");
  const asJson = await desk.run("import", "sai.xlsx", "--dry-run", "--json");

  expect(cells).toHaveLength(20);
  expect([vietnamese.code, english.code, asJson.code]).toEqual([1, 1, 1]);
  for (const { out, err } of [vietnamese, english]) {
    const messages = err.trim().split("\n");
    expect(out).toBe("");
    expect(messages).toHaveLength(20);
    for (const cell of cells) {
      expect(
        messages.filter((line) => new RegExp(`\\b${cell}\\b`).test(line)),
        cell,
      ).not.toEqual([]);
    }
  }
  expect(english.err).not.toEqual(vietnamese.err);
  expect(asJson.json().problems).toHaveLength(20);
  expect(await rows()).toEqual(before);
});
