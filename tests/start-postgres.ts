// A PostgreSQL server for the run: the one that TEST_DATABASE_URL names, else a private one from the machine's own
// programs, on a unix socket in a temporary folder. Stops and removes it afterwards, also when this process dies.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chown, glob, mkdtemp, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { once } from "node:events";
import { promisify } from "node:util";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openStore } from "../src/store/connection.ts";
import { unprivileged } from "./unprivileged.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where to make databases and from which template, or why there is no server. */
    postgres: { url: string; template: string } | { missing: string };
  }
}

const run = promisify(execFile);
// The temporary folder of the system, not of the user: a socket's path has room for about 100 characters only.
const temporary = "/tmp";

/** Provides `postgres`; what it returns stops the server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  const server = given ? { url: given, stop: async () => {} } : await startPrivateServer();
  if (server === null) {
    project.provide("postgres", { missing: "no TEST_DATABASE_URL, and no postgres program on this machine" });
    return async () => {};
  }
  const template = `dongbo_template_${process.pid}`;
  await onServer(server.url, `create database ${template}`);
  await (await openStore({ url: databaseUrl(server.url, template), directory: "memory" })).close();
  project.provide("postgres", { url: server.url, template });
  return async () => {
    await onServer(server.url, `drop database if exists ${template}`);
    await server.stop();
  };
}

/** The URL of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement on the server's own database. */
export async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** What makes a server quick that nobody will miss; without it (`[]`) commits survive a power cut. */
const throwAway = ["fsync=off", "full_page_writes=off"];

export interface PrivateServer {
  url: string;
  /** Stops it amid whatever it does; `start` starts it again with what it had committed. */
  halt(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good and removes it. */
  stop(): Promise<void>;
}

/** A private server under these settings; null where the machine has no PostgreSQL. */
export async function startPrivateServer(
  settings: readonly string[] = throwAway,
): Promise<PrivateServer | null> {
  const programs = await findPrograms();
  if (programs === null) return null;
  const as = await unprivileged();
  const folder = await mkdtemp(join(temporary, "dongbo-pg-"));
  if (as !== undefined) await chown(folder, as.uid, as.gid);
  const cluster = join(folder, "cluster");
  const initdb = [
    "-D",
    cluster,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--no-sync",
    "--locale=C.UTF-8",
  ];
  await run(join(programs, "initdb"), initdb, { ...as, cwd: folder });

  const given = settings.map((setting) => `-c ${setting}`).join(" ");
  // The shell outlives us: when its input closes, whatever ended us, it stops the server and removes the folder.
  const watch = `"$1" -D "$2/cluster" -k "$2" -c listen_addresses= -c max_connections=200 $3 >"$2/log" 2>&1 &
    server=$!; cat >/dev/null; kill -INT $server; wait $server; cd /; rm -rf "$2"`;
  const shell = spawn("sh", ["-c", watch, "sh", join(programs, "postgres"), folder, given], {
    ...as,
    cwd: folder,
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  const url = `postgresql://postgres@localhost/postgres?host=${folder}`;
  await untilItAnswers(url, folder);
  const control = async (...words: string[]) =>
    void (await run(join(programs, "pg_ctl"), ["-D", cluster, "-w", ...words], { ...as, cwd: folder }));
  let isSecond = false;
  return {
    url,
    halt: async () => await control("-m", "immediate", "stop"),
    async start() {
      isSecond = true;
      await control("-l", join(folder, "log"), "-o", `-k ${folder} -c listen_addresses= ${given}`, "start");
    },
    async stop() {
      // The shell knows the first server alone.
      if (isSecond) await control("-m", "immediate", "stop");
      await stopped(shell);
    },
  };
}

async function stopped(shell: ChildProcess): Promise<void> {
  const exit = once(shell, "exit");
  shell.stdin?.end();
  await exit;
}

async function untilItAnswers(url: string, folder: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const probe = new pg.Client({ connectionString: url });
      await probe.connect();
      await probe.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`the private PostgreSQL did not start:\n${await readFile(join(folder, "log"), "utf8")}`);
}

/** The folder that holds both initdb and postgres. */
async function findPrograms(): Promise<string | null> {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  for (const pattern of [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
  ]) {
    folders.push(...(await Array.fromAsync(glob(pattern))).toSorted().toReversed());
  }
  return folders.find(holdsServer) ?? null;
}

function holdsServer(folder: string): boolean {
  return ["initdb", "postgres"].every((name) => existsSync(join(folder, name)));
}
