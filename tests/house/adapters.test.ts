// Every adapter looks like every other: the same files, facts that are dated and divided into known and assumed.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { portals } from "../../adapters/all.ts";
import { portal as memory } from "../../adapters/memory/adapter.ts";
import { filesBelow, project, textOf } from "./project-files.ts";

const folders = readdirSync(join(project, "adapters"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** The in-memory reference speaks over no wire and needs no imitation of itself. */
const reference = "memory";

const usual = ["adapter.ts", "wire.ts", "convert.ts", "calls.ts", "simulator.ts", "README.md"];

test.each(folders.filter((name) => name !== reference))("%s has the files of every adapter", (name) => {
  const files = filesBelow(`adapters/${name}`);

  expect(files).toEqual(expect.arrayContaining(usual.map((file) => `adapters/${name}/${file}`)));
});

test.each(folders)("%s says in its README what is known, what is assumed, and when", (name) => {
  const readme = textOf(`adapters/${name}/README.md`);

  expect(readme).toMatch(/\bknown\b/i);
  expect(readme).toMatch(/\bassumed\b/i);
  expect(readme).toMatch(/\b20\d\d-\d\d-\d\d\b|\b\d{1,2}\/\d{1,2}\/20\d\d\b/);
});

test("all.ts lists every portal once, in order, under its folder's name", () => {
  const listed = portals.map((portal) => portal.name);

  expect(listed).toEqual(folders.filter((name) => name !== reference).toSorted());
});

test("every limit, every no and every loss has a reason", () => {
  const reasons = [...portals, memory].flatMap(({ facts }) => [
    facts.conditionalWrite.reason,
    ...Object.values(facts.fields).flatMap((fact) => (fact.write ? [] : [fact.reason])),
    ...("none" in facts.evidence ? [facts.evidence.none] : []),
    ...(facts.marker === "in entries" ? [] : [facts.marker.none]),
    ...Object.values(facts.status.reads).flatMap(({ loss }) => (loss === undefined ? [] : [loss])),
    ...Object.values(facts.status.writes).flatMap((said) => (typeof said === "string" ? [] : [said.none])),
    ...Object.values(facts.status.shows).map((shown) => shown.loss),
  ]);

  expect(reasons.filter((reason) => reason.trim().length < 10)).toEqual([]);
});
