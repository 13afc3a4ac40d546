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

/** The folder whose portals are data: it reads profiles, and each profile is a portal. */
const interpreter = "profile";
/** What `portal new --code` copies: kept like an adapter, offered as none. */
const template = "template";
/** People reach it: there is no wire to shape and nothing to imitate; tests have a clerk (tests/journeys/clerk.ts). */
const byPeople = "by-hand";
const profiles = filesBelow("adapters/profile/profiles");
const profileNames = profiles.map((path) => path.replace(/^.*\/|\.yaml$/g, ""));

const usual = ["adapter.ts", "wire.ts", "convert.ts", "calls.ts", "README.md"];

/** Spoken to a real server in tests, so nothing imitates it. */
const unimitated = ["caldav"];

const coded = folders.filter((name) => ![reference, interpreter, template, byPeople].includes(name));

test.each([...coded, template])("%s has the files of every adapter", (name) => {
  const files = filesBelow(`adapters/${name}`);

  const wanted = unimitated.includes(name) ? usual : [...usual, "simulator.ts"];
  expect(files).toEqual(expect.arrayContaining(wanted.map((file) => `adapters/${name}/${file}`)));
});

test.each(folders)("%s says in its README what is known, what is assumed, and when", (name) => {
  const readme = textOf(`adapters/${name}/README.md`);

  expect(readme).toMatch(/\bknown\b/i);
  expect(readme).toMatch(/\bassumed\b/i);
  expect(readme).toMatch(/\b20\d\d-\d\d-\d\d\b|\b\d{1,2}\/\d{1,2}\/20\d\d\b/);
});

test.each(profiles)("%s says in its head what is known, what is assumed, and when", (path) => {
  const head = textOf(path).split("\nname:")[0] ?? "";

  expect(head).toMatch(/^# yaml-language-server: \$schema=\S+profile\.schema\.json$/m);
  expect(head).toMatch(/\bknown\b|\bassumed\b/i);
  expect(head).toMatch(/\b20\d\d-\d\d-\d\d\b/);
});

test("all.ts lists every portal once, in order, under its folder's or its profile's name", () => {
  const listed = portals.map((portal) => portal.name);

  expect(listed).toEqual([...coded, byPeople, ...profileNames].toSorted());
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
