// A clerk's desk: a temporary folder with a configuration, simulated portals beside it, and the command line run as a
// user runs it, each command a process of its own. Secrets are handed over in the environment only.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";
import { inject, onTestFinished } from "vitest";
import { stringify } from "yaml";
import { portals as adapters } from "../../adapters/all.ts";
import { secretOptions } from "../../schemas/config.ts";
import { Secret } from "../../schemas/secret.ts";
import type { RunningSimulator } from "../../schemas/simulator.ts";
import type { Office } from "../../src/cli/shell.ts";
import { openOffice } from "../../src/office.ts";
import { dropServerDatabase, makeServerDatabase } from "../databases.ts";
import { leaksIn } from "../leaks.ts";
import { onServer } from "../start-postgres.ts";

const program = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "src", "main.ts");

/** The portals of every desk, in this order. */
export const portalNames = ["nq57", "nq71-dongnai"] as const;
export type PortalName = (typeof portalNames)[number];

/** What a command answers with `--json`; each test says what it expects of it. */
export type JsonAnswer = ReturnType<typeof JSON.parse>;

/** How a command ended. */
export interface Ended {
  /** The exit code; `null` when a signal ended it. */
  code: number | null;
  out: string;
  err: string;
  /** Standard output as the one JSON document that it must be. */
  json(): JsonAnswer;
}

export interface RunningCommand {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** So many processes start that each of them should find its code compiled. */
const compiled = join(tmpdir(), "dongbo-compiled-for-tests");

type Records = Parameters<RunningSimulator["seed"]>[0];

export interface DeskSettings {
  /** Where the register lives: embedded, or a fresh database on the server of this test run; left out: the usual one. */
  on?: Database;
  /** More of the configuration. */
  config?: Record<string, unknown>;
  /** More of a portal's configuration, for every portal. */
  portal?: Record<string, unknown>;
  /** More of one portal's options. */
  options?: Partial<Record<PortalName, Record<string, unknown>>>;
  /** How often a minute each portal lets one account ask, enforced there and declared here; left out: no limit. */
  limits?: Record<PortalName, number>;
  /** The portals' clock, in milliseconds since 1970; their own if left out. */
  portalClock?: () => number;
  /** Variables on top of the usual ones. */
  environment?: Record<string, string>;
}

export type Database = "embedded" | "PostgreSQL";

/** The embedded database, and PostgreSQL where this run has a server: for journeys about what the database keeps. */
export function databases(): Database[] {
  return "missing" in inject("postgres") ? ["embedded"] : ["embedded", "PostgreSQL"];
}

/** The database of a journey that is about something else: a server where there is one, for commands start quicker on it. */
export function usualDatabase(): Database {
  return databases().at(-1) ?? "embedded";
}

/** The usual database; with EVERY_DATABASE=1 both. */
export function usualDatabases(): Database[] {
  return process.env["EVERY_DATABASE"] === undefined ? [usualDatabase()] : databases();
}

export class Desk {
  readonly folder: string;
  readonly settings: DeskSettings;
  readonly portals: Record<PortalName, RunningSimulator>;
  /** What commands are started with; holds the portals' secrets. */
  readonly environment: Record<string, string>;
  readonly databaseUrl: string | null;
  #records: Records = [];
  readonly #secrets = new Set<string>();

