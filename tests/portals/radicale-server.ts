// A private Radicale for a run of tests: Debian's, on a free port of 127.0.0.1, its collections as files in a temporary
// folder. Ends and is removed also when this process dies.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unprivileged } from "../unprivileged.ts";

// The system's own: another Python on the path does not see the system's packages.
const python = "/usr/bin/python3";

/** Where a running Radicale is; plain data, so that it can be handed to the processes of the tests. */
export interface RadicaleAt {
  /** http://127.0.0.1:PORT */
  url: string;
  /** With the accounts in `users` and the collections below `collections/collection-root`. */
  folder: string;
}

/** Starts one; `tell` hears what is started. */
export async function startRadicale(
  tell: (line: string) => void,
): Promise<{ at: RadicaleAt; stop(): Promise<void> }> {
  const as = await unprivileged();
  const folder = await mkdtemp(join(tmpdir(), "dongbo-radicale-"));
  await chmod(folder, 0o755);
  if (as !== undefined) await chown(folder, as.uid, as.gid);
  const settings = [
    "[server]",
    "hosts = 127.0.0.1:0",
    "[auth]",
    "type = htpasswd",
    `htpasswd_filename = ${join(folder, "users")}`,
    "htpasswd_encryption = plain",
    // Seconds that a refused sign-in is kept waiting.
    "delay = 0",
    "[rights]",
    "type = owner_only",
    "[storage]",
    `filesystem_folder = ${join(folder, "collections")}`,
    "[logging]",
    "level = info",
  ];
  await writeFile(join(folder, "config"), `${settings.join("\n")}\n`);
  await writeFile(join(folder, "users"), "");
  // The shell outlives us: when its input closes, whatever ended us, the server ends with it and the folder goes.
  const watch = `"$1" -m radicale --config "$2/config" 2>"$2/log" &
    server=$!; cat >/dev/null; kill $server; wait $server; cd /; rm -rf "$2"`;
  const shell = spawn("sh", ["-c", watch, "sh", python, folder], {
    ...as,
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8", HOME: folder },
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  const stop = async () => {
    const exit = once(shell, "exit");
    shell.stdin.end();
    await exit;
  };
  const url = await listening(join(folder, "log")).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  tell(`Radicale listens on ${url}, its data in ${folder}`);
  return { at: { url, folder }, stop };
}

async function listening(log: string): Promise<string> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const port = /Listening on \S*127\.0\.0\.1\S*:(\d+)/.exec(
      await readFile(log, "utf8").catch(() => ""),
    )?.[1];
    if (port !== undefined) return `http://127.0.0.1:${port}`;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const said = await readFile(log, "utf8").catch(() => "nothing");
  throw new Error(`the private Radicale did not start; it said:\n${said}`);
}
