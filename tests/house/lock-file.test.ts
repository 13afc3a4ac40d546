// The lock file installs the same everywhere: complete for every platform, exact where a version is part of the promise,
// nothing run at installation.
import { expect, test } from "vitest";
import { textOf } from "./project-files.ts";

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}

const locked = Object.entries(
  (JSON.parse(textOf("package-lock.json")) as { packages: Record<string, Locked> }).packages,
);
const names = new Set(locked.map(([path]) => path));
const wanted = JSON.parse(textOf("package.json")) as Record<
  "dependencies" | "devDependencies" | "optionalDependencies",
  Record<string, string>
>;

/** Where Node would look for a package that is required from `path`, nearest first. */
function* placesFor(path: string, name: string): Generator<string> {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    yield `${at}/node_modules/${name}`;
  }
  yield `node_modules/${name}`;
}

test("every optional package of every package is locked", () => {
  const missing = locked.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => ![...placesFor(path, name)].some((place) => names.has(place)))
      .map((name) => `${name}, wanted by ${path || "us"}`),
  );

  expect(missing).toEqual([]);
});

test("every locked package has its version and its digest, and no address of one machine's registry", () => {
  const unsure = locked.filter(([path, { version, integrity }]) => path !== "" && !(version && integrity));
  const elsewhere = locked.filter(
    ([, { resolved = "https://registry.npmjs.org/" }]) => !resolved.startsWith("https://registry.npmjs.org/"),
  );

  expect(unsure).toEqual([]);
  expect(elsewhere).toEqual([]);
});

test("no package of ours runs a script when it is installed", () => {
  const running = locked.filter(([, { hasInstallScript = false }]) => hasInstallScript).map(([path]) => path);

  // macOS only, never built on our platforms: a ready binary lies in it.
  expect(running.filter((path) => path !== "node_modules/fsevents")).toEqual([]);
});

test("packages with binaries or inner parts that we rest on are pinned exactly", () => {
  const all = { ...wanted.dependencies, ...wanted.devDependencies, ...wanted.optionalDependencies };
  const pinned = [
    "@electric-sql/pglite",
    "oxlint",
    "msw",
    "@mswjs/interceptors",
    "@stryker-mutator/core",
    "@stryker-mutator/vitest-runner",
    ...Object.keys(wanted.optionalDependencies),
  ];

  expect(pinned.filter((name) => !/^\d+\.\d+\.\d+$/.test(all[name] ?? ""))).toEqual([]);
});

test("the bundled Node is one version on all five platforms", () => {
  const versions = new Set(Object.values(wanted.optionalDependencies));

  expect(Object.keys(wanted.optionalDependencies)).toHaveLength(5);
  expect(versions.size).toBe(1);
});
