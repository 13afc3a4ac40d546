// Names that say nothing grow into giants; paths of one machine mean nothing on another.
import { expect, test } from "vitest";
import { filesBelow, textOf } from "./project-files.ts";

const files = filesBelow("");
const ours = files.filter((path) => /^(src|adapters|schemas|tests)\//.test(path));
const sources = ours.filter((path) => /\.(ts|mjs)$/.test(path));

const sayingNothing =
  /^(manager|services?|helpers?|utils?|utilities|common|shared|lib|core|handlers?|processors?|data|info|misc|impl|index)$/;

/** Folders of a person or a machine; a path inside a web address is none. */
const machinePath = /(?<![\w.:)}-])\/(?:work|home|root|Users|tmp)\/[\w.-]+|[A-Z]:\\Users\\/;

const stem = (path: string) => (path.split("/").at(-1) ?? "").replace(/(\.test)?\.\w+$/, "");

test("no file or folder has a name that says nothing, or ends in one", () => {
  const lastWords = ours.flatMap((path) =>
    [...path.split("/").slice(0, -1), stem(path)].map((part) => ({
      path,
      word: part.split("-").at(-1) ?? "",
    })),
  );

  expect(lastWords.filter(({ word }) => sayingNothing.test(word)).map(({ path }) => path)).toEqual([]);
});

test("no export has a name that says nothing", () => {
  const named = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm;
  const found = sources.flatMap((path) =>
    [...textOf(path).matchAll(named)]
      .filter(([, name]) => sayingNothing.test((name ?? "").toLowerCase()))
      .map(([, name]) => `${path}: ${name}`),
  );

  expect(found).toEqual([]);
});

test("source files are kebab-case", () => {
  const odd = sources.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.config)?$/.test(stem(path)));

  expect(odd).toEqual([]);
});

test("every source file opens by saying what it promises", () => {
  const silent = sources.filter(
    (path) => !path.startsWith("tests/") && !/^(#!.*\n)?\/\/ \S/.test(textOf(path)),
  );

  expect(silent).toEqual([]);
});

test("no file mentions a machine's own path", () => {
  const texts = files.filter((path) =>
    /\.(ts|mjs|md|json|yaml|yml|example|npmrc)$|^\.ci\/|^\.\w+$/.test(path),
  );
  const found = texts.filter((path) => machinePath.test(textOf(path)));

  expect(texts.length).toBeGreaterThan(30);
  expect(found).toEqual([]);
});

test("a planted machine path is caught, a web address is not", () => {
  const folder = ["", "home", "somebody", "x"].join("/");

  expect(machinePath.test(`see ${folder}`)).toBe(true);
  expect(machinePath.test("https://portal.example/home/page")).toBe(false);
});
