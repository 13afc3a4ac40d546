// Who may import whom (src/README.md), one package one room, environment and clock only in src/main.ts.
import { expect, test } from "vitest";
import { mayImport, packageRooms, violationsIn } from "./import-table.ts";
import { filesBelow, textOf } from "./project-files.ts";

const sources = ["src", "adapters", "schemas"]
  .flatMap(filesBelow)
  .filter((path) => /\.(ts|mjs|js|mts|cts)$/.test(path));

test("every source file keeps the import table", () => {
  const violations = sources.flatMap((path) => violationsIn(path, textOf(path)));

  expect(sources.length).toBeGreaterThan(20);
  expect(violations).toEqual([]);
});

test("the verifier for other people's computers is one file that needs nothing but Node", () => {
  const text = textOf("src/ledger/verify-ledger.mjs");

  const imported = [...text.matchAll(/\bfrom "([^"]+)"|\b(?:import|require)\((?!")/g)].map(
    ([all, from]) => from ?? all,
  );

  expect(imported.toSorted()).toEqual(["node:crypto", "node:fs", "node:path"]);
});

test.each([
  ["a static import", "schemas/task.ts", 'import { openStore } from "../src/store/connection.ts";'],
  [
    "an import of types alone",
    "src/reconcile/decide.ts",
    'import type { Tx } from "../store/connection.ts";',
  ],
  ["a re-export", "src/store/due.ts", 'export { markTasksDue } from "../register/change.ts";'],
  ["a re-export of everything", "src/ledger/read.ts", 'export * from "../push/run.ts";'],
  ["a dynamic import", "src/cli/push.ts", 'const { portals } = await import("../../adapters/all.ts");'],
  ["an import inside a type", "src/intake/read.ts", 'type Tx = import("../store/connection.ts").Tx;'],
  ["a computed import", "src/cli/run.ts", "export const load = (name: string) => import(name);"],
  [
    "an adapter importing another",
    "adapters/nq57/calls.ts",
    'import { x } from "../nq71-dongnai/convert.ts";',
  ],
  [
    "an adapter importing the store",
    "adapters/nq57/calls.ts",
    'import { x } from "../../src/store/links.ts";',
  ],
  ["a room that is not in the table", "src/helpers/text.ts", "export const one = 1;"],
  ["a test imported by the program", "src/push/run.ts", 'import { aTask } from "../../tests/builders.ts";'],
  ["a package outside its room", "src/push/run.ts", 'import { Kysely } from "kysely";'],
  ["a part of a package outside its room", "src/push/run.ts", 'import type { M } from "kysely/migration";'],
  ["a require", "src/push/run.ts", 'const pg = require("pg");'],
  ["the environment", "src/cli/config.ts", "const url = process.env.DATABASE_URL;"],
  [
    "the environment by another way",
    "src/cli/config.ts",
    "const { env } = globalThis.process, { env: e } = process;",
  ],
  ["the clock", "src/push/run.ts", "const at = Date.now();"],
  ["the clock by a bare new Date", "src/push/run.ts", "const at = new Date().toISOString();"],
  ["the clock of another kind", "src/push/run.ts", "const today = Temporal.Now.plainDateISO();"],
])("catches %s", (_, path, planted) => {
  expect(violationsIn(path, planted)).toHaveLength(1);
});

test.each([
  ["a comment about an import", "schemas/task.ts", '// import { x } from "../src/store/connection.ts";'],
  ["a text that looks like one", "schemas/task.ts", "const text = `import { x } from '../src/store/a.ts'`;"],
  ["a date made from an instant", "schemas/time.ts", 'const day = new Date("2025-12-31");'],
  ["a stopwatch", "src/portal/limits.ts", "const startedAt = performance.now();"],
  ["the clock of a simulator", "adapters/nq57/simulator.ts", "const at = Date.now();"],
  [
    "anything in main",
    "src/main.ts",
    'import "./store/connection.ts"; const url = process.env.X ?? Date.now();',
  ],
])("leaves %s alone", (_, path, text) => {
  expect(violationsIn(path, text)).toEqual([]);
});

test("src/README.md shows the same table", () => {
  const readme = textOf("src/README.md");
  const rooms = Object.entries(mayImport).filter(([room]) => !room.includes(".") && room !== "adapter");
  const rows = rooms.map(
    ([room, allowed]) => `| ${room} | ${allowed.length === 0 ? "nothing" : allowed.join(", ")} |`,
  );
  const packages = Object.entries(packageRooms).filter(([, allowed]) => allowed.length > 0);

  expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
  expect(packages.filter(([name]) => !readme.includes(`\`${name}\``))).toEqual([]);
});
