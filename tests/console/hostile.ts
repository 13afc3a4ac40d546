// Texts that hurt where they are taken for anything but text, and the proof that a page did not take them so.
import { expect } from "vitest";
import type { PageParts } from "./asked.ts";

export const markup = `<script>alert(1)</script>"><img src=x onerror=alert(2)>'`;
const turning = "\u202egnp.exe";
export const formula = `=HYPERLINK("http://x";"y")`;
export const hostile = `${formula} ${markup} ${turning}`;
/** No element and no attribute was made of it, and what turns the direction of writing is kept to itself. */
export function expectOnlyText({ elements, pieces }: PageParts): void {
  expect(elements.filter(({ name }) => name === "script" || name === "img")).toEqual([]);
  const acts = elements
    .flatMap(({ attributes }) => Object.keys(attributes))
    .filter((name) => /^on|^style$/.test(name));
  expect(acts).toEqual([]);
  const loose = pieces.filter(
    ({ text, within }) =>
      text.includes("\u202e") &&
      !within.some(
        ({ name, attributes }) => name === "bdi" || name === "title" || attributes["dir"] === "auto",
      ),
  );
  expect(loose).toEqual([]);
}
