// The only place that touches the process: arguments, environment, clock, streams, signals. Wires everything else.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { runCommandLine } from "./cli/run.ts";
import type { Shell } from "./cli/shell.ts";

if (existsSync(".env")) process.loadEnvFile(".env");

// Whoever reads our output may stop reading (`| head`): nothing is left to tell, and nothing went wrong.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const now = () => new Date().toISOString();
// The stopwatch alone would stand still while the machine sleeps, the clock alone may be set back.
const elapsed = () => Math.max(performance.now(), Date.now() - performance.timeOrigin);
const words = process.argv.slice(2);

/** `--lang` anywhere, else DONGBO_LANG, else the locale; Vietnamese unless that is plainly English. */
function language(): "vi" | "en" {
  const asked = words[words.indexOf("--lang") + 1];
  const wish = words.includes("--lang") ? asked : process.env["DONGBO_LANG"] || process.env["LANG"];
  return wish?.toLowerCase().startsWith("en") === true ? "en" : "vi";
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // No entry in the password file (containers): the number is all there is.
    return `uid ${process.getuid?.() ?? "?"}`;
  }
}

const shell: Omit<Shell, "adapters" | "openKit" | "openLiveKit"> = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true,
  language: language(),
  json: false,
  configFile: process.env["DONGBO_CONFIG"] || "dongbo.yaml",
  user: userName(),
  now,
  wait: async (ms) => await wait(ms),
  async signingKeyPlace() {
    const { signingKeyPlace } = await import("./office.ts");
    return signingKeyPlace({ configFile: this.configFile, variables: process.env });
  },
  async watchPost() {
    const { watchPost } = await import("./office.ts");
    return watchPost({ configFile: this.configFile, variables: process.env, now });
  },
  async untilStopped() {
    // Afterwards nobody listens any more, so that a second signal ends the process at once.
    const heard = new AbortController();
    const signals = ["SIGINT", "SIGTERM"].map((name) => once(process, name, { signal: heard.signal }));
    await Promise.race(signals);
    heard.abort();
    await Promise.allSettled(signals);
  },
  leave: (code) => process.exit(code),
  async readSecret(prompt) {
    const { readHidden } = await import("./cli/hidden-input.ts");
    return await readHidden(process.stdin, process.stderr, prompt);
  },
  ask:
    process.stdin.isTTY === true && process.stderr.isTTY === true
      ? async (question) => {
          const { readLine } = await import("./cli/hidden-input.ts");
          return await readLine(process.stdin, process.stderr, question);
        }
      : null,
  async openOffice(at) {
    const { openOffice } = await import("./office.ts");
    const variables = { ...process.env, ...at?.environment };
    return await openOffice({
      configFile: at?.configFile ?? this.configFile,
      variables,
      language: this.language,
      user: this.user,
      carrier: `${this.user}@${hostname()}, pid ${process.pid}`,
      now: at?.now ?? now,
      elapsed,
      wait: this.wait,
      hosts: at?.hosts,
    });
  },
};

const adaptersFor = async (named?: string) => await (await import("./known-adapters.ts")).adaptersFor(named);

process.exitCode = await runCommandLine(
  {
    ...shell,
    adapters: adaptersFor,
    openLiveKit: async (at) => await (await import("./kit.ts")).openLiveKit(at, await adaptersFor()),
    openKit: async (name) => await (await import("./kit.ts")).openKit(name, await adaptersFor()),
  },
  words,
);