  constructor(made: {
    folder: string;
    settings: DeskSettings;
    portals: Record<PortalName, RunningSimulator>;
    environment: Record<string, string>;
    databaseUrl: string | null;
  }) {
    this.folder = made.folder;
    this.settings = made.settings;
    this.portals = made.portals;
    this.environment = made.environment;
    this.databaseUrl = made.databaseUrl;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs one command to its end. */
  async run(...words: string[]): Promise<Ended> {
    return await this.start(...words).ended;
  }

  /** The same with a text on its standard input. */
  async runGiven(input: string, ...words: string[]): Promise<Ended> {
    const { child, ended } = this.#spawned(words, "pipe");
    child.stdin?.end(input);
    return await ended;
  }

  /** Starts one command and does not wait for it. */
  start(...words: string[]): RunningCommand {
    return this.#spawned(words, "ignore");
  }

  #spawned(words: string[], input: "ignore" | "pipe"): RunningCommand {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: this.folder,
      env: this.environment,
      stdio: [input, "pipe", "pipe"],
    });
    return { child, ended: endOf(child, words).then((end) => this.#withoutSecrets(end, words)) };
  }

  /** Everything that may be found nowhere: what the portals invented, and what commands were handed over. */
  secrets(): string[] {
    for (const name of portalNames) {
      for (const secret of this.portals[name].secrets()) this.#secrets.add(secret);
    }
    return [...this.#secrets];
  }

  /** One more of them; returns it. */
  keepSecret(secret: string): string {
    this.#secrets.add(secret);
    return secret;
  }

  #withoutSecrets(end: Ended, words: readonly string[]): Ended {
    const told = leaksIn(`${end.out}\n${end.err}`, this.secrets());
    if (told.length > 0) throw new Error(`dongbo ${words[0]} ${words[1]} tells secrets: ${told.join(", ")}`);
    return end;
  }

  /** Puts the same tasks into every portal, as their owners would. */
  seed(records: Records): void {
    this.#records = [...this.#records, ...records];
    for (const name of portalNames) this.portals[name].seed(records);
  }

  /** Opens the register in this process, for setting the scene quickly and for looking into it. */
  async open<Result>(work: (office: Office) => Promise<Result>): Promise<Result> {
    const office = await openOffice({
      language: "vi",
      configFile: this.path("dongbo.yaml"),
      variables: this.environment,
      user: userInfo().username,
      carrier: "the test",
      elapsed: () => performance.now(),
      now: () => new Date().toISOString(),
      wait: async (ms) => await wait(ms),
    });
    try {
      return await work(office);
    } finally {
      await office.close();
    }
  }

  /** The same desk once more with portals of its own that hold what was seeded. Only while nothing was pushed. */
  async copy(): Promise<Desk> {
    const desk = await makeDesk(this.settings, this);
    await cp(this.folder, desk.folder, {
      recursive: true,
      filter: (from) => !from.endsWith("dongbo.yaml"),
    });
    desk.seed(this.#records);
    return desk;
  }

  /** Another portal in the place of a stopped one: same address, same account, nothing in it. */
  async startEmpty(name: PortalName, port: number): Promise<RunningSimulator> {
    this.secrets();
    const empty = await adapterOf(name).simulator.start({ port, requestsPerMinute: 0 });
    Object.assign(this.environment, splitOptions(name, empty.options).secrets);
    this.portals[name] = empty;
    return empty;
  }

  /** Stops the portals and removes the folder and the database. */
  async close(): Promise<void> {
    for (const name of portalNames) await this.portals[name].stop();
    if (this.databaseUrl !== null) await dropServerDatabase(this.databaseUrl);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What calls back after a test; tests that run side by side hand over their own. */
export type AfterTest = (callback: () => Promise<void>) => void;

/** A desk that is cleared away after the test that asked for it. */
export async function aDesk(
  settings: DeskSettings = {},
  afterTest: AfterTest = onTestFinished,
): Promise<Desk> {
  const desk = await makeDesk(settings);
  afterTest(async () => await desk.close());
  return desk;
}

/** A copy of a desk, cleared away after the test. */
export async function aCopyOf(desk: Desk, afterTest: AfterTest = onTestFinished): Promise<Desk> {
  const copy = await desk.copy();
  afterTest(async () => await copy.close());
  return copy;
}

/** A desk with its configuration written and its portals running; the caller closes it. */
export async function makeDesk(settings: DeskSettings, copied: Desk | null = null): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), "dongbo-desk-"));
  const on = settings.on ?? usualDatabase();
  const databaseUrl = on === "PostgreSQL" ? await serverDatabase(copied?.databaseUrl ?? null) : null;
  const portals = {
    nq57: await started("nq57", settings),
    "nq71-dongnai": await started("nq71-dongnai", settings),
  };
  const environment: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    TMPDIR: tmpdir(),
    LANG: "vi_VN.UTF-8",
    NODE_COMPILE_CACHE: compiled,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...settings.environment,
  };
  const configured: Record<string, unknown> = {};
  for (const name of portalNames) {
    const { plain, secrets } = splitOptions(name, portals[name].options);
    Object.assign(environment, secrets);
    // Without limits the simulators have none of their own, and the tests have no time.
    const requestsPerMinute = settings.limits?.[name] ?? 60_000;
    configured[name] = {
      adapter: name,
      requestsPerMinute,
      ...settings.portal,
      options: { ...plain, ...settings.options?.[name] },
    };
  }
  await writeFile(
    join(folder, "dongbo.yaml"),
    stringify({ console: { listen: "off" }, ...settings.config, portals: configured }),
  );
  if (databaseUrl === null && copied === null)
    await cp(inject("embeddedDirectory"), join(folder, "dongbo-data/register"), { recursive: true });
  return new Desk({ folder, settings, portals, environment, databaseUrl });
}

async function serverDatabase(copiedFrom: string | null): Promise<string> {
  const url = await makeServerDatabase();
  if (copiedFrom === null) return url;
  const postgres = inject("postgres");
  if ("missing" in postgres) throw new Error(postgres.missing);
  await onServer(postgres.url, `drop database ${nameIn(url)}`);
  await onServer(postgres.url, `create database ${nameIn(url)} template ${nameIn(copiedFrom)}`);
  return url;
}

function nameIn(databaseUrl: string): string {
  return new URL(databaseUrl).pathname.slice(1);
}

function adapterOf(name: PortalName) {
  const adapter = adapters.find((one) => one.name === name);
  if (adapter?.simulator === undefined) throw new Error(`${name} has no simulator`);
  return { options: adapter.options, simulator: adapter.simulator };
}

async function started(name: PortalName, { limits, portalClock }: DeskSettings): Promise<RunningSimulator> {
  return await adapterOf(name).simulator.start({
    requestsPerMinute: limits?.[name] ?? 0,
    ...(portalClock === undefined ? {} : { now: portalClock }),
  });
}

/** What stands in the configuration, and what stands in the environment. */
function splitOptions(name: PortalName, options: Record<string, unknown>) {
  const variables = secretOptions(adapterOf(name).options);
  const plain: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const [option, value] of Object.entries(options)) {
    const variable = variables[option];
    if (value instanceof Secret && variable !== undefined) secrets[variable] = value.reveal();
    else plain[option] = value;
  }
  return { plain, secrets };
}

async function endOf(child: ChildProcess, words: string[]): Promise<Ended> {
  const heard = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (heard.out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (heard.err += text));
  const [code] = (await once(child, "close")) as [number | null];
  return {
    code,
    ...heard,
    json() {
      try {
        return JSON.parse(heard.out);
      } catch (cause) {
        const said = `${heard.out}\n--- standard error\n${heard.err}`;
        throw new Error(`dongbo ${words.join(" ")} wrote no single JSON document:\n${said}`, { cause });
      }
    },
  };
}
