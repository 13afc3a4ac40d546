// dongbo portal simulate: starts a portal's imitation on this machine, for training and for trying things out, and tells
// what reaches it until somebody stops it. Its secrets are invented at each start and shown once; it opens no register.
import { stringify } from "yaml";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Arrival, FaultRule, RunningSimulator, Simulator } from "../../schemas/simulator.ts";
import { showInstant } from "../../schemas/time.ts";
import type { Call, Run } from "./commands.ts";
import { cut, oneLine } from "./cut.ts";
import { answer, say, type AdapterCard, type ExitCode, type Shell } from "./shell.ts";
import { sampleTasks } from "./simulated-tasks.ts";
import { simulatedOptions } from "./simulated-options.ts";
import { simulatorPage } from "./simulator-page.ts";
import { faultsInWords, faultWord, scriptOf, type FaultScript } from "./simulator-script.ts";
import { typed, wordOf } from "./typed.ts";

interface Playing {
  adapter: AdapterCard & { simulator: Simulator };
  running: RunningSimulator;
  script: FaultScript;
}

const pagePath = "/__simulator";

export const simulate: Run = async (shell, call) => {
  const adapter = await adapterNamed(shell, wordOf(call, 0));
  if (call.options["faults"] === "list") {
    const faults = faultsInWords(shell, adapter.simulator.faults);
    answer(shell, { portal: adapter.name, faults }, () =>
      faults
        .map(({ name, parameters, does }) => `${[name, ...parameters].join(" ")}\n    ${does}`)
        .join("\n"),
    );
    return 0;
  }
  const { port, tasks, rate } = numbersOf(call);
  const script = await scriptOf(shell, { asked: call.options["faults"], known: adapter.simulator.faults });
  const playing = await start(shell, { adapter, script, port, rate });
  playing.running.seed(sampleTasks(tasks, shell.now()));
  return await play(shell, playing, rate);
};

/** The one place where a name becomes a portal with an imitation: whatever adapters the program knows. */
async function adapterNamed(shell: Shell, name: string): Promise<Playing["adapter"]> {
  const adapters = await shell.adapters(name);
  const found = adapters.find((one) => one.name === name);
  if (found?.simulator !== undefined) return { ...found, simulator: found.simulator };
  const known = adapters.flatMap((one) => (one.simulator === undefined ? [] : [one.name])).join(", ");
  throw new UserError([phrase("simulate.unknown", { name, known })]);
}

function numbersOf(call: Call): { port: number | undefined; tasks: number; rate: number | undefined } {
  const options = typed(call);
  const port = options.whole("port", { from: 1, to: 65_535 });
  const tasks = options.whole("tasks", { from: 0, to: 5_000 }) ?? 12;
  const rate = options.whole("rate", { from: 0, to: 1_000_000 });
  options.check();
  return { port, tasks, rate };
}

async function start(
  shell: Shell,
  wanted: Pick<Playing, "adapter" | "script"> & { port: number | undefined; rate: number | undefined },
): Promise<Playing> {
  const { adapter, script, port, rate } = wanted;
  const playing: { current: Playing | null } = { current: null };
  try {
    const running = await adapter.simulator.start({
      ...(port !== undefined && { port }),
      ...(rate !== undefined && { requestsPerMinute: rate }),
      seed: script.seed ?? 1,
      onArrival: (arrival) => tellArrival(shell, arrival),
      page: {
        path: pagePath,
        answer: async (asked) =>
          await simulatorPage({ ...asked, ...held(playing.current), fallback: shell.language }),
      },
    });
    running.script([...script.rules]);
    playing.current = { adapter, running, script };
    return playing.current;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new UserError([phrase("simulate.port_taken", { port: port ?? 0 })]);
  }
}

function held(playing: Playing | null) {
  if (playing === null) throw new Error("nobody knows this address yet");
  const { adapter, running, script } = playing;
  return { name: adapter.name, running, rules: script.rules };
}

async function play(shell: Shell, playing: Playing, rate: number | undefined): Promise<ExitCode> {
  const { adapter, running, script } = playing;
  const words = introduction(shell, playing, rate);
  // With --json the one document comes at the end; who wants to connect must still be told where to.
  if (shell.json) shell.err(words);
  else shell.out(words);
  await shell.untilStopped();
  await running.idle();
  const count = {
    ...running.tally(),
    requests: running.arrivals().length,
    fired: Object.fromEntries(Object.entries(running.fired()).filter(([, times]) => times > 0)),
  };
  await running.stop();
  answer(shell, { portal: adapter.name, seed: script.seed, rules: script.rules, ...count }, () =>
    [
      "",
      say(shell, "simulate.count", { ...running.tally(), requests: count.requests }),
      ...Object.entries(count.fired).map(([fault, times]) =>
        say(shell, "simulate.fired", { fault, times, does: faultWord(shell, fault) }),
      ),
    ].join("\n"),
  );
  return 0;
}

function introduction(shell: Shell, { adapter, running, script }: Playing, rate: number | undefined): string {
  const { plain, secrets } = simulatedOptions(adapter, running);
  const slower = rate !== undefined && rate > 0 && rate < adapter.facts.requestsPerMinute;
  const portal = { adapter: adapter.name, ...(slower && { requestsPerMinute: rate }), options: plain };
  const faults = script.rules.length === 0 ? [say(shell, "simulate.no_faults")] : rulesInWords(shell, script);
  return `${[
    say(shell, "simulate.running", { name: adapter.name, address: running.url }),
    say(shell, "simulate.page", { address: `${running.url}${pagePath}` }),
    say(shell, "simulate.holds", { count: running.held().length }),
    ...faults,
    "",
    say(shell, "simulate.configuration"),
    stringify({ portals: { [adapter.name]: portal } }).trimEnd(),
    "",
    say(shell, "simulate.environment"),
    ...Object.entries(secrets).map(([variable, value]) => `${variable}=${value}`),
    "",
    say(shell, "simulate.stop"),
  ].join("\n")}\n`;
}

function rulesInWords(shell: Shell, { rules, seed }: FaultScript): string[] {
  const drawn = seed === null ? "simulate.faults" : "simulate.faults_drawn";
  return [
    say(shell, drawn, { count: rules.length, seed }),
    ...rules.map((rule) => `  ${ruleInWords(rule)}: ${faultWord(shell, rule.fault)}`),
  ];
}

function ruleInWords({ fault, on, after, times, with: parameters }: FaultRule): string {
  const where = on === undefined ? [] : [typeof on === "string" ? on : on.path];
  const rest = Object.entries({ after, times, ...parameters }).filter(([, value]) => value !== undefined);
  return [fault, ...where, ...rest.map(([name, value]) => `${name}=${value}`)].join(" ");
}

/** One request and what befell it, in one line; nothing where nobody watches. */
function tellArrival(shell: Shell, { at, method, path, status, committed, faults }: Arrival): void {
  if (!shell.isTerminal || shell.json) return;
  const instant = new Date(at).toISOString();
  const time = `${showInstant(instant).slice(-5)}${instant.slice(16, 19)}`;
  const end = status === "cut" ? say(shell, "simulate.cut") : String(status);
  const kept = committed ? `  ${say(shell, "simulate.kept")}` : "";
  const befell = faults.map((fault) => `  ⚡ ${fault}: ${faultWord(shell, fault)}`).join("");
  shell.out(`${time}  ${method} ${cut(oneLine(readable(path)), 72)}  ${end}${kept}${befell}\n`);
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
