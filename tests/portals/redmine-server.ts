// A private Redmine for a run of tests: Debian's, on a free port of 127.0.0.1, with a database of its own in a
// temporary folder. Ends and is removed also when this process dies.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { unprivileged } from "../unprivileged.ts";
import { environmentOf, instances, newInstance, redmineProgram } from "./redmine-program.ts";

/** Where a running Redmine is; plain data, so that it can be handed to the processes of the tests. */
export interface RedmineAt {
  /** http://127.0.0.1:PORT */
  url: string;
  program: string;
  instance: string;
}

/** Starts one; `tell` hears what is started. */
export async function startRedmine(
  tell: (line: string) => void,
): Promise<{ at: RedmineAt; stop(): Promise<void> }> {
  const program = await redmineProgram(tell);
  const instance = await newInstance(program);
  const folder = join(program, instances, instance);
  // The shell outlives us: when its input closes, whatever ended us, the server ends with it and its folder goes.
  // One thread: SQLite gives up at once where two transactions of one process want to write.
  const watch = `bundle exec puma --threads 1:1 --environment production --bind tcp://127.0.0.1:0 config.ru >"$1/log/puma" 2>&1 &
    server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$1"`;
  const shell = spawn("sh", ["-c", watch, "sh", folder], {
    ...(await unprivileged()),
    cwd: program,
    env: environmentOf(program, instance),
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  const stop = async () => await ended(shell);
  const url = await listening(join(folder, "log/puma")).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  tell(`Redmine listens on ${url}, its data in ${folder}`);
  return { at: { url, program, instance }, stop };
}

async function ended(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null) return;
  const exit = once(shell, "exit");
  shell.stdin?.end();
  await exit;
}

async function listening(log: string): Promise<string> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const text = await readFile(log, "utf8").catch(() => "");
    const url = /Listening on (http:\S+)/.exec(text)?.[1];
    if (url !== undefined) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const said = await readFile(log, "utf8").catch(() => "nothing");
  throw new Error(`the private Redmine did not start within a minute; it said:\n${said}`);
}
