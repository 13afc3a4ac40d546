// A private virus scanner for a test file: clamd of the system's packages, on a Unix socket and a loopback port, with
// signatures of the tests' own in a temporary folder. Asks no network; ends and is removed also when this process dies.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { ScannerSchema, type Scanner } from "../schemas/scanner.ts";
import { askClamd } from "../src/evidence/clamd.ts";

// The temporary folder of the system, not of the user: a socket's path has room for about 100 characters only.
const temporary = "/tmp";

/** What it takes for a virus from the start, under this name. */
export const virus = { text: "chuoi-doc-hai-de-thu-nghiem", signature: "Dongbo.Thu.UNOFFICIAL" } as const;

export interface RunningScanner {
  /** Where it listens, as the configuration says it. */
  tcp: Scanner;
  unix: Scanner;
  /** Takes every file with this text in it for a virus from now on, called Dongbo.Moi.UNOFFICIAL. */
  learn(text: string): Promise<void>;
  /** Stops it, and starts it again at the same places. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good. */
  remove(): Promise<void>;
}

/** The program; null where the system has none. */
export function scannerProgram(): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, "clamd")).find((path) => existsSync(path)) ?? null;
}

/** Starts one; `settings` are further lines of clamd.conf. */
export async function startScanner(settings: readonly string[] = []): Promise<RunningScanner> {
  const program = scannerProgram();
  if (program === null) throw new Error("clamd is not installed: apt-get install clamav-daemon");
  const folder = await mkdtemp(join(temporary, "dongbo-clamd-"));
  const port = await freePort();
  const lines = [
    "Foreground yes",
    `DatabaseDirectory ${folder}`,
    `LocalSocket ${join(folder, "clamd.ctl")}`,
    `TCPSocket ${port}`,
    "TCPAddr 127.0.0.1",
    "SelfCheck 0",
    ...settings,
  ];
  await writeFile(join(folder, "clamd.conf"), `${lines.join("\n")}\n`);
  await writeFile(join(folder, "first.ndb"), signatureOf("Dongbo.Thu", virus.text));
  const unix = ScannerSchema.parse({ clamd: join(folder, "clamd.ctl"), answersWithinSeconds: 20 });
  const tcp = { ...unix, clamd: `127.0.0.1:${port}` };
  let shell = await started(program, folder, unix);
  const stop = async (how: "keep" | "remove") => {
    if (shell !== null) await ended(shell, how);
    shell = null;
  };
  return {
    tcp,
    unix,
    async learn(text) {
      await writeFile(join(folder, "later.ndb"), signatureOf("Dongbo.Moi", text));
      await reload(unix, text);
    },
    stop: async () => await stop("keep"),
    start: async () => void (shell = await started(program, folder, unix)),
    async remove() {
      await stop("remove");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A signature of ClamAV's extended format: name, any kind of file, anywhere in it, the bytes. */
function signatureOf(name: string, text: string): string {
  return `${name}:0:*:${Buffer.from(text).toString("hex")}\n`;
}

async function started(program: string, folder: string, unix: Scanner): Promise<ChildProcess | null> {
  // The shell outlives us: when its input closes, whatever ended us, the scanner ends with it and the folder goes.
  const watch = `"$1" -c "$2/clamd.conf" >"$2/log" 2>&1 & server=$!
    read -r word; kill $server; wait $server; cd /; [ "$word" = keep ] || rm -rf "$2"`;
  const shell = spawn("sh", ["-c", watch, "sh", program, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if ((await verdictOn(unix, "sạch")) === "clean") return shell;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const log = await readFile(join(folder, "log"), "utf8");
  await ended(shell, "remove");
  throw new Error(`the private clamd did not start:\n${log}`);
}

async function ended(shell: ChildProcess, how: "keep" | "remove"): Promise<void> {
  const exit = once(shell, "exit");
  shell.stdin?.end(`${how}\n`);
  await exit;
}

async function reload({ clamd }: Scanner, text: string): Promise<void> {
  const socket = connect({ path: clamd });
  socket.end("zRELOAD\0");
  await once(socket.resume(), "close");
  const unix = ScannerSchema.parse({ clamd });
  while ((await verdictOn(unix, text)) !== "infected")
    await new Promise((resolve) => setTimeout(resolve, 20));
}

async function verdictOn(scanner: Scanner, text: string): Promise<string> {
  async function* bytes() {
    yield Buffer.from(text);
  }
  return (await askClamd(scanner, bytes())).kind;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
