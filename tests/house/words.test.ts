// The catalogue: every text in both languages, with the same values in it, and Vietnamese that matches byte for byte.
import { expect, test } from "vitest";
import { words } from "../../schemas/words.ts";
import { filesBelow, textOf } from "./project-files.ts";

const entries: [string, { vi: string; en: string }][] = Object.entries(words);

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].toSorted();

test("every entry says something in both languages", () => {
  const silent = entries.filter(([, { vi, en }]) => vi.trim() === "" || en.trim() === "").map(([key]) => key);

  expect(entries.length).toBeGreaterThan(30);
  expect(silent).toEqual([]);
});

test("both languages of an entry use the same values", () => {
  const differing = entries
    .filter(([, { vi, en }]) => placeholders(vi).join() !== placeholders(en).join())
    .map(([key]) => key);

  expect(differing).toEqual([]);
});

test("Vietnamese text is NFC, in the catalogue and in every file", () => {
  const files = ["README.md", ...["src", "adapters", "schemas"].flatMap(filesBelow)];
  const composed = files.filter((path) => textOf(path) !== textOf(path).normalize("NFC"));

  expect(composed).toEqual([]);
  expect(entries.filter(([, { vi }]) => vi !== vi.normalize("NFC")).map(([key]) => key)).toEqual([]);
});

test("no key is claimed by two rooms", () => {
  const keys = filesBelow("schemas/words").flatMap((path) => [
    ...textOf(path).matchAll(/^ {2}"([\w.]+)":/gm),
  ]);
  const seen = keys.map((found) => found[1]);

  expect(seen.filter((key, at) => seen.indexOf(key) !== at)).toEqual([]);
});
